"""Whom words stand for, and how that was found."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.quotes.names import Entity
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
