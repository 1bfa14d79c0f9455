"""Which passages to take: the best set, not the best ones one by one.

Maximize the sum of values less a penalty for each pair that says the same, for a
given number of passages. Exact by branch and bound for the sizes of an article.
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
    values: Sequence[float], cosines: Matrix, count: int, redundancy: float
) -> tuple[int, ...]:
    """Indices of the best set of `count` passages (or all, if fewer), ascending.

    The value of a set is the sum of its `values`, less `redundancy` times the cosine
    of each pair in it. Ties go to the higher single values, then to the earlier text.

    Args:
        values: one for each passage; only differences matter.
        cosines: likeness of passages, none negative. *Shape:* `(n, n)`.
        count: how many to take.
        redundancy: what a pair that says exactly the same costs.
    """
    order = sorted(range(len(values)), key=lambda i: (-values[i], i))[:CANDIDATES]
    search = _Search(order, values, cosines, redundancy)
    return search.run(min(count, len(order)))


class _Search:
    """Depth first in order of falling value; the first leaf is the greedy one."""

    def __init__(
        self,
        order: Sequence[int],
        values: Sequence[float],
        cosines: Matrix,
        redundancy: float,
    ) -> None:
        self.order = order
        self.values = [float(values[i]) for i in order]
        self.penalty = (redundancy * cosines[order][:, order]).tolist() if order else []
        self.best = float("-inf")
        self.best_set: tuple[int, ...] = ()
        self.steps = 0

    def run(self, count: int) -> tuple[int, ...]:
        """The best set of `count`."""
        self._extend((), 0, 0.0, count)
        return tuple(sorted(self.order[i] for i in self.best_set))

    def _extend(
        self, chosen: tuple[int, ...], start: int, value: float, missing: int
    ) -> None:
        if not missing:
            if value > self.best + 1e-9:
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
