"""The table of roles and bodies, taken apart for lookup: `data/roles.tsv`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefing.fidelity.inflection import plural
from briefing.fidelity.spelling import fold

_DATA = Path(__file__).parent / "data" / "roles.tsv"

_SMALL = frozenset({"de", "d'", "du", "des", "à", "au", "aux", "en", "par", "près"})

Words = tuple[str, ...]

_OWN_NAMES = {"US": "American", "Philippine": "Filipino"}
"""Of peoples, where their governments' is another."""

LONGEST = 10
"""Words of the longest row, with their articles."""


class Entry(NamedTuple):
    """What the table has for a French phrase."""

    english: str
    notes: frozenset[str]
    plural: bool
    """Whether the French is a plural."""
    extra: str
    """The fourth column as it stands."""
    capital: bool
    """Whether the French must begin with a capital."""

    def note(self, name: str) -> str | None:
        """What stands behind `name:` among the notes."""
        found = (n for n in self.notes if n.startswith(f"{name}:"))
        return next((n.partition(":")[2] for n in found), None)


Index = Mapping[Words, Entry]


def words(text: str) -> Words:
    """The words of `text`; elided articles, brackets and commas are their own."""
    return tuple(word for part in text.split() for word in _parted(part))


def _parted(part: str) -> Iterator[str]:
    opening = part[:1] == "("
    if opening:
        yield "("
    core = part[opening:].rstrip("),")
    if core[1:2] == "'" and core[0] in "dDlL" and len(core) > 2:
        yield core[:2]
        core = core[2:]
    if core:
        yield core
    yield from part[opening:][len(part[opening:].rstrip("),")) :]


def key(phrase: Sequence[str]) -> Words:
    """`phrase` as the index has it: lower case, the first letters without accents.

    Capitals may lack them (« Etat »); at the end of a word an accent tells words
    apart (« juge », « jugé »).
    """
    return tuple(fold(word[0]) + word[1:].lower() for word in phrase)


@cache
def index(kind: str) -> Index:
    """The rows of one kind by their French; the first row that has a form counts."""
    found: dict[Words, Entry] = {}
    for french, english, extra in _rows(kind):
        entry = Entry(english, frozenset(extra.split()), False, extra, False)
        for form in french.split("|"):
            phrase = words(form)
            known = entry._replace(
                english=form if english == "=" else english,
                capital=phrase[0][0].isupper(),
            )
            found.setdefault(key(phrase), known)
    return found


@cache
def with_plurals(kind: str) -> Index:
    """The same with the plurals, which the first words of phrases show."""
    found = dict(index(kind))
    for phrase, entry in index(kind).items():
        if len(phrase[0]) > 2 and not entry.capital:
            found.setdefault(_plural(phrase), entry._replace(plural=True))
    return found


@cache
def sources() -> Index:
    """Heads and common nouns: what a source may be, or what one may belong to."""
    found = dict(with_plurals("head"))
    for phrase, entry in with_plurals("noun").items():
        only = entry.extra.endswith(("|only", "|bare"))
        notes = {"told", "thing", *(("only",) if only else ())}
        if entry.extra.endswith("|bare"):
            notes.add("closed")
        if entry.extra.startswith("{}"):
            notes.add("local")
        if not (only and entry.plural):
            found.setdefault(phrase, entry._replace(notes=frozenset(notes)))
    return found


@cache
def heads(*, things: bool = False, several: bool = False) -> Index:
    """Heads, those of one country, and common nouns where things are looked for."""
    return {**_nationals(several), **(sources() if things else with_plurals("head"))}


def own_name(people: str) -> str:
    """The adjective of a people where it is not its government's: "American"."""
    return _OWN_NAMES.get(people, people)


def _nationals(several: bool) -> dict[Words, Entry]:
    """« Malienne », "Malian woman": people of a country, who have a capital."""
    found: dict[Words, Entry] = {}
    for french, english, _ in _rows("people"):
        forms = french.split("|")
        gendered = any(not form.endswith("e") for form in forms)
        adjective = own_name(english)
        for form in forms:
            sex = "woman" if form.endswith("e") else "man"
            noun = f"{adjective} {sex if gendered else 'national'}"
            if several and sex == "man":
                noun = f"{adjective} person"
            phrase = (plural(form) if several else form,)
            found[key(phrase)] = Entry(noun, frozenset(), several, "", True)
    return found


def _plural(phrase: Words) -> Words:
    """« sources policières », « chefs d'entreprise »: up to the first small word."""
    end = next((i for i, word in enumerate(phrase) if word in _SMALL), len(phrase))
    return (*map(plural, phrase[:end]), *phrase[end:])


def longest(
    found: Index, text: Sequence[str], at: int, ahead: Words = ()
) -> tuple[Entry, int] | None:
    """The longest row of `found` at `text[at:]` and where it ends.

    Args:
        found: rows of one kind.
        text: the words of a role.
        at: where to look.
        ahead: words to think before them: the article that « du » holds.
    """
    there = text[at : at + LONGEST]
    folded = ahead + key(there)
    for size in range(len(there), 0, -1):
        entry = found.get(folded[: len(ahead) + size])
        if entry and (ahead or not entry.capital or there[0][0].isupper()):
            return entry, at + size
    return None


def _rows(kind: str) -> Iterator[tuple[str, str, str]]:
    """French, English and notes of the rows of one kind."""
    return ((f[1], f[2], f[3]) for f in _fields() if f[0] == kind)


@cache
def _fields() -> tuple[tuple[str, ...], ...]:
    lines = _DATA.read_text(encoding="utf-8").split("\n")
    fields = (x.split("\t") for x in lines if x.strip() and x[0] != "#")
    return tuple([(*row, "", "", "")[:4] for row in fields])
