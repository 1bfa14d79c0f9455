"""JSON records to documents: a line of a JSONL file, an entry of a feed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from briefing.errors import FormatError, LimitError
from briefing.protocols import Input
from briefing.read.blocks import Block, Content, Metadata, document, with_title
from briefing.read.clean import clean
from briefing.read.decode import decode
from briefing.read.html import fragment
from briefing.read.text import text_blocks
from briefing.types import Document

_TEXT = ("text", "content", "body", "article", "texte", "contenu")
_HTML = ("html", "content_html", "body_html")
_TITLE = ("title", "titre", "headline")
_DATE = ("date", "published", "publication_date", "date_published")
_PUBLISHER = ("publisher", "source", "journal", "media")
_AUTHOR = ("author", "auteur", "authors", "byline")
_URL = ("url", "link", "lien")


def read(source: Input) -> Document:
    """The document in one JSON object: its text or HTML, with metadata.

    The usual names of the fields are known, in English and French.

    Raises:
        FormatError: it is no object, or has no text field.
        EmptyError: the field is empty.
        LimitError: it is nested too deep.
    """
    record = load(source)
    if not isinstance(record, dict):
        raise FormatError(f"{source.source}: not a JSON object")
    blocks, notes = _blocks(record, source)
    metadata = Metadata(
        title=first(record, _TITLE),
        date=first(record, _DATE),
        publisher=first(record, _PUBLISHER),
        author=first(record, _AUTHOR),
        url=first(record, _URL),
    )
    if blocks:
        blocks = with_title(metadata.title, blocks)
    return document(source, Content(blocks=blocks, metadata=metadata, notes=notes))


def _blocks(
    record: Mapping[str, Any], source: Input
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    texts, htmls = _fields(source.text_field)
    text, html = first(record, texts), first(record, htmls)
    if text is not None:
        cleaned, notes = clean(text)
        return text_blocks(cleaned), notes
    if html is not None:
        return fragment(html, source.source), ()
    if any(name in record for name in (*texts, *htmls)):
        return (), ()
    missing = f"no field {source.text_field!r}" if source.text_field else "no text"
    raise FormatError(
        f"{source.source}: {missing}; name one of its fields with --text-field:"
        f" {', '.join(sorted(map(str, record))[:12])}"
    )


def _fields(named: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of fields of text, and of HTML: a field named `…html…` holds that."""
    if named is None:
        return _TEXT, _HTML
    return ((), (named,)) if "html" in named.lower() else ((named,), ())


def first(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of the fields `names` that holds words or a number, as text."""
    for name in names:
        value = record.get(name)
        if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
            return ", ".join(value)
        if isinstance(value, bool):
            continue
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value)
    return None


def _refuse(constant: str) -> Any:
    """Raises ValueError: `NaN` and `Infinity`, which Python would read, are no JSON."""
    raise ValueError(f"{constant} is no value")


def load(source: Input) -> Any:
    """The JSON value in `source`.

    Raises:
        FormatError: it is not valid JSON.
        LimitError: it is nested too deep.
    """
    try:
        return json.loads(decode(source)[0], parse_constant=_refuse)
    except RecursionError as error:
        raise LimitError(f"{source.source}: nested too deep") from error
    except ValueError as error:
        raise FormatError(f"{source.source}: not valid JSON ({error})") from error
