"""Whom words stand for, and how that was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.types import Span

PRESENT = 2.0
"""Salience from which there is no doubt that somebody is spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Who a phrase stands for, and how well that is known."""

    entity: Entity | None
    step: str
    """How it was found: `name`, `surname`, `role`, `hypernym`, `pronoun` …"""
    margin: float
    """Share of the evidence that points at the entity, 0 to 1."""
    chain: tuple[Span, ...] = ()
    rivals: tuple[Entity, ...] = ()
    present: float = PRESENT
    """How present the entity was where a pronoun stands for it."""


def named(phrase: Phrase, entity: Entity, acronyms: Mapping[str, Entity]) -> Resolution:
    """Who a name stands for: itself, or what an acronym abbreviates."""
    expansion = acronyms.get(entity.name)
    if expansion is not None:
        return Resolution(
            entity=expansion, step="acronym", margin=1.0, chain=(expansion.span,)
        )
    full = entity.span.end - entity.span.start <= phrase.span.end - phrase.span.start
    return Resolution(
        entity=entity,
        step="name" if full else "surname",
        margin=1.0 if phrase.sure else 0.6,
        chain=() if full else (entity.span,),
    )
