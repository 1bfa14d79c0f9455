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
from briefing.fidelity.lexer import Item
from briefing.fidelity.numerals import PARTS
from briefing.fidelity.ranges import ARTICLES, DASHES, DAY, GAME, dated, is_day, ranges
from briefing.fidelity.years import counted

_SMALLER: dict[str, tuple[str, int]] = {
    "year": ("month", 12),
    "week": ("day", 7),
    "day": ("hour", 24),
    "hour": ("minute", 60),
    "minute": ("second", 60),
}
_SPANS = frozenset(_SMALLER) | {"month", "second", "quarter", "decade", "century"}
_STOPS = frozenset({"end", ",", ".", ";", "!", "?", ")", ":"})


def settle(found: list[Candidate], items: Sequence[Item], lang: str) -> list[Candidate]:
    """The candidates after all steps, lone « un » left out."""
    found = same_decade(same_month(sums(found, items), items), items)
    found = same_age(found, items)
    found = ranges(found, items)
    game = any(item.cls in GAME for item in items)
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
        if between[0] in DASHES and (a.kind, b.kind) == ("cardinal", "age"):
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


def descends(c: Candidate, items: Sequence[Item]) -> bool:
    """Whether two bare counts joined by a dash run downwards, as scores do."""
    if c.kind != "range" or not SMALL.fullmatch(c.value) or c.unit:
        return False
    a, b = map(int, c.value.split(".."))
    dashed = any(item.cls in DASHES for item in items[c.first : c.last + 1])
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
    """« un an et demi », « trois kilomètres et demi », "an hour and a quarter"."""
    end = c.last + 2 + (at(items, c.last + 2) == "article")
    part = PARTS.get(at(items, end)) if at(items, c.last + 1) == "and" else None
    if part is None or c.kind not in ("duration", "one", "unit", "age", "points"):
        return c
    kind = lone_kind(c) if c.kind == "one" else c.kind
    return c._replace(kind=kind, value=plain(Decimal(c.value) + part), last=end)


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
    if a.kind not in ("duration", "one") or between not in ([], ["and"], [","]):
        return None
    if b.kind not in ("duration", "cardinal") or not a.unit:
        return None
    smaller, times = _SMALLER.get(a.unit, ("", 1))
    if b.kind == "cardinal" and (a.unit not in ("hour", "minute") or between):
        return None
    if b.kind == "duration" and b.unit != smaller:
        return None
    if Decimal(b.value) >= times:
        return None
    total = Decimal(a.value) * times + Decimal(b.value)
    return a._replace(kind="duration", value=plain(total), unit=smaller, last=b.last)


def approximate(c: Candidate, items: Sequence[Item]) -> Candidate:
    """`c` marked inexact after « environ » and its like, before "or so"."""
    i = c.first - 1
    while at(items, i) in _SKIPPED:
        i -= 1
    before = at(items, i)
    vague = before == "vers" and c.kind in ("time", "year")
    after = at(items, c.last + 1) in ("approx_after",)
    return c._replace(exact=False) if before == "approx" or vague or after else c


_SKIPPED = ARTICLES | {"of", "between", "from", "at_word"}
