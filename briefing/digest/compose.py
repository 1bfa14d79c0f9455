"""The digest of many entries: what stands on its page, as indices into them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import sqrt

import numpy as np

from briefing.digest.copies import find_copies
from briefing.digest.differences import Difference, find_differences, rare_names
from briefing.digest.entry import FEWEST, Claim, Entry, same_terms
from briefing.digest.topics import cosine, find_topics
from briefing.summary.selection import choose
from briefing.words import fold

SAME_POINT = 0.6
"""Share of the words of the shorter of two points that makes them one."""

SAME_WORDS = 0.8
"""The same for what one person said."""

SUMMARY, POINTS, ALONE = 3, 8, 3
"""Sentences of a topic's summary, its points, and points of an article by itself."""

SUPPORT, CENTRAL = 0.5, 2.0
"""What it is worth that another article says the same, and how like the whole topic
the article is, in the salience of an article's most salient passage."""

REPEATED = 2.0
"""What two sentences of a topic's summary cost that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What several articles say, in the words of the first."""

    article: int
    claim: int
    """Index into that entry's claims, or statements."""
    also: tuple[tuple[int, int], ...] = ()
    """Article and claim of others that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """All that one person is quoted with."""

    speaker: str
    statements: tuple[Merged, ...]
    """In the order of the articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Articles about the same thing."""

    articles: tuple[int, ...]
    """One of each group of copies, the first one given."""
    copies: tuple[tuple[int, ...], ...]
    """For each of `articles`, the others that are copies of it."""
    lead: int
    """The article most like all of them, whose title the topic has."""
    summary: tuple[Merged, ...]
    points: tuple[Merged, ...]
    statements: tuple[Said, ...]
    differences: tuple[Difference, ...]

    @property
    def everyone(self) -> tuple[int, ...]:
        """All its articles, copies too, ascending."""
        copies = (i for group in self.copies for i in group)
        return tuple(sorted((*self.articles, *copies)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Topics, the largest first; every entry stands in exactly one of them."""

    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...]


def make_digest(entries: Sequence[Entry]) -> Digest:
    """The digest of `entries`, which it numbers from 0 in the order given."""
    groups = find_copies([e.signature for e in entries])
    leads = [group[0] for group in groups]
    others = {group[0]: group[1:] for group in groups}
    spread = Counter(name for e in entries for name in e.names)
    names = [rare_names(entries[i], spread, len(entries)) for i in leads]
    found = find_topics([entries[i].telling for i in leads], names)
    topics = (
        _topic(entries, tuple(leads[i] for i in members), others, spread)
        for members in found
    )
    return Digest(entries=tuple(entries), topics=tuple(topics))


def _topic(
    entries: Sequence[Entry],
    members: tuple[int, ...],
    others: dict[int, tuple[int, ...]],
    spread: Counter[str],
) -> Topic:
    copies = tuple(others[i] for i in members)
    # Copies are compared too: a wire that was sent again often has another toll.
    everyone = sorted((*members, *(i for group in copies for i in group)))
    differences = find_differences(entries, everyone, spread)
    central = _centrality(entries, members, everyone)
    points = _merged(entries, members, _refuted(differences))
    worth = {p: _worth(entries, p, central, others) for p in points}
    points.sort(key=lambda p: -worth[p])
    summary = _summary(entries, points, worth)
    rest = (p for p in points if p not in summary and _shown_alone(entries, p))
    return Topic(
        articles=members,
        copies=copies,
        lead=max(members, key=lambda i: (central[i] + len(others[i]), -i)),
        summary=summary,
        points=tuple(rest)[: POINTS if len(everyone) > 1 else ALONE],
        statements=tuple(_statements(entries, members)),
        differences=differences,
    )


def _centrality(
    entries: Sequence[Entry], members: Sequence[int], everyone: Sequence[int]
) -> dict[int, float]:
    """How like all of a topic each of its articles is, 0 to 1."""
    total: dict[str, float] = {}
    for i in everyone:
        for term, value in entries[i].telling.items():
            total[term] = total.get(term, 0.0) + value
    norm = sqrt(sum(v * v for v in total.values())) or 1.0
    return {i: round(cosine(entries[i].telling, total) / norm, 9) for i in members}


def _claim(entries: Sequence[Entry], point: Merged) -> Claim:
    return entries[point.article].claims[point.claim]


def _shown_alone(entries: Sequence[Entry], point: Merged) -> bool:
    return _claim(entries, point).alone


Refuted = frozenset[tuple[tuple[int, int], tuple[int, int]]]
"""Pairs of article and sentence whose figures differ."""


def _refuted(differences: Sequence[Difference]) -> Refuted:
    found = set()
    for difference in differences:
        for a, b in permutations(difference.versions, 2):
            found |= {
                ((f.article, f.sentence), (g.article, g.sentence))
                for f in a.figures
                for g in b.figures
            }
    return frozenset(found)


