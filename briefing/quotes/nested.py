"""Quotations that stand in other quotations, and who is quoted there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.candidates import plausible
from briefing.quotes.confidence import estimate
from briefing.quotes.kinds import kind_of
from briefing.quotes.lexicon import verb_forms, words
from briefing.quotes.marks import Marked
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.resolution import Resolution
from briefing.quotes.scenes import NEAR, Lead, Scene, read_scene
from briefing.quotes.speakers import find_lead
from briefing.quotes.words import Frame, Token, read_span
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
    own_words = _says_self(scene.tokens, place)
    if own_words is not None:
        told = Lead(rule="colon", cue=own_words, phrase=None)
        return replace(parent, kind=kind, lead=told)
    lead = find_lead(scene, place)
    if lead is None or lead.phrase is None or lead.gap > NEAR or lead.weak:
        return Finding(kind=kind)
    phrase = lead.phrase
    if phrase.head is not None and phrase.head.low in ("je", "j'"):
        return replace(parent, kind=kind, lead=lead)  # « je lui ai dit : … »
    if phrase.kind in ("pronoun", "last"):
        named = _human_before(reading, frames, phrase)
        phrase = named or phrase
    own = parent.resolution.entity if parent.resolution else None
    if phrase is lead.phrase and phrase.kind in ("pronoun", "last"):
        if lead.rule != "colon":
            return Finding(kind=kind)  # « Il appelait cela « … » »
        resolution = _spoken_of(reading, phrase, one, own)
    else:
        resolution = reading.resolver.resolve(phrase, len(reading.frames) - 1)
    if resolution.entity is None or resolution.entity is own:
        return Finding(kind=kind)
    value = INNER * estimate(lead, resolution, kind)
    return Finding(kind=kind, lead=lead, resolution=resolution, confidence=value)


def _says_self(tokens: Sequence[Token], place: int) -> Span | None:
    """The verb in « Je lui disais : « … » », « J'ai demandé : « … » »."""
    if place < _SHORTEST or tokens[place - 1].text != ":":
        return None
    verb = next((t for t in reversed(tokens[:place]) if _is_said(t.low)), None)
    subjects = [t for t in tokens[:place] if t.low in _SUBJECTS]
    if verb is None or not subjects or subjects[-1].low not in ("je", "j'"):
        return None
    near = tokens[place - 1].start - subjects[-1].end <= _CLAUSE
    ahead = subjects[-1].start < verb.start
    return Span(start=verb.start, end=verb.end) if near and ahead else None


_SHORTEST = 3
"""Tokens of « Je disais : »."""
_CLAUSE = 40
"""Characters between « je » and the colon at most."""
_SUBJECTS = words("subject") | {"je", "j'", "qui"}


def _is_said(low: str) -> bool:
    """Whether a word is a verb of speech in the first person: « disais », « dit »."""
    third = (low, low[:-1] + "t", low[:-1]) if low.endswith("s") else (low,)
    forms = (form for word in third for form in verb_forms().get(word, ()))
    return any(form.kind == "s" and form.name != "inf" for form in forms)


def _spoken_of(
    reading: Reading, pronoun: Phrase, one: Marked, speaker: Entity | None
) -> Resolution:
    """Whom somebody speaks of in « Il m'a dit : … »: another one named before."""
    frame = next(
        f for f in reversed(reading.frames) if f.tokens[0].start <= one.outer.start
    )
    outside = next(t for t in reversed(frame.tokens) if t.start <= one.outer.start)
    at = Span(start=outside.start, end=outside.start)
    return reading.resolver.another(replace(pronoun, span=at), frame.index, speaker)


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
