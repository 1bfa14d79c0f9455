"""Articles that stand for others, in finished English."""

import pytest

from briefing.finishing.articles import counted, of_names, of_persons


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        (
            'Il demande un « calme plat » et une "pause".',
            "One “dead calm” and one “pause” he asks for.",
            "A “dead calm” and a “pause” he asks for.",
        ),
        ('Un "mur".', "It is one “a wall”.", "It is “a wall”."),
        ('Un seul "test".', "One “test”.", "One “test”."),
        ('Le "test" de l\'un.', "The one “test”.", "The one “test”."),
    ],
)
def test_what_is_quoted_is_counted_only_where_the_french_counts(french, english, right):
    assert counted(french, english) == right


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Selon Anne Roux, oui.", "For the Anne Roux, yes.", "For Anne Roux, yes."),
        ("Avec Jean de Brie.", "With the Jean de Brie.", "With Jean de Brie."),
        ("La maison d'Anne Roux.", "The Anne Roux house.", "The Anne Roux house."),
        ("Elle a la Anne Roux.", "She has the Anne Roux.", "She has the Anne Roux."),
        ("Vu au Grand Nord.", "Seen in the Grand Nord.", "Seen in the Grand Nord."),
    ],
)
def test_persons_have_no_article(french, english, right):
    assert of_persons(french, english) == right


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Selon La Voix.", "According to the La Voix.", "According to La Voix."),
        ("Comme L’Écho le dit.", "As the L’Écho says.", "As L’Écho says."),
        ("Le Havre perd.", "The Le Havre have lost.", "Le Havre have lost."),
        ("Le salon Le Web.", "The Le Web fair.", "The Le Web fair."),
        ("Les Le Goff.", "The Le Goff.", "The Le Goff."),
    ],
)
def test_names_with_an_article_need_no_other(french, english, right):
    assert of_names(french, english) == right
