"""What an article counts: every figure with what tells it from the other figures.

A figure is known by its kind and unit, by the class of the words around it
(`data/counted.tsv`: « pompiers » and « soldats du feu » are one) and by those words
themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache

from briefing.fidelity.quantities import Quantity, french
from briefing.resources import rows
from briefing.summary.leaning import plain
from briefing.types import Article, Sentence
from briefing.words import fold, stems

MOST = 80
"""Figures of one article that are looked at."""

BEHIND, AHEAD = 90, 80
"""Characters before and after a figure that may say what it counts, within its
clause."""

_KINDS = frozenset({"cardinal", "money", "percent", "unit", "duration", "age", "time"})

_COMPARED = _KINDS - {"age"}

_NUMERAL = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|"
    r"quinze|seize|vingt|trente|quarante|cinquante|soixante|cents?|mille|\w+aine)\b",
    re.IGNORECASE,
)
_BASE = {
    "t": ("kg", 1000),
    "km": ("m", 1000),
    "hour": ("minute", 60),
    "week": ("day", 7),
    "year": ("month", 12),
}
"""Units that the same thing may be told in, by a smaller one."""

_CLAUSE = re.compile(r"[;:()!?…]|\.\s|, (?!\d)| et (?=\w+ )| dont | mais ")
# « 3,5 % contre 3,4 % »: what was before, or what another has.
_BEFORE = re.compile(r"\bcontre\s$", re.IGNORECASE)
_AT = re.compile(r"\bà\s$", re.IGNORECASE)
_BY = re.compile(r"\b(?:de|d'environ|de près de|de plus de)\s$", re.IGNORECASE)
_OF = re.compile(r"\s(?:des|du|de la|d'entre)\s|\sde l'")

_CLOCK = re.compile(r"\b(?:à|vers|dès|il est|il était|avant|après)\s$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure of an article."""

    sentence: int
    start: int
    """In the sentence."""
    shown: str
    """As it stands in the French sentence."""
    kind: str
    unit: str
    value: Decimal
    exact: bool
    states: frozenset[str]
    """Classes of what happened to those counted."""
    things: frozenset[str]
    """Classes of what is counted."""
    words: frozenset[str]
    """Stems of the clause without figures."""
    context: frozenset[str]
    """Stems of the whole sentence."""
    names: frozenset[str]
    """Names in the sentence, folded."""
    days: frozenset[str]
    """Weekdays in the sentence."""
    share: bool = False
    """Whether it is a rate or a share (« reculé à 3,6 % », « 97 % des commerçants »),
    and not a change."""


def counts(article: Article) -> tuple[Count, ...]:
    """The figures of the article in order, the first `MOST`."""
    found: list[Count] = []
    for sentence in article.sentences:
        if len(found) >= MOST:
            break
        if _NUMERAL.search(sentence.text) or _MONTH_OR_YEAR.search(sentence.text):
            found += _of_sentence(sentence)
    return tuple(found[:MOST])


def _of_sentence(sentence: Sentence) -> Iterator[Count]:
    text = sentence.text
    context = _words(text)
    yield from _due(sentence, context)
    for quantity in french(text):
        value = _value(quantity)
        if quantity.kind not in _KINDS or value is None:
            continue
        kind, unit = _what(quantity, text)
        before = plain(text[: quantity.span.start])
        if kind not in _COMPARED or _BEFORE.search(before):
            continue
        unit, factor = _BASE.get(unit, (unit, 1))
        around = plain(_around(quantity, text))
        things, states = _classes(fold(around))
        if kind != "duration":
            things -= {"lasting"}
        yield Count(
            sentence=sentence.index,
            start=quantity.span.start,
            shown=quantity.span.of(text),
            kind=kind,
            unit=unit,
            value=value * factor,
            exact=quantity.exact,
            states=states,
            things=things,
            words=_words(around),
            context=context,
            names=_names(text),
            days=_days(text),
            share=kind == "percent" and _is_share(before, text[quantity.span.end :]),
        )


