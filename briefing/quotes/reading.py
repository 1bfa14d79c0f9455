"""A document while its quotations are attributed: what every rule may look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.quotes.confidence import estimate
from briefing.quotes.kinds import is_line, stands_alone
from briefing.quotes.lexicon import any_of, verb_forms, words
from briefing.quotes.marks import Marked
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.resolution import Resolution
from briefing.quotes.resolve import Resolver
from briefing.quotes.scenes import Lead
from briefing.quotes.terms import count_contents
from briefing.quotes.words import Frame, Token, is_reference, read_frames, tokenize
from briefing.types import Document, QuoteKind, Span

_FIRST_PERSON = re.compile(r"\b(?:je|j['’]|me|m['’]|moi)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SECOND = 0.6
"""Margin of who is left where the first is whom the quotation speaks of."""
VAGUE = frozenset(("topic", "ahead", "subject", "colon-subject"))
"""Rules without a cue, by which a pronoun speaks only if it is a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found out about one quotation."""

    kind: QuoteKind = "mixed"
    lead: Lead | None = None
    resolution: Resolution | None = None
    confidence: float = 0.0
    open: bool = False
    """Whether it may be somebody's words although nothing near says whose."""
    name: bool = False
    """Whether it names something, which nobody says: a title, a body, a charge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something said whose speaker is known, and the frame it stands in."""

    frame: Frame
    finding: Finding


class Reading:
    """The frames, names and quotations of level 0 of one document."""

    def __init__(
        self, document: Document, marked: Sequence[Marked], terms: Sequence[Span] = ()
    ) -> None:
        text = document.text
        self.text = text
        self.marked = marked
        self.contents = [m.inner.of(text) for m in marked]
        self.frames = read_frames(document, marked)
        self.headings = {
            rank for f in self.frames if self._is_line(f) for rank in f.quotes
        }
        """Ranks of the quotations in intertitles, which repeat what is said below."""
        below = (c for n, c in enumerate(self.contents) if n not in self.headings)
        self.repeated = count_contents(below)
        inside = [tuple(tokenize(text, m.inner.start, m.inner.end)) for m in marked]
        self.cast = Cast([f.tokens for f in self.frames], inside, terms)
        self.resolver = Resolver(text, self.frames, self.cast, inside)
        self.said: Said | None = None
        """What was said last."""
        self._settled: dict[Span, Resolution] = {}
        """Whom each phrase stands for that has been asked about."""
        self.other: Said | None = None
        """What somebody else said last before that."""

    def fills_paragraph(self, frame: Frame) -> bool:
        """Whether a quotation is all there is in its paragraph."""
        return self._is_lone(frame) and stands_alone(frame)

    def _is_lone(self, frame: Frame) -> bool:
        """Whether a frame is all there is in its paragraph."""
        around = self.frames[max(0, frame.index - 1) : frame.index + 2]
        return all(f is frame or f.paragraph != frame.paragraph for f in around)

    def _is_line(self, frame: Frame) -> bool:
        inside = 0 < frame.index < len(self.frames) - 1
        return inside and is_line(frame, self._is_lone(frame))

    def remember(self, frame: Frame, finding: Finding) -> None:
        """Take note of who spoke in a frame."""
        if is_reference(frame):
            return
        if finding.resolution is not None and finding.resolution.entity is not None:
            entity = finding.resolution.entity
            self.resolver.spoke(frame.index, entity, _is_aside(frame, finding.lead))
            last = self.said.finding.resolution if self.said is not None else None
            if last is not None and last.entity is not entity:
                self.other = self.said
            self.said = Said(frame=frame, finding=finding)

    def resolved(
        self, lead: Lead, frame: Frame, kind: QuoteKind, rank: int | None = None
    ) -> Finding | None:
        """The finding that a lead gives; `None` where it leads to nobody.

        Args:
            lead: what points at a speaker.
            frame: where it stands.
            kind: of the quotation.
            rank: number of the quotation, if it may tell who has not said it.
        """
        if lead.phrase is None:
            return None
        content = self.contents[rank] if rank is not None else ""
        human = is_first_person(content)
        human = human or frame.tokens[0].low in words("asked")
        human = human or (lead.cue is not None and _is_bodily(lead.cue.of(self.text)))
        resolution = self._settled.get(lead.phrase.span)
        if resolution is None:
            resolution = self._resolution(lead, lead.phrase, frame, human)
        if rank is not None and lead.phrase.entity is None:
            resolution = self._but_spoken_of(resolution, lead.phrase, rank)
            self._settled[lead.phrase.span] = resolution
        if lead.told and resolution.step in ("person", "trade", "pointed"):
            resolution = self.resolver.unnamed(lead.phrase)
        entity = resolution.entity
        vague = lead.rule in VAGUE and lead.phrase.kind == "pronoun"
        if entity is None or (_is_channel(entity) and not _is_subject(lead)):
            return None
        if vague and not _may_speak(entity, lead.rule):
            return None
        return Finding(
            kind=kind,
            lead=lead,
            resolution=resolution,
            confidence=estimate(lead, resolution, kind),
        )

    def _resolution(
        self, lead: Lead, phrase: Phrase, frame: Frame, human: bool
    ) -> Resolution:
        concerned = phrase.head is not None and phrase.head.low in words("concerned")
        turns = concerned or takes_turn(frame.tokens, phrase)
        but = self._spoke_last() if turns else None
        person = phrase.kind == "noun" and phrase.determiner == "def"
        person = person and phrase.entity is None
        proper = phrase.head is not None and phrase.head.kind == "c"
        named = proper and len(phrase.words) > 1  # « le Quai d'Orsay »
        said = lead.rule in ("verb-after", "verb-before", "colon") and not lead.weak
        if person and not (named or phrase.plural) and said:
            return self.resolver.resolve_person(phrase, frame.index, but)
        after = lead.rule in ("verb-after", "verb-inside", "verb-after-far")
        return self.resolver.resolve(phrase, frame.index, after, human, but)

    def _but_spoken_of(
        self, found: Resolution, phrase: Phrase, rank: int
    ) -> Resolution:
        """Who a phrase stands for; not whom the quotation names: « … M. X … »."""
        named = self.spoken_of(rank)
        if found.entity not in named:
            return found
        others = [e for e in found.rivals if e not in named]
        if others:
            best, *rest = others
            return replace(
                found,
                entity=best,
                margin=_SECOND,
                chain=(best.span,),
                rivals=tuple(rest),
            )
        if phrase.kind == "role":
            return self.resolver.unnamed(phrase)
        return replace(found, entity=None)

    def spoken_of(self, rank: int) -> set[Entity]:
        """The persons whom a quotation speaks of: « M. X … », « X a … ».

        Where it says « je », X may be who speaks: « On me dit : X, tu te trompes ».
        Not where X acts: « X veut partir et moi, je reste ».
        """
        inner = self.marked[rank].inner
        own = is_first_person(self.contents[rank])
        tokens = tuple(tokenize(self.text, inner.start, inner.end))
        found: set[Entity] = set()
        for place, token in enumerate(tokens):
            known = self.cast.at.get(token.start)
            if known is None or known.entity.kind != "person":
                continue
            titled = token.text in any_of("title_m", "title_f")
            if titled or not own or _acts_there(tokens, place, place + known.size):
                found.add(known.entity)
        return found

    def opens_with(self, rank: int) -> Entity | None:
        """The person whose name opens a quotation: « X ment », « M. X a tort »."""
        inner = self.marked[rank].inner
        first = next(iter(tokenize(self.text, inner.start, inner.end)), None)
        known = self.cast.at.get(first.start) if first is not None else None
        person = known is not None and known.entity.kind == "person"
        return known.entity if known is not None and person else None

    def _spoke_last(self) -> Entity | None:
        found = self.said.finding.resolution if self.said is not None else None
        return found.entity if found is not None else None


