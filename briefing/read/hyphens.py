"""Hyphens at the ends of lines: do they belong to the word or only divide it?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from briefing.resources import rows

HYPHEN = "\x02"
"""A hyphen at the end of a line, of which it is not known whether it is part of the
word; pdfium's sign for it."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_DIVIDING = 0.025
"""Share of lines that end with a hyphen above which words are divided. Compounds alone
give 0.015 (260 press articles wrapped at 50 to 90 characters); typst, which divides,
gives 0.04 in one column to 0.23 in three."""
_CHANCE = 1
"""Such lines that may be there by chance, above their share."""
_MIN_PART = 3
"""Letters of a part of a compound, except for those in the list."""
_LAST_PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a document writes and divides its words."""

    words: frozenset[str]
    """The words that stand inside its lines, compounds in one piece."""
    divides: bool
    """Whether it divides words at line ends: then so many lines end with a hyphen that
    compounds, which may fall there too, are the exception."""

    @classmethod
    def of(cls, lines: Sequence[str]) -> Habits:
        """The habits of the document that `lines` are from."""
        ends = sum(1 for line in lines if line.endswith((HYPHEN, "-")))
        return cls(
            words=frozenset(word for line in lines for word in _WORD.findall(line)),
            divides=ends > _DIVIDING * len(lines) + _CHANCE,
        )


def end_of_line(line: str, following: str, habits: Habits) -> tuple[str, str]:
    """`line` as it ends when `following` is joined to it, and what goes between."""
    if not line.endswith((HYPHEN, "-")) or not following[:1].isalnum():
        return line, " "
    if following[:1].isdigit():
        return line, ""
    before = _LAST_PART.search(line[:-1])
    after = _WORD.match(following)
    kept = before and after and _keeps_hyphen(before[0], after[0], habits)
    return line[:-1], "-" if kept else ""


def _keeps_hyphen(before: str, after: str, habits: Habits) -> bool:
    """Whether the word is written with a hyphen also inside a line.

    What the document does elsewhere decides, then the parts of the word.
    """
    if f"{before}-{after}" in habits.words:
        return True
    if before + after in habits.words:
        return False
    first = before.rpartition("-")[2].casefold()
    last = after.partition("-")[0].casefold()
    return (
        (not habits.divides and min(len(first), len(last)) >= _MIN_PART)
        or not after[:1].islower()
        or ("-" in before and first in _compounds()["middle"])
        or first in _compounds()["first"]
        or last in _compounds()["last"]
    )


@cache
def _compounds() -> dict[str, frozenset[str]]:
    """Parts of words after or before which a hyphen stands, by their place."""
    table = rows(__package__, "hyphens.tsv")
    return {
        place: frozenset(word for word, where in table if where == place)
        for place in ("first", "middle", "last")
    }
