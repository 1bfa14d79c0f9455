"""What a page shows, as one plain dict: every template and format sees the same.

The dict holds only strings, numbers, lists and dicts, each string inert (see
`inert.py`) and ready to print; numbers count from 1 (`briefing/1` JSON from 0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from functools import lru_cache

from briefing.render.inert import inert_values
from briefing.render.passages import View, doubts, paragraph_views, sentence_views
from briefing.render.quotations import (
    english_marks,
    french_marks,
    highlights,
    quote_views,
    speaker_views,
)
from briefing.types import (
    Article,
    Briefing,
    Document,
    KeyPoint,
    Provenance,
    SummarySentence,
)

INCIPIT_WORDS = 12
"""Words of the first sentence that stand for a missing title."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@lru_cache(maxsize=1)
def view(briefing: Briefing) -> View:
    """The page of `briefing`, kept for its next format; nobody may change it."""
    article = briefing.article
    quotes = quote_views(article)
    sentences = sentence_views(article)
    counts = _counts(sentences, quotes)
    page = {
        "title": _title(article),
        "document": _document(article.document),
        "summary": _claims(briefing.summary, article),
        "points": [
            claim | {"quotes": [quotes[index] for index in point.quotes]}
            for claim, point in zip(
                _claims(briefing.key_points, article), briefing.key_points, strict=True
            )
        ],
        "quotes": quotes,
        "highlights": highlights(quotes),
        "speakers": speaker_views(quotes),
        "paragraphs": paragraph_views(article, sentences),
        "cited": [sentences[index] for index in _cited(briefing)],
        "doubtful": [s for s in sentences if s["doubts"]],
        "untranslated": [s for s in sentences if s["status"] != "translated"],
        "counts": counts,
        "account": _account(counts),
        "provenance": _provenance(briefing.provenance, article.document),
    }
    inert_page: View = inert_values(page)
    return inert_page


# Title and document


def _title(article: Article) -> View:
    """The title in English and French, or the first words where there is none."""
    title = article.title
    if title is None:
        french = article.document.title
        made = _incipit(article) if french is None else {}
        return {"english": french, "french": "", "missing": False, "doubts": []} | made
    english = title.target or title.source
    return {
        "english": english,
        "french": title.source if title.source != english else "",
        "missing": False,
        "doubts": doubts(title.flags),
    }


def _incipit(article: Article) -> View:
    """The first translated sentence, clipped, in place of a title."""
    pairs = zip(article.sentences, article.translations, strict=True)
    for sentence, translation in pairs:
        if sentence.kind == "prose" and translation.status == "translated":
            return {
                "english": f"[Untitled] {english_marks(_clip(translation.target))}",
                "french": french_marks(_clip(sentence.text)),
                "missing": True,
                "doubts": doubts(translation.flags),
            }
    return {"english": "[Untitled]", "missing": True}


def _clip(text: str) -> str:
    """The first words of `text`, with … where more follow."""
    words = re.split(r"[ \n\t]+", text.strip(), maxsplit=INCIPIT_WORDS)
    if len(words) <= INCIPIT_WORDS:
        return " ".join(words)
    return " ".join(words[:INCIPIT_WORDS]).rstrip(" ,;:.!?—–-(«“‘\u00a0\u202f") + "…"


def _document(document: Document) -> View:
    """What is known about the article, as one prints it; unknown is empty."""
    return {
        "id": document.id,
        "source": "standard input" if document.source == "-" else document.source,
        "publisher": document.publisher or "",
        "author": document.author or "",
        "date": document_date(document.date or ""),
        "url": document.url or "",
        "link": web_address(document.url or ""),
        "notes": list(document.notes),
    }


def document_date(iso: str) -> str:
    """`2025-06-24` as 24 June 2025; anything else as it is."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-3][0-9])", iso)
    if not match:
        return iso
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def web_address(url: str) -> str:
    """`url` if following it does no more than open a page, else nothing."""
    return url if re.fullmatch(r"https?://[^\s<>\"'\\`|()]+", url) else ""


# Claims


def _claims(
    claims: Iterable[SummarySentence | KeyPoint], article: Article
) -> list[View]:
    """Summary sentences or key points, numbered from 1."""
    return [
        {"number": number} | _claim(claim, article)
        for number, claim in enumerate(claims, start=1)
    ]


def _claim(claim: SummarySentence | KeyPoint, article: Article) -> View:
    """A claim with the sentences it rests on, whose doubts it shares."""
    flags = [f for index in claim.sources for f in article.translations[index].flags]
    return {
        "text": claim.text,
        "sources": [index + 1 for index in claim.sources],
        "doubts": doubts([*claim.flags, *flags]),
    }


def _cited(briefing: Briefing) -> list[int]:
    """The sentences that the summary and key points rest on, in order."""
    cited = {index for sentence in briefing.summary for index in sentence.sources}
    cited |= {index for point in briefing.key_points for index in point.sources}
    return sorted(cited)


# Account


def _counts(sentences: Sequence[View], quotes: Sequence[View]) -> View:
    """How many of what, so that a page can say that nothing is missing."""
    states = [sentence["status"] for sentence in sentences]
    return {
        "sentences": len(states),
        "translated": states.count("translated"),
        "kept": states.count("kept"),
        "skipped": states.count("skipped"),
        "doubtful": sum(bool(sentence["doubts"]) for sentence in sentences),
        "quotes": len(quotes),
        "attributed": sum(quote["speaker"]["known"] for quote in quotes),
        "doubtful_quotes": sum(bool(quote["doubts"]) for quote in quotes),
        "apart": sum(quote["apart"] for quote in quotes),
    }


def _account(counts: View) -> str:
    """What was done with the text, in words: nothing is dropped in silence."""
    fates = [("translated", "translated"), ("kept", "kept in French")]
    parts = [
        f"{counts[key]} {words}"
        for key, words in (*fates, ("skipped", "skipped"))
        if counts[key]
    ]
    lines = [
        "Machine translation of a French article, not checked by a person.",
        f"{many(counts['sentences'], 'sentence')}: {', '.join(parts) or 'none'}.",
        f"The English of {many(counts['doubtful'], 'sentence')} is marked doubtful."
        if counts["doubtful"]
        else "No check raised a doubt about the English.",
        f"{many(counts['quotes'], 'quotation')}, {counts['attributed']} attributed."
        if counts["quotes"]
        else "",
    ]
    return " ".join(filter(None, lines))


def many(number: int, thing: str) -> str:
    """`3 sentences`, `1 sentence`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _provenance(provenance: Provenance, document: Document) -> list[View]:
    """What it takes to make the page again, as labels and values."""
    decoding = ", ".join(
        f"{name.replace('_', ' ')} {value:g}"
        for name, value in asdict(provenance.decoding).items()
    )
    rows = {
        "Program": f"briefing {provenance.briefing_version}",
        "Model": provenance.model_name,
        "Model SHA-256": provenance.model_sha256,
        "Engine": provenance.engine,
        "Decoding": decoding,
        "Summarizer": provenance.summarizer,
        "Glossary SHA-256": provenance.glossary_sha256 or "",
        "Template SHA-256": provenance.template_sha256 or "",
        "Source SHA-256": document.sha256,
    }
    return [{"label": label, "value": value} for label, value in rows.items() if value]
