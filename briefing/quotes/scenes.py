"""A frame as the rules look at it, and the lead that a rule gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.antecedents import antecedent
from briefing.quotes.candidates import plausible
from briefing.quotes.lexicon import any_of, sources, words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.verbs import Verb, find_verbs
from briefing.quotes.words import Frame, Token
from briefing.types import Span

NEAR = 4
"""Tokens between a verb and its quotation that still count as beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What points from a quotation at a speaker."""

    rule: str
    cue: Span | None
    phrase: Phrase | None
    gap: int = 0
    """Tokens between the cue and the quotation."""
    told: bool = False
    """Whether the verb has somebody for its object: « le médecin l'a prévenu »."""
    weak: bool = False
    """Whether the verb is one that often takes no speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A frame with its verbs, as the rules look at it."""

    frame: Frame
    verbs: Sequence[Verb]
    cast: Cast
    sources: Sequence[int] = ()
    """Places of words that may name a source: « selon », « pour » …"""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The frame's tokens."""
        return self.frame.tokens


def tells(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb has a pronoun for its object: « l'a prévenu », « lui répond »."""
    before = verb.first > 0 and has_object(tokens, verb.first - 1)
    return before or has_object(tokens, verb.first)


def has_object(tokens: Sequence[Token], place: int) -> bool:
    """Whether « le », « lui » stands at `place`, whom somebody else speaks to."""
    return tokens[place].low in ("l'", "le", "la", "les", "lui", "leur", "vous")


def read_scene(frame: Frame, cast: Cast) -> Scene:
    """The frame with its reporting verbs found."""
    known = sources()
    places = [
        n
        for n, t in enumerate(frame.tokens)
        if t.low in known or t.low == "pour" or (not n and t.text == "A")
    ]
    found = find_verbs(frame.tokens, cast)
    verbs = [
        v
        for v in found
        if not (
            _of_thing(frame.tokens, v, cast)
            or _asks(frame.tokens, v)
            or _compares(frame.tokens, v, found)
        )
    ]
    return Scene(frame=frame, verbs=verbs, cast=cast, sources=places)


def _asks(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb opens a question of the writer: « Pense-t-il que « … » ? »."""
    return verb.first == 0 and verb.pronoun is not None and tokens[-1].text == "?"


def _compares(tokens: Sequence[Token], verb: Verb, verbs: Sequence[Verb]) -> bool:
    """Whether it only compares: « X juge que rien n'a cessé, comme le disait Y »."""
    at = verb.first - 1
    at -= at > 0 and tokens[at].low in ("le", "l'")
    if at < 1 or tokens[at].low != "comme":
        return False
    for other in verbs:
        clause = [t.low for t in tokens[other.after : at]]
        that = next((n for n, low in enumerate(clause[:NEAR]) if low in _THAT), None)
        whole = that is not None and len(clause) - that > NEAR
        if other.kind == "s" and whole and not {";", ":"} & set(clause):
            return True
    return False


_THAT = frozenset(("que", "qu'"))


def _of_thing(tokens: Sequence[Token], verb: Verb, cast: Cast) -> bool:
    """Whether a verb has a thing for its subject: « le débat qui s'engage »."""
    if verb.kind == "w" and verb.mood == "ger":
        return _describes_thing(tokens, verb.first, cast)
    at = verb.first - 1
    while at > 0 and tokens[at].low in words("clitic"):
        at -= 1
    if at < 1 or tokens[at].low != "qui":
        return False
    phrase = antecedent(tokens, at, cast)
    return phrase is not None and plausible(phrase) < 2


def _describes_thing(tokens: Sequence[Token], place: int, cast: Cast) -> bool:
    """Whether a gerund says what the thing before it does: « un texte visant ».

    Not « il quitte la salle en promettant », which is what its subject does.
    """
    if not place or tokens[place - 1].kind != "w" or tokens[place].low == "en":
        return False
    if tokens[place - 1].low in any_of("clitic", "adverb", "function"):
        return False
    for start in range(max(0, place - _NOUN), place):
        phrase = read_phrase(tokens, start, cast, place)
        known = phrase is not None and (phrase.determiner or phrase.entity is not None)
        if phrase is None or not known or phrase.after != place:
            continue
        if plausible(phrase) >= 2:
            return False
    return True


_NOUN = 6
"""Tokens before a gerund in which the noun stands that it describes."""
