"""Which articles are about the same thing.

Each article joins the topic it is most like, or opens one: one pass in the order given,
so that the result depends on nothing else. Likeness is the cosine of tf-idf vectors of
the most telling words, those of the title counted more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from briefing.summary.salience import load
from briefing.words import stems

TELLING = 40
"""Words of an article that are compared."""

TITLE = 3
"""How much more a word of the title counts."""

SAME = 0.3
"""Cosine from which an article belongs to a topic; judged by reading the topics that
2,000 articles of several years fall into."""

MAX_CHARACTERS = 20_000
"""Of a text that are looked at."""

Vector = dict[str, float]


@dataclass(slots=True)
class _Group:
    members: list[int] = field(default_factory=list)
    total: Vector = field(default_factory=dict)
    names: set[str] = field(default_factory=set)


def find_topics(
    vectors: Sequence[Vector], names: Sequence[frozenset[str]] = ()
) -> list[tuple[int, ...]]:
    """Groups of articles by topic, each ascending, the largest group first.

    Args:
        vectors: the telling words of each article.
        names: rare names of each article.
    """
    groups: list[_Group] = []
    by_term: dict[str, list[int]] = {}
    for i, vector in enumerate(vectors):
        known = names[i] if names else frozenset()
        best = _most_alike(vector, known, groups, by_term)
        if best is None:
            best = len(groups)
            groups.append(_Group())
        _join(groups[best], i, vector, known)
        for term in vector:
            places = by_term.setdefault(term, [])
            if best not in places[-1:]:
                places.append(best)
    found = [tuple(group.members) for group in groups]
    return sorted(found, key=lambda members: (-len(members), members))


def telling_words(title: str, text: str) -> Vector:
    """The tf-idf vector of an article's most telling words, of length 1."""
    idf = load().idf
    counts = Counter(stems(text[:MAX_CHARACTERS]))
    for term in stems(title):
        counts[term] += TITLE
    weights = {t: (1 + log(n)) * idf.get(t, idf[""]) for t, n in counts.items()}
    top = sorted(weights, key=lambda t: (-weights[t], t))[:TELLING]
    norm = sqrt(sum(weights[t] ** 2 for t in top))
    return {t: weights[t] / norm for t in top}


def _most_alike(
    vector: Vector,
    names: frozenset[str],
    groups: Sequence[_Group],
    by_term: dict[str, list[int]],
) -> int | None:
    shared = Counter(g for term in vector for g in set(by_term.get(term, ())))
    best, score = None, SAME
    for group in sorted(g for g, n in shared.items() if n >= MIN_SHARED):
        found = _cosine(vector, groups[group].total)
        found += NAME * min(MOST_NAMES, len(names & groups[group].names))
        if found > score + 1e-9:
            best, score = group, found
    return best


NAME, MOST_NAMES = 0.06, 3
"""What a rare name in common adds to the cosine, and how many count."""

MIN_SHARED = 3
"""Telling words that an article shares with a topic before it is compared."""


def cosine(a: Vector, b: Vector) -> float:
    """Likeness of two articles' telling words, 0 to 1."""
    return sum(v * b.get(t, 0.0) for t, v in a.items())


def _cosine(a: Vector, total: Vector) -> float:
    norm = sqrt(sum(v * v for v in total.values()))
    return sum(v * total.get(t, 0.0) for t, v in a.items()) / norm if norm else 0.0


def _join(group: _Group, member: int, vector: Vector, names: frozenset[str]) -> None:
    group.members.append(member)
    group.names |= names
    for term, value in vector.items():
        group.total[term] = group.total.get(term, 0.0) + value
