"""Names of a sentence against those of its translation.

Names with an English form of their own stand in `data/names.tsv`; all other
capitalized words that are no common French words must come back as they are, give or
take a transliteration (« Tchernihiv », "Chernihiv").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.fidelity.inflection import forms
from briefing.fidelity.tables import rows
from briefing.types import Flag

_TOKEN = re.compile(r"[^\W_]+")
_STARTS = re.compile(r"(?:^|[.!?…:;«“\"(\[–—•|/]|- )\s*$")
_CODE = re.compile(
    r"(?<![\w-])(?![^\W\d_]+-[12]\d{3}\b)(?:[A-ZÀ-Ý]{1,6}|[A-ZÀ-Ý][^\W\d_]{1,2})"
    r"-?\d[\dA-Z]*(?:-\d+)?(?=s?(?!\w))"
)
"""Few letters, capitals most of them, with digits right behind."""
_RANK = re.compile("[IVXLC]+(?:e|er|re|ère|ème|es)?")
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "President"})
_WEAK_KINDS = frozenset({"people", "office"})


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


class Token(NamedTuple):
    """A word and its place."""

    text: str
    start: int
    end: int


def check_names(source: str, target: str) -> Iterator[Flag]:
    """The doubts about names: those of the table, then all others."""
    words, english = tokenize(source), tokenize(target)
    there = {word.text for word in english}
    found = [f for f in find(words, source) if not surname(f, words, there)]
    present = rows_in(english)
    yield from check_known(found, present)
    covered = {i for f in found for i in range(f.start, f.end)}
    yield from check_unknown(words, source, covered, english)
    yield from check_invented(words, english, target)
    yield from check_codes(source, target)


def tokenize(text: str) -> list[Token]:
    """The words of `text`, split at hyphens and apostrophes."""
    return [Token(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]


def find(words: Sequence[Token], text: str) -> Iterator[Found]:
    """The names of the table in a French sentence, the longest at each place."""
    index = french_index()
    i = 0
    while i < len(words):
        form = next(
            (f for f in index.get(words[i].text, ()) if fits(f, words, i)), None
        )
        if form is None:
            i += 1
            continue
        end = i + len(form.tokens)
        surface = text[words[i].start : words[end - 1].end]
        yield Found(form.row, surface, form.weak, i, end)
        i = end


def surname(name: Found, words: Sequence[Token], there: set[str]) -> bool:
    """Whether a place is part of a person's name and came back unchanged."""
    before = words[name.start - 1].text if name.start else ""
    return (
        before[:1].isupper()
        and all(word.text in there for word in words[name.start : name.end])
        and fold(before) not in common_words()
    )


def fits(form: Form, words: Sequence[Token], i: int) -> bool:
    """Whether all tokens of `form` stand at `i`."""
    return all(
        i + k < len(words) and words[i + k].text == token
        for k, token in enumerate(form.tokens)
    )


def rows_in(words: Sequence[Token]) -> set[int]:
    """The rows of the table of which an English form stands in `words`.

    The words of a form may stand apart: "Central and Eastern Europe".
    """
    index = english_index()
    there = {word.text for word in words}
    return {
        form.row
        for word in there
        for form in index.get(word, ())
        if all(token in there for token in form.tokens)
    }


def check_known(found: Sequence[Found], present: set[int]) -> Iterator[Flag]:
    """A doubt for each name of the table without its English form."""
    wanted = {f.row for f in found}
    strange = sorted(present - wanted)
    for name in {f.row: f for f in found if f.row not in present}.values():
        kind, _, english = table()[name.row]
        rival = next((r for r in strange if table()[r][0] == kind), None)
        if rival is not None:
            strange.remove(rival)
            yield doubt(name.surface, table()[rival][2].split("|")[0])
        elif not name.weak and kind not in _WEAK_KINDS:
            yield doubt(name.surface, f"no {english.split('|')[0]}")


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
                yield Form(tuple(_TOKEN.findall(inflected)), row, True)
                yield Form(tuple(_TOKEN.findall(capital)), row, True)
        else:
            yield Form(tuple(_TOKEN.findall(form)), row, form.islower())
            if form.isupper() and len(form) > 3:  # « Otan », « Unesco »
                yield Form((form.capitalize(),), row, False)


