"""Step `align`: which French piece each English piece comes from.

IBM model 1 with a prior for the diagonal, in both directions; a link is kept where
both agree (Liang et al. 2006, https://aclanthology.org/N06-1014/). The links lead the
decoder's attention at the start of training, and the counts give the dictionary from
which the embeddings start (`start.py`). The loops are in `align.c`, compiled on the
spot; without a compiler the same is done in numpy, some thirty times slower.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from models.training import native
from models.training.arrays import NO_LINK, Pairs

STEEP = 4.0
"""How fast the prior falls with distance from the diagonal."""
EMPTY = 0.08
"""Prior of a target piece that comes from nothing."""
AGREED = 0.25
"""Least geometric mean of both directions for a link."""
ITERATIONS = 5
SMOOTHING = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Result of the aligner."""

    links: np.ndarray
    """Source position of each target piece, 255 for none."""
    counts: np.ndarray
    """How often two pieces were linked. *Shape:* `(vocabulary, vocabulary)`."""


def posterior(table: np.ndarray, source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """`posterior` of align.c. *Shape:* `(source length + 1, target length)`."""
    n, m = len(source), len(target)
    rows = np.concatenate([[len(table) - 1], source])
    found = table[rows][:, target]
    at, to = (np.arange(n) + 0.5) / n, (np.arange(m) + 0.5) / m
    near = np.exp(-STEEP * np.abs(at[:, None] - to))
    prior = np.vstack([np.full(m, EMPTY), (1 - EMPTY) * near / near.sum(0)])
    found = found * prior.astype(np.float32)
    return found / (found.sum(0) + 1e-20)


def _expect(table: np.ndarray, pairs: Pairs, counts: np.ndarray) -> None:
    for k in range(len(pairs)):
        source, target, _ = pairs.pair(k)
        found = posterior(table, source, target)
        rows = np.concatenate([[len(table) - 1], source])
        np.add.at(counts, (rows[:, None], target[None]), found)


def _join(forward: np.ndarray, backward: np.ndarray, pairs: Pairs) -> Alignment:
    counts = np.zeros_like(forward)
    links = np.full(len(pairs.target), NO_LINK, np.uint8)
    for k in range(len(pairs)):
        source, target, _ = pairs.pair(k)
        there = posterior(forward, source, target)[1:]
        back = posterior(backward, target, source)[1:].T
        both = np.sqrt(there * back)
        kept = np.where(both > 0.1, both, 0)
        np.add.at(counts, (source[:, None], target[None]), kept)
        best = both.argmax(0)
        agreed = (both.max(0) > AGREED) & (best < NO_LINK)
        first = pairs.target_starts[k]
        links[first : first + len(target)] = np.where(agreed, best, NO_LINK)
    return Alignment(links=links, counts=counts)


def _pointer(array: np.ndarray) -> ctypes.c_void_p:
    return array.ctypes.data_as(ctypes.c_void_p)


def _flat(pairs: Pairs) -> list[np.ndarray]:
    arrays = (
        (pairs.source, np.uint16),
        (pairs.source_starts, np.int64),
        (pairs.target, np.uint16),
        (pairs.target_starts, np.int64),
    )
    return [np.ascontiguousarray(array, kind) for array, kind in arrays]


def _expect_compiled(
    library: ctypes.CDLL, table: np.ndarray, pairs: Pairs, counts: np.ndarray
) -> None:
    flat = _flat(pairs)
    library.expect(
        _pointer(table),
        ctypes.c_int(len(table)),
        *map(_pointer, flat),
        ctypes.c_int64(len(pairs)),
        ctypes.c_float(STEEP),
        ctypes.c_float(EMPTY),
        _pointer(counts),
    )


def _join_compiled(
    library: ctypes.CDLL, forward: np.ndarray, backward: np.ndarray, pairs: Pairs
) -> Alignment:
    flat, counts = _flat(pairs), np.zeros_like(forward)
    links = np.empty(len(pairs.target), np.uint8)
    library.join(
        _pointer(forward),
        _pointer(backward),
        ctypes.c_int(len(forward)),
        *map(_pointer, flat),
        ctypes.c_int64(len(pairs)),
        ctypes.c_float(STEEP),
        ctypes.c_float(EMPTY),
        ctypes.c_float(AGREED),
        _pointer(links),
        _pointer(counts),
    )
    return Alignment(links=links, counts=counts)


def swapped(pairs: Pairs) -> Pairs:
    """The pairs with source and target exchanged, without links."""
    return Pairs(
        source=pairs.target,
        target=pairs.source,
        source_starts=pairs.target_starts,
        target_starts=pairs.source_starts,
        links=np.full(len(pairs.source), NO_LINK, np.uint8),
    )


def table(
    pairs: Pairs,
    vocabulary: int,
    expect: Callable[[np.ndarray, Pairs, np.ndarray], None],
    iterations: int = ITERATIONS,
) -> np.ndarray:
    """p(target piece | source piece) by expectation and maximization."""
    found = np.full((vocabulary, vocabulary), 1 / vocabulary, np.float32)
    for _ in range(iterations):
        counts = np.full_like(found, SMOOTHING)
        expect(found, pairs, counts)
        found = counts / counts.sum(1, keepdims=True)
    return found


def align(pairs: Pairs, vocabulary: int, *, use_c: bool = True) -> Alignment:
    """Links and counts of `pairs`; `vocabulary - 1` must be a piece never used."""
    library = native.library("align") if use_c else None
    if library is None:
        forward = table(pairs, vocabulary, _expect)
        return _join(forward, table(swapped(pairs), vocabulary, _expect), pairs)

    def expect(found: np.ndarray, pairs: Pairs, counts: np.ndarray) -> None:
        _expect_compiled(library, found, pairs, counts)

    forward = table(pairs, vocabulary, expect)
    backward = table(swapped(pairs), vocabulary, expect)
    return _join_compiled(library, forward, backward, pairs)
