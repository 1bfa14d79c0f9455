"""Contradictions among many articles: what each says, the same things joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.digest.contradictions import ENOUGH, contradictions
from briefing.digest.entry import Entry
from briefing.digest.topics import cosine

DAYS = 3
"""Days between two articles after which another figure is a newer one, no other."""

RARE, FEWEST, MOST = 0.15, 3, 30
"""Share of the articles of a digest that a name stands in at most to tell one event
from others, and the bounds of that number."""

SHARED = 2
"""Such names that two articles about one event have in common; one is enough where
they are as alike as `ALIKE`, or as `VERY_ALIKE` if they are of two days."""

ALIKE, VERY_ALIKE = 0.3, 0.6

DISTANT = 14.0
"""Evidence that figures need for each unit of likeness that their articles lack to
`ALIKE`. Of 36 differences of planted and press texts, the false ones stood in articles
of a likeness of 0.09 to 0.22, most of the true ones above 0.3."""

PARTNERS = 40
"""Articles of a topic, the nearest in its order, that each one is compared with."""

Node = tuple[int, int]
"""Article and place in its counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure where it stands."""

    article: int
    count: int
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One figure for a thing, and all that give it."""

    shown: str
    """As the first of them writes it."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The same thing with two figures or more."""

    versions: tuple[Version, ...]
    """In the order of their first articles."""


def find_differences(
    entries: Sequence[Entry], members: Sequence[int], spread: Counter[str]
) -> tuple[Difference, ...]:
    """Where `members` give different figures for the same thing.

    Args:
        entries: all of the digest.
        members: articles about one topic, ascending.
        spread: in how many of the entries each name stands.
    """
    parent: dict[Node, Node] = {}
    for a, b in _pairs(entries, members, spread):
        one, other = entries[a], entries[b]
        enough = _enough(one, other)
        sure = shared_names(one, other, spread, len(entries)) >= SHARED
        for i, j in contradictions(one.counts, other.counts, enough, sure):
            if not _of_two_days(one, other, i, j):
                _join(parent, (a, i), (b, j))
    groups: dict[Node, list[Node]] = {}
    for node in sorted(parent):
        groups.setdefault(_root(parent, node), []).append(node)
    return tuple(_difference(entries, nodes) for nodes in groups.values())


def _pairs(
    entries: Sequence[Entry], members: Sequence[int], spread: Counter[str]
) -> Iterator[tuple[int, int]]:
    for n, a in enumerate(members):
        for b in members[n + 1 : n + 1 + PARTNERS]:
            if same_event(entries[a], entries[b], spread, len(entries)):
                yield a, b


def same_event(a: Entry, b: Entry, spread: Counter[str], total: int) -> bool:
    """Whether two articles of a topic tell of one event: its names, its days."""
    if a.date and b.date and abs((a.date - b.date).days) > DAYS:
        return False
    shared = shared_names(a, b, spread, total)
    if shared >= SHARED or shared == 0:
        return shared > 0
    return cosine(a.telling, b.telling) >= (VERY_ALIKE if _two_days(a, b) else ALIKE)


def shared_names(a: Entry, b: Entry, spread: Counter[str], total: int) -> int:
    """How many names that few articles of the digest have both say."""
    return len(rare_names(a, spread, total) & b.names)


def _two_days(a: Entry, b: Entry) -> bool:
    return bool(a.date and b.date) and a.date != b.date


def _enough(a: Entry, b: Entry) -> float:
    """Evidence for two figures to count the same thing in these two articles."""
    lacking = max(0.0, ALIKE - cosine(a.telling, b.telling))
    return ENOUGH + DISTANT * lacking


def _of_two_days(a: Entry, b: Entry, i: int, j: int) -> bool:
    """Whether two figures stand beside different weekdays in articles of two days."""
    one, other = a.counts[i].days, b.counts[j].days
    return a.date != b.date and bool(one and other) and not one & other


def rare_names(entry: Entry, spread: Counter[str], total: int) -> frozenset[str]:
    """Its names that few articles of the digest have."""
    most = min(MOST, max(FEWEST, RARE * total))
    return frozenset(name for name in entry.names if spread[name] <= most)


def _difference(entries: Sequence[Entry], nodes: Sequence[Node]) -> Difference:
    by_value: dict[object, list[Node]] = {}
    for node in nodes:
        by_value.setdefault(entries[node[0]].counts[node[1]].value, []).append(node)
    return Difference(
        versions=tuple(_version(entries, group) for group in by_value.values())
    )


def _version(entries: Sequence[Entry], nodes: Sequence[Node]) -> Version:
    first = entries[nodes[0][0]].counts[nodes[0][1]]
    return Version(
        shown=first.shown,
        figures=tuple(
            Figure(
                article=a,
                count=i,
                sentence=entries[a].counts[i].sentence,
            )
            for a, i in nodes
        ),
    )


def _join(parent: dict[Node, Node], a: Node, b: Node) -> None:
    first, second = sorted((_root(parent, a), _root(parent, b)))
    parent[second] = first


def _root(parent: dict[Node, Node], node: Node) -> Node:
    parent.setdefault(node, node)
    while parent[node] != node:
        node = parent[node]
    return node
