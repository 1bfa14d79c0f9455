from __future__ import annotations

import pytest

from briefing.finishing.ends import headed, trailed


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("It’s true-", "C'est vrai...", "It’s true..."),
        ("“It’s true –”", "« C'est vrai… »", "“It’s true...”"),
        ("It’s true...", "C'est vrai...", "It’s true..."),
        ("A semi-", "Un semi-", "A semi-"),
        ("", "...", ""),
    ],
)
def test_what_breaks_off_has_the_dots_of_the_french(text, source, expected) -> None:
    assert trailed(source, text) == expected


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("asked about it, he left.", "Interrogé, il part.", "Asked about it, he left."),
        ("“we go”", "« Nous partons »", "“We go”"),
        ("iPhones sell.", "L'iPhone se vend.", "iPhones sell."),
        ("we go", "nous partons", "we go"),
        ("", "Nous", ""),
        ("5 men", "Cinq hommes", "5 men"),
    ],
)
def test_a_sentence_has_a_capital_where_the_french_has(text, source, expected) -> None:
    assert headed(source, text) == expected
