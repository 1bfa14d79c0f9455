"""Phrases that a decoder says again at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.fidelity.stutter import echo, said_once, stutter, without_echo


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


@pytest.mark.parametrize(
    ("text", "once"),
    [
        (
            "There is evidence of irrefutable evidence.",
            "There is irrefutable evidence.",
        ),
        ("The recovery the strong recovery of it.", "the strong recovery of it."),
        ("A radius to a radius of 3 km.", "a radius of 3 km."),
    ],
)
def test_of_a_word_and_its_echo_the_later_stays(text: str, once: str) -> None:
    assert without_echo(text) == once
    assert echo("Voici une phrase sans redite.", text)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Jus de pomme ou d'orange.", "Apple juice or orange juice."),
        ("De temps en temps, il vient.", "From time to time he comes."),
        ("Il avance pas à pas.", "He goes on step by step."),
        ("L’inflation ralentit sur un an.", "Inflation slows year on year."),
        ("L'état de l'État.", "The state of the State."),
        ("Le juge parle au juge.", "The judge talks to the judge."),
        ("Le juge, puis le juré.", "The judge spoke. Judge Lee came."),
    ],
)
def test_words_that_are_meant_to_come_twice_are_no_echo(french, english) -> None:
    assert echo(french, english) is None


@given(WORDS.map(" ".join))
def test_an_echo_goes_without_a_trace(text: str) -> None:
    assert set(without_echo(text).split()) <= set(text.split())
