"""Dates beside weekdays: right where they stand, absent where they are not sure."""

from __future__ import annotations

import pytest

from briefing.summary.dates import with_dates

TUESDAY = "2025-06-24"


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        (
            "Le maire a démissionné mardi.",
            "The mayor resigned on Tuesday.",
            "The mayor resigned on Tuesday [24 June 2025].",
        ),
        (
            "Le maire a démissionné jeudi soir.",
            "The mayor resigned on Thursday evening.",
            "The mayor resigned on Thursday [19 June 2025] evening.",
        ),
        (
            "Le maire a démissionné hier.",
            "The mayor resigned yesterday.",
            "The mayor resigned yesterday [23 June 2025].",
        ),
        (
            "Le maire s'explique mardi prochain.",
            "The mayor explains himself next Tuesday.",
            "The mayor explains himself next Tuesday [1 July 2025].",
        ),
        (
            "Le maire s'explique mardi dernier.",
            "The mayor explained himself last Tuesday.",
            "The mayor explained himself last Tuesday [17 June 2025].",
        ),
        (
            "Élu lundi, le maire a démissionné mardi.",
            "Elected on Monday, the mayor resigned on Tuesday.",
            "Elected on Monday [23 June 2025], the mayor resigned on Tuesday "
            "[24 June 2025].",
        ),
    ],
)
def test_a_sure_day_has_its_date_beside_it(french, english, expected):
    assert with_dates(english, french, TUESDAY) == expected


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le maire démissionnera jeudi.", "The mayor will resign on Thursday."),
        (
            "Le maire a été élu mardi 17 juin.",
            "The mayor was elected on Tuesday 17 June.",
        ),
        ("Le marché est ouvert le mardi.", "The market is open on Tuesdays."),
        ("Le maire démissionne.", "The mayor resigns on Tuesday."),
        ("Le maire a parlé mardi.", "The mayor has spoken."),
        ("Un vote est prévu jeudi.", "A vote is due on Thursday."),
    ],
)
def test_a_day_that_is_not_sure_stays_as_it_is(french, english):
    assert with_dates(english, french, TUESDAY) == english


@pytest.mark.parametrize("published", [None, "", "June 2025", "2025-13-40"])
def test_without_a_date_of_the_article_nothing_is_added(published):
    text = "The mayor resigned on Tuesday."
    assert with_dates(text, "Le maire a démissionné mardi.", published) == text