@cache
def english_index() -> dict[str, tuple[Form, ...]]:
    """English forms by their first token, longest first."""
    return indexed(
        [
            Form(tuple(_TOKEN.findall(form)), i, False)
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


def check_unknown(
    words: Sequence[Token], text: str, covered: set[int], english: Sequence[Token]
) -> Iterator[Flag]:
    """A doubt for each other name that does not come back.

    A first name may be left out (« Steve Jobs », "Jobs"); the last name may not.
    """
    names = [
        i for i, word in enumerate(words) if i not in covered and is_name(word, text)
    ]
    if not names:
        return
    there = {fold(word.text) for word in english}
    seen: set[str] = set()
    for i in names:
        word = words[i]
        if word.text in seen or fold(word.text) in there:
            continue
        seen.add(word.text)
        if skeleton(fold(word.text)) in {skeleton(one) for one in there}:
            continue
        rival = mangled(word.text, words, english)
        if rival or not first_name(words, i, text):
            yield doubt(word.text, rival or "not found")


def check_invented(
    words: Sequence[Token], english: Sequence[Token], target: str
) -> Iterator[Flag]:
    """A doubt for each name of the English that nothing in the French explains.

    Only names that stand alone: « Planning familial » is "Planned Parenthood".
    """
    names = [i for i, word in enumerate(english) if is_english_name(word, target)]
    french = {fold(word.text) for word in words} if names else set()
    for i in names:
        word = english[i]
        if fold(word.text) in french or kin(fold(word.text), french):
            continue
        if titled([*english[max(0, i - 1) : i], *english[i + 1 : i + 2]], target):
            continue
        if skeleton(fold(word.text)) in {skeleton(one) for one in french}:
            continue
        yield Flag(kind="name", detail=f"name not in the French: {word.text}")


def titled(neighbors: Sequence[Token], text: str) -> bool:
    """Whether a word beside is capitalized too, as in titles and full names.

    The first word of a sentence is no such word, nor is "Mr".
    """
    return any(
        word.text[0].isupper()
        and word.text not in _TITLES
        and not _STARTS.search(text[max(0, word.start - 4) : word.start])
        for word in neighbors
    )


def is_english_name(word: Token, text: str) -> bool:
    """Whether a word can only be a name: capitalized, not common, not of the table."""
    if not word.text[0].isupper() or len(word.text) < 4 or not word.text[1:].islower():
        return False
    folded = fold(word.text)
    if folded in english_words() or word.text in english_tokens():
        return False
    return not _STARTS.search(text[max(0, word.start - 4) : word.start])


def kin(folded: str, french: set[str]) -> bool:
    """Whether a French word begins as `folded` does: « Judée », "Judean"."""
    return any(word[:3] == folded[:3] and len(word) > 3 for word in french)


@cache
def english_words() -> frozenset[str]:
    """Words that are often written in lower case in English, and their plurals."""
    words = [word for (word,) in rows("common_en.tsv")]
    return frozenset([*words, *(f"{word}s" for word in words)])


@cache
def english_tokens() -> frozenset[str]:
    """Every word of the English side of the table."""
    return frozenset(
        token
        for row in table()
        for token in _TOKEN.findall(row[2])
        if token[0].isupper()
    )


def check_codes(source: str, target: str) -> Iterator[Flag]:
    """A doubt for each code (« A320 », « H5N1 ») that does not come back."""
    missing = lost_codes(source, target)
    extra = lost_codes(target, source)
    for code in missing:
        yield doubt(code, extra.pop(0) if extra else "not found")
    for code in extra:
        yield Flag(kind="name", detail=f"name not in the French: {code}")


def lost_codes(text: str, other: str) -> list[str]:
    """Codes of `text` that `other` does not have, hyphens and spaces aside."""
    found = list(dict.fromkeys(_CODE.findall(text)))
    there = squeezed(other) if found else ""
    return [code for code in found if squeezed(code) not in there]


def squeezed(text: str) -> str:
    """The letters and digits of `text`, in lower case."""
    return "".join(c for c in fold(text) if c.isalnum())


def first_name(words: Sequence[Token], i: int, text: str) -> bool:
    """Whether another capitalized word follows at once."""
    if i + 1 == len(words) or not words[i + 1].text[0].isupper():
        return False
    return text[words[i].end : words[i + 1].start] in (" ", "-", "\u00a0")


def mangled(name: str, words: Sequence[Token], english: Sequence[Token]) -> str:
    """A capitalized word of the English that looks like `name` gone wrong."""
    french = {fold(word.text) for word in words}
    for word in english:
        folded = fold(word.text)
        if (
            word.text[0].isupper()
            and folded not in french
            and close(fold(name), folded)
        ):
            return word.text
    return ""


def close(a: str, b: str) -> bool:
    """Whether two words are the same but for a letter or two."""
    if abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.75


def is_name(word: Token, text: str) -> bool:
    """Whether a word is surely a name: capitalized inside a sentence, not common."""
    if not word.text[0].isupper() or len(word.text) < 3 or word.text.isupper():
        return False
    if fold(word.text) in common_words() or _RANK.fullmatch(word.text):
        return False
    return not _STARTS.search(text[max(0, word.start - 4) : word.start])


@cache
def common_words() -> frozenset[str]:
    """French words that are often written in lower case, without accents."""
    return frozenset(fold(row[0]) for row in rows("common_fr.tsv"))


_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """`word` in lower case without accents."""
    flat = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in flat if not unicodedata.combining(c))


_SOUNDS = (
    (re.compile("t?sch|tch|tsh|ch|sh|cz|sz"), "s"),
    (re.compile("eau|aux?|oh"), "o"),
    (re.compile("ou|oo|w|u"), "u"),
    (re.compile("dzh|dj|zh|gi|g(?=[ei])|j"), "z"),
    (re.compile("kh|ck|qu|q|c(?=[aourlnk])|c$"), "k"),
    (re.compile("ph"), "f"),
    (re.compile("[eay]?[iy]+e?"), "i"),
    (re.compile("v"), "f"),
    (re.compile("gh"), "g"),
    (re.compile("h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=..)(?:i[ae]?n|[aeiou])?[aeious]*$"), ""),
)


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """What French and English spellings of a foreign name have in common.

    Endings go: « Ligurie » and "Liguria", « Assyriens » and "Assyrians".
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word
