"""Numerals put together: « quatre-vingt-dix-sept », « 1,5 milliard », "two dozen".

Reads the items of `lexer.py` and returns items in which every numeral is one item, of
class `int`, `year`, `big` or `decimal` (digits), `words`, `scaled` (with a word such as
million) or `rough` (« une dizaine », "thousands").
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from briefing.fidelity.homographs import (
    after_digits,
    at,
    counts_forty,
    is_fortnight,
    means_new,
)
from briefing.fidelity.lexer import Item, Number

DIGITS = frozenset({"int", "year", "big", "decimal", "dotted_number"})
WORDS = frozenset({"num", "hundred", "scale", "about", "one"})
NUMERALS = DIGITS | {"words", "scaled", "rough", "one"}
_OPENING = DIGITS | WORDS | {"quarantine", "half", "article"}
"""What a numeral can begin with."""
_HYPHENS = frozenset({"-", "‐", "‑"})
_BIG = frozenset({"scale", "about", "hundred"})


def merge(items: Sequence[Item]) -> list[Item]:
    """`items` with every numeral put together into one item."""
    merged: list[Item] = []
    i = 0
    while i < len(items):
        item, after = items[i], i + 1
        if item.cls in _OPENING:
            item, after = read(items, i)
        if merged and merged[-1].cls in DIGITS:
            other = after_digits(items[i])
            item, after = (other, i + 1) if other else (item, after)
        elif lasts(merged, items[i]):
            item, after = items[i]._replace(cls="seconde"), i + 1
        merged.append(item)
        i = after
    return merged


def lasts(before: Sequence[Item], item: Item) -> bool:
    """Whether "second" is one of time: "a 12-second video"."""
    if len(before) < 2 or item.text.lower() != "second":
        return False
    return before[-1].cls in _HYPHENS and before[-2].cls in DIGITS


def read(items: Sequence[Item], i: int) -> tuple[Item, int]:
    """The numeral or other item that starts at `i`, and the index after it."""
    cls = items[i].cls
    if cls in DIGITS:
        return half_tail(items, *read_digits(items, i))
    if means_new(items, i) or is_fortnight(items, i):
        return items[i]._replace(cls="other"), i + 1
    if cls in WORDS:
        return half_tail(items, *read_words(items, i, i))
    if counts_forty(items, i):
        return items[i]._replace(cls="rough"), i + 1
    if cls == "half" and half_of_scale(items, i):
        return read_half(items, i)
    if cls == "article" and at(items, i + 1) in _BIG | {"half"}:
        if at(items, i + 1) != "half":
            return half_tail(items, *read_words(items, i, i + 1))
        if half_of_scale(items, i + 1):
            return read_half(items, i + 1)
    return items[i], i + 1


def decimal_tail(items: Sequence[Item], item: Item, j: int) -> tuple[Item, int]:
    """« deux virgule cinq », "two point five" as one numeral."""
    if at(items, j) not in ("comma_word", "point") or at(items, j + 1) != "num":
        return item, j
    digits, after = read_below_million(items, j + 1)
    scale, last = read_scales(items, after)
    value = Decimal(f"{number(item)}.{digits}") * scale
    cls = "scaled" if scale > 1 else "decimal"
    return Item(cls, tidy(value), item.start, items[last - 1].end, scale=scale), last


PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}


def half_tail(items: Sequence[Item], item: Item, j: int) -> tuple[Item, int]:
    """The numeral with « et demi » after it: « un million et demi »."""
    if item.cls in ("words", "one"):
        item, j = decimal_tail(items, item, j)
    k = past_hyphen(items, j)
    article = past_hyphen(items, k + 1)
    part = past_hyphen(items, article + (at(items, article) == "article"))
    if at(items, k) != "and" or item.cls not in NUMERALS:
        return item, j
    if at(items, part) not in PARTS or (part == k + 1 and at(items, part) != "half"):
        return item, j
    scale, after = read_scales(items, part + 1)
    value = (number(item) + PARTS[at(items, part)] * item.scale) * scale
    cls = "scaled" if scale * item.scale > 1 else "decimal"
    return Item(cls, tidy(value), item.start, items[after - 1].end, scale=scale), after


def past_hyphen(items: Sequence[Item], j: int) -> int:
    """The index after the hyphen at `j`, or `j`."""
    return j + (at(items, j) in _HYPHENS)


def half_of_scale(items: Sequence[Item], i: int) -> bool:
    """Whether "half" at `i` halves a scale word: "half a million", "half-dozen"."""
    j = i + 1 + (at(items, i + 1) in {"article", *_HYPHENS})
    return at(items, j) in _BIG


def read_half(items: Sequence[Item], i: int) -> tuple[Item, int]:
    """« une demi-douzaine », "half a million"."""
    j = i + 1 + (at(items, i + 1) in {"article", *_HYPHENS})
    value = number(items[j]) * Decimal("0.5")
    cls = "rough" if items[j].cls == "about" else "scaled"
    start, end = items[i].start, items[j].end
    return Item(cls, tidy(value), start, end, scale=number(items[j])), j + 1


def read_digits(items: Sequence[Item], i: int) -> tuple[Item, int]:
    """Digits with the scale words or the abbreviation after them."""
    first = items[i]
    scale, j = read_scales(items, i + 1)
    if j == i + 1 and at(items, j) == "abbr" and abbreviates(items, i, j):
        scale, j = number(items[j]), j + 1
    if j == i + 1:
        return first, j
    value = tidy(number(first) * scale)
    cls = "rough" if rough_scale(items, i + 1, j) else "scaled"
    return Item(cls, value, first.start, items[j - 1].end, first.text, scale), j


def read_scales(items: Sequence[Item], j: int) -> tuple[Number, int]:
    """The product of the scale words from `j` on: « mille milliards », "dozen"."""
    scale: Number = 1
    if at(items, j) in ("+", "adj") and at(items, j + 1) == "scale":
        j += 1  # "$300+ billion", « 100 autres milliards »
    while at(items, k := j + hyphened(items, j)) in ("scale", "about"):
        scale *= number(items[k])
        j = k + 1
        if at(items, j) == "of" and at(items, j + 1) in ("scale", "about"):
            j += 1
    return scale, j


def hyphened(items: Sequence[Item], j: int) -> bool:
    """Whether a hyphen at `j` joins what is written without spaces around it."""
    return (
        at(items, j) in _HYPHENS
        and j + 1 < len(items)
        and items[j].end == items[j + 1].start
    )


def rough_scale(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether a rough noun (« dizaine », "dozen") is among the scale words."""
    return any(item.cls == "about" for item in items[i:j])


