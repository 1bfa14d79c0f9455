"""Slips in finished English that a table knows: "carried a complaint" is "filed" one.

A small model says some expressions wrong nearly every time. Each row of the table has
French, the wrong English for it, and the right one.
"""

from __future__ import annotations

import re
from functools import cache, partial
from typing import NamedTuple

from briefing.resources import rows


class Slip(NamedTuple):
    """One row of the table."""

    word: str
    """Stands in all French that has the expression: a cheap test before the search.

    One with a capital has both looked for as the French is written.
    """
    french: str
    english: str
    right: str
    as_written: bool
    """Whether the word has a capital, so that the French keeps its own."""


@cache
def slips() -> tuple[Slip, ...]:
    """The rows in the order of the table."""
    return tuple(
        Slip(word, french, english, right, as_written=word != word.lower())
        for word, french, english, right in rows(__package__, "slips.tsv")
    )


def without_slips(source: str, target: str) -> str:
    """`target` with the right English for what the table has of `source`."""
    written = source.replace("’", "'")
    lowered = written.lower()
    for slip in slips():
        french = written if slip.as_written else lowered
        if slip.word in french and _expressions(slip)[0].search(french):
            right = partial(_in_case, right=slip.right)
            target = _expressions(slip)[1].sub(right, target)
    return target


@cache
def _expressions(slip: Slip) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds the French of a row, and its wrong English; made when first asked."""
    wrong = re.compile(rf"\b{slip.english}(?!\w)", re.IGNORECASE)
    return re.compile(slip.french), wrong


def _in_case(found: re.Match[str], right: str) -> str:
    """The right English, with a capital where the wrong one has it."""
    text = found.expand(right)
    return text[0].upper() + text[1:] if found[0][0].isupper() else text
