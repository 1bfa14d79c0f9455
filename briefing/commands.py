"""One function for each command: options in, results to stdout, exit code out.

Results go to standard output or to files; all else goes to standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from briefing.config import Config, load_config
from briefing.errors import (
    BriefingError,
    DocumentError,
    GateError,
    OutputError,
    UsageError,
)
from briefing.remote import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.batch.inputs import Fetch, Task
    from briefing.batch.ledger import Line
    from briefing.batch.report import Wanted
    from briefing.batch.run import Report
    from briefing.models import ModelCard
    from briefing.protocols import Input
    from briefing.read.fetch import Fetcher
    from briefing.types import Document

Environ = Mapping[str, str]


def build(options: argparse.Namespace, environ: Environ) -> int:
    """Build briefings into a folder, or one to standard output."""
    if not options.log_json:
        return _build(options, environ)
    from briefing.batch.log import JsonLog

    try:
        return _build(options, environ)
    except BriefingError as error:
        JsonLog(sys.stderr).error(error)
        return error.exit_code


def _build(options: argparse.Namespace, environ: Environ) -> int:
    from briefing.batch.inputs import find_tasks

    config = _config(options)
    config = _with_json(config) if options.digest else config
    stdin = _stdin() if "-" in options.inputs else b""
    fetch = _fetcher(options, environ)
    tasks = find_tasks(options.inputs, options.output, stdin, fetch)
    if options.follow:
        from briefing.batch.follow import follow

        tasks = follow(tasks, fetch)
    _refuse_reports(options)
    wanted = _wanted(options, environ)
    if options.output is None:
        return _build_one(tasks, config, wanted)
    _refuse_overwriting(tasks, config, options.output)
    report = _report(tasks, config, options, environ)
    _tell(report, options)
    from briefing.batch.report import write_reports

    print(write_reports(report, wanted, config, options.output), end="")
    if options.digest and not _digest(report, config, options):
        return max(1, report.exit_code)
    if report.exit_code < OutputError.exit_code:
        _gate(report, config)
    return report.exit_code


def _gate(report: Report, config: Config) -> None:
    """Return if no more of the run is in doubt than may be.

    Raises:
        GateError: more is; what was written stays.
    """
    if report.doubtful > config.max_doubts:
        raise GateError(
            f"{report.doubtful:.1%} of the sentences are in doubt, "
            f"more than the {config.max_doubts:.1%} of --max-doubts; the briefings are "
            f"written, the ledger says how many doubts each has"
        )


def _tell(report: Report, options: argparse.Namespace) -> None:
    """Say on standard error what the run came to."""
    if options.log_json:
        from briefing.batch.log import JsonLog

        return JsonLog(sys.stderr).summary(report)
    if not options.quiet:
        _say(_summary(report))
    for line in report.lines:
        if line.error:
            _say(f"briefing: {inert(line.error.message)}")
    if options.check and report.exit_code:
        _say("briefing: not up to date; run the same command without --check")
    return None


def translate(options: argparse.Namespace, environ: Environ) -> int:
    """Translate line by line: same count, same order, empty lines stay empty."""
    from briefing.models import find_model
    from briefing.parts import build_translator
    from briefing.read.decode import decode
    from briefing.render.inert import inert as harmless

    config = _config(options)
    text, _ = decode(_named_input(options.input))
    lines = text.split("\n")
    last_is_empty = lines[-1] == ""
    lines = lines[:-1] if last_is_empty else lines
    with _stdout_kept_clean() as out:
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

    overrides = _given(options, Config)
    threshold = load_config(None, overrides).min_confidence
    document = _one_document(options.input, _fetcher(options, environ))
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

    source = _named_input(options.input, _fetcher(options, environ))
    fields = {"text_field": options.text_field, "id_field": options.id_field}
    failed = 0
    for document in read_each(source, **fields):
        if isinstance(document, DocumentError):
            failed += 1
            _say(f"briefing: {inert(str(document))}")
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


def verify(options: argparse.Namespace, environ: Environ) -> int:
    """Check every claim of a finished run; a line for each."""
    from briefing.repage import Templates
    from briefing.verify import as_json
    from briefing.verify import verify as check

    variables = dict(_variable(text) for text in options.var or ())
    templates = Templates(given=options.template, variables=variables)
    sources, field = options.sources or (), options.text_field
    claims = check(options.directory, sources, field, templates)
    broken = sum(1 for claim in claims if not claim.ok)
    if options.json:
        print(as_json(claims))
    else:
        for claim in claims:
            print(inert(str(claim)))
        _say(f"{len(claims)} claims, {broken} broken")
    return 1 if broken else 0


def templates_list(options: argparse.Namespace, environ: Environ) -> int:
    """List the shipped templates."""
    from briefing.render import template_infos

    for info in template_infos():
        print(f"{info.name}  ({', '.join(info.formats)})  {info.description}")
        if info.variables:
            print(f"    --var {', '.join(info.variables)}")
    return 0


def templates_show(options: argparse.Namespace, environ: Environ) -> int:
    """Print the files of a shipped template."""
    from briefing.render import starter_files

    for name, data in starter_files(options.name).items():
        print(f"==> {name}\n{data.decode()}")
    return 0


def templates_new(options: argparse.Namespace, environ: Environ) -> int:
    """Write a template of the user's own that begins as a shipped one."""
    from briefing.render import starter_files
    from briefing.write import write_atomically

    files = starter_files(options.like)
    if options.folder.exists():
        raise UsageError(f"{options.folder} is there already: name a new folder")
    for name, data in files.items():
        write_atomically(options.folder / name, data)
    print(f"edit {options.folder}, then: briefing build … -t {options.folder}")
    return 0


