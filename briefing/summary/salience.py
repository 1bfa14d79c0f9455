"""How much each passage matters: a small model of boosted trees over the features.

The trees were fitted by `models/training/salience.py`; the card beside them says on
what and how well. They read the French text only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from briefing.errors import ModelError
from briefing.resources import resource
from briefing.summary.features import FEATURES, Matrix, feature_matrix
from briefing.summary.passages import Passage, passages
from briefing.types import Document, Quote, Sentence

FOLDER = "models/salience"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SalienceModel:
    """Complete binary trees, each of the same depth; a row goes right if above."""

    columns: NDArray[np.intp]
    """Feature of each inner node, level by level. *Shape:* `(trees, 2**depth - 1)`."""
    thresholds: Matrix
    """*Shape:* `(trees, 2**depth - 1)`."""
    leaves: Matrix
    """*Shape:* `(trees, 2**depth)`."""
    idf: dict[str, float]
    """Inverse document frequency of a stem; the empty stem stands for unknown ones."""

    def scores(self, features: Matrix) -> Matrix:
        """Log-odds within the article, higher is more important. *Shape:* `(n,)`."""
        trees = np.arange(len(self.columns))
        node = np.zeros((len(features), len(trees)), dtype=np.intp)
        inner = self.columns.shape[1]
        while node.size and node[0, 0] < inner:
            value = np.take_along_axis(features, self.columns[trees, node], axis=1)
            node = 2 * node + 1 + (value > self.thresholds[trees, node])
        total: Matrix = self.leaves[trees, node - inner].sum(axis=1)
        return total


@cache
def load(folder: Path | None = None) -> SalienceModel:
    """The model in `folder`, by default the one that ships with the package.

    Raises:
        ModelError: a file is missing or was made for other features.
    """
    folder = folder or resource(FOLDER)
    try:
        data = json.loads((folder / "trees.json").read_text("utf-8"))
        idf = _read_idf((folder / "idf.tsv").read_text("utf-8"))
        columns = [FEATURES.index(name) for name in data["features"]]
        trees = data["trees"]
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder}: cannot load the salience model ({error}); install again, or "
            "make it with models/training/salience.py"
        ) from error
    return SalienceModel(
        columns=np.array(columns, dtype=np.intp)[[t["columns"] for t in trees]],
        thresholds=np.array([t["thresholds"] for t in trees], dtype=float),
        leaves=np.array([t["leaves"] for t in trees], dtype=float),
        idf=idf,
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


@lru_cache(maxsize=8)
def read(
    document: Document, sentences: tuple[Sentence, ...], quotes: tuple[Quote, ...]
) -> Reading:
    """The passages with their salience; kept, since summary and points both ask."""
    items = tuple(passages(document, sentences, quotes))
    if not items:
        none = np.zeros((0, 0))
        return Reading(passages=(), scores=np.zeros(0), cosines=none)
    model = load()
    features, cosines = feature_matrix(items, document.title, model.idf)
    # Rounded, so that the last bit of a sum cannot move a row over a threshold.
    scores = model.scores(np.round(features, 6))
    return Reading(passages=items, scores=scores, cosines=cosines)