def _due(sentence: Sentence, context: frozenset[str]) -> Iterator[Count]:
    """Months and years in which something is to happen."""
    text = plain(sentence.text)
    for match in _MONTH_OR_YEAR.finditer(text):
        around = _between(text, match.start(), match.end())
        if not _FUTURE.search(around) or not match[0].strip():
            continue
        month = _MONTHS.index(match["month"].lower()) if match["month"] else -1
        year = int(match["year"] or 0)
        things, states = _classes(fold(around))
        yield Count(
            sentence=sentence.index,
            start=match.start(),
            shown=sentence.text[match.start() : match.end()],
            kind="due",
            unit="year" if month < 0 else "month",
            value=Decimal(year if month < 0 else year * 12 + month),
            exact=True,
            states=states,
            things=things,
            words=_words(around),
            context=context,
            names=_names(text),
            days=_days(text),
        )


_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
_MONTH_OR_YEAR = re.compile(
    rf"\ben (?=[a-zûé]{{3,9}}\b|20)(?:(?P<month>{'|'.join(_MONTHS)})\b ?)?"
    r"(?P<year>20\d\d\b)?",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:doi(?:t|vent)|\w+(?:ra|ront|rait|raient)|prévue?s?|attendue?s?|d'ici)\b"
)


def _value(quantity: Quantity) -> Decimal | None:
    hour = re.fullmatch(r"(\d\d?):(\d\d)", quantity.value)
    try:
        return (
            Decimal(int(hour[1]) * 60 + int(hour[2]))
            if hour
            else Decimal(quantity.value)
        )
    except InvalidOperation:
        return None


def _what(quantity: Quantity, text: str) -> tuple[str, str]:
    """Kind and unit; « à 6 h 40 » is a time of day, « d'ici à quatre ans » no age."""
    if quantity.kind == "time":
        return "time", "minute"
    before = plain(text[: quantity.span.start])
    if quantity.kind == "age" and before.endswith("d'ici à "):
        return "duration", "year"
    clock = _CLOCK.search(before)
    if quantity.unit == "minute" and "h" in quantity.span.of(text) and clock:
        return "time", "minute"
    return quantity.kind, quantity.unit or ""


def _around(quantity: Quantity, text: str) -> str:
    return _between(text, quantity.span.start, quantity.span.end)


def _between(text: str, start: int, end: int) -> str:
    """The clause of what stands there, from mark to mark, without it."""
    before = text[max(0, start - BEHIND) : start]
    after = text[end : end + AHEAD]
    left = [m.end() for m in _CLAUSE.finditer(before)]
    right = _CLAUSE.search(after)
    stop = right.start() if right else len(after)
    return f"{before[left[-1] if left else 0 :]} {after[:stop]}"


def _words(text: str) -> frozenset[str]:
    return frozenset(s for s in stems(text) if not s[0].isdigit())


def _names(text: str) -> frozenset[str]:
    return frozenset(fold(name) for name in _NAME.findall(plain(text)))


def _is_share(before: str, after: str) -> bool:
    """« a reculé à 3,6 % » gives what is left; « a reculé de 3,6 % », what is gone."""
    return bool(
        _AT.search(before) or (_OF.match(plain(after)) and not _BY.search(before))
    )


def _days(text: str) -> frozenset[str]:
    return frozenset(_DAY.findall(text.lower()))


_DAY = re.compile(r"\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b")
_NAME = re.compile(r"(?<=[\w,;)]\s)(?:[ldLD]')?([A-ZÀ-ÝŒ][\w-]{2,})")


def _classes(text: str) -> tuple[frozenset[str], frozenset[str]]:
    found = {name for name, pattern in _patterns() if pattern.search(text)}
    states = frozenset(name for name in found if name.isupper())
    return frozenset(found - states), states


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"\b(?:{_any_of(words)})(?:e?s?|x)\b"))
        for name, words in rows(__package__, "counted.tsv")
    )


def _any_of(words: str) -> str:
    return "|".join(re.escape(fold(plain(word))) for word in words.split("|"))
