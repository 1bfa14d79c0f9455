"""The quantity test sets have the form that their README promises."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / "data" / "quantities"
SETS = ("fr_dev", "fr_holdout", "en_dev", "en_holdout")

NUMBER = r"-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?"
NATURAL = r"0|[1-9]\d*"
INTEGER = rf"-?(?:{NATURAL})"
DAY = r"(?:\d{4}-\d\d(?:-\d\d)?|--\d\d-\d\d)"
TIME = r"(?:[01]\d|2[0-3]):[0-5]\d"
TERM = rf"(?:{TIME}|{DAY}|{NUMBER})"


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DURATIONS = words("second minute hour day week month quarter year decade century")
CURRENCIES = words("EUR USD GBP CHF JPY CNY CAD FRF XOF MAD")
UNITS = words(
    "mm cm m km m2 km2 ha m3 l ml hl mg g kg t km/h mph m/s knot C F degree W kW MW GW "
    "kWh MWh GWh TWh V Hz kHz MHz GHz MB GB TB Mbit/s dB hPa bar ppm barrel mile foot "
    "inch acre pound gallon"
)
NO_UNIT = frozenset([""])

KINDS = {
    "cardinal": (NUMBER, NO_UNIT),
    "ordinal": (NATURAL, NO_UNIT),
    "percent": (NUMBER, NO_UNIT),
    "points": (NUMBER, NO_UNIT | {"basis"}),
    "money": (NUMBER, CURRENCIES),
    "date": (DAY, NO_UNIT),
    "time": (TIME, NO_UNIT),
    "duration": (NUMBER, DURATIONS),
    "age": (NUMBER, NO_UNIT | {"month", "week", "day"}),
    "range": (
        rf"{TERM}\.\.{TERM}",
        NO_UNIT | UNITS | DURATIONS | CURRENCIES | {"percent", "points"},
    ),
    "score": (r"\d+-\d+", NO_UNIT),
    "year": (INTEGER, NO_UNIT),
    "decade": (r"[12]\d\d0", NO_UNIT),
    "century": (INTEGER, NO_UNIT),
    "fraction": (r"[1-9]\d*/[1-9]\d*", NO_UNIT),
    "phone": (r"\+?\d{4,}", NO_UNIT),
    "version": (r"\d+(?:\.\d+)*", NO_UNIT),
    "unit": (NUMBER, UNITS),
    "roman": (NATURAL, NO_UNIT),
}
ITEM = re.compile(
    r"~?(?P<kind>[a-z]+):(?P<value>[^:;]+(?::\d\d)?(?:\.\.[^:;]+(?::\d\d)?)?)"
    r"(?::(?P<unit>[^\d:;][^:;]*))?"
)


def read(name: str) -> list[tuple[str, list[str]]]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").removesuffix("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    return [(sentence, items.split("; ") if items else []) for sentence, items in rows]


def fault(item: str) -> str | None:
    match = ITEM.fullmatch(item)
    if match is None or match["kind"] not in KINDS:
        return f"not an item: {item}"
    value, units = KINDS[match["kind"]]
    if not re.fullmatch(value, match["value"]):
        return f"value: {item}"
    return None if (match["unit"] or "") in units else f"unit: {item}"


@pytest.mark.parametrize("name", SETS)
def test_every_item_is_well_formed(name: str) -> None:
    items = [item for _, items in read(name) for item in items]
    assert [found for item in items if (found := fault(item))] == []


@pytest.mark.parametrize("name", SETS)
def test_every_sentence_is_one_sentence(name: str) -> None:
    odd = [
        sentence
        for sentence, _ in read(name)
        if sentence != sentence.strip()
        or not re.search(r"[.?!]$", sentence)
        or re.search(r"[ \u00a0\u202f]{2}", sentence)
    ]
    assert odd == []


@pytest.mark.parametrize("name", SETS)
def test_every_set_has_enough_sentences_with_and_without_quantities(name: str) -> None:
    rows = read(name)
    empty = sum(1 for _, items in rows if not items)
    assert len(rows) >= 210
    assert 18 <= empty <= len(rows) // 4


def test_no_sentence_stands_twice_in_any_set() -> None:
    counts = Counter(sentence for name in SETS for sentence, _ in read(name))
    assert [sentence for sentence, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", SETS)
def test_every_kind_and_approximate_values_occur(name: str) -> None:
    items = [item for _, items in read(name) for item in items]
    seen = {item.lstrip("~").split(":")[0] for item in items}
    assert seen == set(KINDS)
    assert sum(item.startswith("~") for item in items) >= 15


@pytest.mark.parametrize("name", ["fr_dev", "fr_holdout"])
def test_french_uses_every_space_and_apostrophe(name: str) -> None:
    text = (FOLDER / f"{name}.tsv").read_text("utf-8")
    assert all(text.count(mark) >= 5 for mark in "\u00a0\u202f'’")


@pytest.mark.parametrize(
    "item",
    [
        "cardinal:1,5",
        "cardinal:1.50",
        "cardinal:007",
        "percent:3:EUR",
        "money:3",
        "money:3:euros",
        "time:24:30",
        "time:8:30",
        "date:24/06/2025",
        "range:3-5",
        "range:3..5:people",
        "number:3",
        "~",
    ],
)
def test_the_check_refuses_malformed_items(item: str) -> None:
    assert fault(item)
