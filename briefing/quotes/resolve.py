"""From the words next to a cue (« il », « la ministre ») to a name in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.candidates import (
    OPENING,
    holder,
    main_subject,
    phrases_before,
    plausible,
)
from briefing.quotes.families import kin_of, relative_of, relatives
from briefing.quotes.fits import (
    complement_of,
    fitness,
    has_other_trade,
    is_body,
    is_generic,
    may_be,
    role_span,
)
from briefing.quotes.groups import Groups
from briefing.quotes.holders import OTHER_TRADE, SAME_COMPLEMENT, Holders
from briefing.quotes.learned import find_acronyms, find_topic, learn_roles
from briefing.quotes.lexicon import is_demonym, words
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.pronouns import fitting
from briefing.quotes.resolution import PRESENT, Resolution
from briefing.quotes.salience import (
    SEVERAL,
    SUBJECT,
    Trace,
    described,
    is_complement,
    thickness,
    unnamed,
    weigh,
)
from briefing.quotes.words import Frame, Token, is_reference

_NOBODY = frozenset(("on", "je", "j'", "tu", "nous", "vous", "ceux", "celles"))
_WIDER = 0.8
"""Fit of a noun that is wider than the office of a person: « l'élu »."""
_AHEAD = 0.3
"""Salience of somebody of whom only the document speaks, and no sentence yet."""
SPEAKS = 2.0
"""Plausibility from which a phrase may be who speaks."""
_CLEARLY = 2.0
"""How much better than the next one."""


