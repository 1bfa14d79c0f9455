"""French as the model is given it."""

from __future__ import annotations

import pytest

from briefing.translation.units import dated, given, plainly_spelled, prepared


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
        ("Le Covid-19 tue encore", "Le COVID-19 tue encore"),
        ("Ni l'Otan ni l'Onu ne bougent", "Ni l'OTAN ni l'ONU ne bougent"),
        ("Quelque 50'000 personnes", "Quelque 50.000 personnes"),
        ("Arrivés à 18H30 (16H00GMT)", "Arrivés à 18h30 (16h00 GMT)"),
        ("À 16H, mardi", "À 16h, mardi"),
        ("Plus de 1’250’000 francs", "Plus de 1.250.000 francs"),
        ("Me Durand a plaidé.", "Durand a plaidé."),
        ("Les Gilets jaunes", "Les gilets jaunes"),
        ("Oeuvre au coeur de la moelle", "Œuvre au cœur de la moelle"),
        ("MM. Roy et Petit partent.", "Roy et Petit partent."),
        ("Selon le Pr Roy, oui.", "Selon le professeur Roy, oui."),
        ("En 450 av. J.-C., non.", "En 450 avant notre ère, non."),
        ("Il naît en 14 ap. J.-C.", "Il naît en 14 de notre ère."),
        ("On compte env. 5 M d'élèves.", "On compte environ 5 millions d'élèves."),
    ],
)
def test_habits_of_newspapers_become_what_the_model_knows(printed, right):
    assert plainly_spelled(printed) == right
    assert plainly_spelled(right) == right
    assert given(printed) == right
    assert prepared(printed) == ("spelling made plain",)


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
        "La piste 12H30A et le vaccin H1N1",
        "Jusqu'à 180 km/h sur l'A6'.",
    ],
)
def test_names_and_verbs_stay(printed):
    assert plainly_spelled(printed) == printed
    assert not prepared(printed)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Fin 2019, il part.", "À la fin de 2019, il part."),
        ("Début avril, il part.", "Au début d’avril, il part."),
        ("depuis fin avril", "depuis la fin d’avril"),
        ("jusqu'à début juillet", "jusqu'au début de juillet"),
        ("jusqu'à fin 2020", "jusqu'à la fin de 2020"),
        ("d'ici fin août", "d'ici la fin d’août"),
        ("publié fin juillet", "publié à la fin de juillet"),
        ("de début mai à fin juin", "du début de mai à la fin de juin"),
        ("la fin août", "la fin d’août"),
        ("(fin mars)", "(à la fin de mars)"),
    ],
)
def test_short_times_are_given_in_full(short, full):
    assert dated(short) == full
    assert dated(full) == full


@pytest.mark.parametrize(
    "text", ["la fin du mois", "il a pris fin mardi", "enfin mars", "Fin de partie"]
)
def test_other_ends_stay(text):
    assert dated(text) == text
