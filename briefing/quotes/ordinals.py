"""« Le premier », « la seconde » where no noun follows: one of two named before."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import any_of, roles, verb_forms, words
from briefing.quotes.phrase import ORDINALS
from briefing.quotes.words import Token


def is_ordinal(tokens: Sequence[Token], place: int) -> bool:
    """Whether « le premier » stands at `place` without a noun: « le second nie »."""
    return _is_elliptic(tokens, place) and tokens[place + 1].low in ORDINALS


def is_same(tokens: Sequence[Token], place: int) -> bool:
    """Whether « le même » stands at `place` for who was named last."""
    return _is_elliptic(tokens, place) and tokens[place + 1].low == "même"


def is_other(tokens: Sequence[Token], place: int) -> bool:
    """Whether « l'autre » stands at `place` for one of two: « a fait l'autre »."""
    three = [t.low for t in tokens[place : place + 3]]
    ends = three[2:3] == ["en"] or _is_free(tokens, place + 2)
    return three[:2] == ["l'", "autre"] and ends


def is_pronominal(tokens: Sequence[Token], place: int) -> bool:
    """Whether « le premier » or « le même » stands at `place` for somebody."""
    return is_ordinal(tokens, place) or is_same(tokens, place)


def _is_elliptic(tokens: Sequence[Token], place: int) -> bool:
    """Whether no noun stands after « le » and the next word, but maybe a verb."""
    if place < 0 or place + 1 >= len(tokens) or tokens[place].low not in ("le", "la"):
        return False
    return _is_free(tokens, place + 2)


def _is_free(tokens: Sequence[Token], place: int) -> bool:
    """Whether a mark, a verb or its object stands at `place`, and no noun."""
    after = tokens[place] if place < len(tokens) else None
    if after is None or after.kind in "pq":
        return True
    noun = after.low in roles() or after.low in words("noun_forms")
    verb = after.low in verb_forms() or after.low in any_of("finite", "auxiliary")
    return after.low in words("clitic") or (verb and not noun)
