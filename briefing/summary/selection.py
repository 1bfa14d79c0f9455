"""Which passages to take: the best set, not the best ones one by one.

Maximize the sum of values less a penalty for each pair that says the same, for a
given number of passages, where some may only be taken together with the one they lean
on. Exact by branch and bound for the sizes of an article.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.summary.features import Matrix

CANDIDATES = 40
"""Passages of the highest value that are considered."""

MAX_STEPS = 20_000
"""Sets looked at before the best so far is taken: some 0.05 s. Of 150 press articles
one needed 549, the median 5; only texts of many near copies come here, and any set of
them will do."""


def choose(
    values: Sequence[float],
    cosines: Matrix,
    count: int,
    redundancy: float,
    needs: Sequence[int | None] | None = None,
) -> tuple[int, ...]:
    """Indices of the best set of `count` passages (or all, if fewer), ascending.

    The value of a set is the sum of its `values`, less `redundancy` times the cosine
    of each pair in it. Ties go to the higher single values, then to the earlier text.

    Args:
        values: one for each passage; only differences matter.
        cosines: likeness of passages, none negative. *Shape:* `(n, n)`.
        count: how many to take.
        redundancy: what a pair that says exactly the same costs.
        needs: for each passage the one it cannot be taken without, if any; -1 if
            there is none such, so that it cannot be taken at all.
    """
    needs = needs or [None] * len(values)
    order = sorted(range(len(values)), key=lambda i: (-values[i], i))
    free = [i for i in order if needs[i] is None]
    alone = _Search(free[:CANDIDATES], values, cosines, redundancy, needs).run(count)
    if len(free) == len(order):
        return alone
    tied = _Search(order[:CANDIDATES], values, cosines, redundancy, needs)
    return tied.run(count, alone)


class _Search:
    """Depth first in order of falling value; the first leaf is the greedy one."""

    def __init__(
        self,
        order: Sequence[int],
        values: Sequence[float],
        cosines: Matrix,
        redundancy: float,
        needs: Sequence[int | None],
    ) -> None:
        place = {passage: i for i, passage in enumerate(order)}
        self.order = order
        self.values = [float(values[i]) for i in order]
        self.penalty = (redundancy * cosines[order][:, order]).tolist()
        # A need that is no candidate itself can never be met.
        found = (needs[i] for i in order)
        self.needs = [None if n is None else place.get(n, -1) for n in found]
        self.best = float("-inf")
        self.best_set: tuple[int, ...] = ()
        self.steps = 0

    def run(self, count: int, known: Sequence[int] = ()) -> tuple[int, ...]:
        """The best set of `count`, or of as many as can stand together.

        `known` is a set that stands: the search ends early on what is no better.
        """
        places = [self.order.index(i) for i in known if i in self.order]
        for size in range(min(count, len(self.order)), 0, -1):
            if len(places) == len(known) == size:
                self.best_set = tuple(sorted(places))
                self.best = self._worth(self.best_set)
            self._extend((), 0, 0.0, size)
            if self.best_set:
                return tuple(sorted(self.order[i] for i in self.best_set))
            if len(known) >= size:
                break
        return tuple(known)

    def _worth(self, chosen: tuple[int, ...]) -> float:
        value = 0.0
        for n, i in enumerate(chosen):
            row = self.penalty[i]
            value += self.values[i] - sum(row[j] for j in chosen[:n])
        return value

    def _extend(
        self, chosen: tuple[int, ...], start: int, value: float, missing: int
    ) -> None:
        if not missing:
            if value > self.best + 1e-9 and self._stands(chosen):
                self.best, self.best_set = value, chosen
            return
        for i in range(start, len(self.order) - missing + 1):
            # Values fall, so no set from here on is worth more than this.
            bound = value + sum(self.values[i : i + missing])
            if bound <= self.best + 1e-9 or self.steps > MAX_STEPS:
                return
            self.steps += 1
            row = self.penalty[i]
            cost = sum(row[j] for j in chosen)
            self._extend(
                (*chosen, i), i + 1, value + self.values[i] - cost, missing - 1
            )

    def _stands(self, chosen: tuple[int, ...]) -> bool:
        needed = (self.needs[i] for i in chosen)
        return all(n is None or n in chosen for n in needed)
