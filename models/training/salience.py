"""Fits the salience model on articles with abstracts: `models/salience/`.

    python -m models.training.salience TRAIN.jsonl.gz [--documents N] [--out FOLDER]

TRAIN has one object a line with `title`, `article` and `reference`. The abstracts are
only used to weigh sentences: what is stored are trees over forty features and the
document frequencies of word stems. On one core, 12,000 articles take five minutes.

Loss: within an article, the model's softmax over passages is fitted to a target
distribution (ListNet, Cao et al. 2007) by Newton boosting of small trees. The target
gives weight to the passages that greedy search takes to match the abstract, and to
passages nearly as good as those.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.rouge import rouge, words
from briefing.quotes import find_quotes
from briefing.sentences import split
from briefing.summary.features import FEATURES, feature_matrix
from briefing.summary.passages import Passage, passages
from briefing.summary.words import stems
from briefing.types import Document, Span

ROOT = Path(__file__).resolve().parents[2]

DEPTH, TREES, RATE = 3, 250, 0.1
BINS, SHRINKAGE, LEAST = 48, 10.0, 5.0
ROWS, COLUMNS = 0.5, 0.6  # shares of articles and of features that one tree sees
SHARPNESS = 0.1  # ROUGE points (0 to 1) that make a passage e times as likely
MIN_PASSAGES, MIN_DOCUMENTS = 4, 12
NO_TITLE, FLAT = 0.15, 0.15  # shares of articles shown without title or paragraphs


@dataclass(frozen=True, slots=True)
class Example:
    """One article: features `(n, f)` and target distribution `(n,)`."""

    features: np.ndarray
    target: np.ndarray


def read(path: Path, limit: int) -> Iterator[dict[str, str]]:
    """The first `limit` rows of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines, strict=False):
            yield json.loads(line)


def document_of(row: dict[str, str]) -> Document:
    """The article as a reader of plain text would give it."""
    text = row["article"].replace("\r", "")
    spans, start = [], 0
    for line in text.split("\n"):
        left = len(line) - len(line.lstrip())
        if line.strip():
            spans.append(Span(start=start + left, end=start + len(line.rstrip())))
        start += len(line) + 1
    title = row["title"].strip() or None
    return Document(
        id="d", text=text, paragraphs=tuple(spans), source="", sha256="", title=title
    )


def passages_of(document: Document) -> list[Passage]:
    """Its passages, as the product makes them."""
    sentences = split(document)
    return passages(document, sentences, find_quotes(document, sentences))


def document_frequencies(rows: Sequence[dict[str, str]]) -> dict[str, float]:
    """Inverse document frequency of each stem that is not rare, and of all others."""
    spread = Counter(s for row in rows for s in set(stems(row["article"])))
    n = len(rows) + 1
    idf = {s: math.log(n / (c + 1)) for s, c in spread.items() if c >= MIN_DOCUMENTS}
    return {"": math.log(n / 4), **dict(sorted(idf.items()))}


def target_of(items: Sequence[Passage], reference: str) -> np.ndarray:
    """Which passages one would take to match the abstract, as a distribution."""
    goal = words(reference)
    texts = [words(p.text) for p in items]
    taken: list[int] = []
    target = np.zeros(len(items))
    for share in STEPS:
        base = [w for i in sorted(taken) for w in texts[i]]
        gains = np.array([sum(rouge(base + t, goal)) for t in texts])
        gains[taken] = -1
        weight = np.exp((gains - gains.max()) / SHARPNESS)
        target += share * weight / weight.sum()
        taken.append(int(gains.argmax()))
    return target


STEPS = (0.6, 0.4)  # weight of the first and second passage of the greedy search


def example(
    row: dict[str, str], idf: dict[str, float], rng: random.Random
) -> Example | None:
    """Features and target of one article, now and then without title or paragraphs."""
    document = document_of(row)
    items = passages_of(document)
    if len(items) < MIN_PASSAGES:
        return None
    if rng.random() < FLAT:
        items = [replace(p, paragraph=0) for p in items]
    title = None if rng.random() < NO_TITLE else document.title
    features, _ = feature_matrix(items, title, idf)
    return Example(np.round(features, 6), target_of(items, row["reference"]))


