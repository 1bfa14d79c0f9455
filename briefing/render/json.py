"""JSON output, `"schema": "briefing/1"`: the briefing with nothing left out.

`schema/briefing-1.schema.json` describes it. Offsets are code points into
`document.text`, half-open; references are indices from 0 into lists of the same file.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import Any

from briefing.types import (
    Article,
    Briefing,
    Document,
    Evidence,
    Flag,
    Quote,
    QuoteTranslation,
    Sentence,
    Span,
    Speaker,
    Translation,
)

SCHEMA = "briefing/1"

Record = dict[str, Any]

_NUMBERS = re.compile(r"\[\n *((?:[0-9]+,\n *)*[0-9]+)\n *\]")
_STEERING = re.compile(
    "[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


class JsonRenderer:
    """Writes `briefing/1` JSON; it has no template."""

    suffix = ".json"

    def __init__(self, source: object = None) -> None: ...

    def __call__(self, briefing: Briefing) -> bytes:
        """UTF-8, keys sorted, one trailing newline."""
        text = json.dumps(
            record(briefing), ensure_ascii=False, indent=2, sort_keys=True
        )
        return (_compact(_STEERING.sub(_escape, text)) + "\n").encode()


def _compact(text: str) -> str:
    """`text` with lists of numbers on one line; strings hold no raw line end."""
    return _NUMBERS.sub(lambda m: f"[{' '.join(m[1].split())}]", text)


def _escape(match: re.Match[str]) -> str:
    """The JSON escape of a character that would steer a terminal or hide."""
    return json.dumps(match[0])[1:-1]


def record(briefing: Briefing) -> Record:
    """`briefing` as the plain dict that JSON holds."""
    article = briefing.article
    return {
        "schema": SCHEMA,
        "document": _document(article.document, article.title),
        "summary": [
            {"text": s.text, "sources": [*s.sources], "flags": _flags(s.flags)}
            for s in briefing.summary
        ],
        "key_points": [
            {
                "text": point.text,
                "sources": [*point.sources],
                "quotes": [*point.quotes],
                "flags": _flags(point.flags),
            }
            for point in briefing.key_points
        ],
        "quotes": _quotes(article),
        "sentences": _sentences(article),
        "provenance": _provenance(briefing),
    }


def _document(document: Document, title: Translation | None) -> Record:
    """The document, its text in full."""
    translated = title is not None and title.status == "translated"
    return {
        "id": document.id,
        "title": document.title,
        "title_en": title.target if title and translated else None,
        "title_span": _span(document.title_span),
        "title_flags": _flags(title.flags if title else ()),
        "title_certainty": title.certainty if title and translated else None,
        "lang": document.lang,
        "source": document.source,
        "sha256": document.sha256,
        "date": document.date,
        "publisher": document.publisher,
        "author": document.author,
        "url": document.url,
        "notes": [*document.notes],
        "headings": [_span(span) for span in document.headings],
        "paragraphs": [_span(span) for span in document.paragraphs],
        "text": document.text,
    }


def _span(span: Span | None) -> list[int] | None:
    """`[start, end]`."""
    return None if span is None else [span.start, span.end]


def _flags(flags: tuple[Flag, ...]) -> list[Record]:
    """The doubts as dicts."""
    return [{"kind": flag.kind, "detail": flag.detail} for flag in flags]


def _quotes(article: Article) -> list[Record]:
    """All quotations with their English."""
    pairs = zip(article.quotes, article.quote_translations, strict=True)
    return [_quote(quote, english) for quote, english in pairs]


def _quote(quote: Quote, english: QuoteTranslation) -> Record:
    """One quotation with its English."""
    return quote_value(quote) | {
        "english": english.english,
        "english_method": english.method,
        "flags": _flags(english.flags),
        "certainty": english.certainty,
    }


def quote_value(quote: Quote) -> Record:
    """A quotation as it is found, with speaker and evidence but without English."""
    return {
        "index": quote.index,
        "content": quote.content,
        "start": quote.span.start,
        "end": quote.span.end,
        "kind": quote.kind,
        "level": quote.level,
        "sentences": [*quote.sentences],
        "speaker": _speaker(quote.speaker),
        "candidates": [*quote.candidates],
        "cue": quote.cue,
        "evidence": _evidence(quote.evidence),
    }


def _speaker(speaker: Speaker | None) -> Record | None:
    """Who said it and where the name stands."""
    if speaker is None:
        return None
    from briefing.roles import english_name, english_role

    return {
        "name": speaker.name,
        "name_english": english_name(speaker.name),
        "start": speaker.span.start,
        "end": speaker.span.end,
        "confidence": speaker.confidence,
        "role": speaker.role,
        "role_english": english_role(speaker.role) if speaker.role else None,
        "anonymous": speaker.anonymous,
    }


def _evidence(evidence: Evidence | None) -> Record | None:
    """Why the speaker was chosen."""
    if evidence is None:
        return None
    return {
        "rule": evidence.rule,
        "cue": _span(evidence.cue),
        "mention": _span(evidence.mention),
        "chain": [_span(span) for span in evidence.chain],
    }


def _sentences(article: Article) -> list[Record]:
    """All source sentences with what became of them."""
    pairs = zip(article.sentences, article.translations, strict=True)
    return [_sentence(sentence, translation) for sentence, translation in pairs]


def _sentence(sentence: Sentence, translation: Translation) -> Record:
    """One source sentence and its English."""
    return {
        "index": sentence.index,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "paragraph": sentence.paragraph,
        "kind": sentence.kind,
        "source": translation.source,
        "target": translation.target,
        "status": translation.status,
        "reason": translation.reason,
        "repairs": [*translation.repairs],
        "flags": _flags(translation.flags),
        "certainty": translation.certainty,
    }


def _provenance(briefing: Briefing) -> Record:
    """What it takes to make the briefing again."""
    made = briefing.provenance
    return {
        "briefing_version": made.briefing_version,
        "model": {"name": made.model_name, "sha256": made.model_sha256},
        "engine": made.engine,
        "decoding": asdict(made.decoding),
        "summarizer": made.summarizer,
        "min_certainty": made.min_certainty,
        "glossary_sha256": made.glossary_sha256,
        "template_sha256": made.template_sha256,
    }
