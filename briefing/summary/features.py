"""What the salience model sees of each sentence: one row of numbers a sentence.

All of it comes from the French text: place, likeness to the rest of the article and
to its title, figures, names, quotations, and how the sentence stands alone. No
network, no encoder: with the choice of summary and points 6 ms for an article of 570
words on one core.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from briefing.summary.leaning import without_quotations
from briefing.summary.passages import Passage
from briefing.words import figures, is_stop_word, stems

Matrix = NDArray[np.float64]

MAX_STEMS = 150
"""Content words of one sentence that are compared."""

_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd.hui|"
    r"janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|"
    r"décembre|(?:19|20)\d\d)\b"
)
_MONEY = re.compile(
    r"%|€|\$|\b(?:euros?|dollars?|francs?|millions?|milliards?|pour cent)\b"
)
_IMPERFECT = re.compile(r"\w(?:ait|aient)\b")
_COMPOUND = re.compile(
    r"\b(?:a|ont|avait|avaient|est|sont|été)\s(?:\w+\s)?\w+(?:é|i|u|t|s)e?s?\b"
)
_NAME = re.compile(r"(?<=[\s'’(\"«-])[A-ZÀ-ÝŒ][\w-]+")


def term_matrix(rows: Sequence[Sequence[str]], idf: dict[str, float]) -> Matrix:
    """Unit-length tf-idf vectors. *Shape:* `(sentences, terms)`.

    Terms of one sentence only add to its length, not to any likeness, so they
    have no column.
    """
    counts = [Counter(row[:MAX_STEMS]) for row in rows]
    spread = Counter(term for count in counts for term in count)
    columns = {t: i for i, t in enumerate(t for t, n in spread.items() if n > 1)}
    matrix = np.zeros((len(rows), max(1, len(columns))))
    for i, count in enumerate(counts):
        weights = {t: (1 + log(n)) * idf.get(t, idf[""]) for t, n in count.items()}
        norm = sum(w * w for w in weights.values()) ** 0.5
        for term, weight in weights.items():
            if term in columns:
                matrix[i, columns[term]] = weight / norm
    return matrix


def similarity(matrix: Matrix) -> Matrix:
    """Cosines between sentences, 1 on the diagonal. *Shape:* `(n, n)`."""
    cosines = matrix @ matrix.T
    np.fill_diagonal(cosines, 1.0)
    return cosines


def feature_matrix(
    items: Sequence[Passage], title: str | None, idf: dict[str, float]
) -> tuple[Matrix, Matrix]:
    """The features, *Shape:* `(n, len(FEATURES))`, and the similarities `(n, n)`."""
    rows = [p.stems for p in items]
    cosines = similarity(term_matrix(rows, idf))
    columns = {
        **_place(items),
        **_likeness(cosines, items),
        **_topic(rows, title, idf),
        **_content(items),
    }
    columns |= _context(columns, cosines, rows)
    return np.column_stack([columns[name] for name in FEATURES]), cosines


def _place(items: Sequence[Passage]) -> dict[str, Matrix]:
    n = len(items)
    index = np.arange(n, dtype=float)
    paragraph = np.array([p.paragraph for p in items], dtype=float)
    _, order, size = np.unique(paragraph, return_inverse=True, return_counts=True)
    first = np.searchsorted(order, order, side="left")
    return {
        "index": index,
        "from_end": n - 1 - index,
        "relative": index / max(1, n - 1),
        "sentences": np.full(n, n, dtype=float),
        "paragraph": order.astype(float),
        "in_paragraph": index - first,
        "paragraph_size": size[order].astype(float),
        "paragraphs": np.full(n, len(size), dtype=float),
    }


def _likeness(cosines: Matrix, items: Sequence[Passage]) -> dict[str, Matrix]:
    n = len(cosines)
    others = cosines - np.eye(n)
    below = np.tril(others)
    centrality = others.sum(axis=1) / max(1, n - 1)
    rank = lexrank(others)
    return {
        "centrality": centrality,
        "centrality_rank": _ranks(centrality),
        "lexrank": rank * n,
        "lexrank_rank": _ranks(rank),
        "like_first": cosines[:, 0],
        "like_before": below.max(axis=1),
        "like_after": np.triu(others).max(axis=1),
        "neighbors": (others > NEIGHBOR).sum(axis=1) / max(1, n - 1),
    }


NEIGHBOR = 0.1
"""Cosine above which a sentence counts as related (the threshold of LexRank)."""


def lexrank(others: Matrix, damping: float = 0.85, steps: int = 20) -> Matrix:
    """Stationary weight of each sentence in the graph of similarities, sum 1.

    Erkan and Radev, LexRank (2004), continuous form. *Shape:* `(n,)`.
    """
    n = len(others)
    degree = others.sum(axis=1, keepdims=True)
    flow = np.divide(others, degree, out=np.full_like(others, 1 / n), where=degree > 0)
    weight = np.full(n, 1 / n)
    for _ in range(steps):
        weight = (1 - damping) / n + damping * (weight @ flow)
    return weight


def _ranks(values: Matrix) -> Matrix:
    """Share of the other sentences with a lower value."""
    order = np.sort(values)
    return np.searchsorted(order, values - 1e-12) / max(1, len(values) - 1)


def _topic(
    rows: Sequence[Sequence[str]], title: str | None, idf: dict[str, float]
) -> dict[str, Matrix]:
    """How much of the title and of the article's main words a sentence holds."""
    head = dict.fromkeys(stems(title or ""))
    weight = {t: idf.get(t, idf[""]) for row in (head, *rows) for t in row}
    spread = Counter(t for row in rows for t in set(row))
    main = sorted(spread, key=lambda t: (-spread[t] * weight[t], t))[:MAIN_WORDS]
    mass = {t: spread[t] * weight[t] for t in main}
    whole_head, whole_mass = sum(weight[t] for t in head), sum(mass.values())
    seen: set[str] = set()
    out: dict[str, list[float]] = {name: [] for name in _TOPIC}
    for row in rows:
        here = list(dict.fromkeys(row))  # not a set: sums hang on the order
        rarity = [weight[t] for t in here]
        shared = sum(weight[t] for t in here if t in head)
        out["title_recall"].append(_share(shared, whole_head))
        out["title_precision"].append(_share(shared, sum(rarity)))
        out["main_words"].append(_share(sum(mass.get(t, 0) for t in here), whole_mass))
        out["mean_spread"].append(_mean([spread[t] for t in here]) / len(rows))
        out["mean_idf"].append(_mean(rarity))
        out["recurring"].append(_mean([spread[t] > 1 for t in here]))
        out["introduces"].append(_mean([t not in seen and spread[t] > 1 for t in here]))
        out["novelty"].append(_mean([t not in seen for t in here]))
        seen.update(here)
    has_title = np.full(len(rows), float(bool(head)))
    return {**{k: np.array(v) for k, v in out.items()}, "has_title": has_title}


