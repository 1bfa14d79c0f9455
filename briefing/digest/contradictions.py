"""Where two articles say the same thing with another figure.

Two sentences are put side by side if they count the same thing (the same kind of
quantity, unit and noun), in the same words and about the same names, and their figures
do not agree. Whether one is older, or wrong, is for the reader to see: both are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import combinations

from briefing.fidelity.quantities import Quantity, french
from briefing.summary.words import fold, stem, stems, tokens
from briefing.types import Article, Sentence

ALIKE = 0.4
"""Share of the words of the shorter sentence that the other one has."""

ROUGHLY = Decimal("0.1")
"""Relative difference that « environ » forgives."""

MAX_BUCKET = 60
"""Sentences about one thing that are compared with each other."""

Key = tuple[str, str, str]
"""What is counted: kind of quantity, unit, stem of the noun."""

_COUNTED = frozenset({"cardinal", "money", "percent", "measure", "age", "duration"})
_NAME = re.compile(r"(?<=\w[\s'’])[A-ZÀ-ÝŒ][\w-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure in its sentence."""

    article: int
    sentence: int
    shown: str
    """As it stands in the French sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two figures for the same thing."""

    first: Figure
    second: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    figure: Figure
    quantity: Quantity
    words: frozenset[str]
    """Stems of the sentence without its figures."""
    names: frozenset[str]
    dates: frozenset[str]
    values: frozenset[str]
    """Of all quantities of this kind in the sentence."""


def find_contradictions(
    articles: Sequence[Article], numbers: Sequence[int]
) -> list[Contradiction]:
    """Pairs of figures that do not agree, one of each pair of articles and thing.

    Args:
        articles: about the same topic.
        numbers: what each is called in the result.
    """
    buckets: dict[Key, list[_Statement]] = {}
    for article, number in zip(articles, numbers, strict=True):
        for key, statement in _statements(article, number):
            buckets.setdefault(key, []).append(statement)
    found: dict[tuple[int, int, Key], Contradiction] = {}
    for key, bucket in buckets.items():
        for a, b in combinations(bucket[:MAX_BUCKET], 2):
            pair = (a.figure.article, b.figure.article, key)
            if pair not in found and _contradict(a, b):
                found[pair] = Contradiction(first=a.figure, second=b.figure)
    return list(found.values())


def _statements(article: Article, number: int) -> Iterator[tuple[Key, _Statement]]:
    for sentence in article.sentences:
        if _may_count(sentence.text):
            yield from _counts(sentence, number)


def _counts(sentence: Sentence, number: int) -> Iterator[tuple[Key, _Statement]]:
    """What the sentence counts, each with all that tells it from other counts."""
    text = sentence.text
    quantities = french(text)
    words = frozenset(s for s in stems(text) if not s[0].isdigit())
    names = frozenset(fold(n) for n in _NAME.findall(text))
    dates = frozenset(q.value for q in quantities if q.kind == "date")
    for quantity in quantities:
        if quantity.kind not in _COUNTED or _value(quantity) is None:
            continue
        shown = quantity.span.of(text)
        figure = Figure(article=number, sentence=sentence.index, shown=shown)
        alike = (q.value for q in quantities if q.kind == quantity.kind)
        statement = _Statement(
            figure=figure,
            quantity=quantity,
            words=words,
            names=names,
            dates=dates,
            values=frozenset(alike),
        )
        yield (quantity.kind, quantity.unit or "", _noun(quantity, text)), statement


def _may_count(text: str) -> bool:
    """Whether there may be a number: cheap, before the grammar runs."""
    return bool(_NUMERAL.search(text))


_NUMERAL = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|"
    r"quinze|seize|vingt|trente|quarante|cinquante|soixante|cent|mille|\w+aine)\b"
)


def _noun(quantity: Quantity, text: str) -> str:
    """Stem of what is counted: the first content word behind the figure."""
    if quantity.kind in ("money", "percent"):
        return ""
    after = tokens(text[quantity.span.end : quantity.span.end + 40])
    return next((s for word in after if (s := stem(word))), "")


def _value(quantity: Quantity) -> Decimal | None:
    try:
        return Decimal(quantity.value)
    except InvalidOperation:
        return None


def _contradict(a: _Statement, b: _Statement) -> bool:
    if a.figure.article == b.figure.article or _agree(a.quantity, b.quantity):
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if a.dates and b.dates and a.dates != b.dates:
        return False
    if a.quantity.value in b.values or b.quantity.value in a.values:
        return False
    shorter = min(len(a.words), len(b.words))
    return shorter > 1 and len(a.words & b.words) >= ALIKE * shorter


def _agree(a: Quantity, b: Quantity) -> bool:
    x, y = _value(a), _value(b)
    if x is None or y is None or x == y:
        return True
    rough = not (a.exact and b.exact)
    return rough and abs(x - y) <= ROUGHLY * max(abs(x), abs(y))
