"""« Dont » in English."""

import pytest

from briefing.finishing.inclusion import including


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        (
            "Il y a 32 blessés, dont huit pompiers.",
            "There are 32 injured whose eight firefighters.",
            "There are 32 injured, including eight firefighters.",
        ),
        (
            "Six syndicats ont signé, dont le plus grand",
            "Six unions have signed, whose biggest",
            "Six unions have signed, including the biggest",
        ),
    ],
)
def test_a_part_is_counted_in(french, english, right):
    assert including(french, english) == right


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le maire, dont le fils chante.", "The mayor, whose son sings."),
        ("Le maire, dont un fils.", "The mayor, whose son was there."),
        ("Un port dont on rêve.", "A port whose dream."),
        ("Le maire, dont le fils, « un ami ».", "The mayor, whose son, “a friend”."),
        ("Le maire.", "The mayor, whose son."),
    ],
)
def test_what_may_be_a_clause_stays(french, english):
    assert including(french, english) == english
