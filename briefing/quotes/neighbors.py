"""The speaker of a quotation that has no cue, by what stands around it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from briefing.quotes.candidates import phrases_before, plausible
from briefing.quotes.credits import phrase_of
from briefing.quotes.kinds import goes_on, stands_alone
from briefing.quotes.lexicon import any_of, words
from briefing.quotes.names import Entity
from briefing.quotes.phrase import owner_of
from briefing.quotes.phrases import read_phrase
from briefing.quotes.reading import Finding, Reading, Said, is_first_person
from briefing.quotes.scenes import Lead, Scene, read_scene
from briefing.quotes.speakers import find_lead, frame_subject, has_cue_after
from briefing.quotes.words import Frame
from briefing.quotes.writers import answers_self, is_commented
from briefing.types import QuoteKind

_BEGUN = any_of("finite", "auxiliary")
SIGNATURE = 9
"""Tokens of the longest line that is read as the signature of a quotation."""
FADE = 0.93
"""What each step of a continuation leaves of the confidence."""
_MIXED = 0.8
"""What it leaves where only a fragment is quoted."""


def carry_on(reading: Reading, scene: Scene, place: int, kind: QuoteKind) -> Finding:
    """The speaker of a quotation without a cue, by what stands around it."""
    frame = scene.frame
    said = _may_go_on(reading, scene.tokens[place].quote)
    if reading.other is not None and _replies(reading, scene, place):
        return _continued(kind, reading.other)
    if said is not None and _is_survey(said) and _counts_shares(frame):
        return _continued(kind, said, FADE)
    told = _met(reading, scene, place, kind) or _judges(reading, scene, kind)
    if told is not None:
        return told
    turned = _turned(reading, frame, said) or _writer_acts(reading, frame)
    here = said is not None and said.frame.paragraph == frame.paragraph
    if answers_self(reading, frame) or _is_voice(scene, place):
        return Finding(kind=kind)
    if _is_answer(reading, scene, place):
        return Finding(kind=kind)
    if (
        said is not None
        and here
        and not turned
        and (kind == "direct" or goes_on(scene, place, said.frame))
        and not _is_writers(scene, place)
        and not is_commented(scene, place)
        and not _is_others(reading, scene, place, said)
    ):
        return _continued(kind, said)
    alone = stands_alone(frame)
    if not alone and kind == "mixed":
        return Finding(kind=kind, open=True)
    signed = _signed(reading, frame, kind) if alone else None
    if signed is not None:
        return signed
    opened = scene.tokens[0].low in ("avant", "et", "puis")
    next_to = said is not None and said.frame.index == frame.index - 1
    quoted = said is not None and next_to and bool(said.frame.quotes)
    ahead = None if quoted else _ahead(reading, frame, kind)
    if ahead is not None:
        return ahead
    if said is not None and next_to and (alone or opened):
        return _continued(kind, said)
    topic = _topic(reading, frame, kind)
    if topic is None or _speaks_of(reading, scene.tokens[place].quote, topic):
        return Finding(kind=kind, open=True)
    return topic


def _met(reading: Reading, scene: Scene, place: int, kind: QuoteKind) -> Finding | None:
    """« J'ai tout vendu » : depuis mai, X vit dans sa grange: X, who says « je »."""
    tokens = scene.tokens
    if place or len(tokens) < _ACT or tokens[1].text != ":":
        return None
    if not is_first_person(reading.contents[tokens[0].quote]):
        return None
    acting = (p for p in phrases_before(tokens, len(tokens), scene.cast, 2))
    phrase = next((p for p in acting if plausible(p) >= 2), None)
    entity = phrase.entity if phrase is not None else None
    if entity is None or entity.kind != "person" or phrase.first > _PLACE:  # type: ignore[union-attr]
        return None
    lead = Lead(rule="colon-subject", cue=None, phrase=phrase)
    return reading.resolved(lead, scene.frame, kind, tokens[0].quote)


_PLACE = 10
"""Tokens of « « … » : depuis deux ans, au port, » before who is met there."""