def _acts_there(tokens: Sequence[Token], place: int, after: int) -> bool:
    """Whether a name in a quotation has its verb behind it: « X veut partir ».

    Not behind a colon, where somebody may speak to who tells it.
    """
    if any(t.text == ":" for t in tokens[:place]):
        return False
    while after < len(tokens) and tokens[after].low in any_of("clitic", "adverb"):
        after += 1
    verb = tokens[after].low if after < len(tokens) else ""
    return verb in any_of("finite", "auxiliary") and verb not in _OF_I


_OF_I = frozenset(("ai", "suis", "avais", "étais"))


def _is_channel(entity: Entity) -> bool:
    """Whether it is where people write: « Twitter »."""
    return entity.name.lower() in words("channel")


def _is_subject(lead: Lead) -> bool:
    """Whether a verb has it for its subject: « Facebook a indiqué « … » »."""
    return lead.rule in _WITH_SUBJECT and not lead.weak


_WITH_SUBJECT = frozenset(("verb-before", "verb-before-far", "verb-after"))


def _is_bodily(cue: str) -> bool:
    """Whether only a person does what a cue says: « sourit-elle », no ministry."""
    forms = (f for w in _WORD.findall(cue.lower()) for f in verb_forms().get(w, ()))
    return any(form.lemma in words("bodily") for form in forms)


def is_first_person(content: str) -> bool:
    """Whether « je » or « moi » stands in a quotation."""
    return _FIRST_PERSON.search(content) is not None


def _is_aside(frame: Frame, lead: Lead | None) -> bool:
    """Whether a cue stands in a relative clause: « X, qui lui a reproché « … » »."""
    if lead is None or lead.cue is None:
        return False
    for token in reversed(frame.tokens):
        if token.end <= lead.cue.start and token.low not in words("clitic"):
            return token.low == "qui"
    return False


def takes_turn(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether another speaks now: « assure, de son côté, le Basque »."""
    around = range(max(0, phrase.first - _TURN), phrase.after + 1)
    return any(_turns(tokens, at) for at in around)


_TURN = 5
"""Tokens before a phrase in which « pour sa part » stands."""


def _turns(tokens: Sequence[Token], place: int) -> bool:
    three = tuple(t.low for t in tokens[place : place + 3])
    return three in _TURNS


_TURNS = frozenset(
    (
        ("de", "son", "côté"),
        ("de", "leur", "côté"),
        ("pour", "sa", "part"),
        ("pour", "leur", "part"),
        ("quant", "à", "lui"),
        ("quant", "à", "elle"),
        ("à", "son", "tour"),
    )
)


def _may_speak(entity: Entity, rule: str) -> bool:
    """Whether « il » may speak by a rule that has no verb of saying."""
    return entity.kind != "group" or (entity.human and rule != "subject")
