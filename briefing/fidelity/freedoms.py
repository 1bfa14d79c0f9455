"""What a translator may do to a figure: « quinze jours » is two weeks."""

from __future__ import annotations

import re
from decimal import Decimal

from briefing.fidelity.facets import Facet
from briefing.fidelity.quantities import Quantity

_HOURS = {"second": Decimal(1) / 3600, "minute": Decimal(1) / 60, "hour": Decimal(1)}
_HOURS |= {"day": Decimal(24), "week": Decimal(168), "month": Decimal(730)}
_HOURS |= {"quarter": Decimal(2190), "year": Decimal(8760), "decade": Decimal(87600)}
_HOURS |= {"century": Decimal(876000), "fortnight": Decimal(336)}
_TOLERANCE = Decimal("0.25")
"""How far « une dizaine » may lie from "a dozen"; 12/10 is the widest in use."""
_CONVERSIONS = {
    ("km", "mile"): Decimal("0.6214"),
    ("km/h", "mph"): Decimal("0.6214"),
    ("m", "foot"): Decimal("3.2808"),
    ("cm", "inch"): Decimal("0.3937"),
    ("kg", "pound"): Decimal("2.2046"),
    ("km2", "mi2"): Decimal("0.3861"),
    ("ha", "acre"): Decimal("2.4711"),
    ("l", "gallon"): Decimal("0.2642"),
}
"""A French unit and the English one that a translator may turn it into."""


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
    """« une dizaine » and "a dozen": rough counts close to each other.

    An exact one among them is a round one: « une cinquantaine » is no 55.
    """
    if (a.quantity.exact and b.quantity.exact) or a.sort != b.sort:
        return False
    if all(re.search(r"\d", f.surface) for f in (a, b)):
        return False
    if any(f.quantity.exact and not is_round(f.value) for f in (a, b)):
        return False
    return (
        isinstance(a.value, Decimal)
        and isinstance(b.value, Decimal)
        and abs(a.value - b.value) <= _TOLERANCE * abs(a.value)
    )


def is_round(value: Decimal | str) -> bool:
    """Whether a number is one that is counted by: tens, hundreds, a dozen, a score."""
    return Decimal(value) % 10 == 0 or Decimal(value) % 12 == 0


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
    """A version read as a number on one side: « le web 2.0 », "Web 2.0"."""
    if a.sort != "text" or not re.fullmatch(r"\d+(?:\.\d+)?", str(a.value)):
        return False
    return b.sort == "number" and Decimal(str(a.value)) == Decimal(b.value)


def one_in(a: Facet, b: Facet) -> bool:
    """« une personne sur 12 millions » and "a person in 12 million"."""
    above, _, below = str(a.value).partition("/")
    if a.sort != "fraction" or b.sort != "number" or above != "1":
        return False
    return Decimal(below) == Decimal(b.value)


def of_share(a: Facet, b: Facet) -> bool:
    """« onze régions sur treize » and either number of "11 of the 13 regions"."""
    if a.sort != "fraction" or b.sort != "number":
        return False
    return str(b.value) in str(a.value).split("/")


def converted(a: Facet, b: Facet) -> bool:
    """« 225 km/h » and "140 mph", to a twentieth."""
    factor = _CONVERSIONS.get((a.quantity.unit or "", b.quantity.unit or ""))
    if not factor or a.sort != "number" or b.sort != "number":
        return False
    x = Decimal(a.value) * factor
    return abs(x - Decimal(b.value)) <= x / 20


def short_million(a: Facet, b: Facet) -> bool:
    """« 7,5 millions » and "7.5m", which may also be meters."""
    short = b.quantity.unit == "m" and b.surface.endswith("m")
    same_sort = a.sort == b.sort == "number"
    return short and same_sort and Decimal(a.value) == Decimal(b.value) * 10**6


def half_hour(a: Facet, b: Facet) -> bool:
    """« à dix heures et demie » and "10:30"."""
    if a.sort != "clock" or b.sort != "number" or b.quantity.unit != "hour":
        return False
    return Decimal(b.value) * 60 % 720 == a.value


def clocked(a: Facet, b: Facet) -> bool:
    """« long de 2h43 » and "2 hours and 43 minutes", "2:19:43" for a race."""
    if (a.quantity.kind, b.quantity.kind) != ("time", "duration"):
        return False
    parts = (*a.quantity.value.split(":"), "0", "0")[:3]
    spent = length(b.quantity)
    if not spent or not all(map(str.isdigit, parts)):
        return False
    hours, minutes, seconds = map(int, parts)
    return abs(spent * 3600 - (hours * 3600 + minutes * 60 + seconds)) < 1


_FREEDOMS = (
    clocked,
    short_million,
    half_hour,
    same_length,
    near,
    same_share,
    same_hour,
    same_year,
    same_text,
    one_in,
    converted,
)
