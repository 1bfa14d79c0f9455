"""Commands about one input: `translate`, `quotes`, `read`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from briefing.commands.options import (
    fetcher_of,
    given,
    named_input,
    one_document,
    settings,
)
from briefing.commands.terminal import inert, say, stdout_kept_clean
from briefing.config import Config, load_config
from briefing.errors import DocumentError

if TYPE_CHECKING:
    import argparse

    from briefing.commands import Environ


def translate(options: argparse.Namespace, environ: Environ) -> int:
    """Translate line by line: same count, same order, empty lines stay empty."""
    from briefing.models import find_model
    from briefing.parts import build_translator
    from briefing.read.decode import decode
    from briefing.render.inert import inert as harmless

    config = settings(options)
    text, _ = decode(named_input(options.input))
    lines = text.split("\n")
    last_is_empty = lines[-1] == ""
    lines = lines[:-1] if last_is_empty else lines
    with stdout_kept_clean() as out:
        translator = build_translator(config, find_model(config.model))
        words = [line.strip() for line in lines if line.strip()]
        results = iter(translator(words))
        for line in lines:
            print(harmless(next(results).target) if line.strip() else "", file=out)
    return 0


def quotes(options: argparse.Namespace, environ: Environ) -> int:
    """Show the quotations of one article, as a table or as JSON."""
    from briefing.quotes import find_quotes
    from briefing.read import check_language
    from briefing.render.json import quote_value
    from briefing.sentences import split

    overrides = given(options, Config)
    threshold = load_config(None, overrides).min_confidence
    document = one_document(options.input, fetcher_of(options, environ))
    if not options.force:
        check_language(document)
    found = find_quotes(
        document,
        split(document),
        min_confidence=threshold,
        indirect=options.indirect,
    )
    if options.json:
        print(json.dumps([quote_value(q) for q in found], ensure_ascii=False, indent=2))
        return 0
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("start", "end", "quotation", "speaker", "cue", "confidence")
    for quote in found:
        speaker = quote.speaker
        row = (
            str(quote.span.start),
            str(quote.span.end),
            quote.content,
            speaker.name if speaker else "not attributed",
            quote.cue or "",
            f"{speaker.confidence:.2f}" if speaker else "",
        )
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout).print(table)
    return 0


def read(options: argparse.Namespace, environ: Environ) -> int:
    """Show the documents of an input as they were read, paragraph by paragraph."""
    from briefing.read import read_each
    from briefing.render.inert import inert as harmless

    source = named_input(options.input, fetcher_of(options, environ))
    fields = {"text_field": options.text_field, "id_field": options.id_field}
    failed = 0
    for document in read_each(source, **fields):
        if isinstance(document, DocumentError):
            failed += 1
            say(f"briefing: {inert(str(document))}")
            continue
        known = ("id", "source", "title", "date", "publisher", "author", "url")
        for name in known:
            if value := getattr(document, name):
                print(f"{name}: {inert(value)}")
        for note in document.notes:
            print(f"note: {inert(note)}")
        for span in document.paragraphs:
            # French spaces are part of the text as it was read.
            print(f"{span.start}..{span.end}\t{harmless(span.of(document.text))}")
    return 1 if failed else 0
