"""What « qui » stands for: « X, l'adjoint de Y, qui estime que … »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.candidates import phrases_before, plausible
from briefing.quotes.extents import opening_of
from briefing.quotes.lexicon import is_demonym, roles, words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token


def antecedent(tokens: Sequence[Token], place: int, cast: Cast) -> Phrase | None:
    """What « qui » at `place` stands for."""
    return antecedent_among(
        tokens, place, cast, list(phrases_before(tokens, place, cast))
    )


def _apart(
    tokens: Sequence[Token], comma: int, cast: Cast, phrases: Sequence[Phrase]
) -> Phrase | None:
    """What « , qui » goes with: the person right before, else the last free phrase."""
    closed, acts = comma, tokens[comma + 1].low == "qui"
    if tokens[comma - 1].text == ")":  # « X, président de la chambre (CMA), qui »
        comma = opening_of(tokens, comma)
    for start in range(max(0, comma - 16), comma):
        phrase = read_phrase(tokens, start, cast, comma)
        governor = tokens[start - 1].low if start else ""
        agent = governor == "par" and acts
        enough = 2 if agent else 2.5  # « une enquête ouverte par le parquet, qui »
        if phrase is None or phrase.after != comma or plausible(phrase) < enough:
            continue
        if _is_adjective(tokens, phrase):
            continue
        if governor not in ("de", "du", "d'", "des", "et", "ou"):
            return phrase
        if governor in ("de", "d'") and not _of_person(tokens, start - 1, cast):
            return _described_before(tokens, comma, cast) or phrase
    named = _described_before(tokens, comma, cast)
    if named is not None:
        return named
    free = [p for p in phrases if p.after <= closed and plausible(p) >= 2]
    return free[-1] if free else None


def _is_adjective(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a noun is none here: « le ministère | français des Armées ».

    « La Direction | générale de la santé » has no general.
    """
    bare = phrase.entity is None and not phrase.determiner and phrase.first > 0
    low = tokens[phrase.first].low
    if not bare:
        return False
    general = low in words("of_all") and tokens[phrase.first - 1].kind in "wc"
    return general or (tokens[phrase.first - 1].kind == "w" and is_demonym(low))


def _described_before(tokens: Sequence[Token], comma: int, cast: Cast) -> Phrase | None:
    """X in « les mots de X, conseiller de Y | , qui estime »."""
    first = comma - 1
    while first > 0 and tokens[first].text != ",":
        if tokens[first].kind == "q" or tokens[first].text in ";:":
            return None
        first -= 1
    known = tokens[first + 1].low in roles() or tokens[first + 1].low in _FOLLOWERS
    if first < 1 or not known:
        return None
    for start in range(max(0, first - 6), first):
        phrase = read_phrase(tokens, start, cast, first)
        known = phrase is not None and phrase.entity is not None
        if phrase is not None and known and phrase.after == first:
            return phrase
    return None


_FOLLOWERS = frozenset(("fidèle", "fidèles", "soutien", "intime"))
"""What somebody is to another, by nouns that are no trade."""


def _of_person(tokens: Sequence[Token], place: int, cast: Cast) -> bool:
    """Whether what stands before « de » at `place` is a person."""
    for start in range(max(0, place - 8), place):
        phrase = read_phrase(tokens, start, cast, place)
        if phrase is not None and phrase.after == place and plausible(phrase) >= 2:
            return phrase.head is None or phrase.head.low not in words("speech_noun")
    return False


def antecedent_among(
    tokens: Sequence[Token], place: int, cast: Cast, phrases: Sequence[Phrase]
) -> Phrase | None:
    """What « qui » at `place` stands for: after a comma, no complement."""
    if place and tokens[place - 1].text == ",":
        return _apart(tokens, place - 1, cast, phrases)
    found: Phrase | None = None
    for start in range(place - 1, max(-1, place - 12), -1):
        phrase = read_phrase(tokens, start, cast, place)
        if phrase is not None and phrase.after == place:
            found = phrase
        elif found is not None and found.first - start > 2:
            break
    return found
