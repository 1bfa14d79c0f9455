"""Halves of the day in English, by the French."""

from __future__ import annotations

import pytest

from briefing.halves import right_halves


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Peu avant 2h du matin.", "Just before 2 p.m.", "Just before 2 a.m."),
        ("À 14h30.", "At 2:30 a.m.", "At 2:30 p.m."),
        ("À 20 heures.", "At 8 A.M.", "At 8 P.M."),
        ("De 14h30 à 15h.", "14:30 p.m. to 15 p.m.", "2:30 p.m. to 3 p.m."),
        ("À 0h30.", "At 12:30 pm.", "At 12:30 am."),
        (
            "De 9h à 10h, puis à 22h30.",
            "From 9 to 10, then at 10:30 a.m.",
            "From 9 to 10, then at 10:30 p.m.",
        ),
    ],
)
def test_the_half_of_the_day_is_that_of_the_french(french, english, right):
    assert right_halves(english, french) == right


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("À 14h30.", "At 14:30."),
        ("Ce soir à 8h.", "Tonight at 8 p.m."),
        ("À deux heures.", "At 2 p.m."),
        ("À 10h et à 22h.", "At 10 p.m. and at 10 a.m."),
        ("À 9h.", "At 7 p.m."),
        ("Le 3 mai.", "I am here on May 3."),
    ],
)
def test_what_may_be_either_stays(french, english):
    assert right_halves(english, french) == english
