"""Speakers taken from other quotations: headings that repeat, turns that alternate."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.quotes.acting import is_writers
from briefing.quotes.confidence import estimate
from briefing.quotes.interviews import is_interview
from briefing.quotes.kinds import LONG_FRAGMENT
from briefing.quotes.marks import Marked
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.pronouns import is_somebody
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.resolution import Resolution
from briefing.quotes.scenes import Lead
from briefing.quotes.terms import goes_with

ALTERNATION = 0.85
"""What is left of the confidence for a turn without a cue."""
ONLY = 0.7
"""Confidence that a quotation without a cue is the only speaker's."""
SURE = 0.5
"""Confidence from which somebody counts as a speaker of the text."""
LEAD = 600
"""Characters in which somebody may be called by what they are before their name."""
LEAST = 3
"""Quotations that make somebody the subject of a portrait."""
_MOST_HEADINGS = 50
_WORDS = re.compile(r"\w+")


def with_turns(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """The turns of a dialogue without a cue go to its two speakers in turn."""
    result = list(found)
    for run in _turn_runs(reading.marked, reading.text):
        for side in (run[::2], run[1::2]):
            named = [r for r in side if result[r].resolution is not None]
            who = {result[r].resolution.entity for r in named}  # type: ignore[union-attr]
            if len(who) != 1:
                continue
            for rank in side:
                if result[rank].resolution is None:
                    first = result[named[0]]
                    lead = Lead(rule="dialogue", cue=None, phrase=None)
                    result[rank] = replace(
                        first, lead=lead, confidence=ALTERNATION * first.confidence
                    )
    return result


def with_repetitions(
    reading: Reading, found: Sequence[Finding], alone: set[int]
) -> list[Finding]:
    """An intertitle has the speaker of the words that it repeats, or nearly repeats."""
    headings = alone | {r for r in reading.headings if found[r].lead is None}
    if not headings:
        return list(found)
    spoken = [
        (_plain(c), f)
        for c, f in zip(reading.contents, found, strict=True)
        if f.lead is not None and f.resolution is not None
    ]
    result = list(found)
    for rank in sorted(headings)[:_MOST_HEADINGS]:
        content, guess = _plain(reading.contents[rank]), found[rank].lead
        for other, finding in spoken:
            free = guess is None or content != other or _is_surer(finding, guess)
            if content in other and free:
                lead = Lead(rule="repetition", cue=None, phrase=None)
                result[rank] = replace(finding, kind=found[rank].kind, lead=lead)
                break
        else:
            if found[rank].lead is None and rank in reading.headings:
                result[rank] = _nearly(content, spoken) or found[rank]
    return result


def with_same_words(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """Words without a cue that stand in what somebody is known to have said are his."""
    spoken = [
        (_plain(c), f)
        for c, f in zip(reading.contents, found, strict=True)
        if f.lead is not None and f.lead.cue is not None and f.confidence >= SURE
    ][:_MOST_SPOKEN]
    result = list(found)
    for rank, finding in enumerate(found):
        content = _plain(reading.contents[rank])
        if not finding.open or content.count(" ") < _SAME_WORDS - 1:
            continue
        source = next((f for c, f in spoken if f" {content} " in f" {c} "), None)
        if source is not None and source.resolution is not None:
            lead = Lead(rule="repetition", cue=None, phrase=None)
            result[rank] = replace(source, kind=finding.kind, lead=lead)
    return result


_SAME_WORDS = 4
"""Words of the shortest fragment that is known again."""
_MOST_SPOKEN = 200
"""Quotations among which it is looked for, so that time stays linear."""


def _is_surer(finding: Finding, guess: Lead) -> bool:
    """Whether words that come twice have a cue, but not where they head a part."""
    cued = finding.lead is not None and finding.lead.cue is not None
    return cued and guess.cue is None and guess.rule in _GUESSED


_GUESSED = frozenset(("continuation", "topic", "ahead", "only-speaker"))
"""Rules that go by what stands around a quotation."""


def _nearly(content: str, spoken: Sequence[tuple[str, Finding]]) -> Finding | None:
    """Whose words a heading shortens: « Des femmes … » for « les femmes … »."""
    asked = _stems(content)
    for other, finding in spoken:
        shared = asked & _stems(other)
        if len(shared) >= _SHARED and len(shared) >= _NEARLY * len(asked):
            lead = Lead(rule="repetition", cue=None, phrase=None)
            sure = ALTERNATION * finding.confidence
            return replace(finding, lead=lead, confidence=sure)
    return None


_SHARED, _NEARLY = 2, 0.66
"""Long words, and the share of them, that a heading has in common with its source."""
_STEM = 6
"""Letters by which « enlever » and « enlevés » are the same word."""


def _stems(content: str) -> set[str]:
    """The beginnings of the longer words of `content`."""
    return {word[:_STEM] for word in content.split() if len(word) > 3}


def with_names(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """What is a name in one place is one wherever no cue says that it is said.

    So is what is listed with one: « « B », « C » et « A » ».
    """
    result = list(found)
    for frame in reading.frames:
        places = [n for n, token in enumerate(frame.tokens) if token.kind == "q"]
        for one, two in pairwise(places):
            rank = frame.tokens[two].quote
            listed = goes_with(frame.tokens, one, two, reading.contents[rank])
            if listed and result[frame.tokens[one].quote].name:
                result[rank] = _as_name(result[rank])
    contents = [_plain(content) for content in reading.contents]
    names = {c for c, f in zip(contents, result, strict=True) if f.name}
    pairs = zip(contents, result, strict=True)
    return [_as_name(one) if content in names else one for content, one in pairs]


def _as_name(finding: Finding) -> Finding:
    """A finding as that of a name, unless a cue says that somebody says it."""
    said = finding.lead is not None and finding.lead.cue is not None
    return finding if said else Finding(kind=finding.kind, name=True)


def with_later_names(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """Who is called in the lead what only later words explain: « dit le maire »."""
    return [_opening(reading, _named_later(reading, one)) for one in found]


def _opening(reading: Reading, finding: Finding) -> Finding:
    """« … », a-t-il dit, where X acts in the next sentences and nobody before."""
    lead = finding.lead
    phrase = lead.phrase if lead is not None else None
    if lead is None or phrase is None or finding.resolution is not None:
        return finding
    if phrase.kind != "pronoun" or phrase.plural or phrase.span.start > LEAD:
        return finding
    here = sum(f.tokens[0].start <= phrase.span.start for f in reading.frames) - 1
    who = [reading.resolver.subject(n) for n in range(here + _NEXT + 1)]
    first = next((e for e in who if e is not None and _is_one(e, phrase)), None)
    if first is None or first in who[: here + 1] or phrase.gender not in "mf":
        return finding
    if not first.takes(phrase.gender, False) or first.span.start < phrase.span.start:
        return finding
    later = Resolution(entity=first, step="last", margin=_LIKELY, chain=(first.span,))
    sure = estimate(lead, later, finding.kind)
    return replace(finding, resolution=later, confidence=sure)


def _is_one(entity: Entity, phrase: Phrase) -> bool:
    """Whether an entity is a person, if only « la sénatrice du Gers » for « elle »."""
    unnamed = is_somebody(entity) and not entity.anonymous
    return entity.kind == "person" or (unnamed and entity.gender == phrase.gender)


_NEXT = 2
"""Sentences after a pronoun that opens an article in which its person acts."""
_LIKELY = 0.8
"""Margin of the first person who acts after it."""


def _named_later(reading: Reading, finding: Finding) -> Finding:
    lead, before = finding.lead, finding.resolution
    if lead is None or lead.phrase is None or before is None or before.entity is None:
        return finding
    unnamed = before.entity.kind == "group" and not before.entity.anonymous
    if not unnamed or lead.phrase.span.start > LEAD:
        return finding
    later = reading.resolver.named_later(lead.phrase)
    if later is None:
        return finding
    sure = estimate(lead, later, finding.kind)
    return replace(finding, resolution=later, confidence=sure)


def with_only_speaker(reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """In a portrait, what nobody else is said to have said is its subject's."""
    sure = [f for f in found if f.confidence >= SURE and f.resolution is not None]
    who = {f.resolution.entity for f in sure if f.resolution is not None}
    only = next(iter(who), None)
    if len(who) != 1 or len(sure) < LEAST or only is None or only.kind != "person":
        return list(found)
    if has_writer(reading) and not is_interview(reading):
        return list(found)
    lead = Lead(rule="only-speaker", cue=None, phrase=None)
    result = list(found)
    for rank, finding in enumerate(found):
        content = reading.contents[rank]
        if finding.open and (finding.kind == "direct" or len(content) > LONG_FRAGMENT):
            result[rank] = replace(
                sure[0], kind=finding.kind, lead=lead, confidence=ONLY
            )
    return result


def has_writer(reading: Reading) -> bool:
    """Whether whoever writes says « je »: they quote books and talk as they like."""
    return any(is_writers(frame) for frame in reading.frames)


def _plain(content: str) -> str:
    """The words of `content`, for comparing an intertitle with what it repeats."""
    return " ".join(_WORDS.findall(content.casefold()))


def _turn_runs(marked: Sequence[Marked], text: str) -> list[list[int]]:
    """Ranks of turns that follow each other with nothing between."""
    runs: list[list[int]] = []
    for rank, one in enumerate(marked):
        if not one.turn:
            continue
        last = marked[rank - 1] if rank else None
        between = text[last.outer.end : one.outer.start] if last else ""
        if runs and runs[-1][-1] == rank - 1 and between.count("\n\n") <= 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return runs
