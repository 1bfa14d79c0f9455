"""Quotations may not be found or attributed worse than quotes_floors.json allows.

Measured on the gold sets of the repository, of which the hold-out was read by no
writer of rules, and on press articles where they are at hand.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.eval_quotes import evaluate, load

GOLD = Path(__file__).parents[1] / "data" / "quotes"
FLOORS = json.loads((Path(__file__).parent / "quotes_floors.json").read_text("utf-8"))
SETS = {
    "own_dev": lambda shared: GOLD / "gold_dev.jsonl",
    "own_later": lambda shared: GOLD / "gold_later.jsonl",
    "own_debate": lambda shared: GOLD / "gold_debate.jsonl",
    "own_opened": lambda shared: GOLD / "gold_opened.jsonl",
    "own_fresh": lambda shared: GOLD / "gold_fresh.jsonl",
    "own_varied": lambda shared: GOLD / "gold_varied.jsonl",
    "own_holdout": lambda shared: GOLD / "gold_holdout.jsonl",
    "press_dev": lambda shared: shared / "quotes" / "gold_dev.jsonl",
}


@pytest.mark.parametrize("name", SETS)
def test_figures_keep_within_their_bounds(name, shared):
    path = SETS[name](shared)
    if not path.is_file():
        pytest.skip(f"{path.name} is missing: press texts are not in the repository")
    figures = evaluate(load(path))
    bounds = FLOORS["history"][-1][name]
    low = {k: figures[k] for k, v in bounds["least"].items() if figures[k] < v}
    high = {k: figures[k] for k, v in bounds["most"].items() if figures[k] > v}
    assert not low, f"below their floor: {low}"
    assert not high, f"above their ceiling: {high}"


def test_speech_without_marks_keeps_its_floors():
    figures = evaluate(load(GOLD / "gold_indirect.jsonl"))
    low = {k: figures[k] for k, v in FLOORS["indirect"].items() if figures[k] < v}
    assert figures["quotations"] >= 40
    assert not low, f"below their floor: {low}"


def test_no_bound_was_loosened_without_a_reason():
    for earlier, later in pairwise(FLOORS["history"]):
        looser = [
            (name, figure)
            for name in earlier.keys() & SETS
            for side, sign in (("least", 1), ("most", -1))
            for figure, bound in earlier[name][side].items()
            if sign * later[name][side][figure] < sign * bound
        ]
        assert not looser or later.get("reason"), looser
