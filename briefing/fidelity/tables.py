"""The data files of this package: tab-separated, `#` starts a comment line."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/name`, each a tuple of its fields."""
    lines = (_DATA / name).read_text(encoding="utf-8").split("\n")
    # A list, for the thirty thousand lines of the longest file.
    return tuple([tuple(x.split("\t")) for x in lines if x.strip() and x[0] != "#"])
