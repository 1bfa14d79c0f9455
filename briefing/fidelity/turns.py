"""Expressions that the other language must answer, by a table.

« pas tous » without "all" or "every" says of all what is true of some; « 12 % de
contre » without "against" says nothing. And there are French words whose English hangs
on what stands beside them: a cost that is « chiffré à » so much is not "encrypted".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from briefing.fidelity.tables import rows
from briefing.types import Flag


class Turn(NamedTuple):
    """A row of the table."""

    kind: str
    side: str
    """`fr`, `en` or `not`."""
    hints: tuple[str, ...]
    """One of them is in any text that has the expression: most sentences have none."""
    own: str
    other: str
    """What must stand in the other language, or must not."""


_TOLD = {
    "fr": "not in the English: « {words} »",
    "en": "not in the French: “{words}”",
    "not": "wrong sense: “{answer}” for « {words} »",
}
"""How a reader is told of an expression, by the side of its row."""


def check_turns(source: str, target: str) -> Iterator[Flag]:
    """The doubts about expressions that the other side has no answer to."""
    french, english = source.replace("’", "'"), target.replace("’", "'")
    small = {"fr": french.lower(), "en": english.lower()}
    for turn in turns():
        of_english = turn.side == "en"
        hinted = small["en" if of_english else "fr"]
        if not any(hint in hinted for hint in turn.hints):
            continue
        own, there = (english, french) if of_english else (french, english)
        found = _expression(turn.own).search(own)
        answer = _expression(turn.other).search(there) if found else None
        if found and bool(answer) == (turn.side == "not"):
            said = _words(answer) if answer else ""
            detail = _TOLD[turn.side].format(words=_words(found), answer=said)
            yield Flag(kind=turn.kind, detail=detail)


def _words(found: re.Match[str]) -> str:
    """The first group of what was found, or all of it."""
    return found[found.lastindex or 0]


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    """An expression of the table, made when it is first searched for."""
    return re.compile(pattern, re.IGNORECASE)


@cache
def turns() -> tuple[Turn, ...]:
    """The rows of the table."""
    return tuple(
        Turn(kind, side, tuple(hints.split("|")), own, other)
        for kind, side, hints, own, other in rows("turns.tsv")
    )
