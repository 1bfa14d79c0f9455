"""Slips in finished English that a table knows: "carried a complaint" is "filed" one.

A small model says some expressions wrong nearly every time. Each row of the table has
French, the wrong English for it, and the right one.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import NamedTuple

from briefing.fidelity.tables import rows


class Slip(NamedTuple):
    """One row of the table."""

    word: str
    """Stands in all French that has the expression: a cheap test before the search."""
    french: str
    english: str
    right: str


@cache
def slips() -> tuple[Slip, ...]:
    """The rows in the order of the table."""
    return tuple(Slip(*row) for row in rows("slips.tsv"))


def without_slips(text: str, source: str) -> str:
    """`text` with the right English for what the table has of `source`."""
    french = source.lower().replace("’", "'")
    for slip in slips():
        if slip.word in french and re.search(slip.french, french):
            right = partial(_in_case, right=slip.right)
            text = _expression(slip.english).sub(right, text)
    return text


@cache
def _expression(english: str) -> re.Pattern[str]:
    return re.compile(rf"\b{english}(?!\w)", re.IGNORECASE)


def _in_case(found: re.Match[str], right: str) -> str:
    """The right English, with a capital where the wrong one has it."""
    text = found.expand(right)
    return text[0].upper() + text[1:] if found[0][0].isupper() else text
