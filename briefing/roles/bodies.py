"""Bodies and places in French to English, as they stand behind a role or alone.

Each reader looks at one place and says what it found there and where that ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefing.roles.domains import domains, joined
from briefing.roles.names import (
    Part,
    initials,
    is_common,
    is_initials,
    is_open,
    name,
    place,
)
from briefing.roles.prepositions import DE, link
from briefing.roles.tables import index, key, longest, with_plurals, words

OWN_WORDS = ("US", "British")
"""Peoples whose ministers and ministries have their own names."""

_ORDINAL = re.compile(r"([0-9]{1,3})(?:e|er|re|è|ème|ère)")
_DIVISIONS = {"arrondissement": "arrondissement", "circonscription": "constituency"}

Reader = Callable[[Sequence[str], int, str], Part | None]
"""Reads `text[at:]` behind an article, or behind none."""


def complement(text: Sequence[str], at: int, article: str) -> Part | None:
    """The body or place at `text[at:]`; the longer, of two that begin there."""
    if at >= len(text):
        return None
    found = [part for read in _BODIES if (part := read(text, at, article))]
    return max(found, key=lambda part: part.end, default=None)


def body(text: Sequence[str], at: int, article: str) -> Part | None:
    """A body of the table, with its initials in brackets."""
    known = longest(index("body"), text, at, (article,)) if article else None
    known = known or longest(index("body"), text, at)
    if known is None:
        return None
    entry, end = known
    if entry.english.startswith("the ") and not article:
        return None
    return bracketed(text, Part(entry.english, end, entry.extra))


def bracketed(text: Sequence[str], part: Part) -> Part:
    """`part` with the initials that stand in brackets behind it."""
    inside = text[part.end : part.end + 3]
    if len(inside) != 3 or (inside[0], inside[2]) != ("(", ")"):
        return part
    if not (is_initials(inside[1]) or part.initials):
        return part
    english = part.initials or initials(inside[1])
    if not english:
        return part
    return Part(f"{part.english} ({english})", part.end + 3)


def letters(text: Sequence[str], at: int, article: str) -> Part | None:
    """Initials of a body that no table knows, kept."""
    kept = initials(text[at])
    if kept is None or article == "les":
        return None
    return Part(f"the {kept}" if article else kept, at + 1)


def ministry(text: Sequence[str], at: int, article: str) -> Part | None:
    """A ministry by its domain: « ministère chinois des Affaires étrangères »."""
    if text[at].lower() != "ministère" or article in ("", "les"):
        return None
    people, i = peoples(text, at + 1)
    found = domains(text, i)
    if found is None:
        return None
    names, end = found
    late, end = ("", end) if people else peoples(text, end)
    attributes = joined([entry.english for entry in names])
    office = f"{people or late} {attributes}".strip()
    special = index("department").get(key(words(office)))
    if special is None and (people or late) in OWN_WORDS:
        return None
    return Part(f"the {special.english if special else f'{office} ministry'}", end)


def peoples(text: Sequence[str], at: int) -> tuple[str, int]:
    """The adjective of a people at `text[at]`, if one stands there, and its end."""
    known = longest(with_plurals("people"), text, at) if at < len(text) else None
    return (known[0].english, known[1]) if known else ("", at)


def common(text: Sequence[str], at: int, article: str) -> Part | None:
    """A body by a common noun: « gouvernement allemand », « parquet de Lyon »."""
    known = longest(index("noun"), text, at) if article in ("le", "la", "l'") else None
    if known is None:
        return None
    entry, end = known
    people, end = peoples(text, end)
    if people:
        return Part(f"the {people} {entry.english}", end)
    pattern, _, named = entry.extra.partition("|")
    whose = of_place(text, end) if pattern != "-" else None
    if whose:
        town = whose.english.removeprefix("the ")
        if _has_article(town):
            pattern = (
                f"{pattern.replace('{}', '').removesuffix(' of ').strip()} of {{}}"
            )
        return Part(f"the {pattern.replace('{}', town)}", whose.end)
    if named:
        called = body(text, end, "") or name(text, end)
        if called:
            title = called.english.removeprefix("the ")
            first = is_initials(title) or (
                named == "before" and not _has_article(title)
            )
            order = (title, entry.english) if first else (entry.english, title)
            return Part(f"the {' '.join(order)}", called.end)
    return Part(f"the {entry.english}", end)


def _has_article(name: str) -> bool:
    """Whether a French name brings its own article: no "the" goes before it."""
    return name.startswith(("La ", "Le ", "Les ", "L'"))


def of_place(text: Sequence[str], at: int) -> Part | None:
    """A place behind « de », known or kept by its French name."""
    found = link(text, at, DE)
    if found is None or found[1] >= len(text):
        return None
    article, i = found
    known = place(text, i, article)
    if known or article or is_open(text, i):
        return known
    kept = name(text, i)
    return None if kept is None or is_common(text[i : kept.end]) else kept


def division(text: Sequence[str], at: int, article: str) -> Part | None:
    """A part of a town by its number: « 15e arrondissement de Paris »."""
    number = _ORDINAL.fullmatch(text[at])
    if number is None or not article or at + 1 >= len(text):
        return None
    noun = _DIVISIONS.get(text[at + 1].lower())
    return Part(f"the {ordinal(int(number[1]))} {noun}", at + 2) if noun else None


def sort(text: Sequence[str], at: int, part: Part) -> str:
    """The sort of the body at `text[at:]`, which `part` is: « SNCF », a company.

    A common noun tells it whatever follows; a name has to be the whole of the part.
    """
    known = longest(index("sort"), text, at)
    if known is None:
        return ""
    entry, end = known
    whole = end == part.end or text[end] == "("
    return entry.english if whole or text[at].islower() else ""


def ordinal(number: int) -> str:
    """`number` as English counts: 1st, 12th, 23rd."""
    teens = 10 < number % 100 < 14
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def is_ordinal(word: str) -> bool:
    """Whether `word` counts: « 15e »."""
    return _ORDINAL.fullmatch(word) is not None


_BODIES: tuple[Reader, ...] = (body, ministry, common, division, place, letters)
