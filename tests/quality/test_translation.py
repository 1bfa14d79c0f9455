"""The embedded model may not get worse than the floors in translation_floors.json.

The file keeps every floor there ever was. A floor that lies below the one before it
needs a reason in words: `benchmarks/eval_translation.py --raise-floors` only raises.
"""

from __future__ import annotations

import hashlib
import itertools
import json

import pytest

from benchmarks.eval_translation import (
    CHALLENGE,
    FLOORS,
    ROOT,
    challenges,
    pass_rates,
    raise_floors,
)
from models.training.evaluate import Decoder, lines, score
from models.training.figures import table

FLOOR_FILE = json.loads(FLOORS.read_text("utf-8"))


def test_no_floor_is_lowered_without_a_reason():
    for before, after in itertools.pairwise(FLOOR_FILE["history"]):
        for name in ("challenge", "flores-dev", "wmt12", "names"):
            lowered = after.get(name, 0) < before.get(name, 0)
            assert not lowered or after["reason"], f"{name} floor lowered: say why"


def test_floors_belong_to_this_challenge_set():
    digest = hashlib.sha256(CHALLENGE.read_bytes()).hexdigest()
    assert digest == FLOOR_FILE["challenge_sha256"], (
        "the challenge set has changed: measure again with eval_translation.py and "
        "write its new hash beside the floors"
    )


def test_challenge_set_is_passed_as_often_as_before():
    items = challenges()
    outputs = Decoder(ROOT / "models" / "fr-en-small")([i.french for i in items], 2)
    rates = pass_rates(items, outputs)
    share = sum(passed for passed, _ in rates.values()) / len(items)
    assert share >= FLOOR_FILE["history"][-1]["challenge"], rates


def test_frequent_names_of_the_press_are_written():
    rows = table("rare_names")
    frames = {"last": "Selon Paul {}, le pont sera fermé."}
    frames |= {"first": "Selon {} Tessier, le pont sera fermé."}
    frames |= {"body": "Selon la {}, le pont sera fermé."}
    french = [frames[row["kind"]].format(row["french"]) for row in rows]
    outputs = Decoder(ROOT / "models" / "fr-en-small")(french, 3)
    pairs = zip(rows, outputs, strict=True)
    lost = [text for row, text in pairs if row["english"] not in text]
    assert 1 - len(lost) / len(rows) >= FLOOR_FILE["history"][-1]["names"], lost


@pytest.mark.slow
@pytest.mark.parametrize("name", ["flores-dev", "wmt12"])
def test_news_is_translated_as_well_as_before(shared, name):
    pytest.importorskip("sacrebleu")
    folder = shared / "testsets"
    outputs = Decoder(ROOT / "models" / "fr-en-small")(lines(folder / f"{name}.fr"), 4)
    found = score(outputs, lines(folder / f"{name}.en"))
    assert found.bleu >= FLOOR_FILE["history"][-1][name]


def test_raising_never_lowers(tmp_path):
    path = tmp_path / "floors.json"
    first = {"version": "1", "challenge": 0.5, "wmt12": 13.0, "reason": ""}
    path.write_text(json.dumps({"history": [first]}))
    raise_floors(path, 0.4, "2")
    assert len(json.loads(path.read_text())["history"]) == 1
    raise_floors(path, 0.6, "2")
    last = json.loads(path.read_text())["history"][-1]
    assert last["challenge"] == 0.58
    assert last["wmt12"] == 13.0
