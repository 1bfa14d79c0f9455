"""Slips that the table knows, in finished English."""

import re

import pytest

from briefing.finishing.slips import slips, without_slips


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Elle a porté plainte.", "She carried a complaint.", "She filed a complaint."),
        ("Avec son mari.", "With his husband.", "With her husband."),
        ("À ce stade, rien.", "At this stadium, nothing.", "At this stage, nothing."),
        ("Un proche du maire.", "A close to the mayor.", "Someone close to the mayor."),
        ("Au micro d’Inter.", "At the microphone of Inter.", "On Inter."),
        ("Cas positif à la grippe.", "Positive to the flu.", "Positive to the flu."),
        ("Elle a connu un essor.", "It has known a boom.", "It has seen a boom."),
    ],
)
def test_a_slip_becomes_what_the_table_has(french, english, right):
    assert without_slips(french, english) == right


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le stade est plein.", "At this stadium, nothing."),
        ("Il vit avec son mari.", "He lives with his husband."),
        ("Il a estimé le coût à 3 euros.", "He estimated the cost at 3 euros."),
        ("La sortie audio.", "The audio output."),
        ("", ""),
    ],
)
def test_what_is_no_slip_stays(french, english):
    assert without_slips(french, english) == english


def test_every_row_has_its_word_in_its_expression_and_mends_once():
    for slip in slips():
        assert re.sub(r"\W", "", slip.word) in re.sub(r"\W", "", slip.french), slip
        assert not re.search(rf"\b{slip.english}\b", slip.right, re.IGNORECASE), slip
