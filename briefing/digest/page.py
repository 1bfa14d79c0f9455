"""The digest as one Markdown page: contents, topics, contradictions, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.digest.compose import Digest, MergedPoint, Said, Topic
from briefing.digest.contradictions import Contradiction, Figure
from briefing.render import inert as safe
from briefing.types import Briefing

_BLANK_LINES = re.compile(r"\n{3,}")


def digest_page(digest: Digest, briefings: Sequence[Briefing]) -> bytes:
    """The page in UTF-8; `[3]` stands for article 3 of the list at its end."""
    lines = [*_head(digest, briefings)]
    for number, topic in enumerate(digest.topics, 1):
        lines += _topic(number, topic, briefings)
    lines += ["## Articles", "", *_articles(digest, briefings)]
    return (_BLANK_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n").encode()


def _head(digest: Digest, briefings: Sequence[Briefing]) -> Iterator[str]:
    yield f"# Digest of {len(briefings)} articles"
    yield ""
    for number, topic in enumerate(digest.topics, 1):
        found = len(topic.contradictions)
        doubt = f" — ⚠ figures that differ: {found}" if found else ""
        yield f"{number}. {_title(briefings[topic.articles[0]])}{doubt}"
    yield ""


def _topic(number: int, topic: Topic, briefings: Sequence[Briefing]) -> Iterator[str]:
    lead = briefings[topic.articles[0]]
    yield f"## {number}. {_title(lead)}"
    yield ""
    yield " ".join(inert(s.text) for s in lead.summary)
    yield ""
    yield from (_point(p, briefings) for p in topic.points)
    yield ""
    if topic.contradictions:
        yield "### Figures that differ"
        yield ""
        for contradiction in topic.contradictions:
            yield from _contradiction(contradiction, briefings)
        yield ""
    if topic.statements:
        yield "### Who said what"
        yield ""
        for said in topic.statements:
            yield from _said(said, briefings)
        yield ""


def _point(point: MergedPoint, briefings: Sequence[Briefing]) -> str:
    text = briefings[point.article].key_points[point.point].text
    articles = (point.article, *(article for article, _ in point.also))
    return f"- {inert(text)} {_references(articles)}"


def _contradiction(
    contradiction: Contradiction, briefings: Sequence[Briefing]
) -> Iterator[str]:
    first, second = contradiction.first, contradiction.second
    yield f"- **{inert(first.shown)}** or **{inert(second.shown)}**?"
    for figure in (first, second):
        yield f"    - {_passage(figure, briefings)}"


def _passage(figure: Figure, briefings: Sequence[Briefing]) -> str:
    article = briefings[figure.article].article
    french = inert(article.sentences[figure.sentence].text)
    english = inert(article.translations[figure.sentence].target)
    return f"{english} — *{french}* {_references([figure.article])}"


def _said(said: Said, briefings: Sequence[Briefing]) -> Iterator[str]:
    yield f"- **{inert(said.speaker)}**"
    for article, index in said.quotes:
        content = inert(briefings[article].article.quotes[index].content)
        found = briefings[article].article.quote_translations[index]
        yield f"    - “{inert(found.english)}” — « {content} » {_references([article])}"


def _articles(digest: Digest, briefings: Sequence[Briefing]) -> Iterator[str]:
    copied = {
        copy: lead
        for topic in digest.topics
        for lead, copies in zip(topic.articles, topic.copies, strict=True)
        for copy in copies
    }
    for i, briefing in enumerate(briefings):
        document = briefing.article.document
        parts = [_title(briefing), inert(document.publisher or document.source)]
        if document.date:
            parts.append(inert(document.date))
        if i in copied:
            parts.append(f"copy of {copied[i] + 1}")
        yield f"{i + 1}. {', '.join(part for part in parts if part)}"


def _title(briefing: Briefing) -> str:
    """The English title, the French one, or the name of the output."""
    article = briefing.article
    if article.title and article.title.target:
        return inert(article.title.target)
    return inert(article.document.title or article.document.id)


def _references(articles: Sequence[int]) -> str:
    return f"[{', '.join(str(i + 1) for i in dict.fromkeys(articles))}]"


def inert(text: str) -> str:
    """Text of an article as Markdown that shows it and does nothing."""
    return safe.markdown(safe.inert(text))
