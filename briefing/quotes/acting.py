"""Who acts in a frame, for words that point back to it: its subject, or a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.candidates import (
    OPENING,
    holder,
    main_subject,
    phrases_before,
    plausible,
)
from briefing.quotes.lexicon import words
from briefing.quotes.mouthpieces import speaker_of
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.words import Frame, Token

SPEAKS = 2.0
"""Plausibility from which a phrase may be who speaks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """The phrases of a frame that may be who acts in it."""

    subject: Phrase | None
    """Its subject: a person, a body, or several."""
    acts: bool
    """Whether anybody acts who might speak."""
    source: Phrase | None
    """Whose view it gives: « Pour X, … »."""
    vague: bool
    """Whether nobody acts, or only a pronoun."""
    judged: bool
    """Whether the view is what the frame is about: « Une faute grave, pour X. »."""


def read_acting(frame: Frame, cast: Cast) -> Acting:
    """Who may act in a frame."""
    tokens = frame.tokens
    first = main_subject(tokens, len(tokens), cast)
    source = holder(tokens, cast)
    judged = source and first and OPENING < source.first < first.first
    return Acting(
        subject=_subject(tokens, first, cast),
        acts=first is not None,
        source=source,
        vague=first is None or first.kind == "pronoun",
        judged=bool(judged),
    )


def _subject(
    tokens: Sequence[Token], first: Phrase | None, cast: Cast
) -> Phrase | None:
    """The subject of a frame, `first` being the first phrase that may speak."""
    for phrase in phrases_before(tokens, len(tokens), cast):
        human = phrase.kind == "noun" and phrase.plural and phrase.determiner
        if human and first is not None and _in_relative(tokens, phrase):
            continue
        if plausible(phrase) >= SPEAKS or human:
            found = first if first and plausible(phrase) >= SPEAKS else phrase
            return speaker_of(tokens, found, cast)
    return None


def _in_relative(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether « qui », « où » opens the clause of a phrase that is no person's."""
    if plausible(phrase) >= SPEAKS:
        return False
    for token in reversed(tokens[: phrase.first]):
        if token.text == ",":
            return False
        if token.low in words("clause_opener"):
            return True
    return False


def is_writers(frame: Frame) -> bool:
    """Whether it is the writer who acts: « J'étais dans ma voiture. »."""
    return frame.tokens[0].low in ("je", "j'")


def is_set_off(frame: Frame, phrase: Phrase) -> bool:
    """Whether a subject is somebody else: « Le conducteur, lui, … »."""
    after = [t.low for t in frame.tokens[phrase.after : phrase.after + 3]]
    return after in ([",", "lui", ","], [",", "elle", ","])
