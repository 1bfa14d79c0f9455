"""Which set of passages to take: the best of all that can be read, judged as a set.

Passages of high salience may say the same, break off, or leave out what ties them. So
all sets of the most salient passages are listed, and the best of them by salience are
described by what only a set has: what it covers of the article, how alike its parts
are, whether they stand together. Small trees choose among those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from briefing.summary.features import FEATURES, MAIN_WORDS, Matrix

CANDIDATES = 10
"""Passages of highest salience that sets are made of."""

OPENING = 3
"""Passages at the head of the article that are candidates in any case."""

LISTED = 40
"""Sets that are judged as sets."""

Chosen = tuple[int, ...]
"""Passages of a set in the order of reading."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pool:
    """The passages of an article as sets are made of them."""

    scores: Matrix
    """Log-odds of salience. *Shape:* `(n,)`."""
    cosines: Matrix
    """*Shape:* `(n, n)`."""
    features: Matrix
    """*Shape:* `(n, len(FEATURES))`."""
    words: NDArray[np.intp]
    """Words of each passage."""
    terms: tuple[frozenset[str], ...]
    """Stems of each passage."""
    title: frozenset[str]
    """Stems of the title."""
    idf: dict[str, float]

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many passages a stem stands."""
        return Counter(term for terms in self.terms for term in sorted(terms))

    @cached_property
    def mass(self) -> dict[str, float]:
        """Weight of each stem that stands in several passages."""
        unknown = self.idf[""]
        return {
            t: n * self.idf.get(t, unknown) for t, n in self.spread.items() if n > 1
        }

    @cached_property
    def main(self) -> dict[str, float]:
        """The heaviest of them: what the article is about."""
        best = sorted(self.mass, key=lambda t: (-self.mass[t], t))[:MAIN_WORDS]
        return {t: self.mass[t] for t in best}


def listed_sets(
    pool: Pool, keep: Sequence[int], most: int, budget: int
) -> list[Chosen]:
    """Sets that reach `budget` words and need all their passages for that.

    The `LISTED` best by salience of the words up to the budget, best first.

    Args:
        pool: the article's passages.
        keep: those that may stand in a summary, ascending.
        most: passages in a set; one of so many need not reach the budget.
        budget: words.
    """
    order = _candidates(pool, keep)
    words = [int(pool.words[i]) for i in order]
    scores = [float(pool.scores[i]) for i in order]
    found = _sets(words, min(most, len(order)), budget)
    rated = sorted((-_worth(chosen, words, scores, budget), chosen) for chosen in found)
    return [tuple(order[i] for i in chosen) for _, chosen in rated[:LISTED]]


def _candidates(pool: Pool, keep: Sequence[int]) -> list[int]:
    """The passages that sets are made of."""
    best = sorted(keep, key=lambda i: (-pool.scores[i], i))[:CANDIDATES]
    return sorted({*best, *(i for i in keep if i < OPENING)})


def _sets(words: Sequence[int], most: int, budget: int) -> Iterator[Chosen]:
    """Sets of places that reach the budget with no passage too many."""
    stack: list[tuple[Chosen, int, int]] = [((), 0, 0)]
    while stack:
        chosen, start, total = stack.pop()
        if chosen and (total >= budget or len(chosen) == most):
            if len(chosen) == 1 or total - min(words[i] for i in chosen) < budget:
                yield chosen
            continue
        stack.extend(
            ((*chosen, i), i + 1, total + words[i]) for i in range(start, len(words))
        )


def _worth(
    chosen: Chosen, words: Sequence[int], scores: Sequence[float], budget: int
) -> float:
    """Salience of the words that are shown."""
    left, worth = budget, 0.0
    for i in chosen:
        shown = min(words[i], left)
        worth += shown * scores[i]
        left -= shown
    return round(worth / max(1, budget), 9)


def describe(pool: Pool, sets: Sequence[Chosen], budget: int) -> Matrix:
    """What the set model sees. *Shape:* `(sets, len(SET_FEATURES))`."""
    used = sorted(set().union(*sets))
    inside = np.array([[i in chosen for i in used] for chosen in sets])
    scores, features = pool.scores[used], pool.features[used]
    words = inside * pool.words[used].astype(float)
    shown = np.diff(np.minimum(words.cumsum(axis=1), budget), axis=1, prepend=0.0)
    total = np.maximum(1.0, shown.sum(axis=1))
    means = shown @ features[:, [_COLUMN[name] for name in _MEANS]] / total[:, None]
    columns = {
        **dict(zip(_MEANS, means.T, strict=True)),
        **_likeness(pool.cosines[np.ix_(used, used)], inside),
        **_coverage(pool, [pool.terms[i] for i in used], shown > 0, total),
        **_place(np.array(used, dtype=float), inside),
        "rank": np.arange(len(sets)),
        "salience": shown @ scores / total,
        "share": shown @ np.exp(scores - pool.scores.max()) / total,
        "least": np.where(inside, scores, np.inf).min(axis=1),
        "most": np.where(inside, scores, -np.inf).max(axis=1),
        "filled": total / max(1, budget),
        "cut": (words.sum(axis=1) - total) / total,
        "last_shown": _of_last(shown, inside) / np.maximum(1, _of_last(words, inside)),
        "of": np.full(len(sets), len(pool.words)),
        "budget": np.full(len(sets), budget),
        "figures": inside @ features[:, _COLUMN["figures"]],
        "names": inside @ features[:, _COLUMN["names"]],
    }
    return np.column_stack([columns[name] for name in SET_FEATURES])


# Below, `inside` tells which of the used passages a set has. *Shape:* `(sets, used)`.


def _likeness(cosines: Matrix, inside: NDArray[np.bool_]) -> dict[str, Matrix]:
    pairs = np.triu(inside[:, :, None] & inside[:, None, :], 1) * cosines
    return {"alike": pairs.sum(axis=(1, 2)), "most_alike": pairs.max(axis=(1, 2))}


def _coverage(
    pool: Pool, terms: Sequence[frozenset[str]], seen: NDArray[np.bool_], total: Matrix
) -> dict[str, Matrix]:
    """How much of the article's words stands in passages that are `seen`."""
    known = sorted(frozenset().union(*terms))
    table = np.array([[t in here for t in known] for here in terms], dtype=bool)
    held = seen @ table
    spread = np.array([pool.spread[t] for t in known])
    return {
        "covers": held @ _share(known, pool.mass),
        "covers_main": held @ _share(known, pool.main),
        "covers_title": held @ _share(known, dict.fromkeys(pool.title, 1.0)),
        "terms": held.sum(axis=1) / total,
        "spread": held @ spread / total,
        "recurring_terms": (held & (spread > 1)).sum(axis=1)
        / np.maximum(1, held.sum(axis=1)),
    }


