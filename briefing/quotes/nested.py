"""Quotations that stand in other quotations, and who is quoted there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.candidates import plausible
from briefing.quotes.confidence import estimate
from briefing.quotes.kinds import kind_of
from briefing.quotes.marks import Marked
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.scenes import Scene, read_scene
from briefing.quotes.speakers import find_lead
from briefing.quotes.words import Frame, read_span
from briefing.types import Span

WITHIN = 400
"""Characters around a quotation in a quotation that are searched for its speaker."""
INNER = 0.8
"""What is left of the confidence for a quotation in a quotation."""


def find_nested(
    reading: Reading, one: Marked, around: Marked, parent: Finding
) -> Finding:
    """A finding for the quotation `one`, which stands in `around`."""
    start = max(around.inner.start, one.outer.start - WITHIN)
    end = min(around.inner.end, one.outer.end + WITHIN)
    frames = read_span(reading.text, Span(start=start, end=end), one)
    for frame in frames:
        scene = read_scene(frame, reading.cast)
        for at, token in enumerate(frame.tokens):
            if token.kind == "q":
                return _nested(reading, frames, scene, at, one, parent)
    return Finding()


def _nested(
    reading: Reading,
    frames: Sequence[Frame],
    scene: Scene,
    place: int,
    one: Marked,
    parent: Finding,
) -> Finding:
    kind = kind_of(scene, place, one.inner.of(reading.text))
    lead = find_lead(scene, place)
    if lead is None or lead.phrase is None or lead.gap > 1 or lead.weak:
        return Finding(kind=kind)
    phrase = lead.phrase
    if phrase.head is not None and phrase.head.low in ("je", "j'"):
        value = INNER * parent.confidence  # « je lui ai dit : … »
        return replace(parent, kind=kind, lead=lead, confidence=value)
    if phrase.kind in ("pronoun", "last"):
        named = _human_before(reading, frames, phrase)
        phrase = named or phrase
    resolution = reading.resolver.resolve(phrase, len(reading.frames) - 1)
    own = parent.resolution.entity if parent.resolution else None
    unsure = phrase is lead.phrase and phrase.kind in ("pronoun", "last")
    if resolution.entity is None or resolution.entity is own or unsure:
        return Finding(kind=kind)
    value = INNER * estimate(lead, resolution, kind)
    return Finding(kind=kind, lead=lead, resolution=resolution, confidence=value)


def _human_before(
    reading: Reading, frames: Sequence[Frame], pronoun: Phrase
) -> Phrase | None:
    """The last person that a quotation itself speaks of before a pronoun."""
    found: Phrase | None = None
    for frame in frames:
        for at, token in enumerate(frame.tokens):
            if token.start >= pronoun.span.start:
                return found
            phrase = read_phrase(frame.tokens, at, reading.cast)
            if phrase is None or phrase.kind not in ("role", "name"):
                continue
            fits = phrase.plural == pronoun.plural and (
                "x" in (phrase.gender, pronoun.gender)
                or phrase.gender == pronoun.gender
            )
            if fits and plausible(phrase) >= 2.5 and phrase.determiner != "":
                found = phrase
    return found
