"""Quantities of a sentence against those of its translation.

Both sides are broken into facets (a date into year, month and day; a range into its
ends) and paired off by value, with the freedoms a translator has: « quinze jours » is
two weeks, 18 h 30 is 6:30, 50 % is half. What stays unpaired is a doubt, if it is
salient: a small number in words may vanish (« les deux » is "both"), not change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from briefing.fidelity.facets import Facet, facets
from briefing.fidelity.freedoms import alike, converted, of_share
from briefing.fidelity.quantities import Quantity, english, french
from briefing.fidelity.tables import rows
from briefing.types import Flag

_MOST = 50
"""Unpaired facets of one side that are looked at; a sentence with more is no prose."""
_SIGNS = str.maketrans(",.", ".,")
"""The decimal sign of French for that of English, and the other way round."""
_DIGITS = re.compile(r"\d+(?:[.,\s]\d{3}(?!\d)|[.,]\d+)*")
_SCALED = re.compile(r"mill|[bt]rill|bill|thousand|hundred|dozen|Md|\d ?[kMbm]", re.I)
"""Signs that digits alone do not say the value."""


def check_quantities(source: str, target: str) -> Iterator[Flag]:
    """The doubts about the figures of `target`."""
    french_side, english_side = french(source), english(target)
    if not french_side and not english_side:
        return
    yield from currency_flags(french_side, english_side, source, target)
    yield from year_flags(french_side, english_side, target)
    yield from unit_flags(french_side, english_side, source, target)
    there = list(facets(french_side, source))
    missing, extra = unpaired(there, list(facets(english_side, target)))
    missing = [f for f in missing if not (written(f, target) or implied(f, target))]
    extra = [f for f in extra if not (implied(f, source) or in_both(f, source, target))]
    may_be = converted, of_share
    extra = [
        f
        for f in extra
        if not any(same(one, f) for same in may_be for one in there[:_MOST])
    ]
    for facet in list(missing):
        rival = next((e for e in extra if rivals(facet, e)), None)
        if rival:
            extra.remove(rival)
            yield doubt(f"figure in doubt: {facet.surface} → {rival.surface}")
        elif facet.strong:
            yield doubt(f"figure missing: {facet.surface}")
    for facet in extra:
        if facet.strong:
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


def written(facet: Facet, other: str, times: int = 1) -> bool:
    """Whether the digits of `facet`, which no word scales, stand in the other text.

    Args:
        facet: of the one text.
        other: the text that is searched.
        times: how often they must stand there.
    """
    digits = _DIGITS.findall(facet.surface)
    if not digits or facet.sort == "month" or _SCALED.search(facet.surface):
        return False
    plain = [re.sub(r"\s", ",", d) for d in digits]
    own = facet.sort == "text" or not any(map(is_local, plain))
    turned = [d.translate(_SIGNS) for d in plain]
    there = count(turned, other)
    if own and turned != plain:
        there += count(plain, other)
    return there >= times


def is_local(digits: str) -> bool:
    """Whether signs say something else in English: 1,234 and 10.809,25, not 3.12.4."""
    signs = re.findall("[.,]", digits)
    return len(signs) == 1 or len(set(signs)) == 2


def in_both(facet: Facet, source: str, target: str) -> bool:
    """Whether the French has the digits of `facet` as often as the English."""
    return written(facet, source, count(_DIGITS.findall(facet.surface), target))


def count(digits: Sequence[str], text: str) -> int:
    """How often groups of digits stand in `text` in this order, close to each other."""
    pattern = r"\D{0,12}".join(map(re.escape, digits))
    return len(re.findall(rf"(?<!\d)(?<!\d[.,])(?:{pattern})(?![.,]?\d)", text))


def implied(facet: Facet, other: str) -> bool:
    """Whether the other text says a number by a word of its own: « demi-siècle »."""
    plain = facet.sort == "number" and facet.quantity.kind != "percent"
    hints = implications().get(facet.value) if plain else None
    return bool(hints and hints.search(other.lower()))


@cache
def implications() -> dict[Decimal | str, re.Pattern[str]]:
    """The words that may stand for a number."""
    return {Decimal(value): re.compile(words) for value, words in rows("implied.tsv")}


def rivals(a: Facet, b: Facet) -> bool:
    """Whether `b` looks like a wrong translation of `a`, not like another figure."""
    if a.sort != b.sort:
        return False
    return a.quantity.kind == b.quantity.kind or (a.strong and b.strong)


def currency_flags(
    before: Sequence[Quantity], after: Sequence[Quantity], source: str, target: str
) -> Iterator[Flag]:
    """A doubt for each amount whose currency changed or is gone.

    It is gone where the number stands there and the English names no currency at all:
    of several amounts only the last may say in what.
    """
    amounts = {q.value: q for q in after if q.kind == "money"}
    numbers = {q.value for q in after}
    none = not currencies().search(target)
    for q in before:
        if not is_amount(q):
            continue
        twin, was = amounts.get(q.value), q.span.of(source)
        if twin and not same_currency(q.unit, twin.unit):
            now = twin.span.of(target)
            if "cent" not in was and "cent" not in now:  # cents have no country
                yield doubt(f"currency in doubt: {was} → {now}")
        elif none and q.value in numbers:
            yield doubt(f"currency missing: {was}")


def year_flags(
    before: Sequence[Quantity], after: Sequence[Quantity], target: str
) -> Iterator[Flag]:
    """A doubt for each amount of money that is a year of the French: "2019 euros"."""
    paid = {q.value for q in before if is_amount(q)}
    years = {q.value[:4] for q in before if q.kind in ("year", "date")}
    for q in after:
        if q.kind == "money" and q.value in years - paid:
            yield doubt(f"a year told as an amount: {q.span.of(target)}")


def unit_flags(
    before: Sequence[Quantity], after: Sequence[Quantity], source: str, target: str
) -> Iterator[Flag]:
    """A doubt for each measure that is in another unit: « 80 kilos », "80 km"."""
    measures = [q for q in before if is_measure(q)]
    if not measures:
        return
    twins: dict[str, list[Quantity]] = {}
    for q in after:
        twins.setdefault(q.value, []).append(q)
    for q in measures:
        found = twins.get(q.value, [])[:_MOST]
        if found and all(is_measure(t) and not same_unit(q, t) for t in found):
            was, now = q.span.of(source), found[0].span.of(target)
            yield doubt(f"unit in doubt: {was} → {now}")


def is_measure(quantity: Quantity) -> bool:
    """Whether a quantity is so much of a unit, and no rough count of it."""
    return quantity.exact and quantity.kind in ("unit", "duration")


def same_unit(a: Quantity, b: Quantity) -> bool:
    """Whether two measures may be in the same unit; degrees are not told apart."""
    degrees = {"degree", "C", "F"}
    return a.unit == b.unit or {a.unit, b.unit} <= degrees


def is_amount(quantity: Quantity) -> bool:
    """Whether a quantity, or each end of a range, is in a currency."""
    unit = quantity.unit or ""
    return quantity.kind == "money" or (len(unit) == 3 and unit.isupper())


@cache
def currencies() -> re.Pattern[str]:
    """What names a currency in English; to a longer word others may cling."""
    units = ("currency", "pound", "cent", "pence")
    found = [form for form, kind, _ in rows("words_en.tsv") if kind in units]
    words = [word for form in found for word in form.split("|")]
    long = "|".join(re.escape(w) for w in words if len(w) > 3 or not w.isalpha())
    short = "|".join(w for w in words if len(w) <= 3 and w.isalpha())
    return re.compile(rf"(?<![^\W\d_])(?:{long}|(?:{short})(?!\w))", re.IGNORECASE)


def same_currency(a: str | None, b: str | None) -> bool:
    """Whether two currencies may be the same; dollars are not told apart."""
    dollars = {"USD", "CAD", "AUD"}
    return a == b or {a, b} <= dollars
