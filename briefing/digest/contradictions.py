"""Where two articles about the same event give different figures for the same thing.

Figures of two articles are matched one to one: first those that agree, then those that
count the same kind of thing in alike words and are of the same order. What is matched
and does not agree is shown. Whether one is older, or wrong, is for the reader to see:
both passages are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from math import log, log2

from briefing.digest.counts import Count

ROUGHLY = Decimal("0.1")
"""Relative difference that « environ » forgives."""

FAR = 3
"""Times one figure may be another for both to be about the same thing."""

ENOUGH = 2.3
"""Evidence that two figures count the same. Found on five of the ten events of
`tests/data/digest`; the other five and the articles about something else decide."""

CLOSE, CLASS, STATE, WORD, ONLY, UNIT = 1.0, 2.0, 1.5, 0.5, 1.5, 0.5
"""What is evidence: a value close by, what is counted, what happened to it, each word
in common (at most four), being the only figure of its kind in its article, and a
unit of measure."""

PRECISE = 2.5
"""And values of four digits or more that are nearly the same."""

OTHERS = 1.0
"""What speaks against it: names in both sentences, and none in common."""

CROWD = 0.3
"""What each doubling of the pairs of figures of one kind takes from the evidence, from
`FREE` pairs on: among many figures some are alike by chance."""

FREE = 12


def contradictions(
    first: Sequence[Count],
    second: Sequence[Count],
    enough: float = ENOUGH,
    one_event: bool = True,
) -> list[tuple[int, int]]:
    """Pairs of places in `first` and `second` that do not agree, in order.

    Args:
        first: the figures of one article.
        second: those of another about the same event.
        enough: evidence from which two figures count the same thing.
        one_event: whether that is sure. If not, none contradict each other where no
            figure agrees and one for the same kind of thing is far from the other's.
    """
    left, right = set(range(len(first))), set(range(len(second)))
    found: list[tuple[int, int]] = []
    agreed = False
    # What is matched leaves others the only ones of their kind: look twice.
    for _ in range(2):
        for i, j in _ranked(first, second, left, right, enough):
            if i in left and j in right:
                # An article often says the same thing twice, with the same figure.
                left -= _same(first, i)
                right -= _same(second, j)
                if _agree(first[i], second[j]):
                    agreed = True
                else:
                    found.append((i, j))
    if not one_event and not agreed and _far_apart(first, second, left, right):
        return []
    return sorted(found)


def _far_apart(
    first: Sequence[Count], second: Sequence[Count], left: set[int], right: set[int]
) -> bool:
    """Whether what is left counts the same kind of thing in another order of size."""
    pairs = ((first[i], second[j]) for i in left for j in right)
    return any(
        (a.kind, a.unit, a.states) == (b.kind, b.unit, b.states)
        and (a.states or (a.things & b.things) - {"people"} or _people(a, b))
        and _closeness(a.value, b.value, a.kind) <= 0
        for a, b in pairs
    )


def _ranked(
    first: Sequence[Count],
    second: Sequence[Count],
    left: set[int],
    right: set[int],
    enough: float,
) -> list[tuple[int, int]]:
    """Pairs that count the same: those that agree before others, then by evidence."""
    only = _only(first, left), _only(second, right)
    kinds = [Counter((c.kind, c.unit) for c in counts) for counts in (first, second)]
    rated = []
    for i in sorted(left):
        for j in sorted(right):
            a, b = first[i], second[j]
            agree = _agree(a, b)
            evidence = _evidence(a, b, i in only[0] and j in only[1])
            crowd = kinds[0][a.kind, a.unit] * kinds[1][b.kind, b.unit] / FREE
            evidence -= CROWD * log2(crowd) if evidence and crowd > 1 else 0.0
            if evidence >= enough or (agree and evidence > 0):
                rated.append((not agree, -evidence, i, j))
    return [(i, j) for *_, i, j in sorted(rated)]


def _only(counts: Sequence[Count], places: set[int]) -> set[int]:
    """Those of `places` whose kind and unit no other of them has."""
    values = {(counts[i].kind, counts[i].unit, counts[i].value) for i in places}
    kinds = Counter((kind, unit) for kind, unit, _ in values)
    return {i for i in places if kinds[counts[i].kind, counts[i].unit] == 1}


def _same(counts: Sequence[Count], place: int) -> set[int]:
    it = counts[place]
    return {
        i
        for i, c in enumerate(counts)
        if (c.kind, c.unit, c.value) == (it.kind, it.unit, it.value)
    }


def _evidence(a: Count, b: Count, only: bool) -> float:
    """How much says that both count the same; 0 if something says that they do not."""
    if (a.kind, a.unit) != (b.kind, b.unit):
        return 0.0
    if a.kind == "cardinal" and a.states != b.states:
        return 0.0
    if _ASKED & a.states != _ASKED & b.states:
        return 0.0
    if a.share != b.share and (a.things | b.things) & _CHANGES:
        return 0.0
    things, states = a.things & b.things, a.states & b.states
    apart = a.things and b.things and not things and not states
    if apart and a.kind not in _TIMES and not _people(a, b):
        return 0.0
    closeness = _closeness(a.value, b.value, a.kind)
    if closeness <= 0:
        return 0.0
    words = len(a.words & b.words) + 0.5 * len((a.context & b.context) - a.words)
    if a.kind == "duration" and not things and words < 1:
        return 0.0
    return (
        CLOSE * closeness
        + CLASS * (1.0 if things - {"people"} else 0.5 * bool(things))
        + STATE * bool(states)
        + WORD * min(4.0, words)
        + ONLY * (only and a.kind != "cardinal")
        + UNIT * (a.kind == "unit")
        + PRECISE * (a.kind not in _TIMES and _slip(a.value, b.value))
        - OTHERS * (bool(a.names and b.names) and not a.names & b.names)
    )


_TIMES = frozenset({"duration", "time", "due"})
"""Kinds that are of an event, and not of the things that stand beside them."""

_ASKED = frozenset({"ASKED"})
_CHANGES = frozenset({"growth", "decline"})

_PEOPLE = frozenset(
    {"people", "rescuers", "officers", "soldiers", "passengers", "staff", "votes"}
)


def _people(a: Count, b: Count) -> bool:
    """Whether both count people, one of them without saying which."""
    return ("people" in a.things and bool(b.things & _PEOPLE)) or (
        "people" in b.things and bool(a.things & _PEOPLE)
    )


def _closeness(a: Decimal, b: Decimal, kind: str) -> float:
    """1 for equal values, 0 at `FAR` times; of times by what is between."""
    if kind in _APART:
        return 1 - float(abs(a - b)) / _APART[kind]
    low, high = sorted((abs(a), abs(b)))
    if low == 0:
        return 1.0 if high == 0 else 0.0
    return 1 - log(high / low) / log(FAR)


_APART = {"time": 180, "due": 12}
"""How far apart two times of day (in minutes) and two dates (in months or years) of
the same thing may be."""


def _slip(a: Decimal, b: Decimal) -> bool:
    """Whether two numbers of many digits are so near that one is the other's slip."""
    low, high = sorted((abs(a), abs(b)))
    long = all(len(str(int(v)).rstrip("0")) >= 4 for v in (low, high))
    return long and high <= low * Decimal("1.1")


_FORTNIGHT = {Decimal(14), Decimal(15)}
"""« Deux semaines », « quinze jours »."""


def _agree(a: Count, b: Count) -> bool:
    if (a.kind, a.unit) != (b.kind, b.unit):
        return False
    if a.value == b.value or (
        a.kind == "duration" and {a.value, b.value} == _FORTNIGHT
    ):
        return True
    rough = not (a.exact and b.exact)
    return rough and abs(a.value - b.value) <= ROUGHLY * max(abs(a.value), abs(b.value))
