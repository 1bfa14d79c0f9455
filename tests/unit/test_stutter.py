"""Phrases that a decoder says again at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.fidelity.stutter import said_once, stutter


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("The new new car.", "The new car."),
        ("He spoke of the of the of the war.", "He spoke of the war."),
        ("Of Russia, Iran, Iran and China.", "Of Russia, Iran and China."),
        ("By all the names, all the names of it.", "By all the names of it."),
        ("It went up by 3 to 54 to 54 liters.", "It went up by 3 to 54 liters."),
    ],
)
def test_what_is_said_again_at_once_is_said_once(text: str, once: str) -> None:
    assert said_once(text) == once
    assert stutter(once) is None


@pytest.mark.parametrize(
    "text", ["He had had enough.", "Very very good.", "2:06:05:05", "No, no.", ""]
)
def test_what_english_says_twice_stays(text: str) -> None:
    assert said_once(text) == text


WORDS = st.lists(
    st.sampled_from(["a", "new", "car", ",", "had", "5", "."]), max_size=24
)


@given(WORDS.map(" ".join))
def test_nothing_is_left_to_cut_and_nothing_is_made_up(text: str) -> None:
    once = said_once(text)
    assert stutter(once) is None
    assert set(once.split()) <= set(text.split())
