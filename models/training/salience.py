"""Fits the salience model on articles with abstracts: `models/salience/`.

    python -m models.training.salience TRAIN.jsonl.gz [--documents N] [--out FOLDER]

TRAIN has one object a line with `title`, `article` and `reference`. The abstracts are
only used to weigh passages: what is stored are trees over features of the text and the
document frequencies of word stems. On one core, 12,000 articles take a quarter of an
hour.

Two models of boosted trees. The first scores passages: within an article, its softmax
is fitted to a target distribution (ListNet, Cao et al. 2007), that of the share of a
passage's words, pairs of words and word order that the abstract has. The second
chooses among the sets of passages that the product lists: its softmax over the sets of
an article is fitted to their ROUGE, cut at the words of the article's first sentences.
It is fitted on scores of passage models that have not seen the article.
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
from itertools import pairwise
from pathlib import Path

import numpy as np

from benchmarks.rouge import common_subsequence, rouge, words
from briefing.quotes import find_quotes
from briefing.sentences import split
from briefing.summary.extractive import MORE, usable
from briefing.summary.features import FEATURES, feature_matrix
from briefing.summary.passages import Passage, passages
from briefing.summary.salience import Reading, Trees, pool_of, read_trees
from briefing.summary.sets import SET_FEATURES, describe, listed_sets
from briefing.types import Article, Document, QuoteTranslation, Span, Translation
from briefing.words import stems

ROOT = Path(__file__).resolve().parents[2]

DEPTH, BINS, LEAST = 3, 48, 5.0
MIN_PASSAGES, MIN_DOCUMENTS = 4, 12
NO_TITLE, FLAT = 0.15, 0.15  # shares of articles shown without title or paragraphs
SIZES = (1, 2, 3)  # sentences of a summary; every article is used for two of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How trees are fitted."""

    trees: int
    rate: float
    shrinkage: float
    rows: float = 0.5
    """Share of articles that one tree sees."""
    columns: float = 0.6
    """Share of features that one tree may use."""


PASSAGES = Setting(trees=250, rate=0.1, shrinkage=10.0)
SETS = Setting(trees=150, rate=0.08, shrinkage=50.0)
SHARPNESS = 0.1  # share of a passage's words that makes it e times as likely
SET_SHARPNESS = 0.05  # the same for the sum of a set's three ROUGE figures


@dataclass(frozen=True, slots=True)
class Example:
    """Rows to choose from: features `(n, f)` and target distribution `(n,)`."""

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


def article_of(row: dict[str, str]) -> Article:
    """The article as the pipeline has it, its French in the place of the English."""
    document = document_of(row)
    sentences = split(document)
    quotes = find_quotes(document, sentences)
    return Article(
        document=document,
        sentences=sentences,
        translations=tuple(
            Translation(source=s.text, target=s.text, status="translated")
            for s in sentences
        ),
        quotes=quotes,
        quote_translations=tuple(
            QuoteTranslation(quote=q.index, english=q.content, method="kept")
            for q in quotes
        ),
    )


def passages_of(article: Article) -> list[Passage]:
    """Its passages, as the product makes them."""
    return passages(article.document, article.sentences, article.quotes)


def document_frequencies(rows: Sequence[dict[str, str]]) -> dict[str, float]:
    """Inverse document frequency of each stem that is not rare, and of all others."""
    spread = Counter(s for row in rows for s in set(stems(row["article"])))
    n = len(rows) + 1
    idf = {s: math.log(n / (c + 1)) for s, c in spread.items() if c >= MIN_DOCUMENTS}
    return {"": math.log(n / 4), **dict(sorted(idf.items()))}


def target_of(items: Sequence[Passage], reference: Sequence[str]) -> np.ndarray:
    """Which passages tell in few words what the abstract tells, as a distribution."""
    goal, pairs = Counter(reference), Counter(pairwise(reference))
    texts = [words(p.text) for p in items]
    found = [
        (Counter(text) & goal).total()
        + (Counter(pairwise(text)) & pairs).total()
        + common_subsequence(text, reference)
        for text in texts
    ]
    length = np.array([max(1, len(text)) for text in texts], dtype=float)
    weight = length * np.exp(np.array(found) / length / SHARPNESS)
    return weight / weight.sum()


def example(
    article: Article, reference: str, idf: dict[str, float], rng: random.Random
) -> Example | None:
    """Features and target of one article, now and then without title or paragraphs."""
    items = passages_of(article)
    if len(items) < MIN_PASSAGES:
        return None
    if rng.random() < FLAT:
        items = [replace(p, paragraph=0) for p in items]
    title = None if rng.random() < NO_TITLE else article.document.title
    features, _ = feature_matrix(items, title, idf)
    return Example(np.round(features, 6), target_of(items, words(reference)))


def set_examples(
    article: Article, reference: str, idf: dict[str, float], trees: Trees, size: int
) -> Iterator[Example]:
    """The sets of one article that the product would choose from, for two sizes."""
    items = tuple(passages_of(article))
    if len(items) < MIN_PASSAGES:
        return
    pool = pool_of(items, article.document.title, idf, trees)
    found = Reading(passages=items, scores=pool.scores, cosines=pool.cosines, pool=pool)
    keep = usable(found, article)
    texts, goal = [words(p.text) for p in items], words(reference)
    body = [words(s.text) for s in article.sentences if s.kind != "heading"]
    for count in {size, max(SIZES)}:
        budget = sum(map(len, body[:count]))
        sets = listed_sets(pool, keep, count + MORE, budget)
        if len(sets) > 1:
            shown = ([w for i in chosen for w in texts[i]][:budget] for chosen in sets)
            gain = np.array([sum(rouge(text, goal)) for text in shown])
            weight = np.exp((gain - gain.max()) / SET_SHARPNESS)
            features = np.round(describe(pool, sets, budget), 6)
            yield Example(features, weight / weight.sum())


