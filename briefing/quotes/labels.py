"""Answers behind initials or a dash: « C. M. : « … » », « X. – « … » »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.quotes.confidence import estimate
from briefing.quotes.names import Entity
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.resolution import Resolution
from briefing.quotes.scenes import Lead
from briefing.quotes.words import Frame, Token
from briefing.types import QuoteKind, Span

_INITIALS = re.compile(r"(?:[A-ZÀ-Ý]\.?-?)+|\.")
_DASHES = frozenset("-–—")
_LEAST = 2
"""Letters of the shortest initials."""


def find_labeled(
    reading: Reading, frame: Frame, place: int, kind: QuoteKind
) -> Finding | None:
    """The speaker whose label stands right before a quotation, if one does."""
    label = _label_before(reading, frame, place)
    entity = _named(reading, label) if label else None
    if entity is None:
        return None
    mark = frame.tokens[place - 1]
    cue = Span(start=mark.start, end=mark.end)
    lead = Lead(rule="label", cue=cue, phrase=None)
    found = Resolution(entity=entity, step="name", margin=1.0, chain=(entity.span,))
    sure = estimate(lead, found, kind)
    return Finding(kind=kind, lead=lead, resolution=found, confidence=sure)


def _label_before(reading: Reading, frame: Frame, place: int) -> Sequence[Token]:
    """The tokens of « C. M. : », or of « X. » before a dash that opens the frame."""
    tokens = frame.tokens
    if place and tokens[place - 1].text == ":":
        return tokens[: place - 1] if _is_initials(tokens[: place - 1]) else ()
    if place != 1 or tokens[0].text not in _DASHES or not frame.index:
        return ()
    before = reading.frames[frame.index - 1]
    return before.tokens if before.paragraph == frame.paragraph else ()


def _named(reading: Reading, label: Sequence[Token]) -> Entity | None:
    """The only person whose initials, or whose name, a label is."""
    if _is_initials(label):
        letters = "".join(c for t in label for c in t.text if c.isalpha())
        same = [e for e in reading.resolver.persons() if _initials(e) == letters]
        return same[0] if len(same) == 1 and len(letters) >= _LEAST else None
    known = reading.cast.at.get(label[0].start)
    whole = known is not None and known.size == len(label) - 1
    person = known is not None and known.entity.kind == "person"
    return known.entity if known is not None and whole and person else None


def _is_initials(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and all(_INITIALS.fullmatch(t.text) for t in tokens)


def _initials(entity: Entity) -> str:
    """« JLM » for Jean-Luc Morel; small words of a name do not count."""
    parts = re.split(r"[\s\-‐‑]+", entity.name)
    return "".join(part[0] for part in parts if part[:1].isupper())
