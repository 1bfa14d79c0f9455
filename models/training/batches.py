"""The order of the data: a function of the seed and the position, never of the clock.

Each domain is read in random order without repetition, epoch after epoch, as if it
were one endless list. A *pool* takes the next stretch of each list by the domain's
share, sorts it by length, cuts it into batches of one source length, and deals the
batches to optimizer steps. To resume at pool 7, step 3, nothing before is needed.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from models.training.arrays import NO_LINK, Pairs

IGNORED = -100
END = 0
"""Id of `</s>` in every tokenizer of the recipe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How pools, steps and batches are cut."""

    shares: Mapping[str, float]
    """Share of the target tokens that each domain gives."""
    pool_tokens: int
    """Target tokens of a pool."""
    step_tokens: int
    """Target tokens of an optimizer step, at least."""
    batch_positions: int
    """Positions of a batch at most, source and target, with padding."""
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Tensors of one batch."""

    source: Tensor
    """*Shape:* `(batch, source length)`, no padding."""
    given: Tensor
    """Target pieces shifted right, first `<pad>`."""
    wanted: Tensor
    """Target pieces and `</s>`; `IGNORED` after it."""
    links: Tensor
    """Aligned source position for each wanted piece; -1 for none."""

    def to(self, device: torch.device) -> Batch:
        """The same batch on `device`."""
        names = ("source", "given", "wanted", "links")
        return Batch(**{name: getattr(self, name).to(device) for name in names})


def stretch(size: int, first: int, count: int, seed: tuple[int, ...]) -> np.ndarray:
    """`count` rows from position `first` of an endless shuffled list of `size` rows."""
    rows: list[np.ndarray] = []
    while count > 0:
        epoch, inside = divmod(first, size)
        order = np.random.default_rng([*seed, epoch]).permutation(size)
        rows.append(order[inside : inside + count])
        first, count = first + len(rows[-1]), count - len(rows[-1])
    return np.concatenate(rows) if rows else np.zeros(0, np.int64)


def draw(domains: Mapping[str, Pairs], plan: Plan, pool: int) -> np.ndarray:
    """The rows of one pool. *Shape:* `(rows, 2)`: domain number and row in it."""
    drawn = []
    for number, (name, pairs) in enumerate(domains.items()):
        mean = len(pairs.target) / len(pairs)
        count = round(plan.shares[name] * plan.pool_tokens / mean)
        seed = (plan.seed, number)
        rows = stretch(len(pairs), pool * count, count, seed)
        drawn.append(np.stack([np.full(count, number), rows], axis=1))
    return np.concatenate(drawn)


def lengths(
    domains: Mapping[str, Pairs], rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Source and target lengths of `rows`."""
    source, target = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    for number, pairs in enumerate(domains.values()):
        here = rows[:, 0] == number
        at = rows[here, 1]
        source[here] = pairs.source_starts[at + 1] - pairs.source_starts[at]
        target[here] = pairs.target_starts[at + 1] - pairs.target_starts[at]
    return source, target


def rounded(length: int) -> int:
    """`length`, up to the next one that batches have: at most a quarter more.

    The kernels of a CPU are compiled for each shape; a quarter of all time went there
    when every batch had one of its own.
    """
    step = max(2, 2 ** (length.bit_length() - 3))
    return -(-length // step) * step


def cut(source: np.ndarray, target: np.ndarray, positions: int) -> list[np.ndarray]:
    """Row numbers of each batch: one source length, similar target lengths.

    All but the last batch of a source length are full.
    """
    order = np.lexsort((-target, source))
    s, t = source[order].tolist(), target[order].tolist()
    batches, first = [], 0
    while first < len(order):
        most = max(1, positions // 2 // (max(s[first], rounded(t[first] + 1)) + 1))
        last = bisect.bisect_right(s, s[first], first, min(first + most, len(s)))
        batches.append(order[first:last])
        first = last
    return batches


def deal(sizes: np.ndarray, step_tokens: int) -> list[np.ndarray]:
    """Batch numbers of each step, in order; a short last step joins the one before."""
    ends, total = [], 0
    for k, size in enumerate(sizes):
        total += size
        if total >= step_tokens:
            ends.append(k + 1)
            total = 0
    if not ends or total > step_tokens / 2:
        ends.append(len(sizes))
    ends[-1] = len(sizes)
    return np.split(np.arange(len(sizes)), ends[:-1])


def steps(
    domains: Mapping[str, Pairs], plan: Plan, pool: int, longest: int
) -> list[list[np.ndarray]]:
    """The steps of one pool, each a list of batches, each the rows of its pairs.

    Within a step the largest batch comes first, so that workers end together.
    """
    rows = draw(domains, plan, pool)
    source, target = lengths(domains, rows)
    short = np.maximum(source, target) <= longest
    rows, source, target = rows[short], source[short], target[short]
    cuts = cut(source, target, plan.batch_positions)
    np.random.default_rng([plan.seed, pool, 1]).shuffle(cuts)  # type: ignore[arg-type]
    sizes = np.array([target[c].sum() + len(c) for c in cuts])
    dealt = deal(sizes, plan.step_tokens)
    return [
        [rows[cuts[k]] for k in sorted(step, key=lambda k: -sizes[k])] for step in dealt
    ]


def collate(domains: Mapping[str, Pairs], rows: np.ndarray, pad: int) -> Batch:
    """The tensors of one batch."""
    parts = list(domains.values())
    pairs = [parts[number].pair(row) for number, row in rows]
    s, t = len(pairs[0][0]) + 1, rounded(max(len(p[1]) for p in pairs) + 1)
    source = np.full((len(pairs), s), END, np.int64)
    given = np.full((len(pairs), t), pad, np.int64)
    wanted = np.full((len(pairs), t), IGNORED, np.int64)
    links = np.full((len(pairs), t), -1, np.int64)
    for k, (french, english, link) in enumerate(pairs):
        n = len(english)
        source[k, :-1] = french
        given[k, 1 : n + 1] = english
        wanted[k, :n] = english
        wanted[k, n] = END
        links[k, :n] = np.where(link == NO_LINK, -1, link.astype(np.int64))
        links[k, n] = s - 1
    return Batch(
        source=torch.from_numpy(source),
        given=torch.from_numpy(given),
        wanted=torch.from_numpy(wanted),
        links=torch.from_numpy(links),
    )


def whole(domains: Mapping[str, Pairs], plan: Plan, pad: int) -> Iterator[Batch]:
    """All pairs once, in order of length: for measuring."""
    for number, pairs in enumerate(domains.values()):
        at = np.arange(len(pairs))
        rows = np.stack([np.full(len(at), number), at], axis=1)
        for c in cut(*lengths(domains, rows), plan.batch_positions):
            yield collate(domains, rows[c], pad)