def models_list(options: argparse.Namespace, environ: Environ) -> int:
    """List the embedded models."""
    from briefing.models import embedded_models

    for card in embedded_models():
        print(f"{card.name}  {card.sha256[:12]}  {card.about.get('summary', '')}")
    return 0


def models_check(options: argparse.Namespace, environ: Environ) -> int:
    """Prove weights by their hashes and by translating pinned sentences."""
    from briefing.models import embedded_models, find_model

    cards = [find_model(options.model)] if options.model else embedded_models()
    for card in cards:
        _check_model(card)
        print(f"{card.name}: {len(card.files)} files and pinned sentences are right")
    return 0


def models_pull(options: argparse.Namespace, environ: Environ) -> int:
    """Download a model from the hub."""
    from briefing.models import pull, read_card

    folder = pull(options.model)
    if folder is not None:
        card = read_card(folder, name=options.model)
        print(f"{card.name}  {card.sha256[:12]}  {folder}")
    return 0


def models_convert(options: argparse.Namespace, environ: Environ) -> int:
    """Convert a model folder for the fast engine."""
    from briefing.engine.convert import convert
    from briefing.models import find_model

    card = find_model(options.model)
    output = options.output or card.folder / "ctranslate2"
    convert(card.folder, output)
    print(f"{card.name} converted into {output}")
    return 0


def _build_one(tasks: Sequence[Task], config: Config, wanted: Wanted) -> int:
    """Print one briefing; the first error is the command's."""
    if len(tasks) != 1:
        raise UsageError(
            f"{len(tasks)} inputs: name a folder for the briefings with -o"
        )
    from briefing.batch.inputs import read_task
    from briefing.batch.report import write_rule
    from briefing.parts import build_pipeline, build_renderers
    from briefing.read import read

    name = config.formats[0]
    source = read_task(tasks[0])
    with _stdout_kept_clean() as out:
        documents = read(source, text_field=config.text_field, id_field=config.id_field)
        if len(documents) != 1:
            raise UsageError(f"{source.source} holds several articles: use -o DIR")
        renderer = build_renderers(config)[name]
        data = renderer(build_pipeline(config).brief(documents[0]))
        out.flush()
        out.buffer.write(data)
    write_rule(tasks[0].path, wanted, config)
    return 0