def _merged(
    entries: Sequence[Entry], members: Sequence[int], refuted: Refuted
) -> list[Merged]:
    """What the articles say, the same things merged."""
    found: list[tuple[Merged, list[tuple[int, int]]]] = []
    by_term: dict[str, list[int]] = {}
    for article in members:
        for number, claim in enumerate(entries[article].claims):
            shared = Counter(i for term in claim.terms for i in by_term.get(term, ()))
            near = sorted(i for i, n in shared.items() if n >= FEWEST)
            known = (
                i for i in near if _same(entries, found[i][0], article, claim, refuted)
            )
            same = next(known, None)
            if same is None:
                for term in claim.terms:
                    by_term.setdefault(term, []).append(len(found))
                found.append((Merged(article=article, claim=number), []))
            elif found[same][0].article != article:
                found[same][1].append((article, number))
    return [replace(point, also=tuple(also)) for point, also in found]


def _same(
    entries: Sequence[Entry],
    known: Merged,
    article: int,
    claim: Claim,
    refuted: Refuted,
) -> bool:
    other = _claim(entries, known)
    if not same_terms(other.terms, claim.terms, SAME_POINT):
        return False
    # « 12 blessés » and « 15 blessés » are no one point.
    return not any(
        ((known.article, a), (article, b)) in refuted
        for a in other.sources
        for b in claim.sources
    )


def _worth(
    entries: Sequence[Entry],
    point: Merged,
    central: dict[int, float],
    others: dict[int, tuple[int, ...]],
) -> float:
    """How much a point matters in its topic: to its article, and to the others."""
    claim = _claim(entries, point)
    articles = {point.article, *(article for article, _ in point.also)}
    support = float(sum(1 + len(others[a]) for a in articles) - 1)
    return (
        claim.salience
        + SUPPORT * sqrt(support)
        + CENTRAL * central[point.article]
        - 0.5 * bool(claim.flags)
    )


def _summary(
    entries: Sequence[Entry], points: Sequence[Merged], worth: dict[Merged, float]
) -> tuple[Merged, ...]:
    """The sentences that tell what the topic is about, the most telling first."""
    if len({p.article for p in points}) == 1:
        own = [p for p in points if _claim(entries, p).summary]
        return tuple(sorted(own, key=lambda p: p.claim))
    usable = [p for p in points if _shown_alone(entries, p)] or list(points)
    usable = usable[:MOST]
    terms = [_claim(entries, p).terms for p in usable]
    if not usable:
        return ()
    alike = np.array([[_overlap(a, b) for b in terms] for a in terms])
    picked = choose([worth[p] for p in usable], alike, SUMMARY, REPEATED)
    return tuple(usable[i] for i in picked)


MOST = 60
"""Points that a topic's summary is chosen from."""


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _statements(entries: Sequence[Entry], members: Sequence[int]) -> Iterator[Said]:
    """Speakers; « Rutte » joins « Mark Rutte » if only one is called so."""
    found: dict[str, list[tuple[int, int]]] = {}
    for article in members:
        for number, statement in enumerate(entries[article].statements):
            found.setdefault(statement.speaker.name, []).append((article, number))
    full: dict[str, str] = {}
    for name in sorted(found, key=lambda n: (-len(n.split()), n)):
        fitting = [f for f in dict.fromkeys(full.values()) if _is_short_for(name, f)]
        full[name] = fitting[0] if len(fitting) == 1 else name
    gathered: dict[str, list[tuple[int, int]]] = {}
    for name, places in found.items():
        gathered.setdefault(full[name], []).extend(places)
    for name, places in gathered.items():
        yield Said(speaker=name, statements=tuple(_once(entries, sorted(places))))


def _once(
    entries: Sequence[Entry], places: Sequence[tuple[int, int]]
) -> Iterator[Merged]:
    """Each saying once, the longest wording of it, with all that report it."""
    groups: list[list[tuple[int, int]]] = []
    for article, number in places:
        words = _said(entries, article, number)
        same = next(
            (g for g in groups if same_terms(words, _said(entries, *g[0]), SAME_WORDS)),
            None,
        )
        if same is None:
            groups.append([(article, number)])
        else:
            same.append((article, number))
    for group in groups:
        best = max(group, key=lambda p: (len(_said(entries, *p)), -p[0], -p[1]))
        also = tuple(p for p in group if p != best)
        yield Merged(article=best[0], claim=best[1], also=also)


def _said(entries: Sequence[Entry], article: int, number: int) -> frozenset[str]:
    return frozenset(fold(entries[article].statements[number].french).split())


def _is_short_for(name: str, full: str) -> bool:
    """Whether `full` has every word of `name`, titles aside: « M. Rutte »."""
    words = set(fold(name).split()) - _TITLES
    return bool(words) and words <= set(fold(full).split())


_TITLES = frozenset({"m.", "mm.", "mme", "mlle", "me", "dr", "pr"})