def _judges(reading: Reading, scene: Scene, kind: QuoteKind) -> Finding | None:
    """« Un beau jour » pour X. « … », a-t-il dit: X, who goes on, judges so himself.

    Without that it may only be good for X.
    """
    frame, tokens = scene.frame, scene.tokens
    opens = len(tokens) > 2 and tokens[0].kind == "q" and tokens[1].low == "pour"
    if not opens or len(frame.quotes) > 1 or scene.verbs:
        return None
    if not _is_joined(reading, frame, frame.index + 1):
        return None
    after = find_lead(read_scene(reading.frames[frame.index + 1], reading.cast), 0)
    if after is None or after.phrase is None or after.phrase.kind != "pronoun":
        return None
    return _only_name(reading, frame, kind)


def _may_go_on(reading: Reading, rank: int) -> Said | None:
    """What was said last, unless this speaks of who said it: « X ment »."""
    said = reading.said
    return None if said and _speaks_of(reading, rank, said.finding) else said


def _speaks_of(reading: Reading, rank: int, finding: Finding) -> bool:
    """Whether a quotation speaks of whom a finding gives it to."""
    found = finding.resolution
    if found is None or found.entity is None:
        return False
    opens = found.entity is reading.opens_with(rank)
    return opens or found.entity in reading.spoken_of(rank)


def _is_others(reading: Reading, scene: Scene, place: int, said: Said) -> bool:
    """Whether a fragment is said to be another's, or its sentence is about another."""
    tokens = scene.tokens
    if stands_alone(scene.frame) or tokens[place].kind != "q":
        return False
    if place + 2 < len(tokens) and tokens[place + 1].low in ("de", "du", "d'"):
        owner = read_phrase(tokens, place + 2, scene.cast)
        if owner is not None and plausible(owner) >= 2.5:
            return True  # « les « inquiétudes » du député X »
    if said.frame.index == scene.frame.index:
        return False
    subject = reading.resolver.subject(scene.frame.index)
    spoke = said.finding.resolution.entity if said.finding.resolution else None
    return subject is not None and subject is not spoke


def _is_answer(reading: Reading, scene: Scene, place: int) -> bool:
    """Whether a quotation answers « « … ? », interroge X »: somebody else says it."""
    said, rank = reading.said, scene.tokens[place].quote
    if said is None or not rank or not stands_alone(scene.frame):
        return False
    if _asks(reading, rank):
        return False  # « … ? », interroge X. « … ? »
    lead = said.finding.lead
    cue = lead.cue.of(reading.text).lower() if lead is not None and lead.cue else ""
    asked = cue.split()[-1:] and cue.split()[-1] in words("questioned")
    next_to = said.frame.index == scene.frame.index - 1
    return bool(asked) and next_to and reading.contents[rank - 1].endswith("?")


def _asks(reading: Reading, rank: int) -> bool:
    """Whether a quotation asks: « … ? »."""
    return reading.contents[rank].rstrip().endswith("?")


def _is_voice(scene: Scene, place: int) -> bool:
    """Whether nobody in view says it: « Un murmure, dans la salle : « … » »."""
    before = scene.tokens[:place]
    colon = bool(before) and before[-1].text == ":"
    return colon and any(t.low in words("voice") for t in before)


def _is_writers(scene: Scene, place: int) -> bool:
    """Whether the words before a quotation are the writer's own: « Traduction : « »."""
    before = scene.tokens[:place]
    if any(t.kind == "q" for t in before):
        return False
    if any(t.low in words("writer") for t in before):
        return True
    return bool(before) and before[0].low in words("gloss")


def _replies(reading: Reading, scene: Scene, place: int) -> bool:
    """Whether a quotation answers the question that another speaker has just put."""
    rank, other = scene.tokens[place].quote, reading.other
    if not rank or other is None or not stands_alone(scene.frame):
        return False
    if _asks(reading, rank):
        return False
    here = other.frame.paragraph == scene.frame.paragraph
    return here and reading.contents[rank - 1].endswith("?")


def _turned(reading: Reading, frame: Frame, said: Said | None) -> bool:
    """Whether the sentence before a quotation has turned to somebody else."""
    free = stands_alone(frame) or _goes_on_to(frame)  # « X rit. Et d'ajouter : « … » »
    if said is None or not free or said.frame.index >= frame.index - 1:
        return False
    subject = reading.resolver.subject(frame.index - 1)
    spoke = said.finding.resolution.entity if said.finding.resolution else None
    return subject is not None and subject is not spoke


