"""French noun phrases of offices and bodies to English, word by word of the table.

Each function reads at one place and says what it found and where that ends. The longest
row counts, and roles stand in roles three deep: time is bounded by the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from briefing.glossary.terms import english_plural
from briefing.roles.names import (
    Part,
    initials,
    is_common,
    is_initials,
    is_open,
    is_person,
    name,
    place,
    town,
)
from briefing.roles.tables import Entry, Index, index, key, longest, with_plurals, words

_DE = {"de": "", "d'": "", "du": "le", "des": "les"}
_AT = {"à": "", "au": "le", "aux": "les"}
_ORDINAL = re.compile(r"([0-9]{1,3})(?:e|er|re|è|ème|ère)")
_DIVISIONS = {"arrondissement": "arrondissement", "circonscription": "constituency"}
_UNCHANGED = ("man", "wife", "person", "close", "accused", "military", "people")
_HOUSES = ("Assembly", "Senate", "Parliament", "parliament", "House", "Commons")
_OWN_WORDS = ("US", "British")
"""Peoples whose ministers and ministries have their own names."""
MOST = 3
"""Roles inside roles: « avocat du président du club »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """English of a role while it is read."""

    noun: str
    entry: Entry
    end: int
    """Where the French read so far ends."""
    times: tuple[str, ...] = ()
    """"former", which stands before all else."""
    people: str = ""
    before: tuple[str, ...] = ()
    """Other words before the noun, in their order."""
    domains: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    """What stands behind the noun, each with its preposition."""
    kept: bool = False
    """Whether the last of that is a name as it stood: more might belong to it."""

    def has(self, note: str) -> bool:
        """Whether the head has a note in the table."""
        return note in self.entry.notes

    @property
    def bare(self) -> bool:
        """Whether nothing is told but the head."""
        return not (self.people or self.before or self.domains or self.behind)


# Complements


def link(text: Sequence[str], at: int, links: dict[str, str]) -> tuple[str, int] | None:
    """The article in or behind a preposition of `links`, and where they end."""
    if at >= len(text) or text[at].lower() not in links:
        return None
    article = links[text[at].lower()]
    if not article and at + 1 < len(text) and text[at + 1] in ("la", "l'"):
        return text[at + 1], at + 2
    return article, at + 1


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
    if special is None and (people or late) in _OWN_WORDS:
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
        english = pattern.replace("{}", re.sub("^the ", "", whose.english, count=1))
        return Part(f"the {english}", whose.end)
    if named:
        called = body(text, end, "") or name(text, end)
        if called:
            title = re.sub("^the ", "", called.english, count=1)
            short = is_initials(title)
            order = (title, entry.english) if short else (entry.english, title)
            return Part(f"the {' '.join(order)}", called.end)
    return Part(f"the {entry.english}", end)


def of_place(text: Sequence[str], at: int) -> Part | None:
    """A place behind « de », known or kept by its French name."""
    found = link(text, at, _DE)
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


def ordinal(number: int) -> str:
    """`number` as English counts: 1st, 12th, 23rd."""
    teens = 10 < number % 100 < 14
    ending = "th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


Reader = Callable[[Sequence[str], int, str], Part | None]

_BODIES: tuple[Reader, ...] = (body, ministry, common, division, place, letters)


def complement(text: Sequence[str], at: int, article: str) -> Part | None:
    """The body or place at `text[at:]`; the longer, of two that begin there."""
    if at >= len(text):
        return None
    found = [part for read in _BODIES if (part := read(text, at, article))]
    return max(found, key=lambda part: part.end, default=None)


def domains(
    text: Sequence[str], at: int, links: dict[str, str] = _DE
) -> tuple[list[Entry], int] | None:
    """What a minister is in charge of: one domain or several, and where they end."""
    found: list[Entry] = []
    i = at
    while True:
        start = link(text, i, links)
        known = start and domain(text, start[1], start[0])
        if not known:
            break
        found.append(known[0])
        i = end = known[1]
        if i < len(text) and text[i] in (",", "et"):
            i += 1
            continue
        return found, end
    return None


def domain(text: Sequence[str], at: int, article: str) -> tuple[Entry, int] | None:
    """One domain with its article."""
    return longest(index("domain"), text, at, (article,)) if article else None


