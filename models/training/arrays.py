"""Encoded sentence pairs on disk: five flat arrays a folder, mapped, never loaded.

source.npy         uint16  pieces of all French sentences, one after the other
target.npy         uint16  pieces of all English sentences
source_starts.npy  int64   where each sentence starts; one more entry than pairs
target_starts.npy  int64
links.npy          uint8   source position of each target piece; 255 for none
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

NO_LINK = 255
FIELDS = ("source", "target", "source_starts", "target_starts", "links")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The encoded pairs of one domain."""

    source: np.ndarray
    target: np.ndarray
    source_starts: np.ndarray
    target_starts: np.ndarray
    links: np.ndarray
    """As long as `target`."""

    def __len__(self) -> int:
        return len(self.source_starts) - 1

    @property
    def source_lengths(self) -> np.ndarray:
        """Pieces of each French sentence."""
        return np.diff(self.source_starts)

    @property
    def target_lengths(self) -> np.ndarray:
        """Pieces of each English sentence."""
        return np.diff(self.target_starts)

    def pair(self, index: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Source pieces, target pieces and links of one pair."""
        here = slice(self.source_starts[index], self.source_starts[index + 1])
        there = slice(self.target_starts[index], self.target_starts[index + 1])
        return self.source[here], self.target[there], self.links[there]

    def subset(self, rows: np.ndarray) -> Pairs:
        """The pairs at `rows`, in that order."""
        parts = [self.pair(row) for row in rows]
        return from_sequences(*zip(*parts, strict=True))


def starts(sequences: Sequence[Sequence[int]]) -> np.ndarray:
    """Where each of `sequences` starts when they are laid end to end."""
    return np.cumsum([0, *map(len, sequences)], dtype=np.int64)


def from_sequences(
    sources: Sequence[Sequence[int]],
    targets: Sequence[Sequence[int]],
    links: Sequence[Sequence[int]] | None = None,
) -> Pairs:
    """Pairs from lists of piece ids, without links unless they are given."""
    target = np.concatenate([np.asarray(t, np.uint16) for t in targets])
    if links is None:
        flat = np.full(len(target), NO_LINK, np.uint8)
    else:
        flat = np.concatenate([np.asarray(x, np.uint8) for x in links])
    return Pairs(
        source=np.concatenate([np.asarray(s, np.uint16) for s in sources]),
        target=target,
        source_starts=starts(sources),
        target_starts=starts(targets),
        links=flat,
    )


def save(pairs: Pairs, folder: Path) -> None:
    """Writes `pairs` to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for field in FIELDS:
        np.save(folder / f"{field}.npy", getattr(pairs, field))


def load(folder: Path) -> Pairs:
    """The pairs in `folder`, mapped from disk."""
    return Pairs(**{f: np.load(folder / f"{f}.npy", mmap_mode="r") for f in FIELDS})
