"""How much each passage matters: small models of boosted trees over the features.

One judges passages, the other sets of them. The trees were fitted by
`models/training/salience.py`; the card beside them says on what and how well. They read
the French text only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from briefing.errors import ModelError
from briefing.resources import resource
from briefing.summary.features import FEATURES, Matrix, feature_matrix
from briefing.summary.passages import Passage, passages
from briefing.summary.sets import SET_FEATURES, Pool
from briefing.types import Document, Quote, Sentence
from briefing.words import stems

FOLDER = "models/salience"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trees:
    """Complete binary trees, each of the same depth; a row goes right if above."""

    columns: NDArray[np.intp]
    """Feature of each inner node, level by level. *Shape:* `(trees, 2**depth - 1)`."""
    thresholds: Matrix
    """*Shape:* `(trees, 2**depth - 1)`."""
    leaves: Matrix
    """*Shape:* `(trees, 2**depth)`."""

    def scores(self, features: Matrix) -> Matrix:
        """The sum of one leaf of each tree for each row. *Shape:* `(n,)`."""
        # Rounded, so that the last bit of a sum cannot move a row over a threshold.
        features = np.round(features, 6)
        row, trees = np.arange(len(features))[:, None], np.arange(len(self.columns))
        node = np.zeros((len(features), len(trees)), dtype=np.intp)
        inner = self.columns.shape[1]
        while node.size and node[0, 0] < inner:
            value = features[row, self.columns[trees, node]]
            node = 2 * node + 1 + (value > self.thresholds[trees, node])
        total: Matrix = self.leaves[trees, node - inner].sum(axis=1)
        return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SalienceModel:
    """Trees for passages and for sets of passages, and how rare words are."""

    passages: Trees
    """Log-odds within the article, higher is more important."""
    sets: Trees
    """Log-odds among the sets of one article."""
    idf: dict[str, float]
    """Inverse document frequency of a stem; the empty stem stands for unknown ones."""


@cache
def load(folder: Path | None = None) -> SalienceModel:
    """The model in `folder`, by default the one that ships with the package.

    Raises:
        ModelError: a file is missing or was made for other features.
    """
    folder = folder or resource(FOLDER)
    try:
        return SalienceModel(
            passages=read_trees((folder / "trees.json").read_text("utf-8"), FEATURES),
            sets=read_trees((folder / "sets.json").read_text("utf-8"), SET_FEATURES),
            idf=_read_idf((folder / "idf.tsv").read_text("utf-8")),
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder}: cannot load the salience model ({error}); install again, or "
            "make it with models/training/salience.py"
        ) from error


def read_trees(text: str, names: Sequence[str]) -> Trees:
    """The trees that the training script wrote, for rows with the columns `names`.

    Raises:
        ValueError, KeyError: they are none, or name a column that is not there.
    """
    data = json.loads(text)
    columns = np.array([names.index(name) for name in data["features"]], dtype=np.intp)
    trees = data["trees"]
    return Trees(
        columns=columns[[t["columns"] for t in trees]],
        thresholds=np.array([t["thresholds"] for t in trees], dtype=float),
        leaves=np.array([t["leaves"] for t in trees], dtype=float),
    )


def _read_idf(text: str) -> dict[str, float]:
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {term: float(value) for term, value in rows}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """The passages of an article and what the model makes of them."""

    passages: tuple[Passage, ...]
    scores: Matrix
    """Log-odds, higher is more important. *Shape:* `(n,)`."""
    cosines: Matrix
    """Likeness of passages, 1 on the diagonal. *Shape:* `(n, n)`."""
    pool: Pool
    """What sets of them are judged by."""


@lru_cache(maxsize=8)
def read(
    document: Document, sentences: tuple[Sentence, ...], quotes: tuple[Quote, ...]
) -> Reading:
    """The passages with their salience; kept, since summary and points both ask."""
    items = tuple(passages(document, sentences, quotes))
    model = load()
    pool = pool_of(items, document.title, model.idf, model.passages)
    return Reading(passages=items, scores=pool.scores, cosines=pool.cosines, pool=pool)


def pool_of(
    items: Sequence[Passage], title: str | None, idf: dict[str, float], trees: Trees
) -> Pool:
    """The passages with their salience, ready to be put into sets."""
    features, cosines = np.zeros((0, len(FEATURES))), np.zeros((0, 0))
    if items:
        features, cosines = feature_matrix(items, title, idf)
    return Pool(
        scores=trees.scores(features) if items else np.zeros(0),
        cosines=cosines,
        features=features,
        words=np.array([len(p.words) for p in items], dtype=np.intp),
        terms=tuple(frozenset(p.stems) for p in items),
        title=frozenset(stems(title or "")),
        idf=idf,
    )
