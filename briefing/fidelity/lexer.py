"""Text to items: numerals put together, the words around them classed.

Each item carries a one-letter class code, so that the rules of `grammar.py` can be
regular expressions over the string of codes: one letter for one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from briefing.fidelity.tables import rows

Number = int | Decimal

_SPACES = " \u00a0\u202f\u2009"
_WORD = r"[^\W\d_]"
_COMMON = rf"""
  (?P<iso>(?<![\w-])[12]\d{{3}}-[01]\d-[0-3]\d(?![\w-]))
 |(?P<slashed>(?<![\w/])[0-3]?\d/[01]?\d/(?:[12]\d{{3}}|\d\d)(?![\w/]))
 |(?P<phone>(?<![\w+])(?:\+\d{{1,3}}(?:[ .\-()\u00a0]{{0,2}}\d{{1,4}}){{2,6}}
    |0[1-9](?:[ .\-\u00a0]\d\d){{4}}|0[1-9]\d{{8}})(?![\w]))
 |(?P<dotted>(?<![\w.])\d+(?:\.\d+){{2,}}(?![\w]))
 |(?P<code>(?<!\w)(?=[A-Za-zÀ-Ý][^\W\d_]*-?\d)(?![A-Za-z]+-[12]\d{{3}}(?!\d))
    (?:{_WORD}*[A-ZÀ-Ý]{_WORD}*)-?\d[\w]*(?:-\d+\w*)?)
