"""`briefing build`: a folder of briefings, or one to standard output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.commands.options import fetcher_of, settings, stdin_bytes
from briefing.commands.terminal import inert, progress, say, stdout_kept_clean
from briefing.config import Config
from briefing.errors import BriefingError, GateError, OutputError, UsageError
from briefing.remote import is_remote

if TYPE_CHECKING:
    import argparse

    from briefing.batch.inputs import Task
    from briefing.batch.report import Wanted
    from briefing.batch.run import Report
    from briefing.commands import Environ


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

    config = settings(options)
    config = _with_json(config) if options.digest else config
    stdin = stdin_bytes() if "-" in options.inputs else b""
    fetch = fetcher_of(options, environ)
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
        say(_summary(report))
    for line in report.lines:
        if line.error:
            say(f"briefing: {inert(line.error.message)}")
    if options.check and report.exit_code:
        say("briefing: not up to date; run the same command without --check")
    return None


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
    with stdout_kept_clean() as out:
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
    with progress(len(tasks), options.quiet, environ) as show:
        return run(tasks, config, options.output, show, limits)


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
            say(f"briefing: {name} is not up to date")
        return not stale
    for name, data in stale.items():
        write_atomically(options.output / name, data)
    if not options.quiet:
        say(f"digest: {', '.join(pages)}" + ("" if stale else ", unchanged"))
    return True


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


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


def _refuse_overwriting(tasks: Sequence[Task], config: Config, output: Path) -> None:
    inputs = {_identity(task.path) for task in tasks if task.path} - {None}
    for task in tasks:
        for name in config.formats:
            if _identity(output / f"{task.id}.{name}") in inputs:
                raise UsageError(
                    f"{task.id}.{name} would overwrite an input: choose another "
                    f"output folder with -o"
                )


def _identity(path: Path) -> object:
    """What a file is the same by, however it is named; `None` if there is none."""
    if is_remote(path):
        return str(path)
    try:
        found = path.stat()
    except (OSError, ValueError):  # not there, a link to itself, a NUL in the name
        return None
    return found.st_dev, found.st_ino


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
