"""What a page shows, as one plain dict: every template and format sees the same.

The dict holds only strings, numbers, lists and dicts, each string inert (see
`inert.py`) and ready to print; numbers count from 1 (`briefing/1` JSON from 0).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from briefing.render.inert import inert_values
from briefing.types import (
    Article,
    Briefing,
    Document,
    Flag,
    Provenance,
    Quote,
    QuoteTranslation,
    Sentence,
    Speaker,
    Translation,
)

View = dict[str, Any]

INCIPIT_WORDS = 12
"""Words of the first sentence that stand for a missing title."""

PROBABLE = 0.8
"""Below this confidence a speaker is shown as probable only."""

HIGHLIGHTS = 3
"""Quotations that a short page shows."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def view(briefing: Briefing) -> View:
    """The page of `briefing`."""
    article = briefing.article
    quotes = _quotes(article)
    sentences = _sentences(article)
    counts = _counts(sentences, quotes)
    page = {
        "title": _title(article),
        "document": _document(article.document),
        "summary": [
            _claim(number, part, article) for number, part in _count(briefing.summary)
        ],
        "points": [
            _claim(number, point, article)
            | {"quotes": [quotes[index] for index in point.quotes]}
            for number, point in _count(briefing.key_points)
        ],
        "quotes": quotes,
        "highlights": _highlights(quotes),
        "speakers": _speakers(quotes),
        "paragraphs": _paragraphs(article, sentences),
        "cited": [sentences[index] for index in _cited(briefing)],
        "doubtful": [s for s in sentences if s["doubts"]],
        "untranslated": [s for s in sentences if s["status"] != "translated"],
        "counts": counts,
        "account": _account(counts),
        "provenance": _provenance(briefing.provenance, article.document),
    }
    inert_page: View = inert_values(page)
    return inert_page


def _count(items: Iterable[Any]) -> Iterable[tuple[int, Any]]:
    """The items with their numbers, from 1."""
    return enumerate(items, start=1)


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
        "doubts": _doubts(title.flags),
    }


def _incipit(article: Article) -> View:
    """The first translated sentence, clipped, in place of a title."""
    pairs = zip(article.sentences, article.translations, strict=True)
    for sentence, translation in pairs:
        if sentence.kind == "prose" and translation.status == "translated":
            return {
                "english": f"[Untitled] {_english_marks(_clip(translation.target))}",
                "french": _french_marks(_clip(sentence.text)),
                "missing": True,
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
        "date": _date(document.date or ""),
        "url": document.url or "",
        "link": _link(document.url or ""),
        "notes": list(document.notes),
    }


def _date(iso: str) -> str:
    """`2025-06-24` as 24 June 2025; anything else as it is."""
    match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])-([0-3][0-9])", iso)
    if not match:
        return iso
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def _link(url: str) -> str:
    """`url` if following it does no more than open a page, else nothing."""
    return url if re.fullmatch(r"https?://[^\s<>\"'\\`|()]+", url) else ""


# Quotations


def _french_marks(text: str) -> str:
    """`text` in French quotation marks."""
    return f"«\u00a0{text}\u00a0»"


def _english_marks(text: str) -> str:
    """`text` in English quotation marks, double ones inside made single."""
    inside = text.replace("“", "‘").replace("”", "’")
    return f"“{inside}”"


def _quotes(article: Article) -> list[View]:
    """All quotations of the article."""
    pairs = zip(article.quotes, article.quote_translations, strict=True)
    return [_quote(quote, english, article) for quote, english in pairs]


def _quote(quote: Quote, english: QuoteTranslation, article: Article) -> View:
    """One quotation, in both languages and marks, with who said it."""
    kept = english.method == "kept" or not english.english
    return {
        "number": quote.index + 1,
        "french": _french_marks(quote.content),
        "english": "" if kept else _english_marks(english.english),
        "speaker": _speaker(quote.speaker, quote.candidates),
        "cue": quote.cue or "",
        "kind": quote.kind,
        "nested": quote.level > 0,
        "apart": english.method == "alone",
        "doubts": _quote_doubts(quote, english, article.translations),
        "sentences": [index + 1 for index in quote.sentences],
    }


