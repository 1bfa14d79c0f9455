"""English words that come from nowhere."""

from __future__ import annotations

import pytest

from briefing.translation.additions import added_words, told


@pytest.mark.parametrize(
    ("french", "english", "added"),
    [
        ("Le vol du bourdon.", "The flight of the scholarship.", ("scholarship",)),
        ("Le patron du parti.", "The boss of the earthquake.", ("earthquake",)),
        ("Une bourse d'études.", "A scholarship.", ()),
        ("Le vol du bourdon.", "The flight of the bumblebee.", ()),
        ("Le tremblement de terre.", "The earthquake.", ()),
        ("La campagne des municipales.", "The municipal election campaign.", ()),
        ("Le mot « scholarship » revient.", "The word “scholarship” returns.", ()),
        ("Le vol du bourdon.", "The Earthquake.", ()),  # it may be a name
    ],
)
def test_a_word_whose_french_is_not_there_is_found(french, english, added):
    assert added_words(french, english) == added


def test_a_reader_is_told_which_word_it_is():
    assert told("boss") == "not in the French: “boss”"
