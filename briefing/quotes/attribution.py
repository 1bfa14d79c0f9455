"""Every quotation of a document with its kind and the speaker it is given to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.quotes.candidates import plausible
from briefing.quotes.confidence import estimate
from briefing.quotes.kinds import goes_on, is_heading, is_said, kind_of, stands_alone
from briefing.quotes.marks import Marked
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrases import Phrase, read_phrase
from briefing.quotes.resolve import Resolution, Resolver
from briefing.quotes.scenes import Lead, Scene, read_scene
from briefing.quotes.speakers import (
    find_lead,
    frame_subject,
    inserted_lead,
    reported,
    says_author,
)
from briefing.quotes.terms import count_contents, is_term, is_title
from briefing.quotes.words import Frame, read_frames, read_span, tokenize
from briefing.types import Document, QuoteKind, Span

SIGNATURE = 9
"""Tokens of the longest line that is read as the signature of a quotation."""
WITHIN = 400
"""Characters around a quotation in a quotation that are searched for its speaker."""
INNER = 0.8
"""What is left of the confidence for a quotation in a quotation."""
FADE = 0.93
"""What each step of a continuation leaves of the confidence."""
FAINT = frozenset(("subject", "verb-before-far", "gerund"))
"""Rules that, where nobody is found, leave the quotation to its neighbors."""
OPENING = 600
"""Characters in which an interview names its guest."""
_MOST_HEADINGS = 50
_YOU = frozenset(("vous", "votre", "vos"))
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found out about one quotation."""

    kind: QuoteKind = "mixed"
    lead: Lead | None = None
    resolution: Resolution | None = None
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A quotation that has its speaker, and the frame it stands in."""

    frame: Frame
    finding: Finding


def attribute(document: Document, marked: Sequence[Marked]) -> list[Finding]:
    """A finding for each of the quotations `marked`, which are in order."""
    reading = _Reading(document, [m for m in marked if m.level == 0])
    outer = iter(reading.findings())
    found: list[Finding] = []
    around: list[Marked] = []
    parent: Finding = Finding()
    for one in marked:
        del around[one.level :]
        if one.level == 0 or not around:
            parent = next(outer)
            found.append(parent)
        else:
            found.append(reading.nested(one, around[-1], parent))
        around.append(one)
    return found


class _Reading:
    """One document while its quotations are attributed, frame by frame."""

    def __init__(self, document: Document, marked: Sequence[Marked]) -> None:
        self._text = document.text
        self._marked = marked
        self._contents = [m.inner.of(document.text) for m in marked]
        self._repeated: Counter[str] = count_contents(self._contents)
        self._frames = read_frames(document, marked)
        inside = [
            tuple(tokenize(document.text, m.inner.start, m.inner.end)) for m in marked
        ]
        self._cast = Cast([*(f.tokens for f in self._frames), *inside])
        self._resolver = Resolver(document.text, self._frames, self._cast)
        self._said: _Said | None = None

    def findings(self) -> list[Finding]:
        """What was found out about each quotation."""
        found = [Finding() for _ in self._marked]
        alone: set[int] = set()
        for frame in self._frames:
            self._resolver.enter(frame)
            if not frame.quotes:
                self._listen(frame)
                continue
            scene = read_scene(frame, self._cast)
            for place, token in enumerate(frame.tokens):
                if token.kind == "q":
                    found[token.quote] = self._decide(scene, place)
                    self._remember(frame, found[token.quote])
                    if stands_alone(frame):
                        alone.add(token.quote)
        return self._with_turns(self._with_repetitions(found, alone))

    def _listen(self, frame: Frame) -> None:
        """Take note of speech without marks, as in « Il viendra, a-t-il dit »."""
        scene = read_scene(frame, self._cast)
        lead = reported(scene)
        finding = self._resolved(lead, frame, "indirect") if lead is not None else None
        if finding is not None:
            self._remember(frame, finding)

    def nested(self, one: Marked, around: Marked, parent: Finding) -> Finding:
        """A finding for the quotation `one`, which stands in `around`."""
        start = max(around.inner.start, one.outer.start - WITHIN)
        end = min(around.inner.end, one.outer.end + WITHIN)
        frames = read_span(self._text, Span(start=start, end=end), one)
        for frame in frames:
            scene = read_scene(frame, self._cast)
            for at, token in enumerate(frame.tokens):
                if token.kind == "q":
                    return self._nested(frames, scene, at, one, parent)
        return Finding()

    def _nested(
        self,
        frames: Sequence[Frame],
        scene: Scene,
        place: int,
        one: Marked,
        parent: Finding,
    ) -> Finding:
        kind = kind_of(scene, place, one.inner.of(self._text))
        lead = find_lead(scene, place)
        if lead is None or lead.phrase is None or lead.gap > 1 or lead.weak:
            return Finding(kind=kind)
        phrase = lead.phrase
        if phrase.kind in ("pronoun", "last"):
            named = self._human_before(frames, phrase)
            phrase = named or phrase
        resolution = self._resolver.resolve(phrase, len(self._frames) - 1)
        own = parent.resolution.entity if parent.resolution else None
        unsure = phrase is lead.phrase and phrase.kind in ("pronoun", "last")
        if resolution.entity is None or resolution.entity is own or unsure:
            return Finding(kind=kind)
        value = INNER * estimate(lead, resolution, kind)
        return Finding(kind=kind, lead=lead, resolution=resolution, confidence=value)

    def _human_before(self, frames: Sequence[Frame], pronoun: Phrase) -> Phrase | None:
        """The last person that a quotation itself speaks of before a pronoun."""
        found: Phrase | None = None
        for frame in frames:
            for at, token in enumerate(frame.tokens):
                if token.start >= pronoun.span.start:
                    return found
                phrase = read_phrase(frame.tokens, at, self._cast)
                if phrase is None or phrase.kind not in ("role", "name"):
                    continue
                fits = phrase.plural == pronoun.plural and (
                    "x" in (phrase.gender, pronoun.gender)
                    or phrase.gender == pronoun.gender
                )
                if fits and plausible(phrase) >= 2.5 and phrase.determiner != "":
                    found = phrase
        return found

    def _remember(self, frame: Frame, finding: Finding) -> None:
        if finding.resolution is not None and finding.resolution.entity is not None:
            self._resolver.spoke(frame.index, finding.resolution.entity)
            self._said = _Said(frame=frame, finding=finding)

    def _decide(self, scene: Scene, place: int) -> Finding:
        rank = scene.tokens[place].quote
        content = self._contents[rank]
        kind = kind_of(scene, place, content)
        if self._marked[rank].turn:
            kind = "direct"
        if is_title(scene.tokens, place, content):
            return Finding(kind="mixed")
        if says_author(scene, place):
            return Finding(kind=kind)
        if kind == "mixed" and is_term(scene.tokens, place, content, self._repeated):
            return Finding(kind=kind)
        inner = self._marked[rank].inner
        answer = self._answer(scene.frame, kind)
        if answer is not None:
            return answer
        if self._fills_paragraph(scene.frame) and is_heading(content):
            return Finding(kind=kind)  # an intertitle: see `_with_repetitions`
        lead = inserted_lead(self._text, inner, self._cast) or find_lead(scene, place)
        if lead is None and place and scene.tokens[place - 1].text == ":":
            lead = _renamed(frame_subject(scene, place), "colon-subject")
        if lead is None and kind == "mixed" and is_said(scene, place, content):
            lead = frame_subject(scene, place)
        if lead is None and self._marked[rank].turn:
            return Finding(kind=kind)  # see `_with_turns`
        if lead is not None:
            finding = self._resolved(lead, scene.frame, kind)
            if finding is not None:
                return finding
            if lead.rule not in FAINT:
                return Finding(kind=kind, lead=lead)
        return self._carried_on(scene, place, kind)

    def _fills_paragraph(self, frame: Frame) -> bool:
        """Whether a quotation is all there is in its paragraph."""
        around = self._frames[max(0, frame.index - 1) : frame.index + 2]
        lone = all(f is frame or f.paragraph != frame.paragraph for f in around)
        return lone and stands_alone(frame)

    def _resolved(self, lead: Lead, frame: Frame, kind: QuoteKind) -> Finding | None:
        if lead.phrase is None:
            return None
        resolution = self._resolution(lead, lead.phrase, frame)
        if resolution.entity is None:
            return None
        return Finding(
            kind=kind,
            lead=lead,
            resolution=resolution,
            confidence=estimate(lead, resolution, kind),
        )

    def _resolution(self, lead: Lead, phrase: Phrase, frame: Frame) -> Resolution:
        person = phrase.kind == "noun" and phrase.determiner == "def"
        said = lead.rule in ("verb-after", "verb-before", "colon") and not lead.weak
        if person and not phrase.plural and said:
            return self._resolver.resolve_person(phrase, frame.index)
        after = lead.rule in ("verb-after", "verb-inside", "verb-after-far")
        return self._resolver.resolve(phrase, frame.index, after)

    def _carried_on(self, scene: Scene, place: int, kind: QuoteKind) -> Finding:
        """The speaker of a quotation without a cue, by what stands around it."""
        frame, said = scene.frame, self._said
        turned = self._turned(frame, said)
        here = said is not None and said.frame.paragraph == frame.paragraph
        if (
            said is not None
            and here
            and not turned
            and (kind == "direct" or goes_on(scene, place, said.frame))
        ):
            return self._continued(kind, said)
        alone = stands_alone(frame)
        if not alone and kind == "mixed":
            return Finding(kind=kind)
        opened = scene.tokens[0].low in ("avant", "et", "puis")
        next_to = said is not None and said.frame.index == frame.index - 1
        if said is not None and next_to and (alone or opened):
            return self._continued(kind, said)
        signed = self._signed(frame, kind)
        if signed is not None:
            return signed
        ahead = self._ahead(frame, kind)
        if ahead is not None:
            return ahead
        return self._topic(frame, kind) or Finding(kind=kind)

    def _turned(self, frame: Frame, said: _Said | None) -> bool:
        """Whether the sentence before a quotation has turned to somebody else."""
        if (
            said is None
            or not stands_alone(frame)
            or said.frame.index >= frame.index - 1
        ):
            return False
        subject = self._resolver.subject(frame.index - 1)
        spoke = said.finding.resolution.entity if said.finding.resolution else None
        return subject is not None and subject is not spoke

    def _continued(self, kind: QuoteKind, said: _Said) -> Finding:
        before = said.finding
        return Finding(
            kind=kind,
            lead=Lead(rule="continuation", cue=None, phrase=None),
            resolution=before.resolution,
            confidence=before.confidence * (FADE if kind == "direct" else 0.8),
        )

    def _ahead(self, frame: Frame, kind: QuoteKind) -> Finding | None:
        """The speaker named right after a quotation that opens its paragraph."""
        number = frame.index + 1
        opens = not frame.index or (
            self._frames[frame.index - 1].paragraph != frame.paragraph
        )
        if not opens or number >= len(self._frames):
            return None
        following = self._frames[number]
        if following.paragraph != frame.paragraph:
            return None
        scene = read_scene(following, self._cast)
        lead = None
        if following.tokens[0].kind == "q":
            lead = find_lead(scene, 0)
        else:
            lead = frame_subject(scene, len(following.tokens))
        if lead is None or lead.phrase is None or lead.phrase.kind == "pronoun":
            return None
        return self._resolved(replace(lead, rule="ahead"), frame, kind)

    def _signed(self, frame: Frame, kind: QuoteKind) -> Finding | None:
        """The name on the line below a quotation that stands alone."""
        number = frame.index + 1
        if not stands_alone(frame) or number >= len(self._frames):
            return None
        line = self._frames[number]
        if line.paragraph == frame.paragraph or len(line.tokens) > SIGNATURE:
            return None
        known = self._cast.at.get(line.tokens[0].start)
        if (
            known is None
            or known.entity.kind != "person"
            or read_scene(line, self._cast).verbs
            or line.quotes
        ):
            return None
        phrase = read_phrase(line.tokens, 0, self._cast)
        lead = Lead(rule="signature", cue=None, phrase=phrase)
        return self._resolved(lead, frame, kind)

    def _topic(self, frame: Frame, kind: QuoteKind) -> Finding | None:
        """The subject of the sentence before a quotation that stands alone."""
        opened = frame.tokens[0].low in ("avant", "et")
        if not (stands_alone(frame) or opened) or not frame.index:
            return None
        before = self._frames[frame.index - 1]
        scene = read_scene(before, self._cast)
        lead = frame_subject(scene, len(before.tokens))
        if lead is None:
            return None
        return self._resolved(replace(lead, rule="topic"), before, kind)

    def _answer(self, frame: Frame, kind: QuoteKind) -> Finding | None:
        """What an interviewee answers to the question before it."""
        number = frame.index
        if kind != "direct" or not self._fills_paragraph(frame) or not number:
            return None
        before = self._frames[number - 1]
        asks = before.tokens[-1].text in ("?", "…", "...") or any(
            t.low in _YOU for t in before.tokens
        )
        if before.quotes and not any(t.low in _YOU for t in before.tokens):
            return None
        guest = self._guest()
        if not asks or guest is None:
            return None
        resolution = Resolution(
            entity=guest, step="interview", margin=1.0, chain=(guest.span,)
        )
        lead = Lead(rule="interview", cue=None, phrase=None)
        return Finding(kind=kind, lead=lead, resolution=resolution, confidence=0.85)

    def _guest(self) -> Entity | None:
        """Who is interviewed: the person named first."""
        persons = self._resolver.persons()
        opening = [e for e in persons if e.span.end <= OPENING]
        return min(opening, key=lambda e: e.span.start, default=None)

    def _with_turns(self, found: Sequence[Finding]) -> list[Finding]:
        """The turns of a dialogue without a cue go to its two speakers in turn."""
        result = list(found)
        for run in _turn_runs(self._marked, self._text):
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
                            first, lead=lead, confidence=0.85 * first.confidence
                        )
        return result

    def _with_repetitions(
        self, found: Sequence[Finding], alone: set[int]
    ) -> list[Finding]:
        """An intertitle has the speaker of the words that it repeats."""
        if not alone:
            return list(found)
        spoken = [
            (_plain(c), f)
            for c, f in zip(self._contents, found, strict=True)
            if f.lead is not None and f.resolution is not None
        ]
        result = list(found)
        for rank in sorted(alone)[:_MOST_HEADINGS]:
            content = _plain(self._contents[rank])
            for other, finding in spoken:
                if content in other and (found[rank].lead is None or content != other):
                    lead = Lead(rule="repetition", cue=None, phrase=None)
                    result[rank] = replace(finding, kind=found[rank].kind, lead=lead)
                    break
        return result


def _plain(content: str) -> str:
    """The words of `content`, for comparing an intertitle with what it repeats."""
    return " ".join(_WORDS.findall(content.casefold()))


def _renamed(lead: Lead | None, rule: str) -> Lead | None:
    return replace(lead, rule=rule) if lead is not None else None


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
