"""Fit the weights of `briefing/quotes/data/confidence.tsv` on gold sets.

    python models/training/quotes_scorer.py GOLD.jsonl [GOLD.jsonl ...]

Logistic regression by Newton steps with a Gaussian prior around the third column of
the table: with a few hundred examples most weights would otherwise be noise. The
prior was set by reading output; RIDGE is how many examples it is worth per weight.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from eval_quotes import document_of, pairs, same_speaker  # noqa: E402

from briefing.quotes import find_quotes, read_findings  # noqa: E402
from briefing.quotes.confidence import features  # noqa: E402

TABLE = ROOT / "briefing" / "quotes" / "data" / "confidence.tsv"
RIDGE = 8.0
STEPS = 25
OPTIMISM = 0.06
"""Share of the right ones that would be wrong on texts no rule was written for.

Of 0.03, 0.06 and 0.09 the one with the lowest ECE on the last round of own passages
(`gold_later.jsonl`, 81 and up) before it was read and fitted on.
"""


def examples(paths: Sequence[Path]) -> Iterator[tuple[dict[str, float], bool]]:
    """Features of each attribution with a cue of its own, and whether it is right."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            yield from _of_passage(json.loads(line))


def _of_passage(passage: dict[str, Any]) -> Iterator[tuple[dict[str, float], bool]]:
    document = document_of(passage["text"])
    quotes = find_quotes(document, (), min_confidence=0.0)
    findings = read_findings(document)
    for quote, gold in pairs(quotes, passage["quotes"]):
        finding = findings[quote.index]
        lead, resolution = finding.lead, finding.resolution
        if quote.speaker is None or lead is None or resolution is None:
            continue
        if lead.phrase is not None and quote.level == 0:
            right = bool(gold["speaker"]) and same_speaker(quote.speaker.name, gold)
            yield features(lead, resolution, finding.kind), right


def fit(
    rows: Sequence[tuple[dict[str, float], bool]], prior: dict[str, float]
) -> dict[str, float]:
    """The weights that explain `rows` best near `prior`."""
    names = list(prior)
    x = np.array([[row.get(n, 0.0) for n in names] for row, _ in rows])
    y = np.array([(1 - OPTIMISM) * right for _, right in rows])
    center = np.array([prior[n] for n in names])
    weights = center.copy()
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - y) + RIDGE * (weights - center)
        curvature = (x.T * (p * (1 - p))) @ x + RIDGE * np.eye(len(names))
        weights -= np.linalg.solve(curvature, gradient)
    return {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)}


def main(paths: Sequence[str]) -> None:
    """Fit and write the table."""
    lines = TABLE.read_text("utf-8").splitlines()
    prior = {r.split("\t")[0]: float(r.split("\t")[2]) for r in lines if r[0] != "#"}
    rows = list(examples([Path(p) for p in paths]))
    weights = fit(rows, prior)
    body = "".join(f"{n}\t{weights[n]}\t{prior[n]}\n" for n in prior)
    TABLE.write_text("# feature\tweight\tprior\n" + body, "utf-8")
    right = sum(r for _, r in rows)
    print(f"{len(rows)} attributions, {right} right; weights in {TABLE.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
