"""The data files of this package: tab-separated, `#` starts a comment line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from briefing import resources

_DATA = Path(__file__).parent / "data"
_FIRST = re.compile(r"^([^#\t\n][^\t\n]*)\t", re.MULTILINE)
_MARKED = re.compile(r"^([^#\t\n][^\t\n]*)\t\*$", re.MULTILINE)


def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/name`, each a tuple of its fields."""
    return resources.rows(__package__, name)


def words(name: str) -> list[str]:
    """The first fields of `data/name`, for the thirty thousand lines of the longest.

    Taking all its rows apart would take a tenth of the time to a first page.
    """
    return _FIRST.findall(_text(name))


def marked(name: str) -> list[str]:
    """The first fields of those rows that have a `*` behind them."""
    return _MARKED.findall(_text(name))


@cache
def _text(name: str) -> str:
    return (_DATA / name).read_text(encoding="utf-8")
