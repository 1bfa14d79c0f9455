"""Every quotation of a document with its kind and the speaker it is given to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.credits import credited
from briefing.quotes.echoes import (
    with_later_names,
    with_names,
    with_only_speaker,
    with_repetitions,
    with_same_words,
    with_turns,
)
from briefing.quotes.indirect import Reported, read_reported
from briefing.quotes.insertions import inserted_lead
from briefing.quotes.interviews import (
    asks_guest,
    find_answer,
    is_guest,
    speaks_for_self,
    speaks_to,
)
from briefing.quotes.kinds import is_heading, is_said, kind_of, stands_alone
from briefing.quotes.labels import find_labeled
from briefing.quotes.marks import Marked
from briefing.quotes.neighbors import carry_on, same_source
from briefing.quotes.nested import find_nested
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.scenes import Lead, Scene, read_scene
from briefing.quotes.speakers import (
    colon_subject,
    conceded,
    doer,
    find_lead,
    frame_subject,
    has_cue_after,
    hearsay,
)
from briefing.quotes.terms import is_named, is_offence, is_shown, is_term, is_title
from briefing.quotes.words import is_reference
from briefing.quotes.writers import says_anybody, says_author
from briefing.types import Document, Span

FAINT = frozenset(("subject", "verb-before-far", "gerund"))
"""Rules that, where nobody is found, leave the quotation to its neighbors."""


_HEADLINE = 12
"""Tokens of « LIRE AUSSI - X : » and more before a headline that it points to."""


def attribute(
    document: Document, marked: Sequence[Marked], terms: Sequence[Span] = ()
) -> tuple[list[Finding], list[Reported]]:
    """A finding for each of `marked`, and the speech that stands in no marks.

    `marked` are in order, an outer quotation before those in it; `terms` are in
    marks too, but are no quotations: whom only they name is a nickname or a title.
    """
    reading = Reading(document, [m for m in marked if m.level == 0], terms)
    findings, reported = _read(reading)
    outer = iter(findings)
    found: list[Finding] = []
    around: list[Marked] = []
    parent: Finding = Finding()
    for one in marked:
        del around[one.level :]
        if one.level == 0 or not around:
            parent = next(outer)
            found.append(parent)
        else:
            found.append(_inside(reading, one, around[-1], parent))
        around.append(one)
    return found, reported


def _inside(reading: Reading, one: Marked, around: Marked, parent: Finding) -> Finding:
    """The finding for a quotation in another; what stands in a name is part of it."""
    found = find_nested(reading, one, around, parent)
    return replace(found, name=True) if parent.name else found


def _read(reading: Reading) -> tuple[list[Finding], list[Reported]]:
    """What was found out frame by frame."""
    found = [Finding() for _ in reading.marked]
    reported: list[Reported] = []
    alone: set[int] = set()
    for frame in reading.frames:
        reading.resolver.enter(frame)
        if not frame.quotes:
            reported += read_reported(reading, frame)
            continue
        scene = read_scene(frame, reading.cast)
        for place, token in enumerate(frame.tokens):
            if token.kind == "q":
                found[token.quote] = _decide(reading, scene, place)
                reading.remember(frame, found[token.quote])
                if stands_alone(frame):
                    alone.add(token.quote)
    found = with_names(reading, with_later_names(reading, found))
    found = with_repetitions(reading, found, alone)
    found = with_same_words(reading, found)
    return with_only_speaker(reading, with_turns(reading, found)), reported


def _decide(reading: Reading, scene: Scene, place: int) -> Finding:
    """What the frame of a quotation, or else its neighbors, say about it."""
    rank = scene.tokens[place].quote
    content, turn = reading.contents[rank], reading.marked[rank].turn
    cited = is_reference(scene.frame) and place <= _HEADLINE
    if cited and not has_cue_after(scene, place):
        return Finding(kind="mixed", name=True)
    kind = "direct" if turn else kind_of(scene, place, content)
    if is_title(scene.tokens, place, content) and not has_cue_after(scene, place):
        return Finding(kind="mixed", name=_is_name(reading, scene, place))
    if not turn and is_named(scene.tokens, place, content):
        return Finding(kind=kind, name=_is_name(reading, scene, place))
    if says_author(scene, place):
        return speaks_for_self(reading, kind)
    cued = has_cue_after(scene, place)
    named = is_term(scene.tokens, place, content, reading.repeated, cued)
    if kind == "mixed" and named:
        return Finding(kind=kind, name=is_offence(scene.tokens, place))
    known = credited(reading, scene, place, kind)
    if known is not None:
        return known
    labeled = find_labeled(reading, scene.frame, place, kind)
    if labeled is not None:
        return labeled
    answer = find_answer(reading, scene.frame, kind)
    if answer is not None:
        return answer
    first = scene.frame.index == 0
    if not first and reading.fills_paragraph(scene.frame) and is_heading(content):
        return Finding(kind=kind)  # an intertitle: see `echoes.with_repetitions`
    lead = _best_lead(reading, scene, place)
    if lead is None and (turn or has_cue_after(scene, place)):
        return Finding(kind=kind)  # of turns, see `echoes.with_turns`
    if lead is None and says_anybody(scene, place):
        return Finding(kind=kind)
    if lead is None and asks_guest(scene, place):
        return speaks_to(reading, kind)
    if lead is not None and lead.phrase is not None and is_guest(reading, lead.phrase):
        return speaks_to(reading, kind)
    if lead is not None:
        finding = reading.resolved(lead, scene.frame, kind, rank)
        if finding is not None:
            return finding
        same = same_source(reading, lead, scene.frame, kind)
        if same is not None:
            return same
        if lead.rule not in FAINT:
            return Finding(kind=kind, lead=lead)
    return carry_on(reading, scene, place, kind)


def _is_name(reading: Reading, scene: Scene, place: int) -> bool:
    """Whether what is titled or named there is no text, nor what an intertitle says."""
    heads = scene.tokens[place].quote in reading.headings
    return not heads and not is_shown(scene.tokens, place)


def _inside_or_beside(
    reading: Reading, scene: Scene, place: int, inner: Span
) -> Lead | None:
    """The cue in the quotation, unless only the one after it names somebody.

    In « X espère : « Sinon, dit-il, … » » the pronoun is X.
    """
    inside = inserted_lead(reading.text, inner, scene.cast)
    beside = find_lead(scene, place)
    if inside is None or beside is None or inside.phrase is None:
        return inside or beside
    pronoun = inside.phrase.kind == "pronoun"
    if pronoun and place and scene.tokens[place - 1].text == ":":
        acting = doer(scene, place, inside.phrase)
        return inside if acting is None else replace(inside, phrase=acting.phrase)
    named = beside.phrase is not None and beside.phrase.entity is not None
    return beside if pronoun and named and beside.rule == "verb-after" else inside


def _best_lead(reading: Reading, scene: Scene, place: int) -> Lead | None:
    """The cue in the quotation, beside it, or the subject of its sentence."""
    rank = scene.tokens[place].quote
    inner, content = reading.marked[rank].inner, reading.contents[rank]
    lead = _inside_or_beside(reading, scene, place, inner) or conceded(scene, place)
    if lead is None and place and scene.tokens[place - 1].text == ":":
        lead = colon_subject(scene, place)
    mixed = kind_of(scene, place, content) == "mixed"
    if lead is None and mixed and is_said(scene, place, content):
        lead = frame_subject(scene, place)
    return hearsay(scene, place) if lead is None and mixed else lead
