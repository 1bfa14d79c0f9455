"""Several as one subject: « Un club d'élus, de bergers et la ligue ont … »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.extents import closing_of
from briefing.quotes.lexicon import any_of, verb_forms, words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase, both
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import OF, Token

_PLURAL = ("ent", "ont")
"""How verbs in the plural end."""
_COMPLEMENT = 6
"""Tokens of the longest complement that a list goes on with: « , de bergers »."""


def joined(
    tokens: Sequence[Token], phrase: Phrase, cast: Cast, end: int
) -> Phrase | None:
    """The subject that a phrase begins, if « et » and a plural verb make it several."""
    if phrase.kind in ("pronoun", "last"):
        return None
    at = _past_complements(tokens, phrase.after, end)
    if at + 1 >= end or tokens[at].low != "et":
        return None
    other = read_phrase(tokens, at + 1, cast, end)
    if other is None or other.kind in ("pronoun", "last"):
        return None
    alike = phrase.plural == other.plural or at > phrase.after
    alike = alike or other.determiner == "poss"  # « la ligue et ses alliés »
    acts = _acts_in_plural(tokens, other.after)
    return both(tokens, phrase, other) if acts and alike else None


def _past_complements(tokens: Sequence[Token], place: int, end: int) -> int:
    """The place after « , de bergers » that goes on with a noun's complement."""
    while place + 1 < end and tokens[place].text == ",":
        last = min(end, place + _COMPLEMENT)
        marks = (n for n in range(place + 2, last) if _closes(tokens[n]))
        after = next(marks, place)
        if after == place or tokens[place + 1].low not in OF:
            break
        place = after
    return place


def _closes(token: Token) -> bool:
    return token.text == "," or token.low == "et"


def _acts_in_plural(tokens: Sequence[Token], place: int) -> bool:
    """Whether a plural verb stands at `place`, over « (…) », « n' », « aussi »."""
    if place < len(tokens) and tokens[place].text == "(":
        place = closing_of(tokens, place, len(tokens))
    while place < len(tokens) and tokens[place].low in any_of("clitic", "adverb"):
        place += 1
    if place >= len(tokens) or tokens[place].kind != "w":
        return False
    low = tokens[place].low
    verbal = low in any_of("auxiliary", "finite") or low in verb_forms()
    return verbal and low.endswith(_PLURAL) and low not in words("adverb")