def _share(terms: Sequence[str], mass: dict[str, float]) -> Matrix:
    """Of the whole mass, for each of `terms`."""
    whole = sum(mass.values()) or 1.0
    return np.array([mass.get(t, 0.0) for t in terms]) / whole


def _place(used: Matrix, inside: NDArray[np.bool_]) -> dict[str, Matrix]:
    pairs = inside[:, :-1] & inside[:, 1:]
    return {
        "passages": inside.sum(axis=1),
        "first": used[inside.argmax(axis=1)],
        "last": _of_last(used * inside, inside),
        "together": (pairs & (np.diff(used) == 1)).sum(axis=1),
        "opening": (inside & (used < OPENING)).sum(axis=1),
    }


def _of_last(values: Matrix, inside: NDArray[np.bool_]) -> Matrix:
    """What `values`, of the shape of `inside`, say of the last passage of each set."""
    last = inside.shape[1] - 1 - inside[:, ::-1].argmax(axis=1)
    found: Matrix = values[np.arange(len(values)), last]
    return found


_COLUMN = {name: i for i, name in enumerate(FEATURES)}
_MEANS = ("quoted", "attributed", "mean_idf", "words_before", "function_words")

SET_FEATURES = (
    *_MEANS,
    "alike",
    "most_alike",
    "covers",
    "covers_main",
    "covers_title",
    "terms",
    "spread",
    "recurring_terms",
    "rank",
    "salience",
    "share",
    "least",
    "most",
    "passages",
    "filled",
    "cut",
    "last_shown",
    "first",
    "last",
    "together",
    "opening",
    "of",
    "budget",
    "figures",
    "names",
)
"""Order of the columns; a model names the columns it was trained on."""
