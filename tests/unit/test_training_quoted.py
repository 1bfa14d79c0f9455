"""Pairs with quotation marks around their sentences."""

import random
import re

import pytest

from models.training import quoted
from models.training.figures import table

PAIR = ("Le rapport sera publié.", "The report will be published.")


def test_every_form_says_on_both_sides_that_somebody_speaks():
    r = random.Random(3)  # noqa: S311
    made = [quoted.quoted(PAIR, r) for _ in range(400)]
    for french, english in made:
        assert french.count("«") + french.count("»") == english.count('"')
        assert (PAIR[0][:-1] in french) == (PAIR[1][:-1] in english)
        assert not re.search(r"the the|,,|  |[{}]", french + english)
    assert any(french.startswith("« Le") and "», " in french for french, _ in made)
    assert any(" : « Le" in french for french, _ in made)
    assert any(french[0].islower() and french.endswith(".") for french, _ in made)
    assert any(french.endswith(" :") for french, _ in made)
    assert len(set(made)) > 300


def test_a_verb_is_turned_round_its_pronoun():
    assert quoted.turned("a dit", "il") == "a-t-il dit"
    assert quoted.turned("dit", "elle") == "dit-elle"
    assert quoted.turned("ajoute", "il") == "ajoute-t-il"
    assert quoted.turned("se souvient", "elle") == "se souvient-elle"


def test_a_verb_without_a_participle_stays_in_the_present():
    row = {"present": "craint", "participle": "-", "simple": "craignit"}
    row |= {"english": "fears", "past": "feared"}
    r = random.Random(1)  # noqa: S311
    seen = {quoted.conjugated(row, r) for _ in range(40)}
    assert seen == {("craint", "fears"), ("craignit", "feared")}


def test_the_tables_have_both_languages_in_every_row():
    assert len(table("reporting")) >= 80
    assert all(all(row.values()) for row in (*table("reporting"), *table("adjuncts")))


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
