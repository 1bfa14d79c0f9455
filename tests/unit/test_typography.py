from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.typography import english

CASES = [
    ('He said "yes" .', "He said “yes”."),
    ('" We need quality " , he said', "“We need quality”, he said"),
    ('"One. Two", Rutte insisted.', "“One. Two”, Rutte insisted."),
    ('He said: "She said "no" twice."', "He said: “She said ‘no’ twice.”"),
    ('("yes")', "(“yes”)"),
    ("« Yes », he said", "“Yes”, he said"),
    ("the Alliance's plan", "the Alliance’s plan"),
    ("the allies' plan", "the allies’ plan"),
    ("the '90s", "the ’90s"),
    ("a 'solid' show", "a ‘solid’ show"),
    ("don't say 'no'", "don’t say ‘no’"),
    ("What is it ?", "What is it?"),
    ("35 % of it ; more", "35% of it; more"),
    ("at 16h30 or 9 h 05", "at 16:30 or 9:05"),
    ("between 16h and 19 h, not for 5h", "between 16:00 and 19:00, not for 5h"),
    ("the 24h race and 25h61", "the 24h race and 25h61"),
    ("two  spaces", "two spaces"),
    ("Groups ( Assembly, Senate ) agreed", "Groups (Assembly, Senate) agreed"),
    ('a film ( "The Wind" )', "a film (“The Wind”)"),
    ("fine :( but sad", "fine :( but sad"),
    ("said Mr Zut, and Ms Élue", "said Mr. Zut, and Ms. Élue"),
    ("a 28-year old, two 9-year olds", "a 28-year-old, two 9-year-olds"),
    ("5 Ms later", "5 Ms later"),
    ("the car - a wreck -- burnt", "the car – a wreck – burnt"),
    ("a well-known -5 and x--y", "a well-known -5 and x--y"),
    ("the ex -mayor, 2019 -built", "the ex-mayor, 2019-built"),
    ("a .5 mark and .NET", "a .5 mark and .NET"),
    ("and ... then", "and ... then"),
    ("1 000 euros", "1 000 euros"),
    ('an odd " mark', 'an odd " mark'),
    ('"I have understood.', "“I have understood."),
    ('attached to section 5".', "attached to section 5”."),
    ('no other way," she says', "no other way,” she says"),
    ('"She said "no" to it.', "“She said ‘no’ to it."),
    ("he is 5'10\" tall", "he is 5'10\" tall"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_english_typography(text: str, expected: str) -> None:
    assert english(text) == expected


PIECES = st.lists(
    st.sampled_from([*"\"'«»“”‘’ .,;:!?%()—-…\u00a0\u202f", "a", "B", "é", "9", "s"]),
    max_size=24,
).map("".join)


@given(PIECES | st.text(max_size=60))
@example('" ."')
@example('\'""""')
def test_is_idempotent(text: str) -> None:
    once = english(text)
    assert english(once) == once


@given(PIECES | st.text(max_size=60))
def test_keeps_letters_and_digits(text: str) -> None:
    assert [c for c in english(text) if c.isalnum()] == [c for c in text if c.isalnum()]


def test_is_linear_on_hostile_input() -> None:
    english("'" * 200_000)
    english("'a " * 60_000)
    english('"' * 200_000)
    english(" " * 200_000 + "x")
    english("a \u00a0" * 60_000)
    english("\u00a0" * 200_000 + "x")
    english(" ," * 100_000 + "x")
