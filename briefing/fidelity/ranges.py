"""Two ends of a range joined: « de 3 à 5 % », "between 200 and 300", « 2024-2025 »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from briefing.fidelity.builders import plain
from briefing.fidelity.grammar import Candidate
from briefing.fidelity.homographs import at
from briefing.fidelity.lexer import Item, Number
from briefing.fidelity.numerals import number

_COUNTED = frozenset({"cardinal", "one", "year"})
_ENDS = frozenset(
    {"cardinal", "one", "year", "percent", "points", "money", "date", "time"}
    | {"duration", "age", "unit", "ordinal", "century", "decade"}
)
GAME = frozenset({"sport", "goals", "won"})
ARTICLES = frozenset({"the", "les", "article"})
_PASSED = ARTICLES | {"weekday", "+"}
DASHES = frozenset({"-", "‑", "–", "—", "‐"})
DAY = re.compile(r"-\d\d-\d\d$")


def is_day(c: Candidate) -> bool:
    """Whether a bare number may be a day of the month."""
    return c.bare.cls in ("int", "rank", "ordinal") and 1 <= number(c.bare) <= 31


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
    between = [i.cls for i in items[a.last + 1 : b.first] if i.cls not in _PASSED]
    if not links(between, word_before(a, items), a, b):
        return None
    if counted_votes(between, a, b, items):
        return None
    # « durera de 10 à 12 heures »
    lasts = "during" in (at(items, a.first - 1), at(items, a.first - 2))
    if lasts and a.kind == "cardinal" and re.fullmatch(r"\d\d:00", b.value):
        b = b._replace(kind="duration", value=str(int(b.value[:2])), unit="hour")
    ends = shared(a, b)
    if not ends:
        return None
    first, second, unit = ends
    counted = a.unit in (None, "hour") and b.unit == "hour" and not lasts
    if counted and clock_hours(a, b) and at(items, b.last + 1) != "of":
        first, second, unit = f"{int(first):02d}:00", f"{int(second):02d}:00", None
    return b._replace(
        kind="range",
        value=f"{first}..{second}",
        unit=unit,
        first=a.first,
        exact=a.exact and b.exact,
    )


def counted_votes(
    between: list[str], a: Candidate, b: Candidate, items: Sequence[Item]
) -> bool:
    """Whether two bare counts stand against each other: "312 to 201"."""
    bare = a.kind == b.kind == "cardinal" and between == ["to"]
    if not bare or word_before(a, items) in ("from", "of", "between"):
        return False
    descending = Decimal(a.value) > Decimal(b.value)
    return descending and not any(item.cls in GAME for item in items)


def hours(a: Candidate, b: Candidate) -> tuple[str, str, str | None] | None:
    """« de 8 à 10 heures » as times, « trois à quatre heures » as a length."""
    first = int(number(a.bare))
    if b.bare.cls == "time" or (first >= 7 and b.value > "07"):
        return (f"{first:02d}:00", b.value, None) if first <= 24 else None
    return str(first), str(int(b.value[:2])), "hour"


def clock_hours(a: Candidate, b: Candidate) -> bool:
    """Whether two numbers of hours are times of the day: « entre 18 et 20 heures »."""
    return all(c.value.isdigit() and 7 <= int(c.value) <= 24 for c in (a, b))


def word_before(c: Candidate, items: Sequence[Item]) -> str:
    """The class of the word before `c`, articles skipped.

    `between` also if it is part of `c`: "aged between 3 and 11".
    """
    if any(item.cls == "between" for item in items[c.first : c.last + 1]):
        return "between"
    i = c.first - 1
    while at(items, i) in ARTICLES:
        i -= 1
    return at(items, i)


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
    if between == ["/"]:
        return a.kind == "year"
    if len(between) == 2 and between[0] in DASHES:  # "18- to 24-year-olds"
        between = between[1:]
    return between == ["to"] or (len(between) == 1 and between[0] in DASHES)


def shared(a: Candidate, b: Candidate) -> tuple[str, str, str | None] | None:
    """Both values in full and the unit they share; nothing if they do not fit."""
    if a.kind == b.kind == "date":
        return with_year(a, b), b.value, None
    if a.kind == b.kind and a.unit == b.unit:
        unit = a.kind if a.kind in ("percent", "points") else a.unit
        return scaled(a, b), b.value, "year" if b.kind == "age" else unit
    if a.kind in _COUNTED and b.kind not in ("date", "time"):
        if a.kind == "year" and not goes_on(a, b):
            return None
        unit = b.kind if b.kind in ("percent", "points") else b.unit
        return scaled(a, b), full_year(a, b), "year" if b.kind == "age" else unit
    if a.kind == "age" and b.kind == "cardinal" and not a.unit:
        return a.value, b.value, "year"
    if a.kind == "money" and b.kind == "cardinal":
        return scaled(a, b), b.value, a.unit
    if a.kind in ("cardinal", "one") and b.kind == "time":
        return hours(a, b)
    if a.kind == "time" and b.unit == "hour" and re.fullmatch(r"\d\d?", b.value):
        return (a.value, f"{int(b.value):02d}:00", None) if int(b.value) < 25 else None
    if a.kind == "duration" and a.unit == "hour" and b.kind == "time":
        return (f"{int(a.value):02d}:00", b.value, None) if a.value.isdigit() else None
    if a.kind == "ordinal" and b.kind == "date" and is_day(a) and DAY.search(b.value):
        return dated(a, b), b.value, None
    if a.kind in _COUNTED and b.kind == "date":
        if a.kind == "year" or not DAY.search(b.value):
            return (a.value, b.value, None) if a.kind == "year" else None
        return (dated(a, b), b.value, None) if is_day(a) else None
    return None


def goes_on(a: Candidate, b: Candidate) -> bool:
    """Whether `b` may end a range from the four digits `a`.

    Not in « la loi n° 2023-451 », « 9/10 en 2019 à 8,3 », « mort en 2020 à 35 ans ».
    """
    if b.kind in _COUNTED:
        return b.bare.cls not in ("big", "decimal")
    return b.kind in ("money", "unit") and 4 * Decimal(b.value) > Decimal(a.value)


def with_year(a: Candidate, b: Candidate) -> str:
    """The first date with the year of the second: « du 30 juin au 2 juillet 2025 »."""
    return b.value[:4] + a.value[1:] if a.value[0] == "-" < b.value[0] else a.value


def full_year(a: Candidate, b: Candidate) -> str:
    """The second year of « 2024-25 » in full."""
    short = a.kind == "year" and b.kind == "cardinal" and b.bare.cls == "int"
    return f"{a.value[:2]}{int(b.value):02d}" if short else b.value


def scaled(a: Candidate, b: Candidate) -> str:
    """The first value, in the second's scale if it has none of its own."""
    scale: Number = b.bare.scale
    if a.bare.scale == 1 < scale and number(a.bare) * scale <= 10 * number(b.bare):
        return plain(number(a.bare) * scale)
    return a.value


def dated(a: Candidate, b: Candidate) -> str:
    """The day `a` in the month of the date `b`: « du 24 au 26 juin 2025 »."""
    return b.value[:-2] + f"{int(number(a.bare)):02d}"