def _writer_acts(reading: Reading, frame: Frame) -> bool:
    """Whether it is the writer who did something before: « J'ai cliqué. « … » »."""
    if not frame.index or not stands_alone(frame):
        return False
    before = reading.frames[frame.index - 1]
    short = len(before.tokens) <= _ACT and not before.quotes
    here = before.paragraph == frame.paragraph
    return here and short and before.tokens[0].low in ("je", "j'")


_ACT = 7
"""Tokens of the longest sentence by which a writer is taken to act."""


def _is_survey(said: Said) -> bool:
    """Whether what was said last is what a survey finds: « selon ce sondage »."""
    found = said.finding.resolution
    name = found.entity.name if found is not None and found.entity is not None else ""
    return bool(words("survey") & set(name.lower().split()[:2]))


def _counts_shares(frame: Frame) -> bool:
    """Whether a sentence says how many of those asked: « 28 % », « six sur dix »."""
    low = [t.low for t in frame.tokens]
    of_ten = any(two in (("sur", "dix"), ("sur", "cent")) for two in pairwise(low))
    return of_ten or bool({"%", "moitié", "tiers", "quart"} & set(low))


def _continued(kind: QuoteKind, said: Said, mixed: float = _MIXED) -> Finding:
    """The speaker before; `mixed` is what a fragment leaves of the confidence."""
    before = said.finding
    return Finding(
        kind=kind,
        lead=Lead(rule="continuation", cue=None, phrase=None),
        resolution=before.resolution,
        confidence=before.confidence * (FADE if kind == "direct" else mixed),
    )


def same_source(
    reading: Reading, lead: Lead, frame: Frame, kind: QuoteKind
) -> Finding | None:
    """The body that spoke just before « … », a-t-on ajouté »."""
    on = lead.phrase is not None and lead.phrase.head is not None
    on = on and lead.rule.startswith("verb-after")
    if not on or lead.phrase.head.low != "on" or reading.said is None:  # type: ignore[union-attr]
        return None
    if _is_read(frame, lead):
        return None
    before = reading.said.finding.resolution
    entity = before.entity if before is not None else None
    near = frame.index - reading.said.frame.index <= 1
    body = entity is not None and (entity.kind != "person" or entity.anonymous)
    return _continued(kind, reading.said) if near and body else None


_READING = 4
"""Tokens of « pouvait-on encore lire »."""


def _is_read(frame: Frame, lead: Lead) -> bool:
    """Whether it stands somewhere in writing: « pouvait-on aussi lire », « lit-on »."""
    start = lead.cue.start if lead.cue is not None else 0
    near = [t.low for t in frame.tokens if t.start >= start][:_READING]
    return any(low in words("read") for low in near)


def _ahead(reading: Reading, frame: Frame, kind: QuoteKind) -> Finding | None:
    """The speaker named right after a quotation, or several, that open a paragraph.

    Elsewhere only where another quotation follows that has its cue: « … » « … », dit X.
    """
    number = _after_run(reading, frame)
    opens = not frame.index or (
        reading.frames[frame.index - 1].paragraph != frame.paragraph
    )
    joined = not opens and _is_joined(reading, frame, number)
    if number >= len(reading.frames) or not stands_alone(frame):
        return None
    if not (opens or joined):
        return None
    following = _past_remark(reading, reading.frames[number])
    apart = following.paragraph != frame.paragraph
    if apart and following.tokens[-1].text == "?":
        return None
    if apart and frame.index and not _opens_speech(reading, frame, following):
        return None
    scene = read_scene(following, reading.cast)
    lead = phrase_of(scene)
    if lead is None and following.tokens[0].kind == "q":
        lead = find_lead(scene, 0)
    elif lead is None and following.quotes and 0 in scene.sources:
        lead = _source_of(scene)
    elif lead is None:
        lead = frame_subject(scene, len(following.tokens))
    if lead is None or lead.phrase is None or lead.phrase.kind == "pronoun":
        return None
    finding = reading.resolved(replace(lead, rule="ahead"), frame, kind)
    return None if joined and _is_rivaled(reading, frame, finding) else finding


