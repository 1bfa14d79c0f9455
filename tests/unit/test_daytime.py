"""Times of day in English, by the French."""

from __future__ import annotations

import pytest

from briefing.finishing.daytime import in_zone, right_halves


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Peu avant 2h du matin.", "Just before 2 p.m.", "Just before 2 a.m."),
        ("À 14h30.", "At 2:30 a.m.", "At 2:30 p.m."),
        ("À 20 heures.", "At 8 A.M.", "At 8 P.M."),
        ("De 14h30 à 15h.", "14:30 p.m. to 15 p.m.", "2:30 p.m. to 3 p.m."),
        ("À 0h30.", "At 12:30 pm.", "At 12:30 am."),
        ("À 1h15.", "At 1:15 p.m.", "At 1:15 a.m."),
        ("À 20h20.", "At 8:20 a.m.", "At 8:20 p.m."),
        ("De 6h30 à 9h15.", "6:30 a.m. to 9:15 p.m.", "6:30 a.m. to 9:15 a.m."),
        (
            "De 9h à 10h, puis à 22h30.",
            "From 9 to 10, then at 10:30 a.m.",
            "From 9 to 10, then at 10:30 p.m.",
        ),
    ],
)
def test_the_half_of_the_day_is_that_of_the_french(french, english, right):
    assert right_halves(french, english) == right


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
    assert right_halves(french, english) == english


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("À 18H30 (16H30 GMT).", "At 18:30 (16:30).", "At 18:30 (16:30 GMT)."),
        ("À 19h00 GMT.", "At 7:00 p.m.", "At 7:00 p.m. GMT"),
        ("À 11H00 GMT.", "At 11:00 a.m. GMT.", "At 11:00 a.m. GMT."),
        ("À 11H00 GMT.", "At noon.", "At noon."),
        ("À 11H00 locales.", "At 11:00 local.", "At 11:00 local."),
    ],
)
def test_the_zone_stays_behind_its_time(french, english, right):
    assert in_zone(french, english) == right
    assert in_zone(french, right) == right
