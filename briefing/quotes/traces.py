"""What each frame leaves for later words: whom it names, who acts, who speaks."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from briefing.quotes.lexicon import role_of
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrase import ORDINALS, Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Frame, Token


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


def read_trace(frame: Frame, cast: Cast) -> Trace:
    """The persons that a frame names, before anybody is said to act or to speak."""
    trace = Trace(frame.paragraph, tokens=frame.tokens)
    for place, token in enumerate(frame.tokens):
        known = cast.at.get(token.start)
        if known is not None and known.entity.kind == "person":
            trace.mentioned.append((known.end, known.entity))
            if is_complement(frame.tokens, place):
                trace.owners.add(known.entity)
    return trace


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
        if token.low not in ("un", "une") or (at and tokens[at - 1].low == "comme"):
            continue  # « se présente comme un boucher » is somebody known
        phrase = read_phrase(tokens, at, cast)
        if phrase is None or phrase.role is None or phrase.entity is not None:
            continue
        if phrase.role.kind in "ph" and not phrase.plural:
            found.append(phrase)
    return found


def addressed(tokens: Sequence[Token], cast: Cast) -> set[Entity]:
    """To whom a sentence is said: « Madame la Présidente, vous avez écrit … »."""
    dear = tokens[0].low in _DEAR
    known = cast.at.get(tokens[1 if dear and len(tokens) > 1 else 0].start)
    if known is None or known.entity.kind != "person":
        return set()
    titled = dear or tokens[0].text in _VOCATIVE
    you = any(t.low in _YOU for t in tokens)
    after = next((t for t in tokens if t.start >= known.end), None)
    called = titled and you and after is not None and after.text in (",", "!")
    return {known.entity} if called else set()


_DEAR = frozenset(("cher", "chère"))
_VOCATIVE = frozenset(("Madame", "Monsieur", "Maître", "Mademoiselle"))
_YOU = frozenset(("vous", "votre", "vos", "tu", "ton", "ta", "tes"))


def latest_named(trace: Trace, phrase: Phrase) -> tuple[Entity | None, int]:
    """Whom a frame names last before « ce dernier », and the offset after the name."""
    named = [m for m in trace.mentioned if m[0] <= phrase.span.start]
    named.sort(key=lambda mention: -mention[0])
    fitting = [e for _, e in named if e.takes(phrase.gender, phrase.plural)]
    known = [e for e in fitting if e.gender == phrase.gender]
    latest = next(iter((*known, *fitting)), None)
    return latest, next((end for end, e in named if e is latest), -1)


def latest_described(
    trace: Trace, phrase: Phrase, since: int, cast: Cast
) -> Phrase | None:
    """Somebody unnamed whom a frame mentions after the offset `since`."""
    for one in reversed(described(trace.tokens, cast)):
        agrees = one.gender == phrase.gender and one.plural == phrase.plural
        if agrees and since < one.span.start and one.span.end <= phrase.span.start:
            return one
    return None


def brought_in(trace: Trace, phrase: Phrase) -> Entity | None:
    """Whom « cet homme » means behind a frame where no person acts: its last name."""
    acting = trace.subject
    if acting is not None and acting.kind == "person":
        return None
    named = [m for m in trace.mentioned if m[1] not in trace.owners]
    people = [e for _, e in sorted(named, key=lambda m: m[0])]
    fit = [e for e in people if e.takes(phrase.gender, phrase.plural)]
    return fit[-1] if fit else None


def one_of_two(traces: Sequence[Trace], phrase: Phrase) -> Entity | None:
    """Whom « le premier » means of two persons whom one of the last sentences names.

    Args:
        traces: of the frames so far, the phrase's own last.
        phrase: « le premier », « la seconde ».
    """
    order = ORDINALS[phrase.head.low] if phrase.head is not None else 0
    for trace in reversed(traces[-1 - _REACH :]):
        named = _named(trace, phrase.span.start)
        if len(named) > 1:
            fits = len(named) == 2 and named[order].takes(phrase.gender, False)
            return named[order] if fits else None
    return None


_REACH = 4
"""Sentences back in which two may have been named, of whom one is « le premier »."""


def counterpart(
    traces: Sequence[Trace], phrase: Phrase, owner: Entity
) -> Entity | None:
    """Whom « son adversaire » means: whom a sentence names beside the `owner` only."""
    for trace in reversed(traces):
        named = _named(trace, phrase.span.start)
        if len(named) == 2 and owner in named:
            other = named[named[0] is owner]
            return other if other.takes(phrase.gender, False) else None
    return None


def spoken_of(
    traces: Sequence[Trace],
    phrase: Phrase,
    women: Sequence[Entity],
    told: Set[Entity],
) -> Entity | None:
    """Whom « l'intéressée » means: the only one named who has not spoken since.

    Args:
        traces: of the last frames.
        phrase: « l'intéressée ».
        women: who agrees with it.
        told: whom others have named in what they said.
    """
    spoke = speakers(traces)
    named = {e for t in traces for e in _named(t, phrase.span.start)}
    for group in (told, named):
        about = [e for e in women if e in group - spoke]
        if len(about) == 1:
            return about[0]
    return None


def speakers(traces: Sequence[Trace]) -> set[Entity]:
    """Who has spoken in some frames."""
    return {entity for trace in traces for entity in trace.speakers}


def _named(trace: Trace, end: int) -> list[Entity]:
    """The persons whom a frame names up to an offset, in order."""
    ahead = sorted((m for m in trace.mentioned if m[0] <= end), key=lambda m: m[0])
    return list(dict.fromkeys(entity for _, entity in ahead))