MAIN_WORDS = 12
"""Most frequent words of the article, weighted by idf, taken as its topic."""

_TOPIC = (
    "title_recall",
    "title_precision",
    "main_words",
    "mean_spread",
    "mean_idf",
    "recurring",
    "introduces",
    "novelty",
)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _mean(values: Sequence[float]) -> float:
    return float(sum(values)) / len(values) if values else 0.0


def _content(items: Sequence[Passage]) -> dict[str, Matrix]:
    names = [_NAME.findall(p.text) for p in items]
    common = Counter(name for found in names for name in set(found))
    top = {n for n, c in common.items() if c > 1}
    table = [_surface(p, found, top) for p, found in zip(items, names, strict=True)]
    return {name: np.array([t[name] for t in table], dtype=float) for name in table[0]}


def _surface(item: Passage, names: Sequence[str], top: set[str]) -> dict[str, float]:
    outside = without_quotations(item.text, item.quoted)
    leanings = item.stance.leanings
    head = item.text[:1000]
    return {
        "word_length": _mean([len(word) for word in item.words]),
        "function_words": _mean([is_stop_word(word) for word in item.words]),
        "imperfect": len(_IMPERFECT.findall(head)),
        "compound": len(_COMPOUND.findall(head)),
        "words": min(len(item.words), 100),
        "stems": min(len(item.stems), 60),
        "figures": min(len(figures(item.text)), 6),
        "money": len(_MONEY.findall(head)),
        "days": len(_DAY.findall(head.lower())),
        "names": min(len(names), 10),
        "main_names": len(set(names) & top),
        "quoted": 1 - len(outside) / max(1, len(item.text)),
        "attributed": item.attributed,
        "connective": item.stance.connective > 0,
        "alone": item.stance.alone,
        "person": "person" in leanings,
        "question": "question" in leanings,
        "pronoun": bool({"pronoun", "inverted", "possessive", "quoted"} & leanings),
        "reference": bool({"reference", "noun", "inner"} & leanings),
        "commas": item.text.count(","),
        "colon": ":" in item.text,
        "parentheses": item.text.count("("),
    }


