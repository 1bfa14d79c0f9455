"""Names that have an English form of their own: `data/names.tsv`."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from briefing.fidelity.inflection import forms
from briefing.fidelity.spelling import TOKEN, Token, fold
from briefing.fidelity.tables import rows, words
from briefing.quotes.lexicon import first_names
from briefing.types import Flag

RANK = re.compile("[IVXLC]+(?:e|er|re|ère|ème|es)?")
"""The number of a king, pope or century."""
_WEAK_KINDS = frozenset({"alias", "office", "people", "remark"})
"""Kinds that English may say in other words, or leave out."""


class Form(NamedTuple):
    """One form of a name, for lookup."""

    tokens: tuple[str, ...]
    row: int
    weak: bool
    """An adjective or common noun: its loss alone proves nothing."""


class Found(NamedTuple):
    """A name of the table where it stands in the source."""

    row: int
    surface: str
    weak: bool
    start: int
    end: int
    """Half-open range of tokens."""


def check_known(
    found: Sequence[Found], present: Mapping[int, frozenset[str]]
) -> Generator[Flag, None, list[int]]:
    """A doubt for each name of the table without its English form.

    Args:
        found: names of the French.
        present: rows that the English has, with the words they were found by.

    Returns:
        The rows that the English alone has, without those that a doubt tells of.
    """
    wanted = {f.row for f in found}
    # "Great Britain" is no « Bretagne », "German" no « outre-Rhin ».
    spent = frozenset[str]().union(*(present[r] for r in wanted if r in present))
    strange = sorted(r for r in present if r not in wanted and present[r] - spent)
    for name in {f.row: f for f in found if f.row not in present}.values():
        kind, _, english = table()[name.row]
        rival = next((r for r in strange if table()[r][0] == kind), None)
        if rival is not None:
            strange.remove(rival)
            yield doubt(name.surface, table()[rival][2].split("|")[0])
        elif not name.weak and kind not in _WEAK_KINDS:
            yield doubt(name.surface, f"no {english.split('|')[0]}")
    return strange


def find(words: Sequence[Token], text: str) -> Iterator[Found]:
    """The names of the table in a French sentence, the longest at each place."""
    index = french_index()
    i = 0
    while i < len(words):
        known = index.get(words[i].text)
        form = next((f for f in known if fits(f, words, i)), None) if known else None
        if form is None or is_first_or_last(form, words, i, text):
            i += 1
            continue
        end = i + len(form.tokens)
        surface = text[words[i].start : words[end - 1].end]
        yield Found(form.row, surface, form.weak, i, end)
        i = end


def covered_by(listed: Iterable[Found]) -> set[int]:
    """The places of words that are part of names of the table."""
    return {i for found in listed for i in range(found.start, found.end)}


def is_first_or_last(form: Form, words: Sequence[Token], i: int, text: str) -> bool:
    """Whether a person of the table is somebody else here: « Édouard Philippe ».

    That one is no Edward, and « Édouard VII » is.
    """
    if len(form.tokens) > 1 or table()[form.row][0] != "person":
        return False
    if last_name(words, i, text):
        return True
    return any(
        w.text[0].isupper()
        and not RANK.fullmatch(w.text)
        and fold(w.text) not in common_words()
        and adjoins(words[i], w, text)
        for w in words[i + 1 : i + 2]
    )


def last_name(words: Sequence[Token], i: int, text: str) -> bool:
    """Whether a first name stands right before: « George Floyd »."""
    if not i or words[i - 1].text not in first_names():
        return False
    return adjoins(words[i - 1], words[i], text)


def adjoins(word: Token, other: Token, text: str) -> bool:
    """Whether two words of a text may be of one name: "-" or a space is between."""
    return text[word.end : other.start] in (" ", "-", "\u00a0")


def surname(name: Found, words: Sequence[Token], text: str, there: set[str]) -> bool:
    """Whether a place is part of a person's name and came back unchanged."""
    if not name.start or not adjoins(words[name.start - 1], words[name.start], text):
        return False
    before = words[name.start - 1].text
    return (
        before[0].isupper()
        and all(word.text in there for word in words[name.start : name.end])
        and fold(before) not in common_words()
    )


def fits(form: Form, words: Sequence[Token], i: int) -> bool:
    """Whether all tokens of `form` stand at `i`."""
    return all(
        i + k < len(words) and words[i + k].text == token
        for k, token in enumerate(form.tokens)
    )


def rows_in(there: set[str]) -> dict[int, frozenset[str]]:
    """The rows of the table of which English forms are among words, with their words.

    The words of a form may stand apart: "Central and Eastern Europe".
    """
    index = english_index()
    found: dict[int, frozenset[str]] = {}
    for word in index.keys() & there:
        for form in index[word]:
            if all(token in there for token in form.tokens):
                found[form.row] = found.get(form.row, frozenset()).union(form.tokens)
    return found


def doubt(french: str, english: str) -> Flag:
    """A flag about a name."""
    return Flag(kind="name", detail=f"name in doubt: {french} → {english}")


@cache
def table() -> tuple[tuple[str, ...], ...]:
    """Kind, French forms and English forms of each row."""
    return rows("names.tsv")


@cache
def french_index() -> dict[str, tuple[Form, ...]]:
    """French forms by their first token, longest first."""
    found = [form for i, row in enumerate(table()) for form in french_forms(i, row[1])]
    return indexed(found)


def french_forms(row: int, written: str) -> Iterator[Form]:
    """The forms of one row; those marked `+` inflected and weak."""
    for form in written.split("|"):
        if form.endswith("+"):
            for inflected in forms(form[:-1]):
                capital = inflected[0].upper() + inflected[1:]
                yield Form(tuple(TOKEN.findall(inflected)), row, True)
                yield Form(tuple(TOKEN.findall(capital)), row, True)
        else:
            yield Form(tuple(TOKEN.findall(form)), row, form.islower())
            if form.isupper() and len(form) > 3:  # « Otan », « Unesco »
                yield Form((form.capitalize(),), row, False)


@cache
def english_index() -> dict[str, tuple[Form, ...]]:
    """English forms by their first token, longest first."""
    return indexed(
        [
            Form(tuple(TOKEN.findall(form)), i, False)
            for i, row in enumerate(table())
            for form in row[2].split("|")
        ]
    )


def indexed(found: Sequence[Form]) -> dict[str, tuple[Form, ...]]:
    """Forms grouped by their first token, longest first."""
    groups: dict[str, list[Form]] = {}
    for form in found:
        groups.setdefault(form.tokens[0], []).append(form)
    return {
        first: tuple(sorted(group, key=lambda f: -len(f.tokens)))
        for first, group in groups.items()
    }


@cache
def common_words() -> frozenset[str]:
    """French words that are often written in lower case, without accents."""
    return frozenset(fold("\n".join(words("common_fr.tsv"))).split("\n"))