def _with_json(config: Config) -> Config:
    """`config` with the format that a digest is made from."""
    return replace(config, formats=tuple(dict.fromkeys((*config.formats, "json"))))


def _digest(report: Report, config: Config, options: argparse.Namespace) -> bool:
    """Write the digest of a run; with `--check` whether it is there as it would be."""
    from briefing.digest.files import digest_pages
    from briefing.write import write_atomically

    pages = digest_pages(report.lines, config, options.output)
    stale = {
        name: data
        for name, data in pages.items()
        if not _holds(options.output / name, data)
    }
    if options.check:
        for name in stale:
            _say(f"briefing: {name} is not up to date")
        return not stale
    for name, data in stale.items():
        write_atomically(options.output / name, data)
    if not options.quiet:
        _say(f"digest: {', '.join(pages)}" + ("" if stale else ", unchanged"))
    return True


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _fetcher(options: argparse.Namespace, environ: Environ) -> Fetch:
    """What fetches the addresses among the inputs; loaded when the first is fetched."""

    @cache
    def fetcher() -> Fetcher:
        from briefing.read.fetch import Fetcher, Limits

        folder = None if options.no_cache else _cache_folder(environ)
        limits = Limits(allow_private=options.allow_private)
        return Fetcher(limits=limits, cache=folder)

    return lambda address: fetcher().fetch(address)


def _cache_folder(environ: Environ) -> Path | None:
    """Where fetched pages are kept; `None` where there is no place for them."""
    if caches := environ.get("XDG_CACHE_HOME"):
        return Path(caches, "briefing", "pages")
    home = environ.get("HOME")
    return Path(home, ".cache", "briefing", "pages") if home else None


def _wanted(options: argparse.Namespace, environ: Environ) -> Wanted:
    """The reports that the options name."""
    from briefing.batch.report import Wanted

    shown = environ.get("GITHUB_STEP_SUMMARY")
    return Wanted(
        junit=options.junit,
        summary=options.summary,
        annotations=options.annotations,
        depfile=options.depfile,
        config=options.config,
        step_summary=Path(shown) if shown else None,
    )


def _report(
    tasks: Sequence[Task], config: Config, options: argparse.Namespace, environ: Environ
) -> Report:
    """What the run came to, or with `--check` what it would find to do."""
    if options.check:
        from briefing.batch.check import check

        return check(tasks, config, options.output)
    from briefing.batch.local import Limits
    from briefing.batch.run import run

    limits = Limits(timeout=options.timeout, max_memory=options.max_memory)
    if options.log_json:
        from briefing.batch.log import JsonLog

        log = JsonLog(sys.stderr)
        log.start(len(tasks))
        return run(tasks, config, options.output, log.document, limits)
    with _progress(len(tasks), options.quiet, environ) as show:
        return run(tasks, config, options.output, show, limits)


def _check_model(card: ModelCard) -> None:
    from briefing.errors import ModelError
    from briefing.models import verify
    from briefing.parts import build_translator

    verify(card)
    pinned = card.about.get("pinned", [])
    translator = build_translator(Config(model=str(card.folder), repair=False), card)
    results = translator([pair["source"] for pair in pinned])
    for pair, result in zip(pinned, results, strict=True):
        if result.target != pair["target"]:
            raise ModelError(
                f"model {card.name} translates {pair['source']!r} as "
                f"{result.target!r}, not {pair['target']!r}: this machine or its "
                f"libraries compute otherwise; do not trust its output"
            )


def _config(options: argparse.Namespace) -> Config:
    """Settings from the file that `--config` names and from the flags on top of it."""
    overrides = _given(options, Config)
    if overrides.get("formats"):
        names = (part.strip() for part in overrides["formats"].split(","))
        overrides["formats"] = tuple(dict.fromkeys(name for name in names if name))
    if getattr(options, "var", None):
        overrides["variables"] = dict(_variable(text) for text in options.var)
    return load_config(options.config, overrides)


