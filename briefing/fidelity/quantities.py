"""Quantities of a sentence, French or English: value, kind, unit, place, exactness.

Kinds, values and units are those of `tests/data/quantities/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefing.fidelity import context
from briefing.fidelity.grammar import candidates
from briefing.fidelity.lexer import Item, classify, language, may_count, tokens
from briefing.fidelity.numerals import merge
from briefing.types import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One quantity as a text states it."""

    value: str
    """Plain decimal digits, or by kind: `2025-06-24`, `18:30`, `2/3`, `3..5`."""
    kind: str
    unit: str | None
    """ISO 4217 for money, `km`, `day` …; `None` where the kind says all."""
    span: Span
    exact: bool
    """False for « environ 200 », « une dizaine », "thousands"."""

    def __str__(self) -> str:
        """The notation of the test sets: `~money:1500000:EUR`."""
        unit = f":{self.unit}" if self.unit else ""
        return f"{'' if self.exact else '~'}{self.kind}:{self.value}{unit}"


def french(text: str) -> tuple[Quantity, ...]:
    """The quantities of a French sentence, in order."""
    return read(text, "fr")


def english(text: str) -> tuple[Quantity, ...]:
    """The quantities of an English sentence, in order."""
    return read(text, "en")


@lru_cache(maxsize=4096)  # a sentence is read again for every answer to it
def read(text: str, name: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence in the language `fr` or `en`."""
    lang = language(name)
    if not may_count(text, lang):
        return ()
    inner = merge(list(classify(tokens(text, lang), lang)))
    items = [Item("start", "", 0, 0), *inner, Item("end", "", len(text), len(text))]
    found = context.settle(candidates(items, name), items, name)
    return tuple(
        Quantity(
            value=c.value,
            kind=c.kind,
            unit=c.unit,
            span=Span(start=items[c.first].start, end=items[c.last].end),
            exact=c.exact,
        )
        for c in found
    )
