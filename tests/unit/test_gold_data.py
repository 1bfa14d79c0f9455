"""Checks on the data files themselves: nothing here runs the program."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


def challenge_rows() -> list[dict[str, str]]:
    with (DATA / "challenge" / "challenge.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


CHALLENGE = challenge_rows()
NAMES = [row["french"][:40] for row in CHALLENGE]


def test_challenge_set_has_its_columns_size_and_spread() -> None:
    assert list(CHALLENGE[0]) == ["category", "french", "english", "must", "must_not"]
    assert len(CHALLENGE) >= 160
    categories = Counter(row["category"] for row in CHALLENGE)
    assert len(categories) >= 12
    assert min(categories.values()) >= 3


def test_challenge_pairs_are_unique_and_trimmed() -> None:
    assert len({row["french"] for row in CHALLENGE}) == len(CHALLENGE)
    for row in CHALLENGE:
        for cell in row.values():
            assert cell == cell.strip()
            assert cell == unicodedata.normalize("NFC", cell)


@pytest.mark.parametrize("row", CHALLENGE, ids=NAMES)
def test_challenge_patterns_accept_their_own_reference(row: dict[str, str]) -> None:
    assert re.search(row["must"], row["english"], re.IGNORECASE)
    if row["must_not"]:
        assert not re.search(row["must_not"], row["english"], re.IGNORECASE)


@pytest.mark.parametrize("row", CHALLENGE, ids=NAMES)
def test_challenge_patterns_refuse_nothing_and_the_french(row: dict[str, str]) -> None:
    assert not re.search(row["must"], "", re.IGNORECASE)
    assert not re.search(row["must"], row["french"], re.IGNORECASE)


@pytest.mark.parametrize("name", ["sommet.txt", "entretien.md", "communique.txt"])
def test_examples_are_clean_french_typography(name: str) -> None:
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert 350 <= len(text.split()) <= 650
    assert text.count("«") == text.count("»") >= 3
    # An ordinary space beside a mark is what a typesetter would refuse.
    assert not re.search(r"« | »|\w [;!?]|'", text)
