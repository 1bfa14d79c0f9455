"""From the words next to a cue (« il », « la ministre ») to a name in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from briefing.quotes.acting import SPEAKS, is_set_off, is_writers, read_acting
from briefing.quotes.appositions import role_after
from briefing.quotes.candidates import plausible
from briefing.quotes.families import kin_of, relative_of, relatives
from briefing.quotes.fits import (
    complement_of,
    has_other_trade,
    holds_elsewhere,
    is_generic,
    is_held,
    role_span,
)
from briefing.quotes.groups import Groups
from briefing.quotes.holders import Holders
from briefing.quotes.learned import find_acronyms, find_topic, learn_roles
from briefing.quotes.lexicon import is_demonym, words
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrase import ORDINALS, Phrase
from briefing.quotes.pointing import pointed
from briefing.quotes.possessives import guest, is_ours, is_owners
from briefing.quotes.pronouns import fitting
from briefing.quotes.resolution import PRESENT, Resolution, named
from briefing.quotes.salience import SEVERAL, SUBJECT, thickness, weigh
from briefing.quotes.traces import (
    Trace,
    addressed,
    brought_in,
    counterpart,
    described,
    latest_described,
    latest_named,
    one_of_two,
    read_trace,
    speakers,
    spoken_of,
    unnamed,
)
from briefing.quotes.words import Frame, Token, is_reference

_NOBODY = frozenset(
    ("on", "je", "j'", "tu", "nous", "vous", "ceux", "celles", "quelqu'")
)
_WIDER = 0.8
"""Fit of a noun that is wider than the office of a person: « l'élu »."""
_AHEAD = 0.3
"""Salience of somebody of whom only the document speaks, and no sentence yet."""
_CONCERNED = 2
"""Sentences back in which somebody is named who is « l'intéressée »."""
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
        self._text = text
        self._quoted = quoted or [()] * sum(len(f.quotes) for f in frames)
        self._cast = cast
        self._frames = frames
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
        self._addressed: set[Entity] = set()
        """To whom a letter is written: « vous », never « il » or « elle »."""

    def enter(self, frame: Frame) -> None:
        """Take note of the names and of the subject of the next frame."""
        if is_reference(frame):
            self._traces.append(Trace(frame.paragraph))
            return
        trace = read_trace(frame, self._cast)
        self._addressed |= addressed(frame.tokens, self._cast)
        self._traces.append(trace)
        self._introduce(frame)
        for start, noun, relative in relatives(frame.tokens, self._cast):
            owner = self._owner(frame.index, start)
            if owner is not None and owner is not relative:
                owner.roles.extend(kin_of(owner, noun))
        self._note_acting(frame, trace)

    def _note_acting(self, frame: Frame, trace: Trace) -> None:
        """Take note of who acts in a frame, or whose view it gives."""
        acting = read_acting(frame, self._cast)
        phrase = acting.subject
        if phrase is not None:
            trace.subject = self._acting(phrase, frame).entity
            trace.since = phrase.span.end
            trace.weight = SUBJECT if plausible(phrase) >= SPEAKS else SEVERAL
            self._learn_apposed(phrase, frame, trace.subject)
        subject = trace.subject
        trace.unknown = subject is None and (acting.acts or is_writers(frame))
        person = subject is not None and subject.kind == "person"
        free = acting.vague or not person
        if acting.source is not None and (free or acting.judged):
            trace.subject = self.resolve(acting.source, frame.index).entity
            trace.since, trace.weight = acting.source.span.end, SUBJECT
        people = {e for _, e in trace.mentioned} - trace.owners
        presents = frame.tokens[0].low in words("presents")
        if presents and len(people) == 1 and free:
            trace.subject, trace.weight = people.pop(), SUBJECT
            trace.since = trace.mentioned[0][0]

    def _learn_apposed(
        self, phrase: Phrase, frame: Frame, meant: Entity | None
    ) -> None:
        """Give somebody the office in « Le premier, ancien adjoint, … »."""
        if meant is None or phrase.kind not in ("ordinal", "last"):
            return
        held = role_after(frame.tokens, phrase.after, self._cast, False, True)
        if held is not None:
            meant.roles.append(held[0])

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
        first = found.entity.span.start if found.entity is not None else 0
        ahead = first > phrase.span.start and found.present < _AHEAD
        if found.step == "pronoun" and ahead:
            return replace(found, entity=None)  # « Il met fin … », whom X says later
        guessed = found.step in ("trade", "person", "pointed")
        other = guessed and is_set_off(frame, phrase)
        return self.unnamed(phrase) if other else found

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
        if entity.kind == "thing" and entity.plural:
            entity.kind = "group"  # « une centaine de signataires » have spoken
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
        named_so = phrase.entity is not None  # « Élisabeth Borne » is no « borne »
        written = phrase.head is not None and phrase.head.low in words("inscription")
        if written and not named_so:
            return Resolution(entity=None, step="thing", margin=0.0)
        if phrase.kind in ("pronoun", "last"):
            if phrase.head is not None and phrase.head.low in _NOBODY:
                return Resolution(entity=None, step="nobody", margin=0.0)
            latest = self._latest(phrase, frame) if phrase.kind == "last" else None
            return latest or self._pronoun(phrase, frame, human, after)
        if phrase.entity is not None:
            return named(phrase, phrase.entity, self._acronyms)
        if phrase.kind == "ordinal":
            return self._one_of_two(phrase, frame)
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
        salient = {e: s for e, s in self._salience(frame).items() if e is not but}
        return pointed(phrase, salient, self._spoke)

    def resolve_person(
        self, phrase: Phrase, frame: int, but: Entity | None = None
    ) -> Resolution:
        """Who « l'avant-centre » stands for, where a verb says that it is a person."""
        if phrase.head is not None and phrase.head.low in words("inscription"):
            return self.resolve(phrase, frame)
        found = self._pointed(replace(phrase, determiner="dem"), frame, but)
        return found or self.resolve(phrase, frame, but=but)

    def _role(
        self, phrase: Phrase, frame: int, after: bool, but: Entity | None = None
    ) -> Resolution:
        role = phrase.role
        assert role is not None  # noqa: S101
        if phrase.determiner == "indef" or role.kind in "ic" or phrase.plural:
            bare = len(complement_of(phrase.words)) <= 1 and is_generic(role.noun)
            named_again = "même" in phrase.words and phrase.determiner == "def"
            if role.noun in words("document") and named_again:  # « la même note »
                plain = phrase.words - {"même"}
                this = replace(phrase, determiner="dem", words=plain)
                issuer = self._pointed(this, frame)
                if issuer is not None and not _is_other_paper(issuer, role.noun):
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
        if phrase.determiner == "poss" and is_ours(self._text, phrase):
            met = self._meets(phrase, frame)
            if met is not None:
                return met
        if phrase.determiner == "poss" and role.noun in words("counterpart"):
            owner = self._owner(frame, phrase.span.start)
            beside = counterpart(self._traces, phrase, owner) if owner else None
            if beside is not None:
                return _last(beside)
        if role.kind == "k" and phrase.determiner == "poss":
            relative = self._relative(phrase, frame)
            if relative is not None:
                return relative
        if role.kind == "h" and phrase.determiner == "dem":
            latest = self._just_named(phrase, frame)
            if latest is not None:
                return latest
        if role.kind == "a":
            bare = phrase.determiner == "def" and len(phrase.words) == 1
            known = phrase.determiner == "dem" or bare  # « a complété la source »
            this = replace(phrase, determiner="dem")
            found = self._pointed(this, frame) if known else None
            return found or self._groups.resolve(phrase, "group")
        salient = self._salience(frame, phrase.span.start)
        others = {e: s for e, s in salient.items() if e is not but}
        ranked = self._holders.of(phrase, others, after)
        if role.noun in words("concerned"):
            found = self._concerned(phrase, frame, but)
            ranked = [r for r in ranked if r[0] is not but]
            if found.entity is not None or not ranked:
                return found
        ranked = [r for r in ranked if not self._is_anothers(phrase, r[0])]
        owner = self._owner(frame, phrase.span.start)
        if owner is not None and is_owners(self._text, phrase, owner):
            ranked = [r for r in ranked if r[0].kind == "person" and r[0] is not owner]
        same = self._groups.introduced(phrase)
        if same is not None and (not ranked or ranked[0][1] < 1):
            return self._groups.again(phrase, same)
        if ranked:
            best, score, fit = ranked[0]
            rest = ranked[1][1] if len(ranked) > 1 else 0.0
            step = "role" if score >= 2 else "hypernym" if fit >= _WIDER else "person"
            other = step == "person" and self._holders.has_other_trade(phrase, best)
            stated = other and has_other_trade(phrase, best)  # a guess stays one
            if score > _CLEARLY * rest and (not stated or is_held(phrase)):
                self._holders.call(role.noun, best)
            if other:
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
            if phrase.determiner == "dem":  # « ce Mauritanien de 16 ans »
                return self.unnamed(phrase)
            return Resolution(entity=None, step="nobody", margin=0.0)
        known = len(phrase.words) > 2 or phrase.determiner == "poss"
        return self._groups.resolve(phrase, "office" if known else "bare")

    def _one_of_two(self, phrase: Phrase, frame: int) -> Resolution:
        """« Le premier » by order; « l'autre » beside who has spoken last."""
        traces = self._traces[: frame + 1]
        if phrase.head is not None and phrase.head.low in ORDINALS:
            found = one_of_two(traces, phrase)
        else:
            spoke = next((t.speakers[-1] for t in reversed(traces) if t.speakers), None)
            found = counterpart(traces, phrase, spoke) if spoke is not None else None
        unnamed = replace(phrase, kind="noun", determiner="indef")
        return _last(found) if found else self._groups.resolve(unnamed, "noun")

    def _concerned(
        self, phrase: Phrase, frame: int, spoke: Entity | None
    ) -> Resolution:
        """« L'intéressée »: the only woman, or of whom others have just spoken.

        If the text has no woman at all, it is somebody whom it does not name.
        """
        women = [e for e in self._persons if e.takes(phrase.gender, False)]
        if not women:
            return self._groups.resolve(phrase, "bare")
        if women == [spoke]:
            return _last(women[0])
        since = max(0, frame - _CONCERNED)
        near = self._traces[since : frame + 1]
        told = {e for f in self._frames[since:frame] for e in self._told_of(f)}
        about = spoken_of(near, phrase, women, told) or self._topic
        heard = (e for e in self._persons if e in self._spoke)
        first = min(heard, key=lambda e: e.span.start, default=None)
        about = about or (None if first in speakers(near) else first)
        about = about if about in women else None
        if about is None or about is spoke:
            return Resolution(entity=None, step="nobody", margin=0.0)
        return _last(about)

    def _told_of(self, frame: Frame) -> list[Entity]:
        """The persons whom the quotations of a frame name."""
        words_of = (t for rank in frame.quotes for t in self._quoted[rank])
        known = (self._cast.at.get(token.start) for token in words_of)
        return [k.entity for k in known if k is not None]

    @cached_property
    def _offices(self) -> list[Phrase]:
        """The offices of something that the text leaves without a holder's name."""
        found = (p for f in self._frames for p in described(f.tokens, self._cast))
        single = (p for p in found if p.determiner == "def" and not p.plural)
        return [p for p in single if complement_of(p.words)]

    def _is_anothers(self, phrase: Phrase, later: Entity) -> bool:
        """Whether « la présidente » is « la présidente du tribunal », told sooner.

        Not who is named further down, and presides over something else.
        """
        if complement_of(phrase.words) or later.span.start < phrase.span.start:
            return False
        told = (o for o in self._offices if o.span.start < later.span.start)
        same = (o for o in told if _noun(o) == _noun(phrase))
        return any(holds_elsewhere(office, later) for office in same)

    def _meets(self, phrase: Phrase, frame: int) -> Resolution | None:
        """Whom the writer meets: who has spoken last, else who is spoken of."""
        found = guest(phrase, self._spoke)
        if found is not None:
            return _last(found)
        return self._pointed(replace(phrase, determiner="dem"), frame)

    def named_later(self, phrase: Phrase) -> Resolution | None:
        """Whom « le ministre », in the lead, meant if the text calls one so later."""
        found = self._holders.called_later(phrase)
        if found is None:
            return None
        return Resolution(entity=found, step="role", margin=0.8, chain=(found.span,))

    def unnamed(self, phrase: Phrase) -> Resolution:
        """Somebody whom the text does not name, as `phrase` has it."""
        return self._groups.resolve(phrase, "office")

    def _latest(self, phrase: Phrase, frame: int) -> Resolution | None:
        """The person mentioned last before « ce dernier », « celle-ci »."""
        for back in range(min(frame, 2) + 1):
            trace = self._traces[frame - back]
            latest, since = latest_named(trace, phrase)
            unnamed = latest_described(trace, phrase, since, self._cast)
            if unnamed is not None:
                return replace(self.resolve(unnamed, frame - back), step="last")
            if latest is not None:
                return _last(latest)
        return None

    def _just_named(self, phrase: Phrase, frame: int) -> Resolution | None:
        """« cet homme », right after the sentence that has brought somebody in."""
        found = brought_in(self._traces[frame - 1], phrase) if frame else None
        other = found is not None and has_other_trade(phrase, found)
        return None if found is None or other else _last(found)

    def another(self, phrase: Phrase, frame: int, but: Entity | None) -> Resolution:
        """Whom a pronoun stands for where it cannot be `but`, who says it."""
        return self._pronoun(phrase, frame, human=True, but=but)

    def _pronoun(
        self,
        phrase: Phrase,
        frame: int,
        human: bool = False,
        after: bool = False,
        but: Entity | None = None,
    ) -> Resolution:
        salient = self._agreeing(phrase, frame, after)
        found = fitting(phrase, salient, self._spoke, human)
        if not found:
            salient = self._agreeing(phrase, frame, after, far=True)
            found = fitting(phrase, salient, self._spoke, human)
        never = self._addressed | {but}
        found = [pair for pair in found if pair[0] not in never]
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

    def addressee(self) -> Entity | None:
        """To whom the text is written, if it is a letter to one person."""
        return next(iter(self._addressed)) if len(self._addressed) == 1 else None

    def persons(self) -> list[Entity]:
        """All persons of the document."""
        return self._persons


def _noun(phrase: Phrase) -> str:
    """The noun of an office, empty if it is none."""
    return phrase.role.noun if phrase.role is not None else ""


def _is_other_paper(found: Resolution, noun: str) -> bool:
    """Whether what « le message » is taken for is a paper too, called otherwise."""
    name = found.entity.name.lower().split() if found.entity is not None else []
    return noun not in name and bool(words("document") & set(name))


def _last(entity: Entity) -> Resolution:
    """Somebody for having been named last."""
    return Resolution(entity=entity, step="last", margin=0.8, chain=(entity.span,))
