"""Who speaks for a body, or in a paper: « Le parti, par la voix de X, a dit … »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.candidates import plausible
from briefing.quotes.lexicon import words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token

_THROUGH = frozenset(("par", "travers", "via"))
_OF = frozenset(("de", "d'", "du"))
_LEAST = 4
"""Tokens of « par la voix de »."""


def speaker_of(tokens: Sequence[Token], found: Phrase, cast: Cast) -> Phrase:
    """Who says what a phrase is the subject of: a mouthpiece, an author, or itself."""
    return mouthpiece(tokens, found, cast) or author(tokens, found, cast) or found


def author(tokens: Sequence[Token], paper: Phrase, cast: Cast) -> Phrase | None:
    """X in « une lettre de X », « un récent communiqué du comité »."""
    written = paper.head is not None and paper.head.low in words("document")
    if not written or paper.entity is not None or paper.plural:
        return None
    for at in range(paper.first + 2, paper.after):
        of = tokens[at - 1].low
        if of not in _OF or tokens[at - 2] is not paper.head:
            continue
        found = read_phrase(tokens, at, cast)
        if found is None or plausible(found) < _SPEAKS:
            return None
        if found.entity is None and of == "du" and not found.determiner:
            found = replace(found, determiner="def")
        named = found.entity is not None or bool(found.determiner)
        return found if named else None  # no « communiqué de presse »
    return None


_SPEAKS = 2.0
"""Plausibility from which a phrase may be who speaks."""


def mouthpiece(tokens: Sequence[Token], body: Phrase, cast: Cast) -> Phrase | None:
    """The person through whom a body speaks, where that is told right after it."""
    if body.kind == "pronoun" or _is_person(body):
        return None
    at = body.after + (body.after < len(tokens) and tokens[body.after].text == ",")
    at += [t.low for t in tokens[at : at + 2]] == ["à", "travers"]
    start = _voice(tokens, at)
    phrase = read_phrase(tokens, start, cast) if start is not None else None
    return phrase if phrase is not None and _is_person(phrase) else None


def _voice(tokens: Sequence[Token], place: int) -> int | None:
    """Where it says whose voice it is: « par la voix de | X », « via | son chef X »."""
    near = [t.low for t in tokens[place : place + 4]]
    if len(near) < _LEAST or near[0] not in _THROUGH:
        return None
    if near[2] in words("mouthpiece") and near[3] in _OF:
        return place + _LEAST
    if near[1] in words("mouthpiece") and near[2] in _OF:
        return place + 3
    own = near[1] in words("possessive")
    return place + 1 if own or near[0] == "via" else None


def _is_person(phrase: Phrase) -> bool:
    return phrase.entity is not None and phrase.entity.kind == "person"
