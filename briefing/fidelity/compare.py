"""Quantities of a sentence against those of its translation.

Both sides are broken into facets (a date into year, month and day; a range into its
ends) and paired off by value, with the freedoms a translator has: « quinze jours » is
two weeks, 18 h 30 is 6:30, 50 % is half. What stays unpaired is a doubt, if it is
salient: a small number in words may vanish (« les deux » is "both"), not change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from briefing.fidelity.quantities import Quantity, english, french
from briefing.types import Flag

_HOURS = {"second": Decimal(1) / 3600, "minute": Decimal(1) / 60, "hour": Decimal(1)}
_HOURS |= {"day": Decimal(24), "week": Decimal(168), "month": Decimal(730)}
_HOURS |= {"quarter": Decimal(2190), "year": Decimal(8760), "decade": Decimal(87600)}
_HOURS |= {"century": Decimal(876000), "fortnight": Decimal(336)}
_TOLERANCE = Decimal("0.25")
"""How far « une dizaine » may lie from "a dozen"; 12/10 is the widest in use."""

_MOST = 50
_SCALED = re.compile(r"mill|[bt]rill|bill|thousand|hundred|dozen|Md|\d ?[kMbm]", re.I)


class Facet(NamedTuple):
    """One number that must survive translation."""

    sort: str
    """`year`, `month`, `day`, `clock`, `text`, or `number` for all the rest."""
    value: Decimal | str
    quantity: Quantity
    surface: str
    strong: bool


def check_quantities(source: str, target: str) -> Iterator[Flag]:
    """The doubts about the figures of `target`."""
    french_side, english_side = french(source), english(target)
    if not french_side and not english_side:
        return
    yield from currency_flags(french_side, english_side, source, target)
    missing, extra = unpaired(
        list(facets(french_side, source)), list(facets(english_side, target))
    )
    missing = [f for f in missing if not written(f, target)]
    extra = [f for f in extra if not written(f, source)]
    for facet in list(missing):
        rival = next((e for e in extra if rivals(facet, e)), None)
        if rival:
            extra.remove(rival)
            yield doubt(f"figure in doubt: {facet.surface} → {rival.surface}")
        elif facet.strong:
            yield doubt(f"figure missing: {facet.surface}")
    for facet in extra:
        if facet.strong and any(c.isdigit() for c in facet.surface):
            yield doubt(f"figure not in the French: {facet.surface}")


def doubt(detail: str) -> Flag:
    """A flag about a figure."""
    return Flag(kind="quantity", detail=detail)


def unpaired(a: list[Facet], b: list[Facet]) -> tuple[list[Facet], list[Facet]]:
    """The facets of either side that the other does not have."""
    missing, extra = without_equals(a, b)
    for facet in list(missing):
        twin = next((e for e in extra if alike(facet, e)), None)
        if twin:
            missing.remove(facet)
            extra.remove(twin)
    return missing, extra


def without_equals(a: list[Facet], b: list[Facet]) -> tuple[list[Facet], list[Facet]]:
    """What is left of both sides once equal numbers are paired off.

    At most `_MOST` of each are returned: what follows compares every pair.
    """
    left = Counter((f.sort, f.value) for f in b)
    left.subtract(Counter((f.sort, f.value) for f in a))
    missing = Counter({key: -n for key, n in left.items()})
    return excess(a, missing), excess(b, left)


def excess(
    found: list[Facet], surplus: Counter[tuple[str, Decimal | str]]
) -> list[Facet]:
    """The last facets of each value, as many as `surplus` counts."""
    left = +surplus
    out: list[Facet] = []
    for facet in reversed(found):
        key = facet.sort, facet.value
        if left[key] > 0:
            left[key] -= 1
            out.append(facet)
    return out[::-1][:_MOST]


def facets(found: Sequence[Quantity], text: str) -> Iterator[Facet]:
    """The facets of all quantities in `found`."""
    for quantity in found:
        surface = quantity.span.of(text)
        for sort, value in parts(quantity):
            strong = is_strong(surface, sort, value)
            yield Facet(sort, value, quantity, surface, strong)


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
    hour, minute = value.split(":")
    yield "clock", Decimal(int(hour) % 12 * 60 + int(minute))


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


def is_strong(surface: str, sort: str, value: Decimal | str) -> bool:
    """Whether the loss of a facet is a doubt even without a rival."""
    if sort in ("fraction", "month"):
        return False
    if any(c.isdigit() for c in surface):
        return value not in (Decimal(1), Decimal(0))
    if surface[:1].isupper():  # a title: « Les Quarante », "Twenty Minutes"
        return False
    return isinstance(value, Decimal) and value > 12 and sort != "clock"


def alike(a: Facet, b: Facet) -> bool:
    """Whether a translator may write `a` as `b`."""
    return any(same(x, y) for same in _FREEDOMS for x, y in ((a, b), (b, a)))


def same_length(a: Facet, b: Facet) -> bool:
    """« 18 mois » and "a year and a half", « quinze jours » and "two weeks"."""
    x, y = length(a.quantity), length(b.quantity)
    if not x or not y or a.quantity.unit == b.quantity.unit:
        return False
    return abs(x - y) <= x * Decimal("0.08")


def length(quantity: Quantity) -> Decimal | None:
    """A duration in hours."""
    hours = _HOURS.get(quantity.unit or "")
    if quantity.kind == "age" and not quantity.unit:
        hours = _HOURS["year"]
    return (
        Decimal(quantity.value) * hours
        if hours and ".." not in quantity.value
        else None
    )


def near(a: Facet, b: Facet) -> bool:
    """« une dizaine » and "a dozen": rough counts close to each other."""
    if (a.quantity.exact and b.quantity.exact) or a.sort != b.sort:
        return False
    if all(re.search(r"\d", f.surface) for f in (a, b)):
        return False
    return (
        isinstance(a.value, Decimal)
        and isinstance(b.value, Decimal)
        and abs(a.value - b.value) <= _TOLERANCE * abs(a.value)
    )


def same_share(a: Facet, b: Facet) -> bool:
    """« un tiers » and "33%", « la moitié » and "50%", 0.5 and "half"."""
    if a.sort != "fraction" or b.sort not in ("number", "fraction"):
        return False
    x = share(a.value)
    y = share(b.value) if b.sort == "fraction" else Decimal(b.value)
    return abs(x - y) < Decimal("0.001") or abs(x * 100 - y) < 1


def share(value: Decimal | str) -> Decimal:
    """The value of `2/3`."""
    above, below = str(value).split("/")
    return Decimal(above) / Decimal(below)


def same_hour(a: Facet, b: Facet) -> bool:
    """« 18 heures » as a time and as a number of hours; "5.13" for 5:13."""
    return (
        a.sort == "clock"
        and b.sort == "number"
        and a.value == int(Decimal(b.value)) % 12 * 60 + Decimal(b.value) % 1 * 100
    )


def same_year(a: Facet, b: Facet) -> bool:
    """« 68 » for 1968, « XIXe siècle » for "the 1800s"."""
    if a.sort != "number" or b.sort != "number":
        return False
    x, y = Decimal(a.value), Decimal(b.value)
    if b.quantity.kind in ("year", "decade", "date") and 1000 <= y <= 2099:
        return x == y % 100 or (a.quantity.kind == "century" and x == y // 100 + 1)
    return False


def same_text(a: Facet, b: Facet) -> bool:
    """A version read as a number on one side."""
    return a.sort == "text" and str(a.value) == str(b.value)


def converted(a: Facet, b: Facet) -> bool:
    """« 225 km/h » and "140 mph", to a twentieth."""
    factor = _CONVERSIONS.get((a.quantity.unit or "", b.quantity.unit or ""))
    if not factor or a.sort != "number" or b.sort != "number":
        return False
    x = Decimal(a.value) * factor
    return abs(x - Decimal(b.value)) <= x / 20


_FREEDOMS = (
    same_length,
    near,
    same_share,
    same_hour,
    same_year,
    same_text,
    converted,
)
_CONVERSIONS = {
    ("km", "mile"): Decimal("0.6214"),
    ("km/h", "mph"): Decimal("0.6214"),
    ("m", "foot"): Decimal("3.2808"),
    ("m", "yard"): Decimal("1.0936"),
    ("cm", "inch"): Decimal("0.3937"),
    ("kg", "pound"): Decimal("2.2046"),
    ("ha", "acre"): Decimal("2.4711"),
    ("l", "gallon"): Decimal("0.2642"),
}


def written(facet: Facet, other: str) -> bool:
    """Whether the digits of `facet`, which no word scales, stand in the other text."""
    digits = re.findall(r"\d+(?:[.,]\d+)*", facet.surface)
    if not digits or facet.sort == "month" or _SCALED.search(facet.surface):
        return False
    return all(re.search(rf"(?<!\d){re.escape(d)}(?!\d)", other) for d in digits)


def rivals(a: Facet, b: Facet) -> bool:
    """Whether `b` looks like a wrong translation of `a`, not like another figure."""
    if a.sort != b.sort:
        return False
    return a.quantity.kind == b.quantity.kind or (a.strong and b.strong)


def currency_flags(
    before: Sequence[Quantity], after: Sequence[Quantity], source: str, target: str
) -> Iterator[Flag]:
    """A doubt for each amount whose currency changed."""
    amounts = {q.value: q for q in after if q.kind == "money"}
    for q in before:
        twin = amounts.get(q.value)
        if q.kind == "money" and twin and not same_currency(q.unit, twin.unit):
            was, now = q.span.of(source), twin.span.of(target)
            yield doubt(f"currency in doubt: {was} → {now}")


def same_currency(a: str | None, b: str | None) -> bool:
    """Whether two currencies may be the same; dollars are not told apart."""
    dollars = {"USD", "CAD", "AUD"}
    return a == b or {a, b} <= dollars