def fit(
    examples: Sequence[Example], setting: Setting, seed: int = 0
) -> dict[str, list]:
    """The trees, in the layout that `briefing.summary.salience` reads."""
    rng = np.random.default_rng(seed)
    features = np.concatenate([e.features for e in examples])
    target = np.concatenate([e.target for e in examples])
    sizes = [len(e.target) for e in examples]
    starts = np.r_[0, np.cumsum(sizes)[:-1]]
    group = np.repeat(np.arange(len(sizes)), sizes)
    cuts = [_cuts(column) for column in features.T]
    bins = np.column_stack(
        [
            np.searchsorted(c, v).astype(np.int16)
            for c, v in zip(cuts, features.T, strict=True)
        ]
    )
    scores = np.zeros(len(target))
    model: dict[str, list] = {"columns": [], "thresholds": [], "leaves": []}
    for _ in range(setting.trees):
        share = _softmax(scores, group, starts)
        slope, curve = share - target, np.maximum(share * (1 - share), 1e-4)
        rows = (rng.random(len(sizes)) < setting.rows)[group]
        columns = np.flatnonzero(rng.random(features.shape[1]) < setting.columns)
        column, cut, leaves = _tree(
            bins[rows], slope[rows], curve[rows], columns, setting.shrinkage
        )
        leaves = np.round(setting.rate * leaves, 5)
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
    bins: np.ndarray,
    slope: np.ndarray,
    curve: np.ndarray,
    columns: np.ndarray,
    shrinkage: float,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Feature and bin of each inner node, level by level, and the leaves' values."""
    node = np.zeros(len(bins), dtype=int)
    chosen, limits = [], []
    for level in range(DEPTH):
        column, limit = _best_splits(
            bins, slope, curve, node, 1 << level, columns, shrinkage
        )
        chosen.append(column)
        limits.append(limit)
        node = 2 * node + (bins[np.arange(len(bins)), column[node]] > limit[node])
    total = np.bincount(node, slope, 1 << DEPTH)
    leaves = -total / (np.bincount(node, curve, 1 << DEPTH) + shrinkage)
    return np.concatenate(chosen), np.concatenate(limits), leaves


def _best_splits(
    bins: np.ndarray,
    slope: np.ndarray,
    curve: np.ndarray,
    node: np.ndarray,
    nodes: int,
    columns: np.ndarray,
    shrinkage: float,
) -> tuple[np.ndarray, np.ndarray]:
    best = np.zeros(nodes)
    column, limit = np.zeros(nodes, dtype=int), np.full(nodes, BINS)
    for c in columns:
        key = node * BINS + bins[:, c]
        left = np.bincount(key, slope, nodes * BINS).reshape(nodes, BINS).cumsum(1)
        mass = np.bincount(key, curve, nodes * BINS).reshape(nodes, BINS).cumsum(1)
        right, rest = left[:, -1:] - left, mass[:, -1:] - mass
        gain = left**2 / (mass + shrinkage) + right**2 / (rest + shrinkage)
        gain -= left[:, -1:] ** 2 / (mass[:, -1:] + shrinkage)
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


def as_json(model: dict[str, list], names: Sequence[str]) -> str:
    """The trees as text, one tree a line."""
    trees = [
        dict(zip(model, row, strict=True)) for row in zip(*model.values(), strict=True)
    ]
    lines = ",\n".join(json.dumps(tree) for tree in trees)
    head = json.dumps({"features": names})[:-1]
    return f'{head},\n"trees": [\n{lines}\n]}}\n'


def write(texts: dict[str, str], out: Path) -> None:
    """The model's files; prints their hashes for the card."""
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        data = text.encode()
        (out / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def fit_all(rows: Sequence[dict[str, str]]) -> dict[str, str]:
    """The model's files by name."""
    idf = document_frequencies(rows)
    idf = {stem: round(value, 3) for stem, value in idf.items()}
    rng = random.Random(0)  # noqa: S311
    texts = [(article_of(row), row["reference"]) for row in rows]
    found = [example(article, reference, idf, rng) for article, reference in texts]
    examples = [e for e in found if e is not None]
    print(f"{len(examples)} articles, {sum(len(e.target) for e in examples)} passages")
    sets: list[Example] = []
    for half in (0, 1):
        others = [e for i, e in enumerate(found) if e is not None and i % 2 != half]
        trees = read_trees(as_json(fit(others, PASSAGES), FEATURES), FEATURES)
        for i in range(half, len(rows), 2):
            size = SIZES[i // 2 % 2]
            sets += set_examples(*texts[i], idf, trees, size)
    print(f"{len(sets)} choices, {sum(len(e.target) for e in sets)} sets")
    table = "".join(f"{stem}\t{value:.3f}\n" for stem, value in idf.items())
    return {
        "trees.json": as_json(fit(examples, PASSAGES), FEATURES),
        "sets.json": as_json(fit(sets, SETS), SET_FEATURES),
        "idf.tsv": table,
    }


def main() -> None:
    """Reads, fits and writes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("--documents", type=int, default=12_000)
    parser.add_argument("--out", type=Path, default=ROOT / "models" / "salience")
    options = parser.parse_args()
    write(fit_all(list(read(options.train, options.documents))), options.out)


if __name__ == "__main__":
    main()
