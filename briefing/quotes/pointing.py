"""Whom « ce collectif », « ces riverains », « l'instance » points back to."""

from __future__ import annotations

from collections.abc import Container, Mapping

from briefing.quotes.fits import has_other_trade, is_body, may_be
from briefing.quotes.holders import OTHER_TRADE
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase
from briefing.quotes.resolution import Resolution

_PRESENT = 0.3
"""Salience from which somebody may be pointed at."""


def pointed(
    phrase: Phrase, salient: Mapping[Entity, float], spoke: Container[Entity]
) -> Resolution | None:
    """Who is pointed at: the most present one that a phrase fits.

    Args:
        phrase: the noun with its determiner.
        salient: how present each entity is.
        spoke: who has spoken before.
    """
    single = _is_single(phrase)
    around = sorted(salient.items(), key=lambda pair: -pair[1])
    if "même" in phrase.words:  # « ce même proche »: one left unnamed before
        single = False
        around = [pair for pair in around if pair[0].anonymous]
    if _is_source(phrase) and not phrase.plural:  # « cette source »: no two suspects
        around = [pair for pair in around if not pair[0].plural]
    noun = phrase.head.low if phrase.head is not None else ""
    fits = [
        (noun in entity.name.lower().split(), _pointable(phrase, entity, spoke) * s)
        for entity, s in around
    ]
    ranked = sorted(zip(fits, around, strict=True), key=lambda pair: pair[0])
    for (_, weight), (entity, _) in reversed(ranked):
        if weight >= _PRESENT and (entity.kind == "person") == single:
            return Resolution(
                entity=entity, step="pointed", margin=0.75, chain=(entity.span,)
            )
    return None


def _is_single(phrase: Phrase) -> bool:
    """Whether a phrase means one person."""
    kind = phrase.role.kind if phrase.role is not None else "h"
    return not phrase.plural and kind not in "ic" and not _is_source(phrase)


def _is_source(phrase: Phrase) -> bool:
    """Whether a phrase calls itself a source."""
    return phrase.role is not None and phrase.role.noun == "source"


def _pointable(phrase: Phrase, entity: Entity, spoke: Container[Entity]) -> float:
    """How well « ce retraité », « l'instance » may point at an entity, 0 to 1."""
    if entity.kind != "person":
        acts = entity.kind == "name" or entity in spoke or is_body(entity)
        several = phrase.determiner == "def" and phrase.plural > entity.plural
        return float(acts and not several and may_be(phrase, entity))
    if phrase.plural or not entity.takes(phrase.gender, False):
        return 0.0
    return OTHER_TRADE if has_other_trade(phrase, entity) else 1.0