def joined(parts: Sequence[str]) -> str:
    """`parts` as English lists them."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


# Roles


def role(text: Sequence[str], at: int, heads: Index, depth: int = 0) -> Phrase | None:
    """The role at `text[at:]` with all that belongs to it."""
    times, i = [], at
    while i < len(text) and (time := longest(index("time"), text, i)):
        times.append(time[0].english)
        i = time[1]
    if i < len(text) and text[i].lower().startswith("ex-"):
        times.append("former")
        text = (*text[:i], text[i][3:] or " ", *text[i + 1 :])
    known = longest(heads, text, i) if i < len(text) else None
    if known is None:
        return None
    entry, i = known
    noun = entry.english
    if entry.plural:
        if noun.endswith(_UNCHANGED):
            return None
        noun = english_plural(noun)
    phrase = Phrase(noun=noun, entry=entry, end=i, times=tuple(times))
    while phrase.end < len(text):
        longer = _read(text, phrase, depth)
        if longer is None:
            break
        phrase = longer
    return phrase if _is_whole(phrase) else None


def _read(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """`phrase` with what follows it, if a table covers that."""
    for read in _ADJECTIVES if not phrase.behind else ():
        longer = read(text, phrase)
        if longer:
            return longer
    if phrase.has("sole"):
        return None
    for more in _COMPLEMENTS:
        longer = more(text, phrase, depth)
        if longer:
            return longer
    return None


def _is_whole(phrase: Phrase) -> bool:
    """Whether a head that needs more has it."""
    first = phrase.behind[0] if phrase.behind else ""
    if phrase.has("media") and first.startswith("of the "):
        return False
    if phrase.has("university") and not phrase.has("found"):
        return "niversity" in " ".join(phrase.behind)
    own = {"of", phrase.entry.note("by"), phrase.entry.note("bodies")}
    return not phrase.has("needs") or first.partition(" ")[0] in own


def _people(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    people, end = peoples(text, phrase.end)
    if not people or phrase.people:
        return None
    return replace(phrase, people=people, end=end)


def _adjective(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    known = longest(with_plurals("adjective"), text, phrase.end)
    if known is None or phrase.domains:
        return None
    before = (known[0].english, *phrase.before)
    return replace(phrase, before=before, end=known[1])


def _party(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """Initials in brackets: « maire (LR) de Lyon », « maire de Lyon (LR) »."""
    inside = text[phrase.end : phrase.end + 3]
    if len(inside) != 3 or (inside[0], inside[2]) != ("(", ")"):
        return None
    party = longest(index("adjective"), inside, 1)
    if party is None or party[1] != 2:
        return None
    end, english = phrase.end + 3, party[0].english
    if phrase.behind:
        return replace(phrase, behind=(*phrase.behind, f"({english})"), end=end)
    return replace(phrase, before=(english, *phrase.before), end=end)


def _age(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« artiste de 28 ans »: "28-year-old artist"."""
    i = phrase.end
    if text[i].lower() in ("âgé", "âgée"):
        i += 1
    there = tuple(text[i : i + 3])
    if len(there) < 3 or (there[0], there[2]) != ("de", "ans"):
        return None
    if not re.fullmatch("[0-9]{1,3}", there[1]) or phrase.entry.plural:
        return None
    before = (f"{there[1]}-year-old", *phrase.before)
    return replace(phrase, before=before, end=i + 3)