def _source_of(scene: Scene) -> Lead | None:
    """X in « Selon X, « … » »: also of the words before."""
    at = next(n for n, t in enumerate(scene.tokens) if t.kind == "q")
    lead = find_lead(scene, at)
    return lead if lead is not None and lead.rule == "according-to" else None


def _is_rivaled(reading: Reading, frame: Frame, finding: Finding | None) -> bool:
    """Whether somebody else acts before a quotation, or only « un homme » after it."""
    if finding is None or finding.lead is None or finding.resolution is None:
        return True
    phrase = finding.lead.phrase
    acts = reading.resolver.subject(frame.index - 1)
    ranks = [t.quote for t in frame.tokens if t.kind == "q"]
    named = any(acts is reading.opens_with(rank) for rank in ranks)
    others = not named and acts is not None and acts is not finding.resolution.entity
    return others or (phrase is not None and phrase.determiner == "indef")


def _is_joined(reading: Reading, frame: Frame, number: int) -> bool:
    """Whether frame `number`, of the same paragraph, opens with a quotation and cue."""
    if number >= len(reading.frames):
        return False
    following = reading.frames[number]
    same = following.paragraph == frame.paragraph and following.tokens[0].kind == "q"
    return same and has_cue_after(read_scene(following, reading.cast), 0)


def _past_remark(reading: Reading, frame: Frame) -> Frame:
    """The frame after a short remark on what was said: « Le ton est donné. »."""
    number = frame.index + 1
    short = len(frame.tokens) <= _REMARK and not frame.quotes
    if not short or number >= len(reading.frames):
        return frame
    after = reading.frames[number]
    same = after.paragraph == frame.paragraph and not after.quotes
    subject = frame_subject(read_scene(frame, reading.cast), len(frame.tokens))
    return after if same and subject is None else frame


_REMARK = 7
"""Tokens of the longest such remark."""


def _after_run(reading: Reading, frame: Frame) -> int:
    """The frame after quotations that stand alone, one after the other."""
    number = frame.index + 1
    last = min(len(reading.frames), number + _RUN)
    while number < last and stands_alone(reading.frames[number]):
        number += 1
    return number


_RUN = 6
"""Quotations that may stand between one and the name of who says them all."""


def _opens_speech(reading: Reading, frame: Frame, following: Frame) -> bool:
    """Whether a quotation opens what the next paragraph goes on with and signs.

    « … » / « … », a dit X: not where another quotation stands before it.
    """
    before = reading.frames[frame.index - 1]
    return following.tokens[0].kind == "q" and not before.quotes


def _signed(reading: Reading, frame: Frame, kind: QuoteKind) -> Finding | None:
    """The name on the line below a quotation that stands alone."""
    number = frame.index + 1
    if not stands_alone(frame) or number >= len(reading.frames):
        return None
    line = reading.frames[number]
    if line.paragraph == frame.paragraph or len(line.tokens) > SIGNATURE:
        return None
    known = reading.cast.at.get(line.tokens[0].start)
    if (
        known is None
        or known.entity.kind != "person"
        or read_scene(line, reading.cast).verbs
        or line.quotes
        or any(t.text == "?" or t.low in _BEGUN for t in line.tokens)
    ):
        return None
    phrase = read_phrase(line.tokens, 0, reading.cast)
    lead = Lead(rule="signature", cue=None, phrase=phrase)
    return reading.resolved(lead, frame, kind)


