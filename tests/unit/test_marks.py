"""Marks of news agencies in finished English."""

import pytest

from briefing.finishing.marks import inner_marked


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Le +gros lot+.", "The +big prize+.", "The ‘big prize’."),
        ("+Ah bon?+ et +oui+", "+Really?+ and +yes+", "‘Really?’ and ‘yes’"),
        ("Canal+ ou Star+ ?", "Canal+ or Star+?", "Canal+ or Star+?"),
        ("Le +gros lot+.", "The +big prize.", "The +big prize."),
        ("De +3 à +5.", "From +3 to +5.", "From +3 to +5."),
    ],
)
def test_plus_signs_become_quotation_marks(french, english, right):
    assert inner_marked(french, english) == right
