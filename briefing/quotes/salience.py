"""How present each person and body is at a place of the text, for pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.quotes.lexicon import role_of
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token

_SPOKE = 3.5
"""Weight of having spoken, where 0.7 is being named."""
SUBJECT = 2.5
"""Weight of being the subject of a sentence."""
_TOPIC = 0.25
"""Salience of the person that a document is about, wherever a pronoun stands."""
_JUST_SPOKE = 1.4
"""How much more the speaker of the sentence just before weighs."""
_FRESH = 3.0
"""How much more the subject of the sentence just before weighs, if it said nothing."""
_OWN, _SPOKEN_OF = 1.6, 1.0
"""How much more, or less, the subject of the sentence itself weighs."""
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
_MEMORY = 14
"""Frames that a pronoun looks back over."""


@dataclass(slots=True)
class Trace:
    """What a frame leaves for later pronouns."""

    paragraph: int
    subject: Entity | None = None
    unknown: bool = False
    """Whether a pronoun acts that stands for nobody known: « Elle dirige … »."""
    weight: float = 0.0
    """Of the subject: less where it is no person or body."""
    since: int = 0
    """Offset after the subject."""
    mentioned: list[tuple[int, Entity]] = field(default_factory=list)
    """With the offset after each mention."""
    tokens: Sequence[Token] = ()
    """Of the frame, for those whom it mentions without a name."""
    owners: set[Entity] = field(default_factory=set)
    """Who is named as whose something is: « cet admirateur de X »."""
    speakers: list[Entity] = field(default_factory=list)
    aside: list[Entity] = field(default_factory=list)
    """Who of them spoke in a relative clause."""


def weigh(
    traces: Sequence[Trace],
    topic: Entity | None,
    frame: int,
    before: int | None = None,
    after: bool = False,
    far: bool = False,
) -> dict[Entity, float]:
    """How present each entity is in frame number `frame`, up to offset `before`.

    What one frame says of it counts in full, what the others say only in part: who
    has spoken often has not spoken last. `after`: for a pronoun tied to its verb;
    `far`: also beyond two paragraphs, for one that nobody near goes with.
    """
    found: dict[Entity, list[float]] = {}
    here = traces[frame].paragraph if frame < len(traces) else -1
    if topic is not None:
        found[topic] = [_TOPIC]
    last = min(frame, len(traces) - 1)
    for back in range(min(_MEMORY, last) + 1):
        trace = traces[last - back]
        apart = here - trace.paragraph
        if apart > 2 and not far:
            break
        if back:
            shares = _left(trace, back == 1, apart == 0)
            near = _ACROSS**apart / (1 + 0.6 * back)
        else:
            shares, near = _just_said(trace, before, after), 1.0
        for entity, share in shares.items():
            found.setdefault(entity, []).append(share * near)
    return {
        e: max(parts) + _OFTEN * (sum(parts) - max(parts)) for e, parts in found.items()
    }


def _left(trace: Trace, just: bool, same: bool) -> dict[Entity, float]:
    """What an earlier frame leaves: `just` before, in the `same` paragraph."""
    shares: dict[Entity, float] = {}
    for entity in dict.fromkeys(trace.speakers):
        shares[entity] = _SPOKE * (_JUST_SPOKE if just else 1.0)
        shares[entity] *= _ASIDE if entity in trace.aside else 1.0
    if trace.subject is not None:
        fresh = just and not trace.speakers and (trace.subject.human or same)
        weight = trace.weight * (_FRESH if fresh else 1.0)
        shares[trace.subject] = shares.get(trace.subject, 0.0) + weight
    personal = trace.subject is not None and trace.subject.kind == "person"
    for _, entity in trace.mentioned:
        weight = _OWNER if entity in trace.owners else 1.0
        weight *= 0.7 if personal else 1.2
        shares[entity] = shares.get(entity, 0.0) + weight
    return shares


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
        shares[trace.subject] = shares.get(trace.subject, 0.0) + weight
    for end, entity in trace.mentioned:
        if end <= before:
            shares[entity] = shares.get(entity, 0.0) + (_TOLD if after else 1.5)
    return shares


def is_complement(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name says whose somebody is: « fils du diplomate X »."""
    at = place - 1
    while at > 0 and (_is_office(tokens[at]) or tokens[at].low in _ARTICLES):
        at -= 1
    return at > 0 and tokens[at].low in _OF and _is_office(tokens[at - 1])


_OF = frozenset(("de", "d'", "du"))
_ARTICLES = frozenset(("la", "l'", "un", "une"))


def _is_office(token: Token) -> bool:
    role = role_of(token.low)
    return role is not None and role.kind in "phk"


def described(tokens: Sequence[Token], cast: Cast) -> list[Phrase]:
    """The persons that a frame mentions without a name: « une mère couturière »."""
    found: list[Phrase] = []
    for at in range(len(tokens)):
        phrase = read_phrase(tokens, at, cast)
        if phrase is None or phrase.role is None or not phrase.determiner:
            continue
        if phrase.role.kind in "phka" and phrase.entity is None:
            found.append(phrase)
    return found


def unnamed(tokens: Sequence[Token], cast: Cast) -> list[Phrase]:
    """The persons that a frame introduces without a name: « un officier »."""
    found: list[Phrase] = []
    for at, token in enumerate(tokens):
        if token.low not in ("un", "une"):
            continue
        phrase = read_phrase(tokens, at, cast)
        if phrase is None or phrase.role is None or phrase.entity is not None:
            continue
        if phrase.role.kind in "ph" and not phrase.plural:
            found.append(phrase)
    return found
