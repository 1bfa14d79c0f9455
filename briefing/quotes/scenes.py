"""A frame as the rules look at it, and the lead that a rule gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.lexicon import sources
from briefing.quotes.names import Cast
from briefing.quotes.phrases import Phrase
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


def read_scene(frame: Frame, cast: Cast) -> Scene:
    """The frame with its reporting verbs found."""
    known = sources()
    places = [
        n for n, t in enumerate(frame.tokens) if t.low in known or t.low == "pour"
    ]
    verbs = find_verbs(frame.tokens, cast)
    return Scene(frame=frame, verbs=verbs, cast=cast, sources=places)
