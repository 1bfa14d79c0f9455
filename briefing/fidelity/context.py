"""What the words around a quantity say of it: ranges, sums, ages, approximation.

Each step takes the candidates of `grammar.py` in order and returns them corrected.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from briefing.fidelity.builders import plain
from briefing.fidelity.grammar import Candidate
from briefing.fidelity.homographs import at
from briefing.fidelity.lexer import Item, Number
from briefing.fidelity.numerals import number
from briefing.fidelity.years import counted

_SMALLER: dict[str, tuple[str, int]] = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}
_SPANS = frozenset(_SMALLER) | {"month", "second", "quarter", "decade", "century"}
_COUNTED = frozenset({"cardinal", "one", "year"})
_ENDS = frozenset(
    {"cardinal", "one", "year", "percent", "points", "money", "date", "time"}
    | {"duration", "age", "unit", "ordinal", "century", "decade"}
)
_GAME = frozenset({"sport", "goals", "won"})
_ARTICLES = frozenset({"the", "les", "article"})
_STOPS = frozenset({"end", ",", ".", ";", "!", "?", ")", ":"})
_PASSED = _ARTICLES | {"weekday", "+"}
_DASHES = frozenset({"-", "‑", "–", "—", "‐"})


def settle(found: list[Candidate], items: Sequence[Item], lang: str) -> list[Candidate]:
    """The candidates after all steps, lone « un » left out."""
    found = same_decade(same_month(sums(found, items), items), items)
    found = same_age(found, items)
    found = ranges(found, items)
    game = any(item.cls in _GAME for item in items)
    game = game or any(descends(c, items) for c in found)
    found = [approximate(scored(c, items, game), items) for c in found]
    return [counted(c, items, lang) for c in found if c.kind != "one"]


def same_month(found: list[Candidate], items: Sequence[Item]) -> list[Candidate]:
    """« les 24 et 25 juin », "June 24 and 25" as two dates."""
    out = list(found)
    for i in range(len(out) - 2, -1, -1):
        a, b = out[i], out[i + 1]
        between = [item.cls for item in items[a.last + 1 : b.first]]
        if between not in (["and"], ["or"], [","]) or "date" not in (a.kind, b.kind):
            continue
        if a.kind in ("cardinal", "ordinal") and DAY.search(b.value) and is_day(a):
            out[i] = a._replace(kind="date", value=dated(a, b))
        elif b.kind in ("cardinal", "ordinal") and DAY.search(a.value) and is_day(b):
            out[i + 1] = b._replace(kind="date", value=dated(b, a))
    return out


def same_age(found: list[Candidate], items: Sequence[Item]) -> list[Candidate]:
    """« deux filles de 7 et 9 ans », "aged 7 and 9" as two ages."""
    out = list(found)
    for i in range(len(out) - 1):
        a, b = out[i], out[i + 1]
        between = [item.cls for item in items[a.last + 1 : b.first]]
        if between[-1:] not in (["and"], ["or"]) or len(between) > 2:
            continue
        if between[0] in _DASHES and (a.kind, b.kind) == ("cardinal", "age"):
            out[i] = aged(a)  # "thirteen- or fourteen-year-old"
            continue
        if len(between) > 1:
            continue
        if a.kind == "age" and b.kind == "cardinal" and at(items, b.last + 1) in _STOPS:
            out[i + 1] = b._replace(kind="age")
        before = [item.cls for item in items[max(0, a.first - 3) : a.first]]
        years = (a.kind, b.kind, b.unit) == ("cardinal", "duration", "year")
        if years and before[-1:] == ["of"] and "person" in before:
            out[i : i + 2] = aged(a), aged(b)
    return out


def same_decade(found: list[Candidate], items: Sequence[Item]) -> list[Candidate]:
    """« les années 1980 et 1990 » as two decades."""
    out = list(found)
    for i, (a, b) in enumerate(pairwise(found)):
        between = [item.cls for item in items[a.last + 1 : b.first]]
        round_year = b.kind == "year" and b.value.endswith("0")
        if a.kind == "decade" and round_year and between in (["and"], ["or"], [","]):
            out[i + 1] = b._replace(kind="decade")
    return out


def aged(c: Candidate) -> Candidate:
    """`c` as an age in years."""
    return c._replace(kind="age", unit=None)


DAY = re.compile(r"-\d\d-\d\d$")


def is_day(c: Candidate) -> bool:
    """Whether a bare number may be a day of the month."""
    return c.bare.cls in ("int", "rank", "ordinal") and 1 <= number(c.bare) <= 31


def descends(c: Candidate, items: Sequence[Item]) -> bool:
    """Whether two bare counts joined by a dash run downwards, as scores do."""
    if c.kind != "range" or not SMALL.fullmatch(c.value) or c.unit:
        return False
    a, b = map(int, c.value.split(".."))
    dashed = any(item.cls in _DASHES for item in items[c.first : c.last + 1])
    return dashed and a >= b and at(items, c.first - 1) not in _LABELED | {"the"}


_LABELED = frozenset({"section", "numero", ".", "-", "/"})
"""What stands before the parts of a reference: « article L. 121-3 »."""
SMALL = re.compile(r"\d{1,3}\.\.\d{1,3}")


def scored(c: Candidate, items: Sequence[Item], game: bool) -> Candidate:
    """A range of two bare counts as a score, where the sentence is about a game."""
    if not game or c.kind != "range" or c.unit or not SMALL.fullmatch(c.value):
        return c
    before = at(items, c.first - 1)
    if at(items, c.last + 1) == "times":
        return c
    if before == "of":
        before = "" if at(items, c.first - 2) == "sport" else "of"
    if before in ("from", "between", "of", "section"):
        return c
    return c._replace(kind="score", value=c.value.replace("..", "-"))


def sums(found: list[Candidate], items: Sequence[Item]) -> list[Candidate]:
    """Compound durations as one: « deux ans et six mois » is 30 months."""
    out: list[Candidate] = []
    for c in (with_half(c, items) for c in found):
        if out and c.first <= out[-1].last:
            continue  # the « demi » of « un an et demi »
        joined = add_durations(out[-1], c, items) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(c)
    return out


def with_half(c: Candidate, items: Sequence[Item]) -> Candidate:
    """« un an et demi », « trois kilomètres et demi » with their half."""
    end = c.last + 2 + (at(items, c.last + 2) == "article")
    after = at(items, c.last + 1), at(items, end)
    if c.kind not in ("duration", "one", "unit", "age", "points") or after != (
        "and",
        "half",
    ):
        return c
    kind = lone_kind(c) if c.kind == "one" else c.kind
    value = plain(Decimal(c.value) + Decimal("0.5"))
    return c._replace(kind=kind, value=value, last=end)


def lone_kind(c: Candidate) -> str:
    """What « un » and its noun are once they count: « un an et demi », « un kilo »."""
    if c.unit is None:
        return "points"
    return "duration" if c.unit in _SPANS else "unit"


def add_durations(
    a: Candidate, b: Candidate, items: Sequence[Item]
) -> Candidate | None:
    """The two as one duration in the smaller unit, if they belong together."""
    between = [item.cls for item in items[a.last + 1 : b.first]]
    if a.kind not in ("duration", "one") or between not in ([], ["and"]):
        return None
    if b.kind not in ("duration", "cardinal") or not a.unit:
        return None
    smaller, times = _SMALLER.get(a.unit, ("", 1))
    if b.kind == "cardinal" and (a.unit != "hour" or between):
        return None
    if b.kind == "duration" and b.unit != smaller:
        return None
    if Decimal(b.value) >= times:
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
    return descending and not any(item.cls in _GAME for item in items)


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
    while at(items, i) in _ARTICLES:
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
    if len(between) == 2 and between[0] in _DASHES:  # "18- to 24-year-olds"
        between = between[1:]
    return between == ["to"] or (len(between) == 1 and between[0] in _DASHES)


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
        return dated(a, b), b.value, None
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


def approximate(c: Candidate, items: Sequence[Item]) -> Candidate:
    """`c` marked inexact after « environ » and its like, before "or so"."""
    i = c.first - 1
    while at(items, i) in _SKIPPED:
        i -= 1
    before = at(items, i)
    vague = before == "vers" and c.kind in ("time", "year")
    after = at(items, c.last + 1) in ("approx_after",)
    return c._replace(exact=False) if before == "approx" or vague or after else c


_SKIPPED = _ARTICLES | {"of", "between", "from", "at_word"}
