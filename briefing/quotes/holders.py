"""Who holds an office: « la ministre », « le patron de l'enseigne »."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefing.quotes.fits import (
    complement_of,
    fitness,
    has_former,
    has_other_trade,
    holds_elsewhere,
    is_across,
    is_anaphoric,
    is_foreign,
    is_former,
    is_held,
    may_be_known,
    points_back,
    role_span,
)
from briefing.quotes.lexicon import countries, hypernyms, words
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.pronouns import is_somebody

SAME_OFFICE = 1.3
"""Fit from which the office itself decides; below, who was spoken of last does."""
_AT_HAND = 1.2
"""Salience from which even « le serrurier de la rue des Carmes » means somebody."""
SAME_COMPLEMENT = 2.3
"""Fit from which an office has its complement in common with the person's."""
_STATED = 0.9
"""Fit of a trade that the text gives to somebody, in the same or a wider noun."""
_GUESSED = 0.6
"""What is left for somebody else to whom it gives none, beside such a person."""
_CALLED = 1.3
"""Fit of a noun that has clearly meant somebody before."""
_NOT_YET = 0.6
"""What is left of the fit of a person whom the text names only later."""
OTHER_TRADE = 0.5
"""What is left of it where the text gives the person another trade."""
_SINCE_LEFT = 0.8
"""What is left of it where the text has the office, but not that it is past."""
_PRESENT = 0.15
"""Salience from which a person may be meant by an office never given to them."""