class Resolver:
    """Resolves phrases, frame by frame, in the order of the text."""

    def __init__(
        self,
        text: str,
        frames: Sequence[Frame],
        cast: Cast,
        quoted: Sequence[Sequence[Token]] = (),
    ) -> None:
        self._cast = cast
        self._groups = Groups(text)
        self._traces: list[Trace] = []
        self._thickness = thickness(frames)
        self._spoke: dict[Entity, int] = {}
        """The paragraph in which each has spoken last."""
        learn_roles((*(f.tokens for f in frames), *quoted), cast)
        self._persons = [e for e in cast.entities if e.kind == "person"]
        self._topic = find_topic(cast)
        self._holders = Holders(self._persons, self._topic)
        self._acronyms = find_acronyms(text, frames, cast)

    def enter(self, frame: Frame) -> None:
        """Take note of the names and of the subject of the next frame."""
        trace = Trace(frame.paragraph)
        self._traces.append(trace)
        if is_reference(frame):
            return
        for place, token in enumerate(frame.tokens):
            known = self._cast.at.get(token.start)
            if known is not None and known.entity.kind == "person":
                trace.mentioned.append((known.end, known.entity))
                if is_complement(frame.tokens, place):
                    trace.owners.add(known.entity)
        trace.tokens = frame.tokens
        self._introduce(frame)
        for start, noun, relative in relatives(frame.tokens, self._cast):
            owner = self._owner(frame.index, start)
            if owner is not None and owner is not relative:
                owner.roles.extend(kin_of(owner, noun))
        acting = main_subject(frame.tokens, len(frame.tokens), self._cast)
        for phrase in phrases_before(frame.tokens, len(frame.tokens), self._cast):
            human = phrase.kind == "noun" and phrase.plural and phrase.determiner
            if human and acting is not None and _in_relative(frame.tokens, phrase):
                continue
            if plausible(phrase) >= 2 or human:
                phrase = acting if acting and plausible(phrase) >= 2 else phrase
                trace.subject = self._acting(phrase, frame).entity
                trace.since = phrase.span.end
                trace.weight = SUBJECT if plausible(phrase) >= 2 else SEVERAL
                break
        subject = trace.subject
        trace.unknown = subject is None and (acting is not None or _is_writers(frame))
        other = holder(frame.tokens, self._cast)
        vague = acting is None or acting.kind == "pronoun"
        person = subject is not None and subject.kind == "person"
        judged = other is not None and other.first > OPENING
        earlier = judged and acting is not None and other.first < acting.first
        if other is not None and (vague or not person or earlier):
            trace.subject = self.resolve(other, frame.index).entity
            trace.since, trace.weight = other.span.end, SUBJECT
        named = {e for _, e in trace.mentioned} - trace.owners
        presents = frame.tokens[0].low in words("presents")
        if presents and len(named) == 1 and (vague or not person):
            trace.subject, trace.weight = named.pop(), SUBJECT
            trace.since = trace.mentioned[0][0]

    def _introduce(self, frame: Frame) -> None:
        """Take note of « un officier »: « l'officier » is him, and nobody named."""
        for phrase in unnamed(frame.tokens, self._cast):
            self._groups.resolve(phrase, "group")

    def _owner(self, frame: int, before: int) -> Entity | None:
        """Whose « sa » or « son » at offset `before` is."""
        salient = self._salience(frame, before)
        persons = [e for e in salient if e.kind == "person"]
        return max(persons, key=lambda e: salient[e], default=None)

    def _relative(self, phrase: Phrase, frame: int) -> Resolution | None:
        """« sa sœur »: the one who has the surname of whom the text speaks of."""
        owner = self._owner(frame, phrase.span.start)
        found = relative_of(owner, phrase, self._persons) if owner else None
        if found is None:
            return None
        return Resolution(entity=found, step="role", margin=0.8, chain=(found.span,))

    def _acting(self, phrase: Phrase, frame: Frame) -> Resolution:
        """Who a subject stands for: somebody else in « Le conducteur, lui, … »."""
        found = self.resolve(phrase, frame.index)
        after = [t.low for t in frame.tokens[phrase.after : phrase.after + 3]]
        set_off = after in ([",", "lui", ","], [",", "elle", ","])
        first = found.entity.span.start if found.entity is not None else 0
        ahead = first > phrase.span.start and found.present < _AHEAD
        if found.step == "pronoun" and ahead:
            return replace(
                found, entity=None
            )  # « Il met un terme … », whom X says later
        guessed = found.step in ("trade", "person", "pointed")
        return self.unnamed(phrase) if set_off and guessed else found

    def subject(self, frame: int) -> Entity | None:
        """The subject of a frame, if it is a person."""
        if frame >= len(self._traces):
            return None
        trace = self._traces[frame]
        named = {entity for _, entity in trace.mentioned}
        if trace.subject is None and len(named) == 1 and not trace.unknown:
            return named.pop()  # « Même discours de la part de X. »
        subject = trace.subject
        return subject if subject is not None and subject.human else None

    def spoke(self, frame: int, entity: Entity, aside: bool = False) -> None:
        """Take note of who spoke in a frame, perhaps in a relative clause."""
        acting = self._traces[frame].subject
        other = acting is not None and acting.human and acting is not entity
        if aside and other:
            self._traces[frame].aside.append(entity)
        self._traces[frame].speakers.append(entity)
        entity.quoted = False
        self._spoke[entity] = self._traces[frame].paragraph

    def resolve(
        self,
        phrase: Phrase,
        frame: int,
        after: bool = False,
        human: bool = False,
        but: Entity | None = None,
    ) -> Resolution:
        """Who `phrase`, in frame number `frame`, stands for.

        Args:
            phrase: the words next to the cue.
            frame: number of the frame it stands in.
            after: whether it follows its verb; there an office nobody was given
                yet means somebody already named.
            human: whether a pronoun stands for a person, not for a body.
            but: who an office is not, if the text does not say that it is theirs.
        """
        if phrase.head is not None and phrase.head.low in words("inscription"):
            return Resolution(entity=None, step="thing", margin=0.0)
        if phrase.kind in ("pronoun", "last"):
            if phrase.head is not None and phrase.head.low in _NOBODY:
                return Resolution(entity=None, step="nobody", margin=0.0)
            latest = self._latest(phrase, frame) if phrase.kind == "last" else None
            return latest or self._pronoun(phrase, frame, human, after)
        if phrase.entity is not None:
            return self._named(phrase)
        own = phrase.head is not None and phrase.head.low in words("own_words")
        if own and phrase.determiner == "poss":  # « selon ses propres termes »
            whose = replace(phrase, kind="pronoun", gender="x", plural=False)
            return self._pronoun(whose, frame)
        if phrase.kind == "role" and phrase.role is not None:
            return self._role(phrase, frame, after, but)
        if phrase.determiner == "dem":
            return self._pointed(phrase, frame) or self._groups.resolve(phrase, "noun")
        return self._groups.resolve(phrase, "noun")

    def _pointed(
        self, phrase: Phrase, frame: int, but: Entity | None = None
    ) -> Resolution | None:
        """« ce collectif », « ces riverains », « l'instance »: who spoke before."""
        kind = phrase.role.kind if phrase.role is not None else "h"
        thing = kind in "ic" or (
            phrase.role is not None and phrase.role.noun == "source"
        )
        single = not phrase.plural and not thing
        salient = sorted(self._salience(frame).items(), key=lambda pair: -pair[1])
        salient = [pair for pair in salient if pair[0] is not but]
        if "même" in phrase.words:  # « ce même proche »: one left unnamed before
            single = False
            salient = [pair for pair in salient if pair[0].anonymous]
        noun = phrase.head.low if phrase.head is not None else ""
        fitting = [
            (noun in entity.name.lower().split(), self._pointable(phrase, entity) * s)
            for entity, s in salient
        ]
        ranked = sorted(zip(fitting, salient, strict=True), key=lambda pair: pair[0])
        for (_, weight), (entity, _) in reversed(ranked):
            if weight >= 0.3 and (entity.kind == "person") == single:
                return Resolution(
                    entity=entity, step="pointed", margin=0.75, chain=(entity.span,)
                )
        return None

    def _pointable(self, phrase: Phrase, entity: Entity) -> float:
        """How well « ce retraité », « l'instance » may point at an entity, 0 to 1."""
        if entity.kind != "person":
            acts = entity.kind == "name" or entity in self._spoke or is_body(entity)
            several = phrase.determiner == "def" and phrase.plural > entity.plural
            return float(acts and not several and may_be(phrase, entity))
        if phrase.plural or not entity.takes(phrase.gender, False):
            return 0.0
        return OTHER_TRADE if has_other_trade(phrase, entity) else 1.0

    def resolve_person(
        self, phrase: Phrase, frame: int, but: Entity | None = None
    ) -> Resolution:
        """Who « l'avant-centre » stands for, where a verb says that it is a person."""
        if phrase.head is not None and phrase.head.low in words("inscription"):
            return self.resolve(phrase, frame)
        found = self._pointed(replace(phrase, determiner="dem"), frame, but)
        return found or self.resolve(phrase, frame, but=but)

    def _named(self, phrase: Phrase) -> Resolution:
        entity = phrase.entity
        assert entity is not None  # noqa: S101
        expansion = self._acronyms.get(entity.name)
        if expansion is not None:
            return Resolution(
                entity=expansion, step="acronym", margin=1.0, chain=(expansion.span,)
            )
        full = (
            entity.span.end - entity.span.start <= phrase.span.end - phrase.span.start
        )
        return Resolution(
            entity=entity,
            step="name" if full else "surname",
            margin=1.0 if phrase.sure else 0.6,
            chain=() if full else (entity.span,),
        )

    def _role(
        self, phrase: Phrase, frame: int, after: bool, but: Entity | None = None
    ) -> Resolution:
        role = phrase.role
        assert role is not None  # noqa: S101
        if phrase.determiner == "indef" or role.kind in "ic" or phrase.plural:
            bare = len(complement_of(phrase.words)) <= 1 and is_generic(role.noun)
            if role.noun in words("document") and not complement_of(phrase.words):
                issuer = self._pointed(replace(phrase, determiner="dem"), frame)
                if issuer is not None:
                    return issuer
            bare = bare and (phrase.head is None or phrase.head.kind != "c")
            if phrase.determiner == "dem" or (bare and phrase.determiner == "def"):
                pointed = self._pointed(phrase, frame)
                if pointed is not None:
                    return pointed
            return self._groups.resolve(phrase, "group")
        if "même" in phrase.words:
            again = self._pointed(replace(phrase, determiner="dem"), frame)
            return again or self._groups.resolve(phrase, "group")
        if role.kind == "k" and phrase.determiner == "poss":
            relative = self._relative(phrase, frame)
            if relative is not None:
                return relative
        if role.kind == "h" and phrase.determiner == "dem":
            latest = self._just_named(phrase, frame)
            if latest is not None:
                return latest
        if role.kind == "a":
            dem = phrase.determiner == "dem"
            found = self._pointed(phrase, frame) if dem else None
            return found or self._groups.resolve(phrase, "group")
        salient = self._salience(frame, phrase.span.start)
        salient = {e: s for e, s in salient.items() if e is not but}
        ranked = self._holders.of(phrase, salient, after)
        same = self._groups.introduced(phrase)
        if same is not None and (not ranked or ranked[0][1] < 1):
            return self._groups.resolve(phrase, "office")
        if ranked:
            best, score, fit = ranked[0]
            rest = ranked[1][1] if len(ranked) > 1 else 0.0
            step = "role" if score >= 2 else "hypernym" if fit >= _WIDER else "person"
            if score > _CLEARLY * rest:
                self._holders.call(role.noun, best)
            if step == "person" and self._holders.has_other_trade(phrase, best):
                step = "trade"
            elif role.kind == "p":
                self._holders.give(role.noun, best)
            return Resolution(
                entity=best,
                step=step,
                margin=score / (score + max(rest, 0.0)),
                chain=(role_span(best, role.noun) or best.span,),
                rivals=tuple(e for e, *_ in ranked[1:4]),
            )
        head = phrase.head
        if head is not None and head.kind == "c" and is_demonym(head.low):
            return Resolution(entity=None, step="nobody", margin=0.0)
        known = len(phrase.words) > 2 or phrase.determiner == "poss"
        return self._groups.resolve(phrase, "office" if known else "bare")

    def named_later(self, phrase: Phrase) -> Resolution | None:
        """Whom « le ministre », in the lead, meant if the text calls one so later."""
        role = phrase.role
        plain = phrase.determiner == "def" and not phrase.plural
        if role is None or role.kind != "p" or not plain:
            return None
        found = self._holders.called(role.noun)
        if found is None or found.span.start < phrase.span.start:
            return None
        if not found.takes(phrase.gender, False):
            return None
        of_what = bool(complement_of(phrase.words))
        if of_what and fitness(phrase, found, True) < SAME_COMPLEMENT:
            return None  # « la présidente des archives », and another's president
        return Resolution(entity=found, step="role", margin=0.8, chain=(found.span,))

    def unnamed(self, phrase: Phrase) -> Resolution:
        """Somebody whom the text does not name, as `phrase` has it."""
        return self._groups.resolve(phrase, "office")

    def _latest(self, phrase: Phrase, frame: int) -> Resolution | None:
        """The person mentioned last before « ce dernier », « celle-ci »."""
        for back in range(min(frame, 2) + 1):
            trace = self._traces[frame - back]
            named = [m for m in trace.mentioned if m[0] <= phrase.span.start]
            named.sort(key=lambda mention: -mention[0])
            fitting = [
                entity
                for _, entity in named
                if entity.takes(phrase.gender, phrase.plural)
            ]
            known = [e for e in fitting if e.gender == phrase.gender]
            latest = next(iter((*known, *fitting)), None)
            since = next((end for end, e in named if e is latest), -1)
            unnamed = self._latest_described(trace, phrase, since)
            if unnamed is not None:
                return replace(self.resolve(unnamed, frame - back), step="last")
            if latest is not None:
                return Resolution(
                    entity=latest, step="last", margin=0.8, chain=(latest.span,)
                )
        return None

    def _just_named(self, phrase: Phrase, frame: int) -> Resolution | None:
        """« cet homme », right after the sentence that has brought somebody in."""
        before = self._traces[frame - 1] if frame else None
        acting = before.subject if before is not None else None
        if before is None or (acting is not None and acting.kind == "person"):
            return None
        named = [m for m in before.mentioned if m[1] not in before.owners]
        people = [e for _, e in sorted(named, key=lambda m: m[0])]
        fit = [e for e in people if e.takes(phrase.gender, phrase.plural)]
        if not fit or has_other_trade(phrase, fit[-1]):
            return None
        latest = fit[-1]
        return Resolution(entity=latest, step="last", margin=0.8, chain=(latest.span,))

    def _latest_described(
        self, trace: Trace, phrase: Phrase, since: int
    ) -> Phrase | None:
        """Somebody unnamed who is mentioned after the name that ends at `since`."""
        for one in reversed(described(trace.tokens, self._cast)):
            agrees = one.gender == phrase.gender and one.plural == phrase.plural
            if agrees and since < one.span.start and one.span.end <= phrase.span.start:
                return one
        return None

    def _pronoun(
        self, phrase: Phrase, frame: int, human: bool = False, after: bool = False
    ) -> Resolution:
        salient = self._agreeing(phrase, frame, after)
        found = fitting(phrase, salient, self._spoke, human)
        if not found:
            salient = self._agreeing(phrase, frame, after, far=True)
            found = fitting(phrase, salient, self._spoke, human)
        if not found or found[0][0].kind == "thing":
            return Resolution(entity=None, step="pronoun", margin=0.0)
        best, score = found[0]
        rest = found[1][1] if len(found) > 1 else 0.0
        return Resolution(
            entity=best,
            step=phrase.kind,
            margin=score / (score + rest),
            chain=(best.span,),
            rivals=tuple(e for e, _ in found[1:4]),
            present=min(salient[best], PRESENT),
        )

    def _salience(
        self, frame: int, before: int | None = None, after: bool = False
    ) -> dict[Entity, float]:
        """How present each entity is in frame number `frame`."""
        return weigh(self._traces, self._topic, frame, before, after)

    def _agreeing(
        self, phrase: Phrase, frame: int, after: bool, far: bool = False
    ) -> dict[Entity, float]:
        """The same where a pronoun stands: who acts before it is who agrees with it."""

        def agrees(entity: Entity) -> bool:
            return entity.takes(phrase.gender, phrase.plural)

        return weigh(
            self._traces,
            self._topic,
            frame,
            phrase.span.start,
            after,
            far,
            agrees,
            self._thickness,
        )

    def persons(self) -> list[Entity]:
        """All persons of the document."""
        return self._persons


def _is_writers(frame: Frame) -> bool:
    """Whether it is the writer who acts: « J'étais dans ma voiture. »."""
    return frame.tokens[0].low in ("je", "j'")


def _in_relative(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether « qui », « où » opens the clause of a phrase that is no person's."""
    if plausible(phrase) >= SPEAKS:
        return False
    for token in reversed(tokens[: phrase.first]):
        if token.text == ",":
            return False
        if token.low in words("clause_opener"):
            return True
    return False
