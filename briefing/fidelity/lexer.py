"""Text to items: numerals put together, the words around them classed.

Each item carries a one-letter class code, so that the rules of `grammar.py` can be
regular expressions over the string of codes: one letter for one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.fidelity.tables import rows

Number = int | Decimal

_SPACES = " \u00a0\u2005-\u200a\u202f"
"""Spaces between groups of digits, as the inside of a character class."""
_WORD = r"[^\W\d_]"
_MINUS = r"(?:(?<![^\s(])[-−])"
"""A sign, not a dash: white space or nothing before it, digits right after it."""
# What most tokens are comes first: words that nothing else can begin like (« Ier » is a
# rank), and signs. All other symbols are what is left, in no group.
_COMMON = rf"""
  (?P<plain>(?:[a-zà-ÿœ]|[A-HJ-UWYZÀ-Ý][a-zà-ÿœ])[a-zà-ÿœ]+(?![\w@'’+-]|\.\S|://))
 |(?P<symbol>[,;:!?…«»"“”])
 |(?P<address>(?<!\w)(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+)
 |(?P<iso>(?<![\w-])[12]\d{{3}}-[01]\d-[0-3]\d(?![\w-]))
 |(?P<slashed>(?<![\w/])[0-3]?\d/[01]?\d/(?:[12]\d{{3}}|\d\d)(?![\w/])
    |(?<![\w-])[0-3]?\d-[01]?\d-[12]\d{{3}}(?![\w-])
    |(?:(?<=\b[Ll]e[ ])|(?<=\b[DdAa]u[ ]))[0-3]?\d/[01]\d(?![\w/]))
 |(?P<phone>(?<![\w+])(?:\+\d{{1,3}}(?:[{_SPACES}.\-()]{{0,2}}\d{{1,4}}){{2,6}}
    |0[1-9](?:[{_SPACES}.\-]\d\d){{4}}|0\d{{2,4}}[{_SPACES}-]\d{{3,4}}[{_SPACES}-]\d{{3,4}}
    |0[1-9]\d{{8}}|0[{_SPACES}]8\d\d(?:[{_SPACES}]\d{{3}}){{2}}
    |(?:1[ -])?\(?\d{{3}}\)?[ -]\d{{3}}-\d{{4}})(?!\w))
 |(?P<roman>(?<![\w'’-])(?=[IVXLC]{{1,}}(?!\w))(?:C{{0,3}}(?:X[CL]|L?X{{0,3}})(?:I[XV]|V?I{{0,3}}))(?![\w'’]|-\d))
 |(?P<dotted>(?<![\w.])\d+(?:\.\d+){{2,}}(?![\w]))
 |(?P<code>(?<!\w)(?=[A-Za-zÀ-Ý][^\W\d_]*-?\d)(?![A-Za-z]+-[12]\d{{3}}(?!\d))(?!(?:Under|Over)-)
    (?:{_WORD}*[A-ZÀ-Ý]{_WORD}*)-?\d[\w]*(?:-\d+\w*)?)
"""
_FRENCH = (
    r"(?P<small>(?<!\w)[ivx]+(?:er|e|ème)(?=\s+siècle))|"
    + _COMMON
    + rf"""
 |(?P<time>(?<![\w.,])(?:[01]?\d|2[0-4])[{_SPACES}]?[hH](?:[{_SPACES}]?[0-5]\d)?
    (?![{_SPACES}]?(?:\d|min|mn))(?!\w))
 |(?P<clock>(?<![\w.,:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\w:]))
 |(?P<rank>(?<!\w)\d+[{_SPACES}]?(?:i?[èe]?res?|ers?|[èeé]mes?|nde?s?|es?|[ᵉʳ]+)(?!\w))
 |(?P<century>(?<!\w)[IVX]+(?:i?[èe]?re?|er|[èeé]me|es?|[ᵉʳ]+)(?!\w))
 |(?P<number>{_MINUS}?(?:\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+(?!\d)(?:,\d+)?
    |\d{{1,3}}(?:\.\d{{3}})+(?!\d)(?:,\d+)?|\d+[.,]\d+|\d+))
 |(?P<power>(?<![^\W\d_])[kc]?m[23](?!\w))
 |(?P<elided>(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)['’])
 |(?P<word>{_WORD}+)|[^\w\s'’]|_
"""
)
_ENGLISH = (
    _COMMON
    + rf"""
 |(?P<clock>(?<![\w.,:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\w:]))
 |(?P<rank>(?<!\w)\d{{1,3}}(?:,\d{{3}})*(?:st|nd|rd|th)s?(?!\w))
 |(?P<decade>(?<!\w)(?:[12]\d)?\d0['’]?s(?!\w))
 |(?P<plural_num>(?<!\w)\d\ds(?!\w))
 |(?P<number>{_MINUS}?(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)(?:\.\d+)?
    |\d{{1,3}}(?:[{_SPACES}'’]\d{{3}})+(?![\d,])(?:\.\d+)?|\d+\.\d+|\d+,\d+|\d+))
 |(?P<power>(?<![^\W\d_])[kc]?m[23](?!\w))
 |(?P<word>{_WORD}+)|[^\w\s'’]|_
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
    phrases: dict[tuple[str, str], tuple[tuple[tuple[str, ...], str, str], ...]]
    """Forms of several tokens by their first two in lower case, longest first."""
    endings: tuple[tuple[str, str], ...]
    """Endings of words that are in no row, with the class they give."""
    decimal: str
    """The decimal sign."""
    counting: frozenset[str]
    """Words of number, in lower case."""


@cache
def language(name: str) -> Language:
    """The language `fr` or `en`."""
    token = re.compile(_FRENCH if name == "fr" else _ENGLISH, re.VERBOSE)
    words: dict[str, tuple[str, Number | str]] = {}
    phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], str, str]]] = {}
    endings: list[tuple[str, str]] = []
    for forms, cls, value in rows(f"words_{name}.tsv"):
        for form in forms.split("|"):
            if form.startswith("*"):
                endings.append((form[1:], cls))
                continue
            parts = tuple(
                m.group() for m in re.finditer(r"[^\W\d_]+|[^\w\s'’]|\d+", form)
            )
            if len(parts) > 1 and not form.isalnum():
                # « près d'un »
                elided = [(*parts[:-1], "d")] if parts[-1] == "de" else []
                for one in (parts, *elided):
                    head = one[0].lower(), one[1].lower()
                    phrases.setdefault(head, []).append((one, cls, value))
            else:
                words[form] = (cls, int(value) if value.isdigit() else value)
    ordered = {
        first: tuple(sorted(forms, key=lambda f: -len(f[0])))
        for first, forms in phrases.items()
    }
    decimal = "," if name == "fr" else "."
    return Language(
        name=name,
        token=token,
        words=words,
        phrases=ordered,
        endings=tuple(endings),
        decimal=decimal,
        counting=frozenset(
            word.lower() for word, (cls, _) in words.items() if cls in _COUNTING
        ),
    )


_COUNTING = frozenset(
    {"num", "hundred", "scale", "about", "ordinal", "seconde", "half", "part"}
    | {
        "moitie",
        "hour",
        "noon",
        "twice",
        "quarter",
        "decade_word",
        "percent",
        "quarantine",
    }
)


_FIGURE = re.compile(r"\d|\b[IVX]{2,}|\b[IVX]e?r?\b|siècle")
_RUN = re.compile(r"\w+")


def may_count(text: str, lang: Language) -> bool:
    """Whether `text` has a digit, a Roman numeral or a word of number."""
    found = _FIGURE.search(text)
    return bool(found) or not lang.counting.isdisjoint(_RUN.findall(text.lower()))


def tokens(text: str, lang: Language) -> list[Token]:
    """The tokens of `text`; white space and apostrophes are left out."""
    return [
        Token(m.lastgroup or "symbol", m.group(), m.start(), m.end())
        for m in lang.token.finditer(text)
    ]


def parse_number(text: str, lang: Language) -> Number:
    """The value of digits as the language writes them (« 1 234,5 »)."""
    text = re.sub(r"[\s'’]", "", text).replace("−", "-")
    thousands = "." if lang.decimal == "," else ","
    groups = text.split(thousands)
    if len(groups) > 1 and all(len(g.split(lang.decimal)[0]) == 3 for g in groups[1:]):
        text = "".join(groups)
    text = text.replace(lang.decimal, ".").replace(thousands, ".")
    # Python reads no int of more than 4,300 digits.
    return Decimal(text) if "." in text or len(text) > 4_000 else int(text)


def phrase_at(
    written: list[str], lowered: list[str], i: int, lang: Language
) -> tuple[int, str, str] | None:
    """Length, class and value of the longest phrase of the lexicon at `i`.

    Args:
        written: the bare text of each token.
        lowered: the same in lower case.
        i: the token to begin with.
        lang: whose lexicon it is.
    """
    for parts, cls, value in lang.phrases.get((lowered[i], lowered[i + 1]), ()):
        end = i + len(parts)
        if len(written) >= end and all(
            map(_either, parts, written[i:end], lowered[i:end])
        ):
            return len(parts), cls, value
    return None


def _either(part: str, written: str, lowered: str) -> bool:
    return part in (written, lowered)


def bare(token: Token) -> str:
    """The token's text without the apostrophe of an elision."""
    return token.text[:-1] if token.kind == "elided" else token.text


def classify(found: list[Token], lang: Language) -> Iterator[Item]:
    """Items for `found`, before numerals are put together."""
    written = [bare(token) for token in found]
    lowered = [text.lower() for text in written]
    last = len(found) - 1
    i = 0
    while i <= last:
        token = found[i]
        phrase = phrase_at(written, lowered, i, lang) if i < last else None
        if phrase:
            length, cls, value = phrase
            yield Item(cls, value, token.start, found[i + length - 1].end, token.text)
            i += length
            continue
        if token.kind == "number" and coded(found, i, lang):
            i, whole = code(found, i)
            yield whole
            continue
        yield classify_one(token, lang)
        i += 1


def coded(found: list[Token], i: int, lang: Language) -> bool:
    """Whether the digits at `i` run into letters that are no unit: « 5G », « 4x4 »."""
    j = i + 1
    if j == len(found) or found[j].start > found[i].end:
        return False
    word = found[j].text
    return found[j].kind in ("plain", "word") and not (
        word in lang.words or (len(word) > 1 and word.lower() in lang.words)
    )


def code(found: list[Token], i: int) -> tuple[int, Item]:
    """The token at `i` and all that touch it as part of a name, and the index after."""
    j = i + 1
    while (
        j < len(found)
        and found[j].start == found[j - 1].end
        and found[j].kind in ("plain", "word", "number")
    ):
        j += 1
    text = "".join(token.text for token in found[i:j])
    return j, Item("code", text, found[i].start, found[j - 1].end, text)


def classify_one(token: Token, lang: Language) -> Item:
    """The item for one token."""
    kind, text, start, end = token
    if kind in ("plain", "word", "power", "symbol"):
        return classify_word(token, lang)
    if kind == "number":
        value = parse_number(text, lang)
        return Item(digit_class(text, value, lang), value, start, end, text)
    if kind == "elided":
        return Item("of" if text[0] in "dD" else "other", text, start, end, text)
    if kind in READ_AS_INT:
        return Item(kind, leading_int(text.lstrip("'’")), start, end, text)
    if kind in ("century", "small", "roman"):
        value = roman(text.upper() if kind == "small" else text)
        return Item(roman_class(kind, text), value, start, end, text)
    return Item(kind, text, start, end, text)


def classify_word(token: Token, lang: Language) -> Item:
    """The item for a word or a symbol: by the lexicon, else `name` or `other`."""
    kind, text, start, end = token
    cls, value = word_class(text, kind, lang.name)
    return Item(cls, value, start, end, text)


@lru_cache(maxsize=20_000)
def word_class(text: str, kind: str, name: str) -> tuple[str, Number | str]:
    """Class and value of a word or symbol in the language `name`."""
    lang = language(name)
    known = lang.words.get(text) or lang.words.get(text.lower())
    if known and known[0]:
        return known
    value = known[1] if known else text
    if kind == "symbol":
        return text, value
    if not text.islower():
        return "name", value
    endings = (cls for ending, cls in lang.endings if text.endswith(ending))
    return next(endings, "other"), value


def roman_class(kind: str, text: str) -> str:
    """`roman_rank` for XIXe, `roman` for XIV; one letter must prove itself."""
    if kind in ("century", "small"):
        return "roman_rank"
    if len(text) > 1:
        return "roman"
    return "roman_letter" if text in "IVX" else "name"


READ_AS_INT = frozenset({"rank", "decade", "plural_num"})


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


def digit_class(text: str, value: Number, lang: Language) -> str:
    """`year` for four plain digits that may be one; else by size and form.

    `dotted_number` is a decimal that the language would not write with a dot.
    """
    if isinstance(value, Decimal):
        return "dotted_number" if lang.name == "fr" and "." in text else "decimal"
    if len(text) == 4 and text.isdigit() and 1000 <= value <= 2099:
        return "year"
    return "int" if value < 100 and text.isdigit() else "big"
