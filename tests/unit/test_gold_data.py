"""Checks on the data files themselves: nothing here runs the program."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / "challenge" / name).open(encoding="utf-8", newline="\n") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def passes(row: dict[str, str], english: str) -> bool:
    """Whether `english` meets the patterns of `row`."""
    bad = row["must_not"] and re.search(row["must_not"], english, re.IGNORECASE)
    return bool(re.search(row["must"], english, re.IGNORECASE)) and not bad


CHALLENGE = rows("challenge.tsv")
CONTROLS = rows("controls.tsv")
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
    assert passes(row, row["english"])


@pytest.mark.parametrize("row", CHALLENGE, ids=NAMES)
def test_challenge_patterns_refuse_nothing_and_the_french(row: dict[str, str]) -> None:
    assert not passes(row, "")
    assert not passes(row, row["french"])


def test_challenge_controls_are_in_the_order_of_the_set() -> None:
    assert [row["french"] for row in CONTROLS] == [row["french"] for row in CHALLENGE]


@pytest.mark.parametrize(
    ("row", "control"), list(zip(CHALLENGE, CONTROLS, strict=True)), ids=NAMES
)
def test_challenge_patterns_tell_a_good_wording_from_an_error(
    row: dict[str, str], control: dict[str, str]
) -> None:
    assert control["right"] != row["english"]
    assert passes(row, control["right"])
    assert not passes(row, control["wrong"])


@pytest.mark.parametrize("name", ["sommet.txt", "entretien.md", "communique.txt"])
def test_examples_are_clean_french_typography(name: str) -> None:
    text = (ROOT / "examples" / name).read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert 350 <= len(text.split()) <= 650
    assert text.count("«") == text.count("»") >= 3
    # An ordinary space beside a mark is what a typesetter would refuse.
    assert not re.search(r"« | »|\w [;!?]|'", text)


QUOTES = DATA / "quotes"
HALVES = ("dev", "holdout")


def gold(half: str) -> list[dict[str, Any]]:
    text = (QUOTES / f"gold_{half}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


GOLD = [
    record for part in (*HALVES, "later", "fresh", "opened") for record in gold(part)
]
SPANS = [(record, quote) for record in GOLD for quote in record["quotes"]]


def test_gold_files_are_what_their_sources_build() -> None:
    command = [sys.executable, str(QUOTES / "build.py"), "--check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_gold_has_its_size_and_every_kind_in_both_halves() -> None:
    types = Counter(quote["type"] for _, quote in SPANS)
    assert len(GOLD) >= 64
    assert types["D"] + types["M"] >= 260
    assert types["N"] + types["I"] >= 70
    kinds = [{record["kind"] for record in gold(half)} for half in HALVES]
    assert kinds[0] == kinds[1]
    assert len(kinds[0]) == 10


def test_gold_passages_are_unique_and_of_readable_length() -> None:
    for name in ("id", "title", "text"):
        assert len({record[name] for record in GOLD}) == len(GOLD)
    for record in GOLD:
        assert 80 <= len(record["text"].split()) <= 250, record["id"]


def test_gold_spans_are_exact_slices_in_order() -> None:
    for record, quote in SPANS:
        assert quote["text"] == record["text"][quote["start"] : quote["end"]]
        assert quote["text"] == quote["text"].strip() != ""
    for record in GOLD:
        starts = [quote["start"] for quote in record["quotes"]]
        assert starts == sorted(set(starts)), record["id"]


def test_gold_spans_stand_between_marks() -> None:
    for record, quote in SPANS:
        if quote["mark"] == "marks":
            before = record["text"][: quote["start"]].rstrip()
            after = record["text"][quote["end"] :].lstrip()
            assert before.endswith(("«", "“", '"', "‹", "<<")), quote["text"]
            assert after.startswith(("»", "”", '"', "›", ">>")), quote["text"]


def test_gold_leaves_no_marked_words_out() -> None:
    for record in GOLD:
        text, starts = record["text"], {q["start"] for q in record["quotes"]}
        for mark in re.finditer(r"(?:«|“|‹|<<)\s?", text):
            continued = text[: mark.start()].endswith("\n\n") and any(
                q["start"] < mark.start() < q["end"] for q in record["quotes"]
            )
            assert mark.end() in starts or continued, text[mark.start() :][:40]
        straight = [q for q in record["quotes"] if text[q["start"] - 1] == '"']
        assert text.count('"') == 2 * len(straight), record["id"]


def test_gold_speakers_and_cues_stand_in_the_text() -> None:
    for record, quote in SPANS:
        text = record["text"].lower()
        assert (quote["speaker"] or "").lower() in text, (record["id"], quote)
        near = text[max(0, quote["start"] - 160) : quote["end"] + 120]
        assert (quote["cue"] or "").lower() in near, (record["id"], quote)
        if quote["type"] in "NU":
            assert quote["speaker"] is None
        if quote["type"] in "DM":
            assert quote["speaker"]


def test_gold_names_nobody_by_a_surname_two_people_share() -> None:
    for record in GOLD:
        speakers = {quote["speaker"] for quote in record["quotes"]} - {None}
        for quote in record["quotes"]:
            others = speakers - {quote["speaker"]}
            for alias in quote["speaker_aliases"]:
                assert alias not in others, (record["id"], alias)
                assert not any(name.endswith(" " + alias) for name in others)


DIGEST = json.loads((DATA / "digest" / "digest.json").read_text(encoding="utf-8"))
ARTICLES = {article["id"]: article for article in DIGEST["articles"]}


def test_digest_file_is_what_its_source_builds() -> None:
    command = [sys.executable, str(DATA / "digest" / "build.py"), "--check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_digest_plants_enough_of_each() -> None:
    labels = Counter(fact["label"] for fact in DIGEST["facts"])
    assert len(ARTICLES) == len(DIGEST["articles"]) >= 40
    assert len(DIGEST["duplicates"]) >= 30
    assert labels["contradict"] >= 30
    assert labels["agree"] >= 10


def test_digest_statements_are_exact_slices_and_tell_what_their_label_says() -> None:
    for fact in DIGEST["facts"]:
        for said in fact["statements"]:
            text = ARTICLES[said["article"]]["text"]
            assert text[said["start"] : said["end"]] == said["words"]
        values = {said["value"] for said in fact["statements"]}
        assert (len(values) > 1) == (fact["label"] == "contradict")


def trigrams(id_: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", ARTICLES[id_]["text"].lower())
    return set(zip(words, words[1:], words[2:], strict=False))


def test_digest_duplicates_share_most_of_their_words() -> None:
    for a, b in DIGEST["duplicates"]:
        shared = trigrams(a) & trigrams(b)
        assert len(shared) / len(trigrams(a) | trigrams(b)) > 0.5, (a, b)
        assert ARTICLES[a]["text"] != ARTICLES[b]["text"]