"""
_FRENCH = (
    _COMMON
    + rf"""
 |(?P<time>(?<![\w.,])(?:[01]?\d|2[0-4])[{_SPACES}]?[hH](?:[{_SPACES}]?[0-5]\d)?(?!\w))
 |(?P<clock>(?<![\w.,:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\w:]))
 |(?P<rank>(?<!\w)\d+[{_SPACES}]?(?:i?[èe]?res?|ers?|[èeé]mes?|nde?s?|es?)(?!\w))
 |(?P<century>(?<!\w)[IVX]+(?:i?[èe]?re?|er|[èeé]me|es?)(?!\w))
 |(?P<number>\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:,\d+)?
    |\d{{1,3}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?|\d+[.,]\d+|\d+)
 |(?P<word>{_WORD}+)|(?P<symbol>[^\w\s'’]|_)
"""
)
_ENGLISH = (
    _COMMON
    + rf"""
 |(?P<clock>(?<![\w.,:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\w:]))
 |(?P<rank>(?<!\w)\d{{1,3}}(?:,\d{{3}})*(?:st|nd|rd|th)s?(?!\w))
 |(?P<decade>(?<!\w)(?:[12]\d)?\d0['’]?s(?!\w))
 |(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?
    |\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d,])(?:\.\d+)?|\d+\.\d+|\d+,\d+|\d+)
 |(?P<word>{_WORD}+)|(?P<symbol>[^\w\s'’]|_)
"""
)


class Token(NamedTuple):
    """A piece of the text: a number as written, a word, or one symbol."""

    kind: str
    text: str
    start: int
    end: int


class Item(NamedTuple):
    """What a rule sees: a class, a value, and where it stands."""

    cls: str
    value: Number | str
    start: int
    end: int
    text: str = ""
    scale: Number = 1
    """What a scale word multiplied by: 10^6 in « 1,5 million »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How one language writes quantities."""

    name: str
    token: re.Pattern[str]
    words: dict[str, tuple[str, Number | str]]
    """Class and value by form; tried as written, then in lower case."""
    phrases: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]
    """Forms of several tokens by their first token, longest first."""
    decimal: str
    """The decimal sign."""


@cache
def language(name: str) -> Language:
    """The language `fr` or `en`."""
    token = re.compile(_FRENCH if name == "fr" else _ENGLISH, re.VERBOSE)
    words: dict[str, tuple[str, Number | str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for forms, cls, value in rows(f"words_{name}.tsv"):
        for form in forms.split("|"):
            parts = tuple(
                m.group() for m in re.finditer(r"[^\W\d_]+|[^\w\s'’]|\d", form)
            )
            if len(parts) > 1:
                phrases.setdefault(parts[0].lower(), []).append((parts, cls, value))
            else:
                words[form] = (cls, int(value) if value.isdigit() else value)
    ordered = {
        first: tuple(sorted(forms, key=lambda f: -len(f[0])))
        for first, forms in phrases.items()
    }
    decimal = "," if name == "fr" else "."
    return Language(
        name=name, token=token, words=words, phrases=ordered, decimal=decimal
    )


def tokens(text: str, lang: Language) -> list[Token]:
    """The tokens of `text`; white space and apostrophes are left out."""
    return [
        Token(m.lastgroup or "symbol", m.group(), m.start(), m.end())
        for m in lang.token.finditer(text)
    ]


def parse_number(text: str, lang: Language) -> Number:
    """The value of digits as the language writes them (« 1 234,5 »)."""
    for space in _SPACES:
        text = text.replace(space, "")
    thousands = "." if lang.decimal == "," else ","
    groups = text.split(thousands)
    if len(groups) > 1 and all(len(g.split(lang.decimal)[0]) == 3 for g in groups[1:]):
        text = "".join(groups)
    text = text.replace(lang.decimal, ".").replace(thousands, ".")
    return Decimal(text) if "." in text else int(text)


def phrase_at(
    found: list[Token], i: int, lang: Language
) -> tuple[int, str, str] | None:
    """Length, class and value of the longest phrase of the lexicon at `i`."""
    for parts, cls, value in lang.phrases.get(found[i].text.lower(), ()):
        span = found[i : i + len(parts)]
        if len(span) == len(parts) and all(
            t.text == p or t.text.lower() == p for t, p in zip(span, parts, strict=True)
        ):
            return len(parts), cls, value
    return None


def classify(found: list[Token], lang: Language) -> Iterator[Item]:
    """Items for `found`, before numerals are put together."""
    i = 0
    while i < len(found):
        token = found[i]
        phrase = phrase_at(found, i, lang)
        if phrase:
            length, cls, value = phrase
            yield Item(cls, value, token.start, found[i + length - 1].end, token.text)
            i += length
            continue
        yield classify_one(token, lang)
        i += 1


def classify_one(token: Token, lang: Language) -> Item:
    """The item for one token."""
    kind, text, start, end = token
    if kind == "number":
        value: Number | str = parse_number(text, lang)
        return Item(digit_class(text, value), value, start, end, text)
    if kind == "rank":
        return Item("rank", leading_int(text), start, end, text)
    if kind == "decade":
        return Item("decade", leading_int(text.lstrip("'’")), start, end, text)
    if kind == "century":
        return Item("century_roman", roman(text), start, end, text)
    if kind not in ("word", "symbol"):
        return Item(kind, text, start, end, text)
    cls, value = lang.words.get(text) or lang.words.get(text.lower()) or ("", text)
    return Item(cls or (text if kind == "symbol" else "other"), value, start, end, text)


def leading_int(text: str) -> int:
    """The integer `text` begins with, thousands commas ignored."""
    match = re.match(r"[\d,]*", text)
    return int((match.group() if match else "").replace(",", "") or 0)


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


def roman(text: str) -> int:
    """The value of the Roman numeral `text` begins with; 0 if it begins with none."""
    values = [_ROMAN[c] for c in re.match("[IVXLCDM]*", text).group()]  # type: ignore[union-attr]
    return sum(
        -value if any(later > value for later in values[i + 1 : i + 2]) else value
        for i, value in enumerate(values)
    )


def digit_class(text: str, value: Number | str) -> str:
    """`year` for four plain digits that may be one, `int`, `big` or `decimal`."""
    if isinstance(value, Decimal):
        return "decimal"
    if len(text) == 4 and text.isdigit() and 1000 <= int(value) <= 2099:
        return "year"
    return "int" if len(text) <= 2 else "big"
