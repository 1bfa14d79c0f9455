"""Briefings read back from `briefing/1` JSON: the inverse of `briefing.render.json`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from briefing.types import (
    Article,
    Briefing,
    Decoding,
    Document,
    Evidence,
    Flag,
    KeyPoint,
    Provenance,
    Quote,
    QuoteTranslation,
    Sentence,
    Span,
    Speaker,
    SummarySentence,
    Translation,
)

Record = Mapping[str, Any]


def briefing_of(record: Record) -> Briefing:
    """The briefing that was written as `record`.

    Raises:
        KeyError, TypeError, ValueError: it is no record of a briefing.
    """
    document = _document(record["document"])
    quotes = record["quotes"]
    article = Article(
        document=document,
        sentences=tuple(_sentence(s) for s in record["sentences"]),
        translations=tuple(_translation(s) for s in record["sentences"]),
        quotes=tuple(_quote(q, document) for q in quotes),
        quote_translations=tuple(_english(q) for q in quotes),
        title=_title(record["document"]),
    )
    return Briefing(
        article=article,
        summary=tuple(
            SummarySentence(
                text=s["text"], sources=tuple(s["sources"]), flags=_flags(s["flags"])
            )
            for s in record["summary"]
        ),
        key_points=tuple(
            KeyPoint(
                text=p["text"],
                sources=tuple(p["sources"]),
                quotes=tuple(p["quotes"]),
                flags=_flags(p["flags"]),
            )
            for p in record["key_points"]
        ),
        provenance=_provenance(record["provenance"]),
    )


def _document(value: Record) -> Document:
    names = ("id", "text", "source", "sha256", "title", "lang", "date")
    known = ("publisher", "author", "url")
    return Document(
        paragraphs=tuple(_spans(value["paragraphs"])),
        title_span=_span(value["title_span"]),
        headings=tuple(_spans(value["headings"])),
        notes=tuple(value["notes"]),
        **{name: value[name] for name in (*names, *known)},
    )


def _spans(pairs: Iterable[Sequence[int]]) -> list[Span]:
    return [Span(start=start, end=end) for start, end in pairs]


def _span(pair: Sequence[int] | None) -> Span | None:
    return Span(start=pair[0], end=pair[1]) if pair else None


def _flags(values: Iterable[Record]) -> tuple[Flag, ...]:
    return tuple(Flag(kind=f["kind"], detail=f["detail"]) for f in values)


def _sentence(value: Record) -> Sentence:
    return Sentence(
        index=value["index"],
        span=Span(start=value["start"], end=value["end"]),
        text=value["source"],
        paragraph=value["paragraph"],
        kind=value["kind"],
    )


def _translation(value: Record) -> Translation:
    return Translation(
        source=value["source"],
        target=value["target"],
        status=value["status"],
        reason=value["reason"],
        flags=_flags(value["flags"]),
        repairs=tuple(value["repairs"]),
        certainty=value["certainty"],
    )


def _title(value: Record) -> Translation | None:
    """The title's English; JSON does not tell why a title was kept in French."""
    if value["title"] is None or value["title_en"] is None:
        return None
    return Translation(
        source=value["title"],
        target=value["title_en"],
        status="translated",
        flags=_flags(value["title_flags"]),
        certainty=value["title_certainty"],
    )


def _quote(value: Record, document: Document) -> Quote:
    return Quote(
        document=document,
        index=value["index"],
        span=Span(start=value["start"], end=value["end"]),
        content=value["content"],
        kind=value["kind"],
        sentences=tuple(value["sentences"]),
        speaker=_speaker(value["speaker"]),
        cue=value["cue"],
        evidence=_evidence(value["evidence"]),
        candidates=tuple(value["candidates"]),
        level=value["level"],
    )


def _speaker(value: Record | None) -> Speaker | None:
    if value is None:
        return None
    return Speaker(
        name=value["name"],
        span=Span(start=value["start"], end=value["end"]),
        confidence=value["confidence"],
        role=value["role"],
        anonymous=value["anonymous"],
    )


def _evidence(value: Record | None) -> Evidence | None:
    if value is None:
        return None
    return Evidence(
        rule=value["rule"],
        cue=_span(value["cue"]),
        mention=_span(value["mention"]),
        chain=tuple(_spans(value["chain"])),
    )


def _english(value: Record) -> QuoteTranslation:
    return QuoteTranslation(
        quote=value["index"],
        english=value["english"],
        method=value["english_method"],
        flags=_flags(value["flags"]),
        certainty=value["certainty"],
    )


def _provenance(value: Record) -> Provenance:
    return Provenance(
        briefing_version=value["briefing_version"],
        model_name=value["model"]["name"],
        model_sha256=value["model"]["sha256"],
        engine=value["engine"],
        decoding=Decoding(**value["decoding"]),
        summarizer=value["summarizer"],
        min_certainty=value["min_certainty"],
        glossary_sha256=value["glossary_sha256"],
        template_sha256=value["template_sha256"],
    )