def abbreviates(items: Sequence[Item], i: int, j: int) -> bool:
    """Whether the letter at `j` scales the amount of money at `i` (« 2 M€ »)."""
    after = at(items, j + 1)
    return (
        at(items, i - 1) in ("currency", "pound")
        or after == "currency"
        or (after == "of" and at(items, j + 2) == "currency")
        or len(items[j].text) > 1
        or after in ("crowd", "person")
    )


def read_words(items: Sequence[Item], start: int, i: int) -> tuple[Item, int]:
    """The numeral in words from `i`; `start` is where its article stands.

    A lone « un » or "one" stays an item of class `one`.
    """
    value, j = read_below_million(items, i)
    if j == i:
        value = 1
    scale, after = read_scales(items, j)
    if j == i + 1 and items[i].cls == "one" and after == j:
        return items[i], j
    total = tidy(value * scale)
    tail, last = read_tail(items, after, scale)
    if scale == 1 and value > 100 and value % 100 == 0:
        scale = 100
    cls = "scaled" if after > j else "words"
    if rough_scale(items, j, after) or (j == i == start and plural(items[i])):
        cls = "rough"
    item = Item(cls, total + tail, items[start].start, items[last - 1].end, scale=scale)
    return ordinal_tail(items, item, last)


def plural(item: Item) -> bool:
    """Whether a scale word stands in the plural: « des millions »."""
    return item.cls == "scale" and item.text.endswith("s")


