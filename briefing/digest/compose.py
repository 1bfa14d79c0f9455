"""The digest of many briefings: what stands on its page, as indices into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.digest.contradictions import Contradiction, find_contradictions
from briefing.digest.copies import find_copies
from briefing.digest.topics import find_topics
from briefing.summary.words import fold, stems
from briefing.types import Briefing

SAME_POINT = 0.6
"""Share of the words of the shorter of two points that makes them one."""

POINTS = 8
"""Points of a topic that are shown at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPoint:
    """What several articles say, in the words of the first."""

    article: int
    point: int
    """Index into that briefing's key points."""
    also: tuple[tuple[int, int], ...] = ()
    """Article and key point of others that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that one person is quoted with."""

    speaker: str
    quotes: tuple[tuple[int, int], ...]
    """Article and quotation, in the order of the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Articles about the same thing."""

    articles: tuple[int, ...]
    """One of each group of copies, the first one given."""
    copies: tuple[tuple[int, ...], ...]
    """For each of `articles`, the others that are copies of it."""
    points: tuple[MergedPoint, ...]
    statements: tuple[Said, ...]
    """Speakers who are quoted more than once."""
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Topics, the largest first; every briefing stands in exactly one of them."""

    topics: tuple[Topic, ...]


def make_digest(briefings: Sequence[Briefing]) -> Digest:
    """The digest of `briefings`, which it numbers from 0 in the order given."""
    documents = [b.article.document for b in briefings]
    groups = find_copies([d.text for d in documents])
    leads = [group[0] for group in groups]
    others = {group[0]: group[1:] for group in groups}
    found = find_topics([(documents[i].title or "", documents[i].text) for i in leads])
    topics = (tuple(leads[i] for i in members) for members in found)
    return Digest(topics=tuple(_topic(briefings, t, others) for t in topics))


def _topic(
    briefings: Sequence[Briefing],
    members: tuple[int, ...],
    copies: dict[int, tuple[int, ...]],
) -> Topic:
    # Copies are read too: a wire that was sent again often has another toll.
    everyone = sorted(i for m in members for i in (m, *copies[m]))
    return Topic(
        articles=members,
        copies=tuple(copies[i] for i in members),
        points=tuple(_points(briefings, members)),
        statements=tuple(_statements(briefings, members)),
        contradictions=tuple(
            find_contradictions([briefings[i].article for i in everyone], everyone)
        ),
    )


def _points(
    briefings: Sequence[Briefing], members: Sequence[int]
) -> Iterator[MergedPoint]:
    """The points of all articles, the same ones merged, those said most often first."""
    merged: list[tuple[int, int, frozenset[str], list[tuple[int, int]]]] = []
    for article in members:
        for point, found in enumerate(briefings[article].key_points):
            sources = briefings[article].article.sentences
            words = frozenset(stems(" ".join(sources[i].text for i in found.sources)))
            same = next((m for m in merged if _same(words, m[2])), None)
            if same and same[0] != article:
                same[3].append((article, point))
            else:
                merged.append((article, point, words, []))
    merged.sort(key=lambda m: -len(m[3]))
    for article, point, _, also in merged[:POINTS]:
        yield MergedPoint(article=article, point=point, also=tuple(also))


def _same(a: frozenset[str], b: frozenset[str]) -> bool:
    shorter = min(len(a), len(b))
    return shorter > 0 and len(a & b) >= SAME_POINT * shorter


def _statements(
    briefings: Sequence[Briefing], members: Sequence[int]
) -> Iterator[Said]:
    """Speakers; « Rutte » joins « Mark Rutte » if only one is called so."""
    found: dict[str, list[tuple[int, int]]] = {}
    for article in members:
        for quote in briefings[article].article.quotes:
            if quote.speaker and not quote.speaker.anonymous:
                found.setdefault(quote.speaker.name, []).append((article, quote.index))
    names = sorted(found, key=lambda n: (-len(n.split()), n))
    full: dict[str, str] = {}
    for name in names:
        fitting = [f for f in dict.fromkeys(full.values()) if _is_short_for(name, f)]
        full[name] = fitting[0] if len(fitting) == 1 else name
    gathered: dict[str, list[tuple[int, int]]] = {}
    for name, quotes in found.items():
        gathered.setdefault(full[name], []).extend(quotes)
    for name, quotes in gathered.items():
        if len(quotes) > 1:
            yield Said(speaker=name, quotes=tuple(sorted(quotes)))


def _is_short_for(name: str, full: str) -> bool:
    """Whether `full` has every word of `name`, titles aside: « M. Rutte »."""
    words = set(fold(name).split()) - _TITLES
    return bool(words) and words <= set(fold(full).split())


_TITLES = frozenset({"m.", "mm.", "mme", "mlle", "me", "dr", "pr"})
