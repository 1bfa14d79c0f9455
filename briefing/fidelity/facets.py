"""Quantities broken into the single numbers that must survive translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from briefing.fidelity.quantities import Quantity
from briefing.fidelity.spelling import STARTS


class Facet(NamedTuple):
    """One number that must survive translation."""

    sort: str
    """`year`, `month`, `day`, `clock`, `text`, or `number` for all the rest."""
    value: Decimal | str
    quantity: Quantity
    surface: str
    strong: bool


def facets(found: Sequence[Quantity], text: str) -> Iterator[Facet]:
    """The facets of all quantities in `found`."""
    for quantity in found:
        surface = quantity.span.of(text)
        for sort, value in parts(quantity):
            title = surface[:1].isupper() and quantity.kind != "century"
            title = title and not begins(quantity.span.start, text)
            strong = is_strong(surface, sort, value, title=title)
            yield Facet(sort, value, quantity, surface, strong)


def begins(at: int, text: str) -> bool:
    """Whether a sentence begins at `at`; elsewhere a capital makes a title of it.

    « Les Quarante », "Twenty Minutes".
    """
    return bool(STARTS.search(text[max(0, at - 4) : at]))


def parts(quantity: Quantity) -> Iterator[tuple[str, Decimal | str]]:
    """Sort and value of each facet of one quantity."""
    values = quantity.value.split("..")
    for value in values:
        yield from PARTS.get(quantity.kind if len(values) == 1 else shape(value), one)(
            value
        )


def shape(value: str) -> str:
    """The kind that one end of a range is written as."""
    if re.fullmatch(r"(\d{4}|-)-\d\d(-\d\d)?", value):
        return "date"
    return "time" if ":" in value else "cardinal"


def one(value: str) -> Iterator[tuple[str, Decimal | str]]:
    """A plain number."""
    yield "number", abs(Decimal(value))


def date_parts(value: str) -> Iterator[tuple[str, Decimal | str]]:
    """Year, month and day, as far as they are given."""
    year, month, day = re.fullmatch(r"(\d{4}|-)-(\d\d)(?:-(\d\d))?", value).groups()  # type: ignore[union-attr]
    if year != "-":
        yield "number", Decimal(year)
    yield "month", Decimal(month)
    if day:
        yield "number", Decimal(day)


def clock_parts(value: str) -> Iterator[tuple[str, Decimal | str]]:
    """Minutes since midnight, of twelve hours."""
    hour, minute, *seconds = map(int, value.split(":"))
    yield "clock", Decimal(hour % 12 * 60 + minute) + Decimal(sum(seconds)) / 60


def pair_parts(value: str) -> Iterator[tuple[str, Decimal | str]]:
    """The two numbers of a score."""
    for number in value.split("-"):
        yield "number", Decimal(number)


def fraction_parts(value: str) -> Iterator[tuple[str, Decimal | str]]:
    """A fraction as text, so that 2/3 stays 2/3."""
    yield "fraction", value


def text_parts(value: str) -> Iterator[tuple[str, Decimal | str]]:
    """A phone number or version, to be found unchanged."""
    yield "text", value


PARTS: dict[str, Callable[[str], Iterator[tuple[str, Decimal | str]]]] = {
    "date": date_parts,
    "time": clock_parts,
    "score": pair_parts,
    "fraction": fraction_parts,
    "phone": text_parts,
    "version": text_parts,
}


def is_strong(surface: str, sort: str, value: Decimal | str, *, title: bool) -> bool:
    """Whether the loss of a facet is a doubt even without a rival."""
    if sort == "fraction":
        return False
    if any(c.isdigit() for c in surface):
        return value not in (Decimal(1), Decimal(0))
    return not title and isinstance(value, Decimal) and value > 12 and sort != "clock"