def read_tail(items: Sequence[Item], j: int, scale: Number) -> tuple[Number, int]:
    """What follows a scale in the numeral: the 300 of « deux mille trois cents »."""
    if scale < 1000:
        return 0, j
    k = j + (at(items, j) in {"and", *_HYPHENS})
    value, after = read_below_million(items, k)
    if after == k or (k > j and items[j].cls == "and" and scale == 1 and value > 99):
        return 0, j
    if at(items, after) == "scale" and number(items[after]) < scale:
        inner = number(items[after])
        rest, last = read_tail(items, after + 1, inner)
        return value * inner + rest, last
    if at(items, after) in ("scale", "about"):
        return 0, j
    if after == k + 1 and items[k].cls == "one" and at(items, j) not in ("and", "-"):
        return 0, j
    return value, after


def ordinal_tail(items: Sequence[Item], item: Item, j: int) -> tuple[Item, int]:
    """« vingt et unième », "twenty-first": the numeral as an ordinal."""
    k = past_hyphen(items, j)
    k = past_hyphen(items, k + (at(items, k) == "and"))
    if at(items, k) != "ordinal" or not isinstance(item.value, int):
        return item, j
    unit = int(number(items[k]))
    joined = fit(item.value, unit)
    # « les cent premiers » are a hundred that are first.
    side_by_side = k == j and (unit < 3 or item.value < 100)
    if joined is None or unit > 90 or side_by_side:
        return item, j
    return Item("ordinal", joined, item.start, items[k].end), k + 1


def read_below_million(items: Sequence[Item], i: int) -> tuple[int, int]:
    """A group below 1000 (10,000 for "nineteen hundred") and the index after it."""
    group: int | None = None
    j = end = i
    while j < len(items):
        cls = items[j].cls
        if cls in ("num", "one"):
            joined = fit(group, int(number(items[j])))
        elif cls == "hundred":
            joined = 100 * (group or 1) if group is None or 0 < group < 100 else None
        elif j > i and joins(items, j):
            j += 1
            continue
        else:
            break
        if joined is None:
            break
        group = joined
        j += 1
        end = j
    return group or 0, end


def joins(items: Sequence[Item], j: int) -> bool:
    """Whether the hyphen or « et » at `j` continues a numeral."""
    i = j - 1 - (at(items, j - 1) in _HYPHENS)
    before, after = at(items, i), at(items, past_hyphen(items, j + 1))
    if items[j].cls == "and":
        tens = before == "num" and number(items[i]) >= 20 and after == "one"
        eleven = before == "num" and items[i].value == 60
        return tens or (eleven and after == "num") or before == "hundred"
    if items[j].cls not in _HYPHENS:
        return False
    return after in ("num", "one", "hundred") or (
        after == "and" and joins(items, past_hyphen(items, j + 1))
    )


def fit(group: int | None, value: int) -> int | None:
    """`group` and the next word as one numeral: 60 and 10 fit, 10 and 60 do not."""
    if group is None:
        return value
    tens = group % 100
    if tens == 4 and value == 20:
        return group + 76
    if tens == 0 and group:
        return group + value if value < 100 else None
    if tens in (60, 80) and 0 < value < 20:
        return group + value
    if tens >= 20 and tens % 10 == 0 and 0 < value < 10:
        return group + value
    return group + value if tens == 10 and 7 <= value <= 9 else None


def number(item: Item) -> Number:
    """The item's value, which is a number."""
    return item.value if isinstance(item.value, int | Decimal) else int(item.value)


def tidy(value: Number) -> Number:
    """`value` as an integer where it is one."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value
