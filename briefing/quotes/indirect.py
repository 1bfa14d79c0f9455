"""Speech that the reporter retells: « X affirme que … », « …, a-t-il ajouté »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.lexicon import any_of
from briefing.quotes.phrases import read_phrase
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.retold import reported
from briefing.quotes.scenes import Lead, Scene, read_scene
from briefing.quotes.words import PARTICIPLE, Frame, Token
from briefing.types import Span

SHORTEST = 3
"""Words below which what is left beside the cue is no statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A statement without quotation marks, and whose it is."""

    span: Span
    finding: Finding


def read_reported(reading: Reading, frame: Frame) -> list[Reported]:
    """The statement that a frame retells, if it says whose; the reading notes it."""
    scene = read_scene(frame, reading.cast)
    lead = reported(scene)
    finding = reading.resolved(lead, frame, "indirect") if lead is not None else None
    if lead is None or finding is None:
        return []
    reading.remember(frame, finding)
    span = _statement(scene, lead)
    span = span and _with_marks(span, reading.text)
    if span is None or len(span.of(reading.text).split()) < SHORTEST:
        return []
    return [Reported(span=span, finding=finding)]


_CLOSING = re.compile(r"\s?[»”\"]")
_OPENING = re.compile(r"[«“\"]\s?$")


def _with_marks(span: Span, text: str) -> Span:
    """The span with the mark that closes, or opens, a quotation at its edge."""
    inside = span.of(text)
    opened = sum(map(inside.count, "«“")) - sum(map(inside.count, "»”"))
    odd = inside.count('"') % 2 == 1
    start, end = span.start, span.end
    closing = _CLOSING.match(text, end)
    opening = _OPENING.search(text, max(0, start - 2), start)
    if closing and (odd if closing[0].endswith('"') else opened > 0):
        end = closing.end()
    elif opening and (odd if opening[0].startswith('"') else opened < 0):
        start = opening.start()
    return Span(start=start, end=end)


def _after_source(scene: Scene, lead: Lead, last: int) -> int:
    """The place after « Selon un rapport de X publié lundi, »."""
    after = lead.phrase.after if lead.phrase is not None else last
    for at in range(after, min(last, after + _LONGEST_SOURCE)):
        if scene.tokens[at].text == ",":
            return _after_aside(scene, at, last) + 1
        if scene.tokens[at].low in any_of("finite", "auxiliary", "subject"):
            break
    return after


def _after_aside(scene: Scene, comma: int, last: int) -> int:
    """The comma after « , maire de Y, » or « , qui dirige Y, », else `comma`."""
    tokens = scene.tokens
    phrase = read_phrase(tokens, comma + 1, scene.cast, last)
    if _relates(tokens[comma + 1 : last]):
        closing = range(comma + 2, last)
    elif phrase is not None and phrase.role is not None and phrase.role.kind in "phak":
        closing = range(phrase.after, min(phrase.after + 1, last))
    else:
        return comma
    found = next((n for n in closing if tokens[n].text == ","), None)
    if found is not None:
        return _after_aside(scene, found, last)
    return comma if phrase is not None else last


def _relates(tokens: Sequence[Token]) -> bool:
    """Whether « qui …, », « pour qui …, », « publié lundi, », « 34 ans, » begins."""
    low = [token.low for token in tokens[:2]]
    return bool(low) and (
        any(word in _RELATIVE for word in low[: 2 if low[0] in _OVER else 1])
        or low[0].endswith(PARTICIPLE)
        or low[1:] == ["ans"]
    )


_RELATIVE = frozenset(("qui", "dont", "que", "qu'", "où", "auquel", "laquelle"))
_OVER = frozenset(("pour", "à", "chez", "de", "avec", "selon"))


_LONGEST_SOURCE = 16
"""Tokens that may describe a source before the comma that closes it."""


def _statement(scene: Scene, lead: Lead) -> Span | None:
    """What is said, without cue, speaker and final point."""
    tokens = scene.tokens
    last = len(tokens) - (tokens[-1].text in (".", "!", "?", "…"))
    cue = next(
        (n for n, t in enumerate(tokens) if lead.cue and t.start >= lead.cue.start), 0
    )
    if lead.rule == "verb-after":
        first, last = 0, cue - 1
    elif lead.rule == "verb-before":
        first = next(
            (n + 1 for n in range(cue, last) if tokens[n].low in ("que", "qu'")), last
        )
    else:
        first = _after_source(scene, lead, last)
    while first < last and tokens[first].kind == "p":
        first += 1
    if first >= last:
        return None
    return Span(start=tokens[first].start, end=tokens[last - 1].end)