class Holders:
    """Persons of a text, by the offices and trades that it gives them."""

    def __init__(self, persons: Sequence[Entity], topic: Entity | None) -> None:
        self._persons = persons
        self._topic = topic
        self._called: dict[str, Entity] = {}
        """Whom a noun like « la bergère » has meant before."""
        self._trades: dict[Entity, set[str]] = {}
        """By which trades the text has called each without saying so: « le juge »."""

    def call(self, noun: str, person: Entity) -> None:
        """Take note that a noun has clearly meant a person."""
        self._called.setdefault(noun, person)

    def called_later(self, phrase: Phrase) -> Entity | None:
        """Whom the noun of an office has clearly meant, if it is named only later."""
        role = phrase.role
        plain = phrase.determiner == "def" and not phrase.plural
        found = self._called.get(role.noun) if role is not None and plain else None
        if role is None or role.kind != "p" or found is None:
            return None
        if found.span.start < phrase.span.start:
            return None
        if not found.takes(phrase.gender, False):
            return None
        of_what = bool(complement_of(phrase.words))
        if of_what and fitness(phrase, found, True) < SAME_COMPLEMENT:
            return None  # « la présidente des archives », and another's president
        return found

    def give(self, noun: str, person: Entity) -> None:
        """Take note of a trade by which the text calls a person."""
        self._trades.setdefault(person, set()).add(noun)

    def of(
        self, phrase: Phrase, salient: Mapping[Entity, float], after: bool
    ) -> list[tuple[Entity, float, float]]:
        """Persons that may hold the office, best first: with presence, and the fit.

        Args:
            phrase: names the office.
            salient: how present each entity is before it.
            after: whether it follows its verb.
        """
        anybody = phrase.role is not None and phrase.role.kind == "h"
        unnamed = [e for e in salient if is_somebody(e)] if anybody else []
        scored: list[tuple[Entity, float, float]] = []
        for entity in (*self._persons, *unnamed):
            present = salient.get(entity, 0.0)
            fit = self._fit(phrase, entity, present, after)
            if fit > 0:
                scored.append((entity, self._score(phrase, entity, present, fit), fit))
        if any(fit >= _STATED for *_, fit in scored):  # the others are guesses
            scored = [(e, s if f >= _STATED else s * _GUESSED, f) for e, s, f in scored]
        return sorted(scored, key=lambda pair: -pair[1])

    def _fit(
        self, phrase: Phrase, entity: Entity, present: float, after: bool
    ) -> float:
        """How well an office fits a person; 0 for not at all."""
        last = entity.name.split()[-1].lower()  # « le roi de X », for Y de X
        own = last in phrase.words and last not in countries()
        if own or entity.quoted or not entity.takes(phrase.gender, False):
            return 0.0  # « le porte-parole de M. X » is not M. X
        if is_foreign(phrase, entity) or is_across(phrase, entity):
            return 0.0
        noun = phrase.role.noun if phrase.role is not None else ""
        fit = fitness(phrase, entity, present > _PRESENT)
        fit = fit or self._guess(phrase, entity, present, after)
        if self._called.get(noun) is entity and not holds_elsewhere(phrase, entity):
            fit = max(fit, _CALLED)
        if is_former(phrase) and not has_former(entity):
            fit *= OTHER_TRADE if fit < SAME_OFFICE else _SINCE_LEFT
        if entity.span.start > phrase.span.start:
            fit *= _named_later(phrase, entity, fit)
        return fit

    def _guess(
        self, phrase: Phrase, entity: Entity, present: float, after: bool
    ) -> float:
        """How well it fits a person to whom the text never gives it."""
        alone = _is_alone(entity, phrase, self._persons)
        earlier = entity.span.end < phrase.span.start
        here = present > _PRESENT or (is_held(phrase) and alone and earlier)
        back = after or present > _AT_HAND or is_anaphoric(phrase)
        if not (here and back):
            return 0.0
        noun = phrase.role.noun if phrase.role is not None else ""
        if _is_charged(phrase) and _is_magistrate(entity):
            return 0.0  # « le suspect », « l'homme » is not the prosecutor
        other = self.has_other_trade(phrase, entity)
        if other and phrase.words & {"un", "une"}:
            return 0.0  # « le gérant d'un hôtel » is new beside « X, élu »
        alone = alone and role_span(entity, noun) is None
        near = present > _AT_HAND or alone
        known = near and may_be_known(phrase, after, other, alone)
        return 0.5 * (points_back(phrase) or known) * (OTHER_TRADE if other else 1.0)

    def _score(
        self, phrase: Phrase, entity: Entity, present: float, fit: float
    ) -> float:
        """The fit with what presence adds to it: less where the office tells more."""
        fit += 0.3 * (entity is self._topic and fit >= SAME_OFFICE)
        bare = not complement_of(phrase.words)
        share = 8 if fit >= SAME_OFFICE and not bare else 4 if bare else 6
        return fit + min(present, 4.0) / share

    def has_other_trade(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether the text gives a person, or has called one by, another trade."""
        noun = phrase.role.noun if phrase.role is not None else ""
        called = self._trades.get(entity, set()) - words("office")
        akin = {noun} | hypernyms().get(noun, frozenset())
        akin |= {c for c in called if noun in hypernyms().get(c, frozenset())}
        trade = phrase.role is not None and phrase.role.kind == "p"
        trade = trade and noun not in words("office")  # several may be somebody's
        apart = trade and bool(called) and not called & akin
        return apart or has_other_trade(phrase, entity)


def _is_alone(entity: Entity, phrase: Phrase, persons: Iterable[Entity]) -> bool:
    """Whether nobody else whom a phrase agrees with has been named before it."""
    return not any(
        e is not entity
        and e.span.start < phrase.span.start
        and e.takes(phrase.gender, False)
        and not e.quoted
        for e in persons
    )


def _is_charged(phrase: Phrase) -> bool:
    """Whether it may be whom a court or the police deals with: « le suspect »."""
    noun = phrase.role.noun if phrase.role is not None else ""
    return phrase.determiner == "def" and noun in words("charged")


def _is_magistrate(entity: Entity) -> bool:
    """Whether the text says that somebody is a prosecutor, a judge, of the police."""
    return any(
        r.span is not None and r.noun in words("magistrate") for r in entity.roles
    )


_SOON = 2000
"""Characters within which a lead names whom it has told by an office only."""


def _named_later(phrase: Phrase, entity: Entity, fit: float) -> float:
    """What is left of the fit of a person whom the text names only later.

    A lead says « le ministre de l'Intérieur » and names him then; but « la
    présidente » and « ce médecin » are somebody else.
    """
    if phrase.determiner == "dem":
        return 0.0
    if fit > SAME_COMPLEMENT:
        return _NOT_YET
    sole = phrase.role is not None and phrase.role.noun in words("sole_office")
    soon = entity.span.start - phrase.span.end < _SOON
    return _NOT_YET / 2 if soon or sole else 0.0
