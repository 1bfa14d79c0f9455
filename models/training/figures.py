"""Synthetic pairs full of figures, dates, money and names, from a small grammar.

`data/templates.tsv` has French and English with the same slots; this module fills
them. The corpora have few billions, few euros and no names of today's press, and a
small model that has not seen « 35 milliards » often writes 3.5.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data"
SLOT = re.compile(r"\{(\w+)\}")

PRONOUNS = {"le ": "his", "la ": "her"}
FEMININE = (("en", "enne"), ("grec", "grecque"), ("turc", "turque"))
CONTRACTIONS = (
    (" de le ", " du "),
    (" de les ", " des "),
    (" à le ", " au "),
    (" de Israël", " d'Israël"),
    (" de Haïti", " d'Haïti"),
)

Both = tuple[str, str]
"""The same thing in French and in English."""


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a data file."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def words(kind: str, name: str = "words") -> list[Both]:
    """The words of a kind with their English, from the data file `name`."""
    return [(x["french"], x["english"]) for x in table(name) if x["kind"] == kind]


@cache
def names(kind: str) -> list[str]:
    """First or last names."""
    return [x["name"] for x in table("names") if x["kind"] == kind]


def upper_first(text: str) -> str:
    """`text` with a capital at its start."""
    return text[:1].upper() + text[1:]


def grouped(number: int) -> Both:
    """12 500 and 12,500."""
    english = f"{number:,}"
    return english.replace(",", " "), english


def decimal(number: float, digits: int) -> Both:
    """3,2 and 3.2; no digits after the point if `digits` is 0."""
    english = f"{number:.{digits}f}"
    return english.replace(".", ","), english


def count(r: random.Random) -> Both:
    """A whole number between 17 and 999,999, round more often than not."""
    size = r.choice((2, 2, 3, 3, 3, 4, 4, 5, 5, 6))
    number = r.randrange(10 ** (size - 1), 10**size)
    if r.random() < 0.5 and size > 2:
        number = number // 10 ** (size - 2) * 10 ** (size - 2)
    return grouped(max(17, number))


def amount(r: random.Random) -> tuple[Both, bool]:
    """The number before million or milliard, and whether French takes a plural."""
    if r.random() < 0.15:
        return r.choice(words("small")), True
    value = r.choice((r.uniform(1, 10), r.uniform(1, 100), r.uniform(1, 999)))
    digits = r.choice((0, 0, 1, 1, 2)) if value < 20 else r.choice((0, 0, 0, 1))
    shown = max(1.0, round(value, digits))
    return decimal(shown, digits), shown >= 2


def big(r: random.Random) -> Both:
    """Millions or billions: « 1,5 milliard », "1.5 billion"."""
    (french, english), plural = amount(r)
    word, translated = r.choice(words("scale"))
    return f"{french} {word}{'s' * plural}", f"{english} {translated}"


def money(r: random.Random) -> Both:
    """A sum in euros, dollars or pounds."""
    unit = r.choice(("euros", "euros", "euros", "dollars", "dollars", "livres"))
    english_unit = "pounds" if unit == "livres" else unit
    if r.random() < 0.7:
        french, english = big(r)
        french = f"{french} d'{unit}" if unit == "euros" else f"{french} de {unit}"
    else:
        french, english = count(r)
        french = f"{french} {unit}"
    if unit == "dollars" and english[0].isdigit():
        return french, f"${english}"
    return french, f"{english} {english_unit}"


def percent(r: random.Random) -> Both:
    """« 3,2 % », "3.2%"."""
    value = r.choice((r.uniform(0, 10), r.uniform(0, 100)))
    french, english = decimal(value, r.choice((0, 0, 1, 1, 2)))
    return f"{french} %", f"{english}%"


def year(r: random.Random) -> Both:
    """A year from 1900 to 2050, recent more often."""
    number = str(r.choice((r.randint(2010, 2030), r.randint(1900, 2050))))
    return number, number


def date(r: random.Random) -> Both:
    """« le 3 mars 2021 », "on March 3, 2021", with or without day and year."""
    number, (french_month, english_month) = r.randint(1, 28), r.choice(words("month"))
    french = f"{'1er' if number == 1 else number} {french_month}"
    english = f"{english_month} {number}"
    if r.random() < 0.3:
        french_day, english_day = r.choice(words("day"))
        french, english = f"{french_day} {french}", f"{english_day}, {english}"
    if r.random() < 0.5:
        when = year(r)[0]
        return f"le {french} {when}", f"on {english}, {when}"
    return f"le {french}", f"on {english}"


def clock(r: random.Random) -> Both:
    """« 14 h 30 », "2:30 p.m."."""
    hour, minute = r.randint(1, 23), r.choice((0, 0, 15, 30, 45, r.randrange(60)))
    gap = r.choice(("h", " h "))
    french = f"{hour}{gap}{minute:02d}" if minute else f"{hour}{gap.rstrip()}"
    half = "a.m." if hour < 12 else "p.m."
    shown = (hour - 1) % 12 + 1
    return french, f"{shown}:{minute:02d} {half}" if minute else f"{shown} {half}"


def invented(r: random.Random) -> str:
    """A family name that nobody has, to be copied letter by letter."""
    kinds = ["head", *["middle", "joint"] * r.randint(1, 2), "end"]
    return "".join(r.choice(words(kind))[0] for kind in kinds)


def person(r: random.Random) -> Both:
    """A name, the same in both languages."""
    last = invented(r) if r.random() < 0.4 else r.choice(names("last"))
    if r.random() < 0.07:
        last = f"{last}-{r.choice(names('last'))}"
    return 2 * (f"{r.choice(names('first'))} {last}",)


def small(r: random.Random) -> Both:
    """A small number, in words or digits."""
    if r.random() < 0.6:
        return r.choice(words("small"))
    return 2 * (str(r.randint(2, 99)),)


def word(kind: str) -> Callable[[random.Random], Both]:
    """A slot that is filled with a word of a kind."""
    return lambda r: r.choice(words(kind))


def day(r: random.Random) -> Both:
    """A day of the week."""
    french, english = r.choice(words("day"))
    return french, f"on {english}"


def ordinal(r: random.Random) -> Both:
    """« 3e », "3rd", or in words."""
    if r.random() < 0.5:
        return r.choice(words("ordinal"))
    n = r.randint(2, 60)
    last = n % 10 if n // 10 != 1 else 0
    return f"{n}e", f"{n}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def distance(r: random.Random) -> Both:
    """Kilometers or meters, in full or short."""
    french, english = count(r) if r.random() < 0.3 else 2 * (str(r.randint(2, 99)),)
    forms = (("kilomètres", "kilometers"), ("km", "km"), ("mètres", "meters"))
    units = r.choice(forms)
    return f"{french} {units[0]}", f"{english} {units[1]}"


def one_place(r: random.Random) -> Both:
    """A decimal with one place."""
    return decimal(r.uniform(1, 99), 1)


def named(kind: str) -> Callable[[random.Random], Both]:
    """A slot filled from a table of names with their English."""

    def fill(r: random.Random) -> Both:
        row = r.choice(table(kind))
        return row["name"], row["english"]

    return fill


def number(low: int, high: int) -> Callable[[random.Random], Both]:
    """A slot for a plain number."""
    return lambda r: 2 * (str(r.randint(low, high)),)


SLOTS: dict[str, Callable[[random.Random], Both]] = {
    "age": number(18, 92),
    "big": big,
    "century": word("century"),
    "city": named("cities"),
    "count": count,
    "country": named("countries"),
    "date": date,
    "day": day,
    "decimal": one_place,
    "distance": distance,
    "high": number(31, 95),
    "low": number(2, 30),
    "money": money,
    "month": word("month"),
    "office": named("offices"),
    "ordinal": ordinal,
    "percent": percent,
    "person": person,
    "quarter": word("quarter"),
    "remark": word("remark"),
    "sector": word("sector"),
    "small": small,
    "time": clock,
    "year": year,
}


def feminine(adjective: str) -> str:
    """The feminine of a French adjective of nationality."""
    if adjective.endswith("e"):
        return adjective
    for ending, feminine_ending in FEMININE:
        if adjective.endswith(ending):
            return adjective.removesuffix(ending) + feminine_ending
    return adjective + "e"


def fill(template: Both, r: random.Random) -> Both:
    """One sentence pair from a template; the same slot is filled once."""
    values: dict[str, Both] = {}
    nation = r.choice(table("countries"))
    values["adjective"] = nation["adjective"], ""
    values["adjective_f"] = feminine(nation["adjective"]), ""
    values["english_adjective"] = "", nation["english_adjective"]
    values["place"] = nation["place"], f"in {nation['english']}"
    values["country_of_place"] = "", nation["english"]

    def value(slot: str) -> Both:
        if slot not in values:
            values[slot] = _new(slot, r, value)
        return values[slot]

    for slot in SLOT.findall(template[0]):
        value(slot)
    french = SLOT.sub(lambda match: value(match[1])[0], template[0])
    english = SLOT.sub(lambda match: value(match[1])[1], template[1])
    return contract(french), upper_first(english.replace("m..", "m."))


def _new(slot: str, r: random.Random, value: Callable[[str], Both]) -> Both:
    if slot[0].isupper():
        french, english = value(slot.lower())
        return upper_first(french), upper_first(english)
    if slot.endswith("_cap"):
        french, english = value(slot.removesuffix("_cap"))
        return upper_first(french), upper_first(english)
    if slot == "remark_low":
        french, english = value("remark")
        return french[0].lower() + french[1:], english[0].lower() + english[1:]
    if slot == "his":
        return "", PRONOUNS.get(value("office")[0][:3], "their")
    return SLOTS[slot.rstrip("2")](r)


def contract(french: str) -> str:
    """« de le » becomes « du » and « de les » « des », as French has it."""
    for full, short in CONTRACTIONS:
        french = french.replace(full, short)
    return french


def sentences(size: int, seed: int = 0) -> list[Both]:
    """`size` different pairs."""
    r = random.Random(seed)  # noqa: S311
    templates = [(row["french"], row["english"]) for row in table("templates")]
    found: dict[Both, None] = {}
    while len(found) < size:
        found[fill(r.choice(templates), r)] = None
    return list(found)