def fit(examples: Sequence[Example], seed: int = 0) -> dict[str, list]:
    """The trees, in the layout that `briefing.summary.salience` reads."""
    rng = np.random.default_rng(seed)
    features = np.concatenate([e.features for e in examples])
    target = np.concatenate([e.target for e in examples])
    sizes = [len(e.target) for e in examples]
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    group = np.repeat(np.arange(len(sizes)), sizes)
    cuts = [_cuts(column) for column in features.T]
    bins = np.column_stack(
        [np.searchsorted(c, v) for c, v in zip(cuts, features.T, strict=True)]
    )
    scores = np.zeros(len(target))
    model: dict[str, list] = {"columns": [], "thresholds": [], "leaves": []}
    for _ in range(TREES):
        share = _softmax(scores, group, starts)
        slope, curve = share - target, np.maximum(share * (1 - share), 1e-4)
        rows = (rng.random(len(sizes)) < ROWS)[group]
        columns = np.flatnonzero(rng.random(features.shape[1]) < COLUMNS)
        column, cut, leaves = _tree(bins[rows], slope[rows], curve[rows], columns)
        leaves = np.round(RATE * leaves, 5)
        scores += leaves[_leaf(bins, column, cut)]
        limits = [
            float(cuts[c][b]) if b < len(cuts[c]) else NEVER
            for c, b in zip(column, cut, strict=True)
        ]
        model["columns"].append(column.tolist())
        model["thresholds"].append(limits)
        model["leaves"].append(leaves.tolist())
    return model


NEVER = 1e9  # threshold of a node that does not split


def _cuts(values: np.ndarray) -> np.ndarray:
    return np.unique(np.quantile(values, np.linspace(0, 1, BINS + 1)[1:-1]))


def _softmax(scores: np.ndarray, group: np.ndarray, starts: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - np.maximum.reduceat(scores, starts)[group])
    return powers / np.add.reduceat(powers, starts)[group]


def _tree(
    bins: np.ndarray, slope: np.ndarray, curve: np.ndarray, columns: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Feature and bin of each inner node, level by level, and the leaves' values."""
    node = np.zeros(len(bins), dtype=int)
    chosen, limits = [], []
    for level in range(DEPTH):
        column, limit = _best_splits(bins, slope, curve, node, 1 << level, columns)
        chosen.append(column)
        limits.append(limit)
        node = 2 * node + (bins[np.arange(len(bins)), column[node]] > limit[node])
    total = np.bincount(node, slope, 1 << DEPTH)
    leaves = -total / (np.bincount(node, curve, 1 << DEPTH) + SHRINKAGE)
    return np.concatenate(chosen), np.concatenate(limits), leaves


def _best_splits(
    bins: np.ndarray,
    slope: np.ndarray,
    curve: np.ndarray,
    node: np.ndarray,
    nodes: int,
    columns: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    best = np.zeros(nodes)
    column, limit = np.zeros(nodes, dtype=int), np.full(nodes, BINS)
    for c in columns:
        key = node * BINS + bins[:, c]
        left = np.bincount(key, slope, nodes * BINS).reshape(nodes, BINS).cumsum(1)
        mass = np.bincount(key, curve, nodes * BINS).reshape(nodes, BINS).cumsum(1)
        right, rest = left[:, -1:] - left, mass[:, -1:] - mass
        gain = left**2 / (mass + SHRINKAGE) + right**2 / (rest + SHRINKAGE)
        gain -= left[:, -1:] ** 2 / (mass[:, -1:] + SHRINKAGE)
        gain[(mass < LEAST) | (rest < LEAST)] = 0
        top = gain.argmax(1)
        value = gain[np.arange(nodes), top]
        better = value > best + 1e-12
        best[better], column[better], limit[better] = value[better], c, top[better]
    return column, limit


def _leaf(bins: np.ndarray, column: np.ndarray, cut: np.ndarray) -> np.ndarray:
    node = np.zeros(len(bins), dtype=int)
    for _ in range(DEPTH):
        node = 2 * node + 1 + (bins[np.arange(len(bins)), column[node]] > cut[node])
    return node - (1 << DEPTH) + 1


def write(model: dict[str, list], idf: dict[str, float], out: Path) -> None:
    """The model's files; prints their hashes for the card."""
    out.mkdir(parents=True, exist_ok=True)
    trees = [
        dict(zip(model, row, strict=True)) for row in zip(*model.values(), strict=True)
    ]
    lines = ",\n".join(json.dumps(tree) for tree in trees)
    head = json.dumps({"features": FEATURES})[:-1]
    (out / "trees.json").write_text(f'{head},\n"trees": [\n{lines}\n]}}\n', "utf-8")
    table = "".join(f"{stem}\t{value:.3f}\n" for stem, value in idf.items())
    (out / "idf.tsv").write_text(table, "utf-8")
    for name in ("trees.json", "idf.tsv"):
        data = (out / name).read_bytes()
        print(f"{name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def main() -> None:
    """Reads, fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--documents", type=int, default=12_000)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "salience")
    options = parser.parse_args()
    rows = list(read(options.train, options.documents))
    idf = document_frequencies(rows)
    idf = {stem: round(value, 3) for stem, value in idf.items()}
    rng = random.Random(0)  # noqa: S311
    found = [example(row, idf, rng) for row in rows]
    examples = [e for e in found if e is not None]
    print(f"{len(examples)} articles, {sum(len(e.target) for e in examples)} passages")
    write(fit(examples), idf, options.out)


if __name__ == "__main__":
    main()
