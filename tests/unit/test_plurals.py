"""Plurals whose form does not show it, in finished English."""

import pytest

from briefing.finishing.plurals import of_countries, of_owners


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        (
            "Les pays ont peur.",
            "The country is afraid.",
            "The countries are afraid.",
        ),
        ("L'aide de plusieurs pays.", "The country’s aid.", "The countries’ aid."),
        ("Le pays a peur.", "The country is afraid.", "The country is afraid."),
        ("Tous les pays.", "Every country.", "Every country."),
        ("Des pays.", "The country is of two countries.", "="),
        ("Selon les pays.", "Depending on the country.", "="),
    ],
)
def test_the_country_is_several_where_the_french_says_so(french, english, right):
    assert of_countries(french, english) == (english if right == "=" else right)


@pytest.mark.parametrize(
    ("english", "right"),
    [
        ("The farmers’s anger.", "The farmers’ anger."),
        ("The Liberals's plan.", "The Liberals' plan."),
        ("The boss’s bus’s tyre.", "The boss’s bus’s tyre."),
        ("Charles’s dog.", "Charles’s dog."),
        ("The news’s end.", "The news’s end."),
    ],
)
def test_owners_in_the_plural(english, right):
    assert of_owners("Charles", english) == right
