"""The English of each quotation, cut out of the translations of its sentences.

A quotation begins or ends in the middle of a sentence unit where its marks stand
there. Marks survive translation in number and order far more often than not; where
they do, the n-th mark of the French is the n-th of the English. Where they do not,
or where the piece between them is implausibly long or short, nothing is given and
the fragment has to be translated on its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

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

_MARK = re.compile(r"<<|>>|[«»‹›“”„‟\"]")
_EDGE = ' \u00a0\u202f\t\n«»‹›“”„‟"<>'
_OUTSIDE = re.compile(r"[\s«»‹›“”„‟\"<>.,;:!?…–—-]*")
_DANGLING = re.compile(r"[\s,;:]+$")


def cut(
    quotes: Sequence[Quote],
    sentences: Sequence[Sentence],
    translations: Sequence[Translation],
) -> list[QuoteTranslation | None]:
    """The English of each quotation without its outer marks; `None` if not sure."""
    return [_cut(quote, sentences, translations) for quote in quotes]


def _cut(
    quote: Quote, sentences: Sequence[Sentence], translations: Sequence[Translation]
) -> QuoteTranslation | None:
    pieces: list[str] = []
    whole = True
    for index in quote.sentences:
        sentence, translation = sentences[index], translations[index]
        if translation.status != "translated":
            return None
        if _covers(quote.span, sentence):
            pieces.append(translation.target.strip(_EDGE))
            continue
        whole = False
        piece = _between_marks(quote.span, sentence, translation.target)
        if piece is None:
            return None
        pieces.append(piece)
    english = _tidied(" ".join(p for p in pieces if p), quote.content)
    if not english or not _plausible(quote.content, english):
        return None
    method: QuoteMethod = "sentences" if whole else "marks"
    return QuoteTranslation(quote=quote.index, english=english, method=method)


def _covers(span: Span, sentence: Sentence) -> bool:
    """Whether a sentence holds nothing but the quotation, marks and points."""
    before = sentence.text[: max(0, span.start - sentence.span.start)]
    after = sentence.text[max(0, span.end - sentence.span.start) :]
    return bool(_OUTSIDE.fullmatch(before) and _OUTSIDE.fullmatch(after))


def _between_marks(span: Span, sentence: Sentence, target: str) -> str | None:
    """The part of `target` between the marks that bound the quotation in `sentence`."""
    french = [(m.start(), m.end()) for m in _MARK.finditer(sentence.text)]
    english = [(m.start(), m.end()) for m in _MARK.finditer(target)]
    if len(french) != len(english):
        return None
    first, last = span.start - sentence.span.start, span.end - sentence.span.start
    opening = max((n for n, m in enumerate(french) if m[1] <= first), default=None)
    closing = min((n for n, m in enumerate(french) if m[0] >= last), default=None)
    if (opening is None and first > 0) or (
        closing is None and last < len(sentence.text)
    ):
        return None
    start = 0 if opening is None else english[opening][1]
    end = len(target) if closing is None else english[closing][0]
    ordered = _similar(_parts(sentence.text, french), _parts(target, english))
    return target[start:end].strip() if ordered and start < end else None


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
    """Without the comma or point that English sets before the closing mark."""
    english = _DANGLING.sub("", english.strip(_EDGE))
    if english.endswith(".") and not english.endswith("..") and french[-1] not in ".…":
        return english[:-1]
    return english
