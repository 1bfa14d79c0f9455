"""The article "a" or "an"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.indefinite import agreed, vowel_sound


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It is a electric car.", "It is an electric car."),
        ("A online shop.", "An online shop."),
        ("He said: “A obvious case.”", "He said: “An obvious case.”"),
        ("An big house and an union.", "A big house and a union."),
        (
            "A “age of reason”, a Italian, an European.",
            "An “age of reason”, an Italian, a European.",
        ),
        ("A MP, a NGO and an UN envoy.", "An MP, an NGO and a UN envoy."),
    ],
)
def test_the_article_agrees_with_the_word_behind_it(text, right):
    assert agreed(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "Group A enters the field.",
        "An hour, a historic day, an historic day.",
        "A NATO summit, a European, an MP, a UN envoy, a one-off, an unusual use.",
        "Vitamin a of it, a and b.",
        "",
    ],
)
def test_what_is_right_or_no_article_stays(text):
    assert agreed(text) == text


def test_letters_are_named():
    assert vowel_sound("MP") and not vowel_sound("UN") and not vowel_sound("unanimous")


@given(st.text("aAn eoubc.“", max_size=30))
def test_once_is_enough(text):
    assert agreed(agreed(text)) == agreed(text)