def _given(options: argparse.Namespace, target: type[Config]) -> dict[str, Any]:
    """The options that were given and are settings."""
    names = {field.name for field in fields(target)}
    return {k: v for k, v in vars(options).items() if k in names and v is not None}


def _variable(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise UsageError(f"--var {text!r}: write it as KEY=VALUE")
    return key, value


def _refuse_overwriting(tasks: Sequence[Task], config: Config, output: Path) -> None:
    # realpath, unlike Path.resolve, takes a link to itself for what it is.
    paths = (task.path for task in tasks if task.path)
    inputs = {str(p) if is_remote(p) else os.path.realpath(p) for p in paths}
    for task in tasks:
        for name in config.formats:
            path = output / f"{task.id}.{name}"
            if (str(path) if is_remote(path) else os.path.realpath(path)) in inputs:
                raise UsageError(
                    f"{task.id}.{name} would overwrite an input: choose another "
                    f"output folder with -o"
                )


def _refuse_reports(options: argparse.Namespace) -> None:
    """Refuse reports that would tell nothing."""
    names = ("check", "junit", "summary", "annotations", "digest")
    given = [name for name in names if getattr(options, name)]
    if given and options.output is None:
        raise UsageError(f"--{given[0]} is about a folder of briefings: add -o DIR")
    if options.check and options.depfile:
        raise UsageError("--check builds nothing: leave --depfile out")
    if options.depfile and options.output is None and options.depfile.suffix != ".d":
        raise UsageError("--depfile without -o: call it as the briefing, with .d added")


def _one_document(name: str, fetch: Fetch) -> Document:
    from briefing.read import read

    documents = read(_named_input(name, fetch))
    if len(documents) != 1:
        raise UsageError(f"{name} holds several articles: name one")
    return documents[0]


def _named_input(name: str, fetch: Fetch | None = None) -> Input:
    from briefing.batch.inputs import find_tasks, read_task

    tasks = find_tasks([name], None, _stdin() if name == "-" else b"", fetch)
    if len(tasks) != 1:
        raise DocumentError(f"{name} is not one file")
    return read_task(tasks[0])


def _stdin() -> bytes:
    return sys.stdin.buffer.read()


def inert(text: str) -> str:
    """Text without the control characters that a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\t" else " " for c in text)


def _say(text: str) -> None:
    print(text, file=sys.stderr)


@contextmanager
def _stdout_kept_clean() -> Iterator[TextIO]:
    """Standard output for us alone: what libraries print goes to standard error."""
    out, sys.stdout = cast(TextIO, sys.stdout), sys.stderr
    try:
        yield out
        out.flush()
    finally:
        sys.stdout = out


@contextmanager
def _progress(total: int, quiet: bool, environ: Environ) -> Iterator[Any]:
    """A function to call with finished lines; draws a bar on a terminal only."""
    if quiet or not sys.stderr.isatty() or environ.get("CI"):
        yield lambda lines, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TimeRemainingColumn,
    )

    columns = (
        "[progress.description]{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        "{task.fields[speed]} sentences/s",
        "{task.fields[failed]} failed",
    )
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("briefings", total=total, failed=0, speed="-")
        failed = sentences = 0
        start = time.monotonic()

        def show(lines: Sequence[Line], total: int) -> None:
            nonlocal failed, sentences
            failed += sum(1 for line in lines if line.error)
            sentences += sum(x.sentences for x in lines if x.status == "written")
            speed = f"{sentences / max(0.1, time.monotonic() - start):.0f}"
            progress.update(bar, advance=1, failed=failed, speed=speed)

        yield show


def _summary(report: Report) -> str:
    counts = (
        f"{report.count(status)} {status}"
        for status in ("written", "unchanged", "failed")
        if report.count(status)
    )
    doubts = sum(line.flags for line in report.lines if line.status == "written")
    text = ", ".join(counts) or "nothing to do"
    if report.count("unchanged") == len(report.lines):
        text += ": everything is up to date"
    return text + (f"; {doubts} doubtful sentences marked" if doubts else "")
