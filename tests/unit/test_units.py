"""French as the model is given it."""

from __future__ import annotations

import pytest

from briefing.units import accented, given, prepared


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("A Lille, il pleut.", "À Lille, il pleut."),
        ("A la mort de son mari", "À la mort de son mari"),
        ("A 101 ans, elle court.", "À 101 ans, elle court."),
        ("A côté, tout est vide.", "À côté, tout est vide."),
        ("« A ce stade », dit-il.", "« À ce stade », dit-il."),
        ("Il demande: A quoi bon ?", "Il demande: À quoi bon ?"),
        ("– A Paris aussi.", "– À Paris aussi."),
        ("Evoquant une erreur", "Évoquant une erreur"),
        ("Le ministère de l'Economie", "Le ministère de l'Économie"),
        ("Quelque 50'000 personnes", "Quelque 50.000 personnes"),
        ("Plus de 1’250’000 francs", "Plus de 1.250.000 francs"),
    ],
)
def test_accents_that_newspapers_leave_out_are_put_back(printed, right):
    assert accented(printed) == right
    assert accented(right) == right
    assert given(printed) == right
    assert prepared(printed) == ("accents put back",)


@pytest.mark.parametrize(
    "printed",
    [
        "A été jugé mardi.",
        "A demandé la relaxe.",
        "A-t-il menti ?",
        '"A Star Is Born" ressort.',
        "La vitamine A est utile.",
        "Les Echos et Emilie Durand",
        "Un homme de l'Essonne",
        "Jusqu'à 180 km/h sur l'A6'.",
    ],
)
def test_names_and_verbs_stay(printed):
    assert accented(printed) == printed
    assert not prepared(printed)
