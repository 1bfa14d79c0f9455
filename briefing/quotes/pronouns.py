"""Whom « il » and « elle » may stand for."""

from __future__ import annotations

from collections.abc import Container, Mapping

from briefing.quotes.lexicon import any_of, is_abstract, role_of, words
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase

_SPOKEN = 0.6
"""What counts of a name that nothing shows to be a person's, once it has spoken."""


def fitting(
    phrase: Phrase,
    salient: Mapping[Entity, float],
    spoke: Container[Entity],
    human: bool,
) -> list[tuple[Entity, float]]:
    """Whom a pronoun may stand for, with the salience of each, best first.

    Args:
        phrase: the pronoun.
        salient: how present each entity is.
        spoke: who has spoken before.
        human: whether it stands for a person, not for a body.
    """
    agreeing = [
        (entity, score * _animacy(entity, phrase.plural, entity in spoke))
        for entity, score in salient.items()
        if entity.takes(phrase.gender, phrase.plural) and not entity.quoted
    ]
    if phrase.plural:
        agreeing = [(e, s) for e, s in agreeing if _acts(e, phrase.kind == "last")]
    found = [pair for pair in _persons_first(agreeing, spoke, human) if pair[1] > 0]
    return sorted(found, key=lambda pair: -pair[1])


def is_somebody(entity: Entity) -> bool:
    """Whether a group entity is one unnamed person: « un proche »."""
    return entity.kind == "group" and entity.human


def _acts(entity: Entity, strict: bool) -> bool:
    """Whether « ils » may stand for an entity that is several: no papers.

    Args:
        entity: several persons or things.
        strict: whether only what is said to be persons will do: « ces derniers ».
    """
    if entity.kind != "group":
        return True
    found = [role_of(word) for word in entity.name.lower().split()]
    nouns = {role.noun for role in found if role is not None}
    if nouns & any_of("document", "inscription"):
        return False
    return not _is_abstract(entity) and (not strict or bool(nouns))


def _is_abstract(entity: Entity) -> bool:
    """Whether what several are called says that they are things: « leurs craintes »."""
    nouns = (w for w in entity.name.lower().split() if w not in words("determiner"))
    noun = next(nouns, "")
    return is_abstract(noun)


def _persons_first(
    fitting: list[tuple[Entity, float]], spoke: Container[Entity], human: bool
) -> list[tuple[Entity, float]]:
    """Without bodies that never spoke, where there is a person to choose."""
    if human:
        return [p for p in fitting if p[0].kind == "person" or is_somebody(p[0])]
    if not any(p[0].kind == "person" and p[1] > 0 for p in fitting):
        return fitting
    return [p for p in fitting if p[0].kind != "name" or p[0] in spoke]


def _animacy(entity: Entity, plural: bool, spoke: bool) -> float:
    """How well a pronoun goes with an entity: best with a person."""
    if entity.kind == "thing" or _is_source(entity):
        return 0.2  # « des camions »
    if entity.kind == "person" or plural:
        return 1.0
    if entity.kind == "name" and entity.human and spoke:
        return _SPOKEN
    if entity.kind == "name" and not entity.human:
        return 0.0  # « Covid-19 », « le mouvement X »
    return 0.9 if entity.kind == "group" and entity.human else 0.5


def _is_source(entity: Entity) -> bool:
    """Whether it is « une source proche du dossier »: « elle » is somebody else."""
    return entity.anonymous and "source" in entity.name.lower().split()