def _topic(reading: Reading, frame: Frame, kind: QuoteKind) -> Finding | None:
    """The subject of the sentence before a quotation that stands alone."""
    opened = frame.tokens[0].low in ("avant", "et")
    if not (stands_alone(frame) or opened) or not frame.index:
        return None
    before = reading.frames[frame.index - 1]
    if reading.said is not None and (
        _asks_about(reading, before) or _goes_on_to(before)
    ):
        return _continued(kind, reading.said)
    told = _happens_to(reading, before, kind)
    if told is not None:
        return told
    earlier = reading.frames[max(0, frame.index - 2)]
    asked = before.tokens[-1].text == "?" and not before.quotes
    here = before.paragraph == frame.paragraph
    if asked and earlier is not before and stands_alone(earlier):
        return None  # « Les vieux ? « … » Les jeunes ? « … » »: see `carry_on`
    if asked and earlier.paragraph == frame.paragraph:
        before = earlier  # « Il tient bon. Ses clients ? « … » »
    scene = read_scene(before, reading.cast)
    lead = frame_subject(scene, len(before.tokens))
    if lead is None:
        handy = here and (asked or _says_i(reading, frame))
        return _only_name(reading, before, kind) or (
            _asked(reading, before, kind) if handy else None
        )
    finding = reading.resolved(replace(lead, rule="topic"), before, kind)
    if finding is None and _is_that(lead):  # « L'heure a un visage. Celui de X. »
        return _only_name(reading, before, kind)
    entity = finding.resolution.entity if finding and finding.resolution else None
    tied = opened and frame.tokens[1].low in ("de", "d'")  # « Et de prévenir : »
    if entity is not None and (tied or _is_somebody(entity)):
        return finding
    # « X rit. Son onze grimpe à la cinquième place. « J'en pleurerais. » »
    handy = here and _says_i(reading, frame)
    return _asked(reading, before, kind) if handy else None


def _happens_to(reading: Reading, frame: Frame, kind: QuoteKind) -> Finding | None:
    """Who tells what another did to them: « Le notaire lui remit un carnet. « … » »."""
    subject = reading.resolver.subject(frame.index)
    named = subject is not None and subject.kind == "person" and not subject.anonymous
    if named or frame.quotes:
        return None
    cleft = frame.tokens[0].low == "c'"  # not « Un juge, qui l'a eu en face, se moque »
    for n, (one, two) in enumerate(pairwise(frame.tokens)):
        aside = n > 1 and frame.tokens[n - 1].low == "qui" and not cleft
        if n and not aside and one.low in _TO_SOMEBODY and two.low in _HAS:
            lead = Lead(rule="topic", cue=None, phrase=owner_of(frame.tokens, n))
            return reading.resolved(lead, frame, kind)
    return None


_TO_SOMEBODY = frozenset(("lui", "l'"))
_HAS = frozenset(("a", "avait", "fait", "faisait"))
"""Verbs behind « lui » in « Le notaire lui a remis un carnet »."""


def _goes_on_to(frame: Frame) -> bool:
    """Whether who spoke last goes on: « Et de faire un parallèle avec Y. « … » »."""
    opening = [t.low for t in frame.tokens[:2]]
    return opening in (["et", "de"], ["et", "d'"])


def _says_i(reading: Reading, frame: Frame) -> bool:
    """Whether a quotation in a frame speaks in the first person."""
    ranks = (token.quote for token in frame.tokens if token.kind == "q")
    return any(is_first_person(reading.contents[rank]) for rank in ranks)


def _is_that(lead: Lead) -> bool:
    head = lead.phrase.head if lead.phrase is not None else None
    return head is not None and head.low in ("celui", "celle")


def _asks_about(reading: Reading, frame: Frame) -> bool:
    """Whether a frame is a name and a question mark: « Jean X ? « … » »."""
    known = reading.cast.at.get(frame.tokens[0].start)
    size = known.size if known is not None else 0
    return 0 < size == len(frame.tokens) - 1 and frame.tokens[-1].text == "?"


def _asked(reading: Reading, before: Frame, kind: QuoteKind) -> Finding | None:
    """Who answers a question of the writer: « Et demain ? « … » »: who is at hand."""
    lead = Lead(rule="topic", cue=None, phrase=owner_of(before.tokens, 0))
    found = reading.resolved(lead, before, kind)
    entity = found.resolution.entity if found and found.resolution else None
    return found if entity is not None and entity.kind == "person" else None


def _is_somebody(entity: Entity) -> bool:
    """Whether it is a person, or persons, that a text has made known."""
    return entity.kind == "person" or (entity.human and entity.kind == "group")


def _only_name(reading: Reading, frame: Frame, kind: QuoteKind) -> Finding | None:
    """The person of a sentence without a subject: « Même discours chez X. »."""
    if reading.resolver.subject(frame.index) is None:
        return None
    for place in range(len(frame.tokens)):
        phrase = read_phrase(frame.tokens, place, reading.cast)
        entity = phrase.entity if phrase is not None else None
        if entity is not None and entity.kind == "person":
            lead = Lead(rule="topic", cue=None, phrase=phrase)
            return reading.resolved(lead, frame, kind)
    return None
