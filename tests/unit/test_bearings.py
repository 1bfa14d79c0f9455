"""Points of the compass in English, by the French, and the doubts about them."""

from __future__ import annotations

import pytest

from briefing.fidelity.compass import check_points
from briefing.finishing.bearings import right_points


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("À Pau (sud-ouest).", "In Pau (west).", "In Pau (southwest)."),
        ("La côte ouest.", "The east coast.", "The west coast."),
        (
            "La côte ouest de l'Amérique du Nord.",
            "The east coast of North America.",
            "The west coast of North America.",
        ),
        ("À Arnhem (est).", "In Arnhem (est).", "In Arnhem (east)."),
        ("À Troyes (nord-est).", "In Troyes (north-est).", "In Troyes (northeast)."),
        (
            "À Mulhouse (est) et Reims (nord), il est le plus fort.",
            "In Mulhouse (est) and Reims (north), he is the strongest.",
            "In Mulhouse (east) and Reims (north), he is the strongest.",
        ),
        (
            "Le sud et le sud-ouest de Chypre.",
            "Southern and western Cyprus.",
            "Southern and southwestern Cyprus.",
        ),
        ("Le Sud-Ouest attend.", "The West waits.", "The Southwest waits."),
        (
            "À Salford (nord-ouest), en Corée du Nord et à l'ouest.",
            "In Salford (west), in North Korea.",
            "In Salford (northwest), in North Korea.",
        ),
        (
            "À Canton (sud de la Chine).",
            "In Canton (in the sud of China).",
            "In Canton (in the south of China).",
        ),
    ],
)
def test_a_point_is_that_of_the_french(french, english, right):
    assert right_points(french, english) == right
    assert right_points(french, right) == right
    assert not list(check_points(french, right))


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Il est parti.", "He went west."),
        ("À Pau (sud-ouest).", "In Pau (south-west)."),
        ("À Pau (sud-ouest) et à l'est.", "In Pau, out east and down south."),
        ("Le gaz sud-coréen.", "The South Korean gas."),
        ("La gare du Nord.", "The Gare du Nord."),
        ("C'est l'est du pays.", "It is the eastern part."),
    ],
)
def test_what_is_no_part_of_the_french_point_stays(french, english):
    assert right_points(french, english) == english


@pytest.mark.parametrize(
    ("french", "english", "doubt"),
    [
        ("À Pau (sud-ouest) et l'est.", "In Pau (east), up.", "sud-ouest → not found"),
        ("De la côte ouest au flanc est.", "From the east coast.", "ouest → not found"),
        ("Un quart sud-ouest.", "A quarter.", "sud-ouest → not found"),
        ("Le nord-est et le sud.", "The east.", "nord-est → east"),
        ("À Reims (nord).", "In Reims.", "nord → not found"),
        ("À 6 km à l'est de Kouré.", "At 6 km from Kouré.", "l'est → not found"),
        ("Au sud de Lille.", "In Lille.", "sud → not found"),
    ],
)
def test_another_point_is_told(french, english, doubt):
    (flag,) = check_points(french, english)
    assert flag.kind == "name"
    assert flag.detail == f"direction in doubt: {doubt}"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le nord du pays.", "Upcountry."),
        ("L'Allemagne de l'Est (est).", "East Germany (east)."),
        ("Le conflit sud-africain.", "The South African conflict."),
    ],
)
def test_what_english_may_have_otherwise_is_not_told(french, english):
    assert not list(check_points(french, english))
