"""Where French puts a subject behind its verb: « … », a dit X; « …, a dit X »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.candidates import plausible
from briefing.quotes.lexicon import any_of, role_of, words
from briefing.quotes.names import Cast
from briefing.quotes.phrases import read_phrase
from briefing.quotes.verbs import Verb
from briefing.quotes.words import Token


def inverts(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether the verb stands where French inverts: after a quotation or a comma."""
    if verb.mood != "fin":
        return False
    if verb.pronoun is not None:
        return True
    at = verb.first - 1
    while at >= 0 and tokens[at].kind == "w" and tokens[at].low in words("adverb"):
        at -= 1
    if at < 0:
        return False
    if tokens[at].kind == "q" or _like(tokens, at) or _what(tokens, at):
        return True
    quoted = any(t.kind == "q" for t in tokens[:at])
    if quoted and tokens[at].text in "–—":
        return verb.kind == "s"  # « … – depuis le 15 janvier – assure X »
    if quoted and tokens[at].text in "?!":
        return verb.kind == "s"  # « … » à un autre ? a encore demandé X
    if tokens[at].text != "," or not quoted or _closes_relative(tokens, at):
        return False
    return tokens[at - 1].kind == "q" or verb.kind != "o" or not _named(tokens, at)


def _what(tokens: Sequence[Token], place: int) -> bool:
    """Whether « ce que » ends at `place`: « ce que répète son père »."""
    return (
        place > 0
        and tokens[place].low in ("que", "qu'")
        and tokens[place - 1].low == "ce"
    )


def _closes_relative(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma ends « , qui met en cause « … » , » after a subject.

    It is none that a verb stands before: « Il vise un élu, qui aurait « … », note X ».
    """
    for at in range(comma - 1, 0, -1):
        if tokens[at].text == ",":
            relative = tokens[at + 1].low in ("qui", "dont")
            return relative and tokens[0].kind != "q" and not _told(tokens, at)
    return False


def _told(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a clause that a comma ends has its verb."""
    for token in reversed(tokens[:comma]):
        if token.text == ",":
            return False
        if token.low in any_of("finite", "auxiliary"):
            return True
    return False


def _like(tokens: Sequence[Token], place: int) -> bool:
    """Whether the verb after `place` is that of « comme le dit X »."""
    if tokens[place].low in ("le", "l'") and place:
        place -= 1
    return tokens[place].low == "comme"


def _named(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a name stands before a comma: « , Aurélien Létocart, a appelé »."""
    start = comma
    while start and tokens[start - 1].kind == "c":
        start -= 1
    before = start - 1  # « au président X »
    before -= before > 0 and role_of(tokens[before].low) is not None
    governed = start > 0 and tokens[before].low in words("preposition")
    return comma - start > 1 and not governed


def follows(tokens: Sequence[Token], verb: Verb, cast: Cast) -> bool:
    """Whether a verb stands behind a comma, as one that is followed by its subject."""
    comma = verb.first > 0 and tokens[verb.first - 1].text == ","
    if not comma or verb.kind != "s" or verb.mood != "fin":
        return False
    return not _set_off(tokens, verb.first - 1, cast)


def _set_off(tokens: Sequence[Token], comma: int, cast: Cast) -> bool:
    """Whether a comma ends an insertion after a subject: « X, sous le secret, »."""
    phrase = read_phrase(tokens, 0, cast, comma)
    if phrase is None or plausible(phrase) < _SPEAKS or phrase.after > comma:
        return False
    if phrase.after == comma:  # « Une avocate, Me X, ajoute un conseil : « … » »
        return any(t.text == "," for t in tokens[phrase.first : comma])
    return tokens[phrase.after].text == ","


_SPEAKS = 2.0
"""Plausibility from which a phrase may be who speaks."""
