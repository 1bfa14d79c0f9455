"""What the digest's page shows, as one plain dict: every format sees the same.

Like `briefing.render.view`: strings are inert and ready to print, numbers count from 1.
An article is named by its number in the list of sources; topics of one article have no
section of their own and stand together under `single`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.digest.compose import Digest, Merged, Said, Topic
from briefing.digest.differences import Difference, Figure, Version
from briefing.digest.entry import Claim, Entry
from briefing.render.inert import inert_values
from briefing.render.passages import View, doubts
from briefing.render.quotations import (
    english_marks,
    french_marks,
    name_view,
    role_view,
)
from briefing.render.view import document_date, many, web_address

STATEMENTS, SPEAKERS, DIFFERENCES = 8, 10, 20
"""Quotations of one speaker that a topic shows (the first ones), speakers (those who
are quoted most), contradictions: a page is read; the rest stands in the briefings."""


def digest_view(digest: Digest, missing: int = 0) -> View:
    """The page of `digest`; `missing` articles could not be read or translated."""
    shared = [t for t in digest.topics if len(t.everyone) > 1]
    single = [t for t in digest.topics if len(t.everyone) == 1]
    place = {t: n for n, t in enumerate(shared, 1)}
    page = {
        "title": _title(digest),
        "document": _document(digest),
        "topics": [_topic(digest, t, n) for t, n in place.items()],
        "single": [_topic(digest, t, 0) for t in sorted(single, key=lambda t: t.lead)],
        "speakers": _speakers(digest, place),
        "sources": _sources(digest, place),
        "counts": _counts(digest, shared),
        "account": _account(digest, shared, missing),
        "provenance": _provenance(digest),
    }
    inert_page: View = inert_values(page)
    return inert_page


def _title(digest: Digest) -> View:
    english = f"Digest of {many(len(digest.entries), 'article')}"
    return {"english": english, "french": "", "missing": False, "doubts": []}


def _document(digest: Digest) -> View:
    """No article in particular; the frames of pages ask for these names."""
    names = ("id", "publisher", "author", "date", "url", "link")
    source = f"{many(len(digest.entries), 'article')}, listed at the end"
    return {**dict.fromkeys(names, ""), "source": source, "notes": []}


def _topic(digest: Digest, topic: Topic, number: int) -> View:
    entries = digest.entries
    lead = entries[topic.lead]
    speakers = sorted(topic.statements, key=lambda s: -len(s.statements))
    return {
        "number": number,
        "title": lead.title,
        "french": lead.french_title,
        "articles": [i + 1 for i in topic.everyone],
        "dates": _dates([entries[i] for i in topic.everyone]),
        "summary": [_point(entries, p) for p in topic.summary],
        "points": [_point(entries, p) for p in topic.points],
        "differences": [
            _difference(entries, d) for d in topic.differences[:DIFFERENCES]
        ],
        "speakers": [_said(entries, s) for s in speakers[:SPEAKERS]],
        "silent": max(0, len(speakers) - SPEAKERS),
    }


def _dates(entries: Sequence[Entry]) -> str:
    """The day, or the first and last, as one prints them."""
    days = sorted({e.shown_date for e in entries if e.date})
    shown = [document_date(day) for day in (*days[:1], *days[-1:])]
    return " – ".join(dict.fromkeys(shown))


def _point(entries: Sequence[Entry], point: Merged) -> View:
    claims: list[tuple[int, Claim]] = [
        (a, entries[a].claims[c])
        for a, c in ((point.article, point.claim), *point.also)
    ]
    first = claims[0][1]
    return {
        "text": first.text,
        "articles": list(dict.fromkeys(article + 1 for article, _ in claims)),
        "doubts": doubts(first.flags),
    }


def _difference(entries: Sequence[Entry], difference: Difference) -> View:
    return {"versions": [_version(entries, v) for v in difference.versions]}


def _version(entries: Sequence[Entry], version: Version) -> View:
    figure: Figure = version.figures[0]
    passage = entries[figure.article].passages[figure.sentence]
    return {
        "shown": version.shown,
        "articles": list(dict.fromkeys(f.article + 1 for f in version.figures)),
        "publishers": _publishers(entries, [f.article for f in version.figures]),
        "french": passage.french,
        "english": passage.english,
        "doubts": doubts(passage.flags),
    }


def _publishers(entries: Sequence[Entry], articles: Iterable[int]) -> str:
    names = (entries[i].publisher or entries[i].source for i in articles)
    return ", ".join(dict.fromkeys(names))


def _said(entries: Sequence[Entry], said: Said) -> View:
    roles = (
        entries[m.article].statements[m.claim].speaker.role for m in said.statements
    )
    shown = said.statements[:STATEMENTS]
    return {
        **name_view(said.speaker),
        **role_view(next((role for role in roles if role), "")),
        "quotes": [_statement(entries, m) for m in shown],
        "more": len(said.statements) - len(shown),
    }


def _statement(entries: Sequence[Entry], merged: Merged) -> View:
    statement = entries[merged.article].statements[merged.claim]
    places = (merged.article, *(article for article, _ in merged.also))
    return {
        "french": french_marks(statement.french),
        "english": english_marks(statement.english) if statement.english else "",
        "articles": list(dict.fromkeys(i + 1 for i in places)),
        "doubts": doubts(statement.flags),
    }


def _speakers(digest: Digest, place: dict[Topic, int]) -> list[View]:
    """Those who are quoted in several topics, with the numbers of these."""
    found: dict[str, list[int]] = {}
    for topic, number in place.items():
        for said in topic.statements:
            found.setdefault(said.speaker, []).append(number)
    return [
        {**name_view(name), "topics": numbers}
        for name, numbers in sorted(found.items())
        if len(numbers) > 1
    ]


def _sources(digest: Digest, place: dict[Topic, int]) -> list[View]:
    topic_of = {i: n for t, n in place.items() for i in t.everyone}
    copy_of = {
        copy: lead
        for topic in digest.topics
        for lead, copies in zip(topic.articles, topic.copies, strict=True)
        for copy in copies
    }
    return [
        {
            "number": i + 1,
            "title": entry.title,
            "french": entry.french_title,
            "publisher": entry.publisher,
            "date": document_date(entry.shown_date),
            "source": entry.source,
            "link": web_address(entry.link),
            "briefing": entry.id,
            "topic": topic_of.get(i, 0),
            "copy_of": copy_of.get(i, -1) + 1,
        }
        for i, entry in enumerate(digest.entries)
    ]


def _counts(digest: Digest, shared: Sequence[Topic]) -> View:
    return {
        "articles": len(digest.entries),
        "topics": len(shared),
        "single": len(digest.topics) - len(shared),
        "copies": sum(len(c) for t in digest.topics for c in t.copies),
        "differences": sum(len(t.differences) for t in digest.topics),
        "words": sum(entry.words for entry in digest.entries),
    }


def _account(digest: Digest, shared: Sequence[Topic], missing: int) -> str:
    counts = _counts(digest, shared)
    parts = [
        "Machine translation of French articles, not checked by a person.",
        f"{many(counts['articles'], 'article')}, {counts['words']:,} words:",
        f"{many(counts['topics'], 'topic')} told by several,",
        f"{many(counts['single'], 'article')} standing alone,",
        f"{counts['copies']} copies of another.",
        f"{many(counts['differences'], 'figure')} told differently.",
        f"{many(missing, 'article')} could not be read or translated and is not here."
        if missing
        else "",
        "Numbers in brackets are those of the sources at the end.",
    ]
    return " ".join(filter(None, parts))


def _provenance(digest: Digest) -> list[View]:
    """What all articles have in common of what made them."""
    made = dict.fromkeys(entry.provenance for entry in digest.entries)
    rows = [
        row
        for one in made
        for row in (
            ("Program", f"briefing {one.briefing_version}"),
            ("Model", one.model_name),
            ("Model SHA-256", one.model_sha256),
            ("Engine", one.engine),
            ("Summarizer", one.summarizer),
        )
    ]
    return [{"label": a, "value": b} for a, b in dict.fromkeys(rows) if b]
