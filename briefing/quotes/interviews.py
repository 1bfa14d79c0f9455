"""Who answers in an interview: the guest, who has neither label nor marks."""

from __future__ import annotations

from itertools import pairwise

from briefing.quotes.kinds import stands_alone
from briefing.quotes.lexicon import verb_forms, words
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.resolution import Resolution
from briefing.quotes.scenes import Lead, Scene
from briefing.quotes.words import Frame
from briefing.types import QuoteKind

OPENING = 600
"""Characters in which an interview names its guest."""
ANSWER = 0.85
"""Confidence that an answer is the guest's."""
SELF = 0.75
"""Confidence that « je » in an interview is the guest."""
_FIRST_FRAMES = 60
_QUESTION = 30
"""Tokens of the longest sentence that is read as one put to a guest."""


def find_answer(reading: Reading, frame: Frame, kind: QuoteKind) -> Finding | None:
    """What an interviewee answers to the question before it."""
    number = frame.index
    if kind != "direct" or not number or not stands_alone(frame):
        return None
    before = reading.frames[number - 1]
    asks = _asks(before)
    addressed = _addresses(before)
    whole = reading.fills_paragraph(frame)
    opens = before.paragraph != frame.paragraph
    if not whole and not (opens and is_interview(reading)):
        return None
    if before.quotes and not addressed and not is_interview(reading):
        return None
    guest = _guest(reading)
    if not (asks or addressed) or guest is None:
        return None
    resolution = Resolution(
        entity=guest, step="interview", margin=1.0, chain=(guest.span,)
    )
    lead = Lead(rule="interview", cue=None, phrase=None)
    return Finding(kind=kind, lead=lead, resolution=resolution, confidence=ANSWER)


def speaks_for_self(reading: Reading, kind: QuoteKind) -> Finding:
    """Whose « je » stands before a quotation: an interviewee's, or the writer's."""
    guest = _guest(reading) if is_interview(reading) else None
    return Finding(kind=kind) if guest is None else _is(guest, kind)


def speaks_to(reading: Reading, kind: QuoteKind) -> Finding:
    """Who « vous » is: an interviewee, or to whom a letter is written."""
    reader = reading.resolver.addressee()
    return speaks_for_self(reading, kind) if reader is None else _is(reader, kind)


def _is(entity: Entity, kind: QuoteKind) -> Finding:
    """The finding that somebody speaks who is there without a name."""
    resolution = Resolution(
        entity=entity, step="interview", margin=1.0, chain=(entity.span,)
    )
    lead = Lead(rule="interview", cue=None, phrase=None)
    return Finding(kind=kind, lead=lead, resolution=resolution, confidence=SELF)


def asks_guest(scene: Scene, place: int) -> bool:
    """Whether the writer quotes whom they ask: « Vous avez écrit que « … » »."""
    tokens = scene.tokens
    for at in range(max(0, place - _ASKED), place - 1):
        said = tokens[at].low == "vous" and tokens[at + 1].low.endswith("ez")
        if said and not (at and tokens[at - 1].low in ("dont", "où")):
            return True  # not « X, dont vous occupez le bureau, voulait … »
    return False


_ASKED = 8
"""Tokens before a quotation in which « vous avez dit » stands."""


def is_guest(reading: Reading, phrase: Phrase) -> bool:
    """Whether it is the « vous » of a question: « Vous avez dit que « … » »."""
    you = phrase.head is not None and phrase.head.low == "vous"
    letter = reading.resolver.addressee() is not None
    return you and (letter or is_interview(reading))


def is_interview(reading: Reading) -> bool:
    """Whether the writer puts questions to somebody."""
    frames = reading.frames[:_FIRST_FRAMES]
    asked = {f.paragraph for f in frames if not f.quotes and _asks(f)}
    addressed: set[int] = set()
    for frame in frames:
        short = len(frame.tokens) <= _QUESTION
        if short and _addresses(frame):
            addressed.add(frame.paragraph)
    return len(addressed) > 1 and bool(asked & addressed)


def _addresses(frame: Frame) -> bool:
    """Whether somebody is spoken to: « vous écrivez », « l'aviez-vous », « votre »."""
    low = [t.low for t in frame.tokens]
    if "vous" not in low:
        return bool({"votre", "vos"} & set(low))
    if any(word.endswith("ez") or word in _SECOND_PERSON for word in low):
        return True
    return any(
        one == "vous" and (two in verb_forms() or two in _HAVE)
        for one, two in pairwise(low)
    )


_SECOND_PERSON = frozenset(("êtes", "dites", "faites"))
_HAVE = words("auxiliary") | {"avoir", "être"}


def _asks(frame: Frame) -> bool:
    return frame.tokens[-1].text in ("?", "…", "...")


def _guest(reading: Reading) -> Entity | None:
    """Who is interviewed: the first person who does something, or is named."""
    for frame in reading.frames[:_FIRST_FRAMES]:
        if frame.tokens[0].start > OPENING:
            break
        subject = reading.resolver.subject(frame.index)
        if subject is not None and subject.kind == "person":
            return subject
    opening = [e for e in reading.resolver.persons() if e.span.end <= OPENING]
    return min(opening, key=lambda e: e.span.start, default=None)
