"""The documents of a run as reports tell of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.batch.ledger import Line
    from briefing.batch.run import Report

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of a report."""

    path: str
    """Its input, seen from the working folder; the name alone if there is no file."""
    line: Line


def entries(report: Report, here: Path) -> tuple[Entry, ...]:
    """The documents of a report; paths below the folder `here` are seen from it."""
    return tuple(
        Entry(path=_seen_from(here, path) if path else line.input, line=line)
        for path, line in zip(report.paths, report.lines, strict=True)
    )


def most_doubtful(found: Sequence[Entry]) -> list[Entry]:
    """Those with sentences in doubt or left in French, the most of them first."""
    doubtful = [entry for entry in found if entry.line.flags or entry.line.kept]
    return sorted(doubtful, key=lambda e: (-e.line.flags, -e.line.kept, e.path))


def printable(text: str) -> str:
    """`text` without the characters that XML forbids and terminals obey."""
    return _CONTROL.sub("", text)


def _seen_from(here: Path, path: Path) -> str:
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_posix()
