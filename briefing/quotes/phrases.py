"""Noun phrases that can be who speaks: « la ministre de la Santé Marisol Touraine ».

No parser: a phrase starts at a determiner, a name or a pronoun and runs over its
complements until punctuation, a verb or an adverbial. That is enough for subjects
of reporting verbs, which is all that is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.descriptions import described, one_of
from briefing.quotes.lexicon import roles, verb_forms, words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import PRONOUNS, Phrase, name_phrase, others, word_phrase
from briefing.quotes.shares import counted, share_end
from briefing.quotes.words import Token


def read_phrase(
    tokens: Sequence[Token], place: int, cast: Cast, limit: int | None = None
) -> Phrase | None:
    """The phrase that starts at `place`, `None` if none does."""
    end = len(tokens) if limit is None else limit
    if place >= end:
        return None
    token = tokens[place]
    if token.low == "il" and _is_impersonal(tokens, place):
        return None
    if token.low in PRONOUNS:
        gender, plural = PRONOUNS[token.low]
        kind = "last" if token.low.endswith("-ci") else "pronoun"
        return word_phrase(tokens, place, place + 1, kind, gender, plural)
    known = cast.at.get(token.start)
    if known is not None and place + known.size <= end:
        return name_phrase(tokens, place, known)
    if _somebody(tokens, place, end):
        return word_phrase(tokens, place, place + 2, "pronoun", "m", False)
    share = share_end(tokens, place, end)
    if share is not None:
        found = word_phrase(tokens, place, share, "noun", "x", True)
        noun = counted(tokens[place:share])
        return replace(found, determiner="indef", persons=True, head=noun)
    if _another(tokens, place, end):
        gender = "f" if token.low == "une" else "m"
        found = word_phrase(tokens, place, place + 2, "noun", gender, False)
        return replace(found, determiner="indef")
    if _one_among(tokens, place, end):
        return one_of(tokens, place, place, end, cast)
    if token.low in words("determiner") or others(tokens, place, end):
        return described(tokens, place, end, cast)
    if token.low in roles() and place + 1 < end:  # « Porte-parole du parti, X »
        return described(tokens, place, end, cast)
    return None


def _is_impersonal(tokens: Sequence[Token], place: int) -> bool:
    """Whether « il » stands for nobody: « il faut », « il s'agit de », « il y a »."""
    after = [t.low for t in tokens[place + 1 : place + 5]]
    while after and after[0] in ("ne", "n'", "s'", "lui", "leur", "nous"):
        after.pop(0)
    seems = bool(after) and after[0] in _SEEMS and after[1:2] in (["que"], ["qu'"])
    if seems:
        return True
    fixed = after[:2] in (["y", "a"], ["se", "trouve"], ["se", "peut"])
    fixed = fixed and not (after[0] == "y" and _is_participle(after[2:]))
    return fixed or (bool(after) and after[0] in words("impersonal"))


def _is_participle(after: Sequence[str]) -> bool:
    """Whether « il y a » goes on as « il y a multiplié »; not « il y a nécessité »."""
    low = after[0] if after else ""
    said = any(form.name.startswith("pp") for form in verb_forms().get(low, ()))
    return said or (low.endswith("é") and not low.endswith("té"))


_SEEMS = frozenset(("semble", "semblait", "apparaît", "apparaissait", "arrive"))


def _somebody(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether « quelqu'un » stands at `place`, who is nobody that is known."""
    after = tokens[place + 1].low if place + 1 < end else ""
    return tokens[place].low == "quelqu'" and after in ("un", "une")


def _another(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether « un autre » stands at `place` without a noun: « dit un autre. »."""
    if tokens[place].low not in ("un", "une") or place + 1 >= end:
        return False
    if place and tokens[place - 1].low in words("preposition"):
        return False
    closed = place + 2 >= len(tokens) or tokens[place + 2].text in (",", ".", "(")
    return tokens[place + 1].low == "autre" and closed


def _one_among(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether « un de mes collègues » stands at `place`."""
    after = tokens[place + 1].low if place + 1 < end else ""
    return tokens[place].low in ("un", "une") and after in ("de", "des", "d'")