def _quote_doubts(
    quote: Quote, english: QuoteTranslation, translations: Sequence[Translation]
) -> list[View]:
    """The quotation's own doubts, and its sentences' where its English is theirs."""
    borrowed = english.method in {"sentences", "marks", "aligned"}
    places = quote.sentences if borrowed else ()
    flags = [flag for index in places for flag in translations[index].flags]
    return _doubts([*english.flags, *(f for f in flags if _concerns(f, quote))])


def _concerns(flag: Flag, quote: Quote) -> bool:
    """Whether a doubt about a sentence may be about the quotation in it.

    It is not if its detail names French words (`name in doubt: La Haye → Hague`) that
    stand outside the quotation.
    """
    words, arrow, _ = flag.detail.partition(" → ")
    return not arrow or words.rpartition(": ")[2] in quote.content


def _speaker(speaker: Speaker | None, candidates: Sequence[str]) -> View:
    """Who said it, in the words of the text, with how sure that is."""
    if speaker is None:
        note = f"perhaps {' or '.join(candidates)}" if candidates else ""
        name = "not attributed"
        return {"name": name, "known": False, "lang": "en", "role": "", "note": note}
    probable = speaker.confidence < PROBABLE
    notes = ["unnamed source"] * speaker.anonymous + ["probable"] * probable
    return {
        "name": speaker.name,
        "known": True,
        "lang": "fr" if speaker.anonymous else "en",
        "role": speaker.role or "",
        "note": ", ".join(notes),
    }


def _highlights(quotes: Sequence[View]) -> list[View]:
    """The quotations to show where there is room for a few: sure and with a name."""
    sure = [q for q in quotes if q["speaker"]["known"] and not q["nested"]]
    return sorted(sure, key=lambda quote: bool(quote["doubts"]))[:HIGHLIGHTS]


def _speakers(quotes: Sequence[View]) -> list[View]:
    """Each speaker once, in order of first quotation, with the numbers of theirs."""
    groups: dict[str, list[int]] = {}
    for quote in quotes:
        groups.setdefault(quote["speaker"]["name"], []).append(quote["number"])
    return [{"name": name, "quotes": numbers} for name, numbers in groups.items()]


# Sentences


def _sentences(article: Article) -> list[View]:
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
        "doubts": _doubts(translation.flags),
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


def _paragraphs(article: Article, sentences: Sequence[View]) -> list[View]:
    """The whole text: sentences grouped by the paragraph they stand in."""
    groups: dict[int, list[View]] = {}
    for sentence, shown in zip(article.sentences, sentences, strict=True):
        groups.setdefault(sentence.paragraph, []).append(shown)
    return [
        {"kind": group[0]["kind"], "sentences": group}
        for _, group in sorted(groups.items())
    ]


def _claim(number: int, claim: Any, article: Article) -> View:
    """A summary sentence or key point with the sentences it rests on."""
    flags = [f for index in claim.sources for f in article.translations[index].flags]
    return {
        "number": number,
        "text": claim.text,
        "sources": [index + 1 for index in claim.sources],
        "doubts": _doubts([*claim.flags, *flags]),
    }


def _cited(briefing: Briefing) -> list[int]:
    """The sentences that the summary and key points rest on, in order."""
    cited = {index for sentence in briefing.summary for index in sentence.sources}
    cited |= {index for point in briefing.key_points for index in point.sources}
    return sorted(cited)


def _doubts(flags: Iterable[Flag]) -> list[View]:
    """The flags, each once; `detail` is in words for the reader."""
    unique = dict.fromkeys((flag.kind, flag.detail) for flag in flags)
    return [{"kind": kind, "detail": detail} for kind, detail in unique]


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
        f"{_many(counts['sentences'], 'sentence')}: {', '.join(parts) or 'none'}.",
        f"The English of {_many(counts['doubtful'], 'sentence')} is marked doubtful."
        if counts["doubtful"]
        else "No check raised a doubt about the English.",
        f"{_many(counts['quotes'], 'quotation')}, {counts['attributed']} attributed."
        if counts["quotes"]
        else "",
        "Numbers in brackets count the sentences of the article.",
    ]
    return " ".join(filter(None, lines))


def _many(number: int, thing: str) -> str:
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
