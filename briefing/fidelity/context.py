"""What the words around a quantity say of it: ranges, sums, ages, approximation.

Each step takes the candidates of `grammar.py` in order and returns them corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefing.fidelity.builders import plain
from briefing.fidelity.grammar import Candidate
from briefing.fidelity.lexer import Item, Number
from briefing.fidelity.numerals import at, number

_SMALLER: dict[str, tuple[str, int]] = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}
_COUNTED = frozenset({"cardinal", "one", "year"})
_ENDS = frozenset(
    {"cardinal", "one", "year", "percent", "points", "money", "date", "time"}
    | {"duration", "age", "unit", "ordinal", "century", "decade"}
)
_DASHES = frozenset({"-", "‑", "–", "—", "‐"})


def settle(found: list[Candidate], items: Sequence[Item], lang: str) -> list[Candidate]:
    """The candidates after all steps, lone « un » left out."""
    found = sums(found, items)
    found = ranges(found, items)
    found = [approximate(c, items) for c in found]
    return [c for c in found if c.kind != "one"]


def sums(found: list[Candidate], items: Sequence[Item]) -> list[Candidate]:
    """Compound durations as one: « deux ans et six mois » is 30 months."""
    out: list[Candidate] = []
    for c in (with_half(c, items) for c in found):
        joined = add_durations(out[-1], c, items) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(c)
    return out


def with_half(c: Candidate, items: Sequence[Item]) -> Candidate:
    """« un an et demi », « trois kilomètres et demi » with their half."""
    after = [at(items, c.last + 1), at(items, c.last + 2)]
    if c.kind not in ("duration", "one", "unit", "age") or after != ["and", "half"]:
        return c
    kind = "duration" if c.kind == "one" else c.kind
    value = plain(Decimal(c.value) + Decimal("0.5"))
    return c._replace(kind=kind, value=value, last=c.last + 2)


def add_durations(
    a: Candidate, b: Candidate, items: Sequence[Item]
) -> Candidate | None:
    """The two as one duration in the smaller unit, if they belong together."""
    between = [item.cls for item in items[a.last + 1 : b.first]]
    if a.kind not in ("duration", "one") or between not in ([], ["and"], [","]):
        return None
    if b.kind not in ("duration", "cardinal") or not a.unit:
        return None
    smaller, times = _SMALLER.get(a.unit, ("", 1))
    if b.kind == "cardinal" and (a.unit != "hour" or between):
        return None
    if b.kind == "duration" and b.unit != smaller:
        return None
    total = Decimal(a.value) * times + Decimal(b.value)
    return a._replace(kind="duration", value=plain(total), unit=smaller, last=b.last)


def ranges(found: list[Candidate], items: Sequence[Item]) -> list[Candidate]:
    """Neighbours joined by « à », "to", a dash, « entre … et » as one range."""
    out: list[Candidate] = []
    for c in found:
        joined = join_range(out[-1], c, items) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(c)
    return out


def join_range(a: Candidate, b: Candidate, items: Sequence[Item]) -> Candidate | None:
    """The range from `a` to `b`, if the words between them make it one."""
    between = [item.cls for item in items[a.last + 1 : b.first]]
    if not links(between, at(items, a.first - 1), a, b):
        return None
    ends = shared(a, b)
    if not ends:
        return None
    first, second, unit = ends
    return b._replace(
        kind="range",
        value=f"{first}..{second}",
        unit=unit,
        first=a.first,
        exact=a.exact and b.exact,
    )


def links(between: list[str], before: str, a: Candidate, b: Candidate) -> bool:
    """Whether `between` (with the word before) joins two ends of a range."""
    if (
        a.kind not in _ENDS
        or b.kind not in _ENDS
        or (a.kind == "one" and b.kind == "one")
    ):
        return False
    if between == ["and"]:
        return before == "between"
    return between in (["to"],) or (len(between) == 1 and between[0] in _DASHES)


def shared(a: Candidate, b: Candidate) -> tuple[str, str, str | None] | None:
    """Both values in full and the unit they share; nothing if they do not fit."""
    if a.kind == b.kind and a.unit == b.unit:
        unit = a.kind if a.kind in ("percent", "points") else a.unit
        return scaled(a, b), b.value, unit
    if a.kind in _COUNTED and b.kind not in ("date", "time"):
        unit = b.kind if b.kind in ("percent", "points") else b.unit
        return scaled(a, b), b.value, "year" if b.kind == "age" else unit
    if a.kind in _COUNTED and b.kind == "date":
        return dated(a, b), b.value, None
    return None


def scaled(a: Candidate, b: Candidate) -> str:
    """The first value, in the second's scale if it has none of its own."""
    scale: Number = b.bare.scale
    if a.bare.scale == 1 and scale > 1 and number(a.bare) < 1000:
        return plain(number(a.bare) * scale)
    return a.value


def dated(a: Candidate, b: Candidate) -> str:
    """The first day of « du 24 au 26 juin 2025 » with the month of the second."""
    return b.value[:-2] + f"{int(a.value):02d}"


def approximate(c: Candidate, items: Sequence[Item]) -> Candidate:
    """`c` marked inexact after « environ » and its like."""
    before = at(items, c.first - 1)
    if before == "of":
        before = at(items, c.first - 2)
    if before == "between":
        before = at(items, c.first - 2)
    return c._replace(exact=False) if before == "approx" else c
