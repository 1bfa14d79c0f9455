"""Markdown for people who read a run's page in CI."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from briefing.batch.report.entries import Entry, most_doubtful
from briefing.render.inert import inert
from briefing.render.inert import markdown as escape

MAX_FAILURES = 50
"""Rows; GitHub refuses summaries above 1 MiB, and nobody reads on."""
MAX_DOUBTFUL = 10


def summary(found: Sequence[Entry]) -> str:
    """Counts of the run, its failures with reasons, its most doubtful documents."""
    failed = [entry for entry in found if entry.line.error]
    doubtful = most_doubtful(found)
    parts = ["## Briefings", _table(_COUNTS, [found])]
    if failed:
        parts += ["### Failed", _table(_FAILURE, failed[:MAX_FAILURES])]
        parts += _more(len(failed) - MAX_FAILURES)
    if doubtful:
        parts += ["### Most doubtful", _table(_DOUBTS, doubtful[:MAX_DOUBTFUL])]
        parts += _more(len(doubtful) - MAX_DOUBTFUL)
    return "\n\n".join(parts) + "\n"


def _table(columns: Mapping[str, Callable[..., object]], rows: Sequence[object]) -> str:
    """A table with a column for each function of a row; numbers stand on the right."""
    numbers = [isinstance(get(rows[0]), int) for get in columns.values()]
    lines = [list(columns), ["--:" if number else ":--" for number in numbers]]
    lines += [[_cell(get(row)) for get in columns.values()] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    return escape(inert(str(value)))


def _more(count: int) -> list[str]:
    return [f"… and {count} more: see `ledger.jsonl`."] if count > 0 else []


def _total(name: str) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(getattr(entry.line, name) for entry in found)


def _with_status(status: str) -> Callable[[Sequence[Entry]], int]:
    return lambda found: sum(1 for entry in found if entry.line.status == status)


_COUNTS: dict[str, Callable[[Sequence[Entry]], int]] = {
    "documents": len,
    "written": _with_status("written"),
    "unchanged": _with_status("unchanged"),
    "failed": _with_status("failed"),
    "sentences": _total("sentences"),
    "doubtful": _total("flags"),
    "kept in French": _total("kept"),
}
_FAILURE: dict[str, Callable[[Entry], object]] = {
    "document": lambda entry: entry.path,
    "why": lambda entry: entry.line.error and entry.line.error.kind,
    "message": lambda entry: entry.line.error and entry.line.error.message,
}
_DOUBTS: dict[str, Callable[[Entry], object]] = {
    "document": lambda entry: entry.path,
    "doubtful": lambda entry: entry.line.flags,
    "kept in French": lambda entry: entry.line.kept,
    "of sentences": lambda entry: entry.line.sentences,
}
