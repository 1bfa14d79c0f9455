"""Shares of those asked as who speaks: « 62 % des sondés », « six sur dix »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import words
from briefing.quotes.words import Token

_OF = frozenset(("de", "des", "d'"))
_LONGEST = 6
"""Words of the noun and its adjectives at most: « personnes interrogées »."""


def share_end(tokens: Sequence[Token], place: int, end: int) -> int | None:
    """The place after a share at `place`, `None` if none stands there."""
    at = _after_part(tokens, place, end)
    if at is not None and at + 1 < end and tokens[at].low in _OF:
        return _after_noun(tokens, at + 1, end)
    return _after_ratio(tokens, place, end)


def counted(tokens: Sequence[Token]) -> Token:
    """The noun of a share: who is counted."""
    apart = _OF | words("fraction") | words("number_word") | {"%", "sur"}
    return next((t for t in tokens[1:] if t.low not in apart), tokens[-1])


def _after_part(tokens: Sequence[Token], place: int, end: int) -> int | None:
    """The place after « 62 % », « deux tiers », « un quart »."""
    if place + 1 >= end:
        return None
    part = tokens[place + 1].low
    counted = tokens[place].kind == "n" or tokens[place].low in words("number_word")
    if tokens[place].kind == "n" and part == "%":
        return place + 2
    return place + 2 if counted and part in words("fraction") else None


def _after_ratio(tokens: Sequence[Token], place: int, end: int) -> int | None:
    """The place after « six Français sur dix », « une entreprise sur trois »."""
    if tokens[place].low not in words("number_word") or place + 3 >= end:
        return None
    for at in range(place + 2, min(end - 1, place + _LONGEST)):
        if tokens[at].low == "sur":
            many = tokens[at + 1].low in words("number_word")
            return at + 2 if many or tokens[at + 1].kind == "n" else None
        if tokens[at].kind not in "wc":
            return None
    return None


def _after_noun(tokens: Sequence[Token], place: int, end: int) -> int:
    """The place after a noun and the participle or adjective that follows it."""
    if tokens[place].low == "entre":  # « un tiers d'entre eux »
        return min(end, place + 2)
    at = place + 1
    following = tokens[at].low if at < end else ""
    return at + following.endswith(_PLURAL_ADJECTIVE)


_PLURAL_ADJECTIVE = ("és", "ées", "ants", "antes")
"""Endings of « interrogés », « consultées », « répondants »."""
