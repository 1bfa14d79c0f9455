"""How present each person and body is at a place of the text, for pronouns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.quotes.lexicon import verb_forms
from briefing.quotes.names import Entity
from briefing.quotes.traces import Trace
from briefing.quotes.words import Frame, Token

_SPOKE = 3.5
"""Weight of having spoken, where 0.7 is being named."""
SUBJECT = 2.5
"""Weight of being the subject of a sentence."""
SEVERAL = 1.6
"""The same for several who are none by their noun: « les gilets jaunes »."""
_TOPIC = 0.25
"""Salience of the person that a document is about, wherever a pronoun stands."""
_JUST_SPOKE = 1.6
"""How much more the speaker of the sentence just before weighs."""
_JUST_SAID = 1.4
"""The same for a body, or for somebody without a name."""
_FRESH = 3.0
"""How much more the subject of the sentence just before weighs, if it said nothing."""
_OWN, _SPOKEN_OF = 2.2, 1.0
"""How much more, or less, the subject of the sentence itself weighs."""
_BODY = 2.0
"""And of a body, which pronouns seldom mean: « la police a compté, selon elle, … »."""
_OWNER = 0.5
"""What counts of being named only as « … de X »."""
_TOLD = 0.6
"""Weight of being named in what « …, a-t-il dit » reports: mostly somebody else."""
_ASIDE = 0.5
"""What counts of speaking where another is the subject: « X, à qui Y a dit … »."""
_OFTEN = 0.25
"""What counts of the frames beside the one that speaks most for an entity."""
_ACROSS = 0.33
"""What is left of it in the next paragraph, which often changes the subject."""
_THICK = 0.75
"""Sentences beyond the first that paragraphs have where a break tells the most."""
_MEMORY = 14
"""Frames that a pronoun looks back over."""


def thickness(frames: Sequence[Frame]) -> float:
    """How much a new paragraph says of a new subject, 0 to 1.

    Where each sentence has a paragraph of its own, as wires and pages of the web
    print them, a break between two tells nothing that the sentence does not. Where
    paragraphs ask and answer, it tells that somebody else speaks.
    """
    breaks = len({frame.paragraph for frame in frames})
    asked = {f.paragraph for f in frames if f.tokens[-1].text == "?" and not f.quotes}
    if len(asked) > 1:
        return 1.0
    return min(1.0, max(0.0, len(frames) / max(1, breaks) - 1) / _THICK)


def weigh(
    traces: Sequence[Trace],
    topic: Entity | None,
    frame: int,
    before: int | None = None,
    after: bool = False,
    far: bool = False,
    agrees: Callable[[Entity], bool] | None = None,
    thick: float = 1.0,
) -> dict[Entity, float]:
    """How present each entity is in frame number `frame`, up to offset `before`.

    What one frame says of it counts in full, what the others say only in part: who
    has spoken often has not spoken last.

    Args:
        traces: what the frames have left, in order.
        topic: whom the document is about.
        frame: number of the frame.
        before: offset up to which the frame itself is read.
        after: whether it is for a pronoun tied to its verb.
        far: whether to look beyond two paragraphs, where nobody near will do.
        agrees: whom a pronoun may stand for: « elle » looks past the men who acted.
        thick: how much a new paragraph tells, see `thickness`.
    """
    found: dict[Entity, list[float]] = {}
    here = traces[frame].paragraph if frame < len(traces) else -1
    if topic is not None:
        found[topic] = [_TOPIC]
    last = min(frame, len(traces) - 1)
    just = True
    for back in range(min(_MEMORY, last) + 1):
        trace = traces[last - back]
        whole = here - trace.paragraph
        apart = whole * thick
        if apart > 2 and not far:
            break
        if back:
            next_to = just and (back == 1 or _is_known(trace.subject))
            shares = _left(trace, next_to, apart == 0, agrees or _anybody)
            just = just and agrees is not None and not _acts(trace, agrees)
            near = _ACROSS**apart / (1 + 0.6 * back)
            afar = _ACROSS ** (whole - apart)  # who has no name is soon forgotten
        else:
            shares, near, afar = _just_said(trace, before, after), 1.0, 1.0
        for entity, share in shares.items():
            new = 1.0 if entity.kind == "person" or entity.plural else afar
            found.setdefault(entity, []).append(share * near * new)
    return {
        e: max(parts) + _OFTEN * (sum(parts) - max(parts)) for e, parts in found.items()
    }


def _is_known(subject: Entity | None) -> bool:
    """Whether somebody stays in mind: who has a name, or several."""
    if subject is None:
        return False
    return subject.kind == "person" or (subject.kind == "group" and subject.plural)


def _anybody(_: Entity) -> bool:
    return True


def _acts(trace: Trace, agrees: Callable[[Entity], bool]) -> bool:
    """Whether somebody speaks or acts in a frame, and not only something."""
    subject = trace.subject
    somebody = (
        subject is not None
        and subject.human
        and subject.kind != "name"
        and agrees(subject)
    )
    return any(map(agrees, trace.speakers)) or somebody or trace.unknown


def _left(
    trace: Trace, just: bool, same: bool, agrees: Callable[[Entity], bool]
) -> dict[Entity, float]:
    """What an earlier frame leaves: in the `same` paragraph, nobody acting since.

    Sentences without a person between do not end what was said of one: `just`.
    """
    shares: dict[Entity, float] = {}
    for entity in dict.fromkeys(trace.speakers):
        shares[entity] = _SPOKE * (_just(entity) if just else 1.0)
        shares[entity] *= _ASIDE if entity in trace.aside else 1.0
    if trace.subject is not None:
        others = set(filter(agrees, trace.speakers)) - set(trace.aside)
        several = trace.subject.kind == "group" and trace.subject.plural
        able = trace.subject.human or several
        fresh = just and not others and (able or same)
        weight = trace.weight * (_FRESH if fresh else 1.0)
        shares[trace.subject] = shares.get(trace.subject, 0.0) + weight
    personal = trace.subject is not None and trace.subject.kind == "person"
    for _, entity in trace.mentioned:
        weight = _OWNER if entity in trace.owners else 1.0
        weight *= 0.7 if personal else 1.2
        shares[entity] = shares.get(entity, 0.0) + weight
    return shares


def _has_told(tokens: Sequence[Token], before: int) -> bool:
    """Whether a frame says up to an offset that its subject has said something."""
    return any(t.low in verb_forms() for t in tokens if t.end < before)


def _just(entity: Entity) -> float:
    """How much more somebody weighs for having just spoken; a body less."""
    return _JUST_SPOKE if entity.kind == "person" else _JUST_SAID


def _just_said(trace: Trace, before: int | None, after: bool) -> dict[Entity, float]:
    """What the frame itself has said up to offset `before`.

    In « X « a perdu », a-t-il dit » X is whom another speaks of; in « X refuse,
    selon lui, … » it is who speaks.
    """
    shares = dict.fromkeys(trace.speakers, _SPOKE)
    if before is None:
        return shares
    if trace.subject is not None and trace.since <= before:
        weight = trace.weight * (_SPOKEN_OF if after else _OWN)
        body = trace.subject.kind != "person" and _has_told(trace.tokens, before)
        weight *= _BODY if body and not after else 1.0
        shares[trace.subject] = shares.get(trace.subject, 0.0) + weight
    for end, entity in trace.mentioned:
        if end <= before:
            shares[entity] = shares.get(entity, 0.0) + (_TOLD if after else 1.5)
    return shares
