"""What a run came to, told to the programs that started it: a module for each form."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.errors import OutputError
from briefing.write import write_atomically

if TYPE_CHECKING:
    from briefing.batch.run import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The reports to write; a field that is empty is none of them."""

    junit: Path | None = None
    summary: Path | None = None
    annotations: str | None = None
    """A key of `ANNOTATIONS`."""
    depfile: Path | None = None
    config: Path | None = None
    """File that the settings came from: outputs depend on it too."""
    step_summary: Path | None = None
    """Page that CI shows for this step. It is added to, as the step may have written
    to it before; any other summary is replaced."""


def write_reports(report: Report, wanted: Wanted, config: Config, output: Path) -> str:
    """Write the reports that are files; returns what is wanted on standard output.

    Raises:
        OutputError: a report cannot be written.
        UsageError: make cannot name one of the files.
    """
    from briefing.batch.report.annotations import ANNOTATIONS
    from briefing.batch.report.depfile import common_sources, rules
    from briefing.batch.report.entries import entries
    from briefing.batch.report.junit import junit
    from briefing.batch.report.markdown import summary

    found = entries(report, Path.cwd())
    if wanted.junit:
        save(wanted.junit, junit(found))
    if wanted.summary:
        shown = wanted.step_summary
        append = shown is not None and shown.resolve() == wanted.summary.resolve()
        save(wanted.summary, summary(found).encode(), append=append)
    if wanted.depfile:
        common = common_sources(config, wanted.config)
        save(wanted.depfile, rules(report, output, common))
    return ANNOTATIONS[wanted.annotations](found) if wanted.annotations else ""


def write_rule(source: Path | None, wanted: Wanted, config: Config) -> None:
    """Write what one briefing on standard output depends on.

    The depfile's name says that of the briefing: `port.md.d` is about `port.md`.
    """
    from briefing.batch.report.depfile import common_sources, phony, rule

    if wanted.depfile:
        common = common_sources(config, wanted.config)
        sources = [*([source] if source else ()), *common]
        data = rule([wanted.depfile.with_suffix("")], sources) + phony(common)
        save(wanted.depfile, data)


def save(path: Path, data: bytes, *, append: bool = False) -> None:
    """Write a report: whole or not at all where it replaces a file.

    Links, pipes and devices (`/dev/stdout`) are written through, not replaced.

    Raises:
        OutputError: it cannot be written.
    """
    special = path.is_symlink() or (path.exists() and not path.is_file())
    if not (append or special):
        write_atomically(path, data)
        return
    try:
        with path.open("ab" if append or not path.is_file() else "wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}") from error
