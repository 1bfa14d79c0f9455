"""Verbs behind "did not"."""

import pytest

from briefing.finishing.auxiliaries import plain_verbs


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It did not lacked him.", "It did not lack him."),
        ("She doesn’t adheres to it.", "She doesn’t adhere to it."),
        ("They did not hoped or planned.", "They did not hope or planned."),
        ("He would not stopped, he cannot tries.", "He would not stop, he cannot try."),
        ("Didn’t went, did not had.", "Didn’t go, did not have."),
    ],
)
def test_the_verb_behind_a_negation_is_plain(text, right):
    assert plain_verbs(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "He did not need, pass, focus, exceed or discuss it.",
        "They do not pass, do not need, do not focus and do not proceed.",
        "It does not always rain, and they do not miss it.",
        "He had not lacked it and has not come.",
        "They could not do it; it is not used.",
        "",
    ],
)
def test_what_is_right_stays(text):
    assert plain_verbs(text) == text
