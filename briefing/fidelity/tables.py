"""The data files of this package: tab-separated, `#` starts a comment line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/name`, each a tuple of its fields."""
    lines = (_DATA / name).read_text(encoding="utf-8").split("\n")
    return tuple(
        tuple(line.split("\t"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )


@cache
def words(name: str) -> frozenset[str]:
    """The words of `data/name`, one a line; quicker for long lists than `rows`."""
    lines = (_DATA / name).read_text(encoding="utf-8").split("\n")
    start = next(i for i, line in enumerate(lines) if not line.startswith("#"))
    return frozenset(filter(None, lines[start:]))
