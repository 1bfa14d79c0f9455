"""Pairs with quotation marks around their sentences."""

import random
import re

import pytest

from models.training import quoted
from models.training.figures import table

PAIR = ("Le rapport sera publié.", "The report will be published.")


def test_every_form_keeps_the_words_and_marks_both_sides_alike():
    r = random.Random(3)  # noqa: S311
    made = [quoted.quoted(PAIR, r) for _ in range(200)]
    for french, english in made:
        assert PAIR[0][:-1] in french
        assert PAIR[1][:-1] in english
        assert french.count("«") + french.count("»") == english.count('"') > 0
        assert not re.search(r"[{}]|the the|,,", french + english)
    assert any(french.startswith("« Le") and "», " in french for french, _ in made)
    assert any(" : « Le" in french for french, _ in made)
    assert len(set(made)) > 80


def test_cues_name_somebody_on_both_sides_or_on_neither():
    rows = table("cues")
    assert len(rows) >= 80
    assert {row["place"] for row in rows} == {"after", "before"}
    assert all(("{who}" in r["french"]) == ("{who}" in r["english"]) for r in rows)


@pytest.mark.parametrize(
    "pair",
    [
        ("Le rapport", "The report."),  # a title
        ("le rapport sera publié.", "The report will be published."),
        ("Le « rapport » sera publié.", 'The "report" will be published.'),
    ],
)
def test_only_plain_sentences_are_quoted(pair):
    assert not quoted.may_be_quoted(pair)
    assert quoted.may_be_quoted(PAIR)
