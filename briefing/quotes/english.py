"""The English of each quotation, cut out of the translations of its sentences.

A quotation begins or ends in the middle of a sentence unit where its marks stand
there. Marks survive translation in number and order far more often than not; where
they do, the n-th mark of the French is the n-th of the English. Where they do not,
or where the piece between them is implausibly long or short, nothing is given and
the fragment has to be translated on its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.types import (
    Quote,
    QuoteMethod,
    QuoteTranslation,
    Sentence,
    Span,
    Translation,
)

SHORTEST, LONGEST = 0.45, 1.9
"""Bounds on the length of English over French, in characters."""
SLACK = 12
"""Characters that the bounds allow on top: short fragments vary more."""

_CLOSED = re.compile(r"”[.!?…]*$")
_MARK = re.compile(r"<<|>>|[«»‹›“”„‟\"]")
_EDGE = ' \u00a0\u202f\t\n«»‹›“”„‟"<>'
_EDGES = re.compile(r"[\s«»‹›“”„‟\"<>.,;:!?…–—-]+")
_DANGLING = re.compile(r"[\s,;:]+$")


def cut(
    quotes: Sequence[Quote],
    sentences: Sequence[Sentence],
    translations: Sequence[Translation],
) -> list[QuoteTranslation | None]:
    """The English of each quotation without its outer marks; `None` if not sure."""
    pairs: dict[int, _Pair] = {}
    for quote in quotes:
        for index in quote.sentences:
            if index not in pairs and translations[index].status == "translated":
                pairs[index] = _pair(sentences[index], translations[index].target)
    return [_cut(quote, pairs) for quote in quotes]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pair:
    """A sentence and its translation, with their marks: looked at once for all."""

    sentence: Sentence
    target: str
    french: tuple[tuple[int, int], ...]
    english: tuple[tuple[int, int], ...]
    ordered: bool
    """Whether the marks of one are those of the other, in the same order."""
    first: int
    """Offset of the first character that is no mark, point or space."""
    last: int
    """Offset after the last such character."""


def _pair(sentence: Sentence, target: str) -> _Pair:
    text = sentence.text
    french = tuple(m.span() for m in _MARK.finditer(text))
    english = tuple(m.span() for m in _MARK.finditer(target))
    ordered = len(french) == len(english) and _similar(
        _parts(text, french), _parts(target, english)
    )
    first = _EDGES.match(text)
    backward = _EDGES.match(text[::-1])
    return _Pair(
        sentence=sentence,
        target=target,
        french=french,
        english=english,
        ordered=ordered,
        first=first.end() if first else 0,
        last=len(text) - (backward.end() if backward else 0),
    )


def _cut(quote: Quote, pairs: Mapping[int, _Pair]) -> QuoteTranslation | None:
    pieces: list[str] = []
    whole = True
    for index in quote.sentences:
        if index not in pairs:
            return None
        piece = _piece(quote.span, pairs[index])
        if piece is None:
            return None
        whole = whole and piece.whole
        pieces.append(piece.text)
    english = _tidied(" ".join(p for p in pieces if p), quote.content)
    if not english or not _plausible(quote.content, english):
        return None
    method: QuoteMethod = "sentences" if whole else "marks"
    return QuoteTranslation(quote=quote.index, english=english, method=method)


class _Piece(NamedTuple):
    """What one sentence gives to a quotation."""

    text: str
    whole: bool


def _piece(span: Span, pair: _Pair) -> _Piece | None:
    """The whole of a translation, or its part between the quotation's marks."""
    first = span.start - pair.sentence.span.start
    last = span.end - pair.sentence.span.start
    if first <= pair.first and last >= pair.last:
        return _Piece(pair.target.strip(_EDGE), True)
    part = _between_marks(first, last, pair)
    return None if part is None else _Piece(part, False)


def _between_marks(first: int, last: int, pair: _Pair) -> str | None:
    """The part of a translation between the marks around `first` and `last`."""
    if not pair.ordered:
        return None
    opening = bisect_right(pair.french, first, key=lambda mark: mark[1]) - 1
    closing = bisect_left(pair.french, last, key=lambda mark: mark[0])
    size = len(pair.sentence.text)
    if (opening < 0 and first > 0) or (closing == len(pair.french) and last < size):
        return None
    start = 0 if opening < 0 else pair.english[opening][1]
    closed = closing < len(pair.english)
    end = pair.english[closing][0] if closed else len(pair.target)
    return pair.target[start:end].strip() if start < end else None


def _parts(text: str, marks: Sequence[tuple[int, int]]) -> list[str]:
    """`text` cut at its marks."""
    bounds = [0, *(edge for mark in marks for edge in mark), len(text)]
    return [text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]


def _similar(french: Sequence[str], english: Sequence[str]) -> bool:
    """Whether the parts inside marks keep their order, by length and by figures."""
    inside = list(zip(french[1::2], english[1::2], strict=False))
    if len(inside) < 2:
        return True
    return all(
        _plausible(one, two) and set(re.findall(r"\d+", one)) <= _figures(two)
        for one, two in inside
    )


def _figures(text: str) -> set[str]:
    """The digits of `text`, with and without separators of thousands."""
    joined = re.sub(r"(?<=\d)[.,](?=\d)", "", text)
    return set(re.findall(r"\d+", text)) | set(re.findall(r"\d+", joined))


def _plausible(french: str, english: str) -> bool:
    """Whether one may be the translation of the other, by length."""
    size = len(french)
    return SHORTEST * size - SLACK <= len(english) <= LONGEST * size + SLACK


def _tidied(english: str, french: str) -> str:
    """Without what English sets before a closing mark, or that mark before a point."""
    english = english.strip(_EDGE)
    if english.count("”") > english.count("“"):  # « … l'article 5 ». → "… article 5”."
        english = _CLOSED.sub("", english)
    english = _DANGLING.sub("", english)
    if english.endswith(".") and not english.endswith("..") and french[-1] not in ".…":
        return english[:-1]
    return english
