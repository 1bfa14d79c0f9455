"""The article's sentences as a page shows them, in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from briefing.types import Article, Flag, Quote, Sentence, Translation

View = dict[str, Any]


def sentence_views(article: Article) -> list[View]:
    """Every sentence in both languages, with what became of it."""
    inside: dict[int, list[Quote]] = {}
    for quote in article.quotes:
        for index in quote.sentences:
            inside.setdefault(index, []).append(quote)
    pairs = zip(article.sentences, article.translations, strict=True)
    return [_sentence(s, t, inside.get(s.index, [])) for s, t in pairs]


def _sentence(
    sentence: Sentence, translation: Translation, quotes: Sequence[Quote]
) -> View:
    """One sentence; its English is empty unless it was translated."""
    translated = translation.status == "translated"
    return {
        "number": sentence.index + 1,
        "kind": sentence.kind,
        "french": sentence.text,
        "segments": _segments(sentence, quotes),
        "english": translation.target if translated else "",
        "status": translation.status,
        "reason": translation.reason or "",
        "repairs": list(translation.repairs),
        "doubts": doubts(translation.flags),
    }


def _segments(sentence: Sentence, quotes: Sequence[Quote]) -> list[View]:
    """The French cut where quotations begin and end.

    Each piece names the quotations it is `inside` of and those that start with it.
    """
    span = sentence.span
    begins: dict[int, list[int]] = {span.start: [], span.end: []}
    ends: dict[int, list[int]] = {}
    for quote in quotes:
        begins.setdefault(max(quote.span.start, span.start), []).append(quote.index + 1)
        ends.setdefault(min(quote.span.end, span.end), []).append(quote.index + 1)
    first = {q.index + 1 for q in quotes if q.span.start >= span.start}
    edges = sorted(begins.keys() | ends.keys())
    inside: list[int] = []
    segments = []
    for left, right in pairwise(edges):
        inside = [n for n in inside if n not in ends.get(left, ())]
        inside += begins.get(left, ())
        text = sentence.text[left - span.start : right - span.start]
        starts = [n for n in begins.get(left, ()) if n in first]
        segments.append({"text": text, "inside": inside, "starts": starts})
    return segments


def paragraph_views(article: Article, sentences: Sequence[View]) -> list[View]:
    """The whole text: sentences grouped by the paragraph they stand in."""
    groups: dict[int, list[View]] = {}
    for sentence, shown in zip(article.sentences, sentences, strict=True):
        groups.setdefault(sentence.paragraph, []).append(shown)
    return [
        {"kind": group[0]["kind"], "sentences": group}
        for _, group in sorted(groups.items())
    ]


def doubts(flags: Iterable[Flag]) -> list[View]:
    """The flags, each once; `detail` is in words for the reader."""
    unique = dict.fromkeys((flag.kind, flag.detail) for flag in flags)
    return [{"kind": kind, "detail": detail} for kind, detail in unique]
