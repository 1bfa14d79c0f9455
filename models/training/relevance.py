"""How much a French sentence reads like the press, by two bigram models.

Moore & Lewis 2010 (https://aclanthology.org/P10-2041/): the log-probability a piece
under a model of the wanted domain, less that under a model of everything there is.
"""

from __future__ import annotations

import numpy as np

from models.training.arrays import Pairs

BIGRAM_SHARE = 0.6
"""Weight of bigrams against single pieces in each model."""
SMOOTHING = 0.5


class Bigrams:
    """A bigram model over pieces, smoothed with single pieces."""

    def __init__(self, pieces: np.ndarray, vocabulary: int) -> None:
        self.vocabulary = vocabulary
        counts = np.bincount(pieces, minlength=vocabulary) + SMOOTHING
        self.single = counts / counts.sum()
        self.before = counts
        keys, numbers = np.unique(self._keys(pieces), return_counts=True)
        self.keys, self.numbers = keys, numbers

    def _keys(self, pieces: np.ndarray) -> np.ndarray:
        return pieces[:-1].astype(np.int64) * self.vocabulary + pieces[1:]

    def log_probabilities(self, pieces: np.ndarray) -> np.ndarray:
        """Of each piece after the one before it; the first has none before it."""
        keys = self._keys(pieces)
        at = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        seen = np.where(self.keys[at] == keys, self.numbers[at], 0)
        pair = seen / self.before[pieces[:-1]]
        single = self.single[pieces]
        mixed = BIGRAM_SHARE * pair + (1 - BIGRAM_SHARE) * single[1:]
        return np.log(np.concatenate([single[:1], mixed]))


def relevance(pairs: Pairs, wanted: np.ndarray, vocabulary: int) -> np.ndarray:
    """For each pair, how much better `wanted` predicts its French, in nats a piece."""
    source = np.asarray(pairs.source)
    inside, outside = Bigrams(wanted, vocabulary), Bigrams(source, vocabulary)
    gain = inside.log_probabilities(source) - outside.log_probabilities(source)
    sums = np.concatenate([[0.0], np.cumsum(gain)])
    ends, begins = pairs.source_starts[1:], pairs.source_starts[:-1]
    return (sums[ends] - sums[begins]) / (ends - begins)


def aligned_share(pairs: Pairs) -> np.ndarray:
    """For each pair, the share of target pieces that the aligner could link."""
    linked = np.concatenate([[0], np.cumsum(np.asarray(pairs.links) != 255)])
    ends, begins = pairs.target_starts[1:], pairs.target_starts[:-1]
    return (linked[ends] - linked[begins]) / (ends - begins)