def _context(
    columns: dict[str, Matrix], cosines: Matrix, rows: Sequence[Sequence[str]]
) -> dict[str, Matrix]:
    """What a sentence is beside its neighbors, and in its article."""
    n, words = len(rows), columns["words"]
    before = np.cumsum(words) - words
    opening = {t for row in rows[:OPENING] for t in row}
    later: set[str] = set()
    taken_up = np.zeros(n)
    for i in range(n - 1, -1, -1):
        taken_up[i] = _mean([t in later for t in set(rows[i])])
        later.update(rows[i])
    found = {
        "words_before": before,
        "words_share": before / max(1.0, float(words.sum())),
        "like_next": np.append(np.diagonal(cosines, 1), 0.0),
        "taken_up": taken_up,
        "like_opening": np.array([_mean([t in opening for t in set(r)]) for r in rows]),
        "mean_words": np.full(n, words.mean()),
        "mean_quoted": np.full(n, columns["quoted"].mean()),
    }
    found |= {f"{name}_rank": _ranks(columns[name]) for name in _RANKED}
    for name in _NEIGHBORS:
        found[f"next_{name}"] = np.append(columns[name][1:], -1.0)
        found[f"previous_{name}"] = np.append(-1.0, columns[name][:-1])
    return found


OPENING = 3
"""Sentences that open an article."""

_RANKED = ("title_recall", "mean_idf", "names", "words", "main_words")
_NEIGHBORS = ("words", "title_recall", "main_words", "centrality_rank", "quoted")

FEATURES = (
    "index",
    "from_end",
    "relative",
    "sentences",
    "paragraph",
    "in_paragraph",
    "paragraph_size",
    "paragraphs",
    "centrality",
    "centrality_rank",
    "lexrank",
    "lexrank_rank",
    "like_first",
    "like_before",
    "like_after",
    "neighbors",
    *_TOPIC,
    "has_title",
    "words",
    "stems",
    "figures",
    "money",
    "days",
    "names",
    "main_names",
    "quoted",
    "attributed",
    "connective",
    "alone",
    "person",
    "question",
    "pronoun",
    "reference",
    "commas",
    "colon",
    "parentheses",
    "word_length",
    "function_words",
    "imperfect",
    "compound",
    "words_before",
    "words_share",
    "like_next",
    "taken_up",
    "like_opening",
    "mean_words",
    "mean_quoted",
    *(f"{name}_rank" for name in _RANKED),
    *(f"next_{name}" for name in _NEIGHBORS),
    *(f"previous_{name}" for name in _NEIGHBORS),
)
"""Order of the columns; a model names the columns it was trained on."""
