"""Press prose of the recipe's own, in the parts that the program translates."""

from __future__ import annotations

import re

import pytest

from models.training import written


@pytest.mark.parametrize(
    ("pair", "parts"),
    [
        (
            ("« Je suis là », a dit Ana Ruiz.", '"I am here," said Ana Ruiz.'),
            [
                ("Je suis là.", "I am here."),
                ("a dit Ana Ruiz.", "said Ana Ruiz."),
            ],
        ),
        (
            ("Ana a dit : « On gagne ! »", 'Ana said: "We are winning!"'),
            [("Ana a dit :", "Ana said:"), ("On gagne !", "We are winning!")],
        ),
        (
            ("« On ne lâche rien. »", '"We will not give up."'),
            [("On ne lâche rien.", "We will not give up.")],
        ),
    ],
)
def test_speech_stands_apart_from_who_speaks(pair, parts):
    assert list(written.in_parts(pair)) == parts


@pytest.mark.parametrize(
    "pair",
    [
        ("Un « accord » est en vue.", 'A "deal" is in sight.'),
        ("« Je suis là », a dit Ana.", "Ana said she was here."),
        ("Il pleut.", "It is raining."),
    ],
)
def test_what_does_not_part_in_both_languages_stays_whole(pair):
    assert list(written.in_parts(pair)) == [pair]


def test_what_was_written_is_clean():
    pairs = written.pairs()
    assert len(pairs) > 1000
    assert len({french for french, _ in pairs}) > 0.99 * len(pairs)
    for french, english in pairs:
        assert french == french.strip(), french
        assert not re.search("[«»]", english), english
        assert re.search("[^\\W\\d_]", french), french
