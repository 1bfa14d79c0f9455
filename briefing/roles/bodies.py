"""Bodies and places in French to English, as they stand behind a role or alone.

Each reader looks at one place and says what it found there and where that ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefing.roles.domains import domains, joined
from briefing.roles.names import (
    Part,
    exonyms,
    initials,
    is_common,
    is_initials,
    is_next,
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
    told, end = _qualities(text, end)
    if told and text[at][0].isupper() and _is_longer(text, at, end):
        return None
    pattern, _, named = entry.extra.partition("|")
    if told and named == "bare":
        return None
    if told:
        called = name(text, end) if named == "behind" else None
        plain = f"the {told} {entry.english}"
        return (
            Part(f"{plain} {called.english}", called.end)
            if called
            else Part(plain, end)
        )
    whose = of_place(text, end) if pattern != "-" else None
    if whose:
        return Part(f"the {_placed(pattern, whose.english)}", whose.end)
    if named in ("before", "behind"):
        called = body(text, end, "") or name(text, end)
        if called:
            title = called.english.removeprefix("the ")
            first = is_initials(title) or (
                named == "before" and not _has_article(title)
            )
            order = (title, entry.english) if first else (entry.english, title)
            return Part(f"the {' '.join(order)}", called.end)
    return Part(f"the {entry.english}", end)


def _is_longer(text: Sequence[str], at: int, end: int) -> bool:
    """Whether the name of a body that begins with a noun goes on at `end`."""
    goes_on = end < len(text) and text[end].lower() in DE
    return goes_on and longest(index("titled"), text, at) is not None


def _qualities(text: Sequence[str], at: int) -> tuple[str, int]:
    """« ferroviaire britannique »: the adjectives behind a noun, in English order."""
    people, found, end = "", "", at
    while end < len(text):
        small = text[end][0].islower()  # « la chaîne Public Zut » is no public one
        more, after = peoples(text, end)
        if more and small and not people:
            people, end = more, after
            continue
        known = longest(with_plurals("quality"), text, end) if small else None
        ahead = text[end + 1 : end + 2]
        alone = not ahead or not ahead[0][0].isupper()
        if known is None and alone and is_initials(text[end]):
            known = longest(index("adjective"), text, end)  # « union locale CGT »
        if known is None:
            break
        found, end = f"{known[0].english} {found}".strip(), known[1]
    return f"{people} {found}".strip(), end


def _placed(pattern: str, place: str) -> str:
    """A noun with its place: "the Lyon police", "the police of La Rochelle"."""
    if pattern.endswith((" of {}", " in {}", " for {}")):
        return pattern.replace("{}", place)
    town = place.removeprefix("the ")
    if _has_article(town):
        return f"{pattern.replace('{}', '').strip()} of {town}"
    return pattern.replace("{}", town)


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
    whole = end == part.end or text[end : end + 1] == ("(",)
    return entry.english if whole or text[at].islower() else ""


def ordinal(number: int) -> str:
    """`number` as English counts: 1st, 12th, 23rd."""
    teens = 10 < number % 100 < 14
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def is_ordinal(word: str) -> bool:
    """Whether `word` counts: « 15e »."""
    return _ORDINAL.fullmatch(word) is not None


def department(text: Sequence[str], at: int, article: str) -> Part | None:
    """A part of a body by its field: « service de cardiologie »."""
    known = longest(index("part"), text, at) if article in ("le", "la", "l'") else None
    if known is None:
        return None
    entry, i = known
    fields, end = [], i
    while i + 1 < len(text) and text[i].lower() in ("de", "d'", "des", "et", ","):
        i += text[i] in ("et", ",")
        if i + 1 >= len(text) or text[i].lower() not in ("de", "d'", "des"):
            break
        field = longest(index("field"), text, i + 1)
        if field is None:
            break
        fields.append(field[0].english)
        i = end = field[1]
    if not fields:
        return None
    return Part(f"the {' and '.join(fields)} {entry.english}", end)


def titled(text: Sequence[str], at: int, article: str) -> Part | None:
    """A body whose French name is kept: « Fédération nationale des zinzins ».

    Its first noun shows it, with a capital; it ends where a name may not go on. Bodies
    of other countries and of the world may have a name in English.
    """
    if article not in ("le", "la", "l'") or not text[at][0].isupper():
        return None
    if longest(index("titled"), text, at) is None:
        return None
    end = at + 1
    while end < len(text) and _goes_on(text, end) and not is_next(text, at, end):
        abroad = longest(with_plurals("foreign"), text, end) or _abroad(text, end)
        if abroad or peoples(text, end)[0] not in ("", "French"):
            return None
        end += 1
    while text[end - 1] in _JOINING:
        end -= 1
    if not 2 <= end - at <= _LONGEST_TITLE:
        return None
    named = " ".join(text[at:end]).replace("' ", "'")
    return bracketed(text, Part(f"the {named}", end))


def _abroad(text: Sequence[str], at: int) -> bool:
    """Whether a place stands at `text[at]` that English calls otherwise."""
    if not text[at][0].isupper() or text[at] in exonyms("region"):
        return False
    first = text[at].partition("-")[0]  # « Soudan-Nord »
    if first != text[at] and first in exonyms("state"):
        return exonyms("state")[first] != first
    found = place(text, at, "")
    return found is not None and found.english != " ".join(text[at : found.end])


def _goes_on(text: Sequence[str], at: int) -> bool:
    """Whether `text[at]` may belong to the name of a body that began before it."""
    word = text[at]
    if word == "et":
        return at + 1 < len(text) and text[at + 1].lower() in _JOINING
    if word.lower() in _JOINING:
        return True
    letters = all(c.isalpha() or c in "-'" for c in word)
    return letters and not longest(with_plurals("end"), text, at)


_JOINING = frozenset({"de", "d'", "du", "des", "la", "le", "les", "l'", "et"})
_LONGEST_TITLE = 12

_BODIES: tuple[Reader, ...] = (
    *(body, ministry, common, division, place, letters, department, titled),
)
