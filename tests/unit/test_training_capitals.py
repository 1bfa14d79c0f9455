"""English words that are hardly ever written but with a capital."""

from __future__ import annotations

from models.training.capitals import LEAST, always, counted


def test_only_capitals_inside_a_sentence_count():
    small, capital = counted(
        ["Awards are won. Obama said: Awards for Obama.", 'He says "Awards" won.']
    )
    assert small["are"] == 1
    assert capital == {"obama": 1}


def test_words_that_are_written_either_way_are_no_names():
    texts = ["So Obama won, and Awards were given."] * LEAST
    assert always(*counted(texts)) == {"obama", "awards"}
    assert always(*counted([*texts, "No awards."])) == {"obama"}


def test_short_and_rare_words_are_left_out():
    assert always(*counted(["So Ann won."] * LEAST)) == set()
    assert always(*counted(["So Obama won."])) == set()