def _domains(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« ministre de la Santé »; « ministre aux Affaires européennes »."""
    if not phrase.has("minister") or phrase.domains:
        return None
    found = domains(text, phrase.end) or domains(text, phrase.end, _AT)
    if found is None:
        return None
    names = (joined([entry.english for entry in found[0]]),)
    return replace(phrase, domains=names, end=found[1])


_ADJECTIVES: tuple[Callable[[Sequence[str], Phrase], Phrase | None], ...]
_ADJECTIVES = (_people, _party, _age, _domains, _adjective)


def _bracket(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    return _party(text, phrase) if phrase.behind else None


def _charge(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """« chargé de »: "for" of those in a government, else "in charge of"."""
    i = phrase.end
    charged = text[i].lower() in ("chargé", "chargée")
    ruling = phrase.has("minister") or phrase.has("for")
    if not charged and not (phrase.has("for") and not phrase.behind):
        return None
    found = domains(text, i + charged) or (None if charged else domains(text, i, _AT))
    if found is None:
        return None
    matters = joined([entry.extra for entry in found[0]])
    word = "for" if ruling else "in charge of"
    return _with(phrase, word, Part(matters, found[1]))


def _field(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """« professeur de droit », « étudiante en médecine », « expert en »."""
    i = phrase.end
    if phrase.behind or text[i].lower() not in ("de", "d'", "en"):
        return None
    known = longest(index("field"), text, i + 1)
    if known is None:
        return None
    entry, end = known
    if phrase.has("university") and entry.extra == "u":
        notes = phrase.entry.notes | {"found"}
        phrase = replace(phrase, entry=phrase.entry._replace(notes=notes))
    if phrase.has("attributive"):
        return replace(phrase, before=(*phrase.before, entry.english), end=end)
    word = "of"
    if text[i].lower() == "en":
        word = "on" if phrase.entry.note("by") == "on" else "in"
    return _with(phrase, word, Part(entry.english, end))


def _of(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """« de » with a body, a place, a matter, a person or another role."""
    found = link(text, phrase.end, _DE)
    if found is None or found[1] >= len(text) or phrase.kept:
        return None
    article, i = found
    word = "of" if phrase.behind else phrase.entry.note("by") or "of"
    part = complement(text, i, article)
    matter = longest(index("matter"), text, i, (article,)) if article else None
    if matter and (part is None or matter[1] >= part.end):
        return _with(phrase, word, Part(matter[0].english, matter[1]))
    if part and place(text, i, article) == part:
        if phrase.has("person"):
            return None  # « avocat de Washington » may live there
        return _with(phrase, "from" if word == "at" else word, part)
    if part and not phrase.behind and not _ORDINAL.fullmatch(text[i]):
        return _with(phrase, phrase.entry.note("bodies") or word, part)
    if part is None and not phrase.has("known"):
        part = _kept(text, i, article, phrase)
        if part:
            return replace(_with(phrase, word, part), kept=True)
    if part is None and article and depth < MOST:
        inner = role(text, i, with_plurals("head"), depth + 1)
        if inner and inner.entry.plural == (article == "les"):
            english = spoken(inner)
            part = Part(f"the {english}", inner.end) if english else None
    return _with(phrase, word, part) if part else None


def _kept(text: Sequence[str], at: int, article: str, phrase: Phrase) -> Part | None:
    """A name as it is: a town's of a mayor, else one without an article."""
    if longest(index("noun"), text, at):
        return None
    if phrase.has("town") and not phrase.behind and not is_open(text, at):
        return town(text, at, article)
    if article or is_open(text, at):
        return None
    kept = name(text, at)
    if kept is None or (phrase.has("place") and not phrase.behind):
        return kept
    if phrase.has("person") and not is_person(text[at : kept.end]):
        return None
    return None if is_common(text[at : kept.end]) else kept


def _at(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """« à » with a body or a known place; « en » with a country."""
    word = phrase.entry.note("at") or "at"
    found = link(text, phrase.end, _AT)
    if found and word != "-" and not phrase.has("minister"):
        part = complement(text, found[1], found[0])
        if part is None:
            return None
        if word == "at" and (
            part.english.endswith(_HOUSES) or place(text, found[1], found[0]) == part
        ):
            word = "in"
        return _with(phrase, word, part)
    if text[phrase.end] == "en" and phrase.end + 1 < len(text):
        country = place(text, phrase.end + 1, "")
        word = "to" if word == "to" else "in"
        return _with(phrase, word, country) if country else None
    return None


_COMPLEMENTS: tuple[Callable[[Sequence[str], Phrase, int], Phrase | None], ...]
_COMPLEMENTS = (_bracket, _charge, _field, _of, _at)


def _with(phrase: Phrase, word: str, part: Part) -> Phrase:
    """`phrase` with one more complement."""
    behind = (*phrase.behind, f"{word} {part.english}")
    if phrase.noun == "president" and re.search("committee|board", part.english):
        phrase = replace(phrase, noun="chair")
    return replace(phrase, behind=behind, end=part.end)


def spoken(phrase: Phrase) -> str | None:
    """The English of `phrase`; none where English has no such office."""
    noun, before = phrase.noun, phrase.before
    if phrase.people == "US" and phrase.has("lawmaker"):
        noun = "lawmakers" if phrase.entry.plural else "lawmaker"
    office = " ".join((phrase.people, *phrase.domains))
    if phrase.has("cabinet") or (
        phrase.domains and phrase.people in _OWN_WORDS and noun == "minister"
    ):
        known = index("cabinet").get(key(words(office)))
        if known is None or phrase.before:
            return None
        return " ".join((*phrase.times, known.english, *phrase.behind))
    first, _, rest = noun.partition(" ")
    inner = (*phrase.times, phrase.people, *before, *phrase.domains, noun)
    if rest and first == "senior":
        inner = (*phrase.times, first, phrase.people, *before, rest)
    if rest and first == "deputy" and phrase.domains:
        inner = (*phrase.times, phrase.people, *before, first, *phrase.domains, rest)
    return " ".join(word for word in (*inner, *phrase.behind) if word)
