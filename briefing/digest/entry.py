"""What the digest keeps of one briefing: some kilobytes, whatever its length."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from briefing.digest.copies import Signature, signature
from briefing.digest.counts import Count, counts
from briefing.digest.topics import Vector, telling_words
from briefing.summary.leaning import plain
from briefing.summary.salience import load, read
from briefing.types import (
    Article,
    Briefing,
    Flag,
    KeyPoint,
    Provenance,
    Speaker,
    SummarySentence,
)
from briefing.words import fold, stem, stems

STATEMENTS = 40
"""Quotations of one article that are kept, the first ones."""

NAMES = 60
"""Names of one article that are kept, those said most often."""

RARE = 5.0
"""Inverse document frequency from which a capital at the head of a sentence is taken
for a name."""

_CAPITAL = re.compile(
    r"(?:(?<=[\w,;)]\s)|(?<=[\w,;)]\s[ldLD]')|(?P<head>\b))([A-ZÀ-ÝŒ][\w-]{2,})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A summary sentence or key point."""

    text: str
    sources: tuple[int, ...]
    terms: frozenset[str]
    """Stems of its source sentences."""
    salience: float
    """Share of the article's passages that matter less, 0 to 1."""
    alone: bool
    """Whether it can be read without what stands before it."""
    flags: tuple[Flag, ...]
    summary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A quotation with its speaker."""

    index: int
    french: str
    english: str
    """Empty where it was left in French."""
    speaker: Speaker
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence with a figure, in both languages."""

    french: str
    english: str
    """Empty where it was left in French."""
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One article in a digest."""

    id: str
    """Name of its own briefing, without suffix."""
    title: str
    """English, else French, else its first words."""
    french_title: str
    publisher: str
    source: str
    date: date | None
    shown_date: str
    link: str
    words: int
    signature: Signature | None
    telling: Vector
    names: frozenset[str]
    claims: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    counts: tuple[Count, ...]
    passages: dict[int, Passage]
    """Those that hold the counts, by sentence."""
    provenance: Provenance


def entry_of(briefing: Briefing) -> Entry:
    """What the digest may show of `briefing`, and what it compares."""
    article = briefing.article
    document = article.document
    found = counts(article)
    title = article.title.target if article.title else ""
    return Entry(
        id=document.id,
        title=title or document.title or _incipit(article),
        french_title=document.title if title and document.title else "",
        publisher=document.publisher or "",
        source=document.source,
        date=_date(document.date),
        shown_date=document.date or "",
        link=document.url or "",
        words=sum(len(s.text.split()) for s in article.sentences),
        signature=signature(document.text),
        telling=telling_words(document.title or "", document.text),
        names=frozenset(_names(document.text)),
        claims=tuple(_claims(briefing)),
        statements=tuple(_statements(article))[:STATEMENTS],
        counts=found,
        passages={c.sentence: _passage(article, c.sentence) for c in found},
        provenance=briefing.provenance,
    )


def _incipit(article: Article) -> str:
    """The first words, in the place of a title."""
    pairs = zip(article.sentences, article.translations, strict=True)
    text = next((t.target for s, t in pairs if s.kind == "prose" and t.target), "")
    words = text.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "") or "Untitled"


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _names(text: str) -> list[str]:
    """Its names, folded; what opens a sentence counts if it is no usual word."""
    idf = load().idf
    found: Counter[str] = Counter()
    for match in _CAPITAL.finditer(plain(text[:40_000])):
        name = fold(match[2])
        known = stem(name)
        if known and (match["head"] is None or idf.get(known, idf[""]) >= RARE):
            found[name] += 1
    return sorted(found, key=lambda n: (-found[n], n))[:NAMES]


def _claims(briefing: Briefing) -> Iterator[Claim]:
    article = briefing.article
    found = read(article.document, article.sentences, article.quotes)
    alone: dict[int, bool] = {}
    salience: dict[int, float] = {}
    last = max(1, len(found.passages) - 1)
    for passage, score in zip(found.passages, found.scores, strict=True):
        for index in passage.indices:
            alone[index] = passage.stance.alone
            salience[index] = float((found.scores < score).sum()) / last
    parts: list[tuple[SummarySentence | KeyPoint, bool]]
    parts = [(sentence, True) for sentence in briefing.summary]
    parts += [(point, False) for point in briefing.key_points]
    for claim, summary in parts:
        texts = [article.sentences[i].text for i in claim.sources]
        yield Claim(
            text=claim.text,
            sources=claim.sources,
            terms=frozenset(stems(" ".join(texts))),
            salience=max(salience.get(i, 0.0) for i in claim.sources),
            # Key points were made to stand alone.
            alone=not summary or alone.get(claim.sources[0], True),
            flags=claim.flags,
            summary=summary,
        )


def _statements(article: Article) -> Iterator[Statement]:
    pairs = zip(article.quotes, article.quote_translations, strict=True)
    for quote, english in pairs:
        if quote.speaker and not quote.speaker.anonymous and quote.level == 0:
            yield Statement(
                index=quote.index,
                french=quote.content,
                english="" if english.method == "kept" else english.english,
                speaker=quote.speaker,
                flags=english.flags,
            )


def _passage(article: Article, index: int) -> Passage:
    translation = article.translations[index]
    translated = translation.status == "translated"
    return Passage(
        french=translation.source,
        english=translation.target if translated else "",
        flags=translation.flags,
    )


def same_terms(a: frozenset[str], b: frozenset[str], share: float) -> bool:
    """Whether the other holds `share` of the shorter of two sets, `FEWEST` or more."""
    shorter = min(len(a), len(b))
    return len(a & b) >= max(FEWEST, share * shorter)


FEWEST = 4
"""Words in common below which two lines are not about the same thing."""
