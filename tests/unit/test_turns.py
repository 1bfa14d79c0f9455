"""Expressions that the other language must answer."""

import pytest

from briefing.fidelity.turns import check_turns


@pytest.mark.parametrize(
    ("french", "english", "told"),
    [
        (
            "Ces usines ne sont pas toutes fermées.",
            "These plants are not closed.",
            "not in the English: « pas toutes »",
        ),
        (
            "Deux salariés non Renault.",
            "Two un Renault employees.",
            "not in the English: « non Renault »",
        ),
        (
            "Ils défilent contre la guerre et pour la paix.",
            "They march against war and peace.",
            "not in the English: « et pour »",
        ),
        (
            "Il y a eu 12 % de contre dans la salle.",
            "There was 12% of the room.",
            "not in the English: « 12 % de contre »",
        ),
        (
            "Il part, et si on ne le suit pas, il revient.",
            "He leaves, and we do not follow him, he returns.",
            "not in the English: « si on »",
        ),
        (
            "Il viendra, à moins que la pluie ne tombe.",
            "He will come, less than the rain falls.",
            "not in the English: « à moins que »",
        ),
        (
            "Il y vit depuis douze ans.",
            "He has lived there since twelve.",
            "not in the English: « douze ans »",
        ),
        (
            "La rivière n'a cessé de monter.",
            "The river has stopped and rose.",
            "wrong sense: “stopped” for « n'a cessé d »",
        ),
        (
            "Elle ne pourra pas voter.",
            "She will not vote.",
            "not in the English: « ne pourra pas »",
        ),
        (
            "Les élèves doivent rentrer.",
            "The pupils return.",
            "not in the English: « doivent »",
        ),
        (
            "Une chambre de 3 mètres sur 4.",
            "A 3-meter room on 4.",
            "not in the English: « 3 mètres sur 4 »",
        ),
        (
            "L’attentat a fait 12 morts.",
            "The attack made 12.",
            "not in the English: « 12 morts »",
        ),
        (
            "Paul-Henri Lebrun sourit.",
            "Paul-year-old Lebrun smiles.",
            "not in the French: “Paul-year-old”",
        ),
        (
            "Le coût est chiffré à 3 millions.",
            "The cost is encrypted at 3 million.",
            "wrong sense: “encrypted” for « chiffré à »",
        ),
        (
            "La reine a félicité les nageurs.",
            "The queen welcomed the swimmers.",
            "wrong sense: “welcomed” for « a félicité »",
        ),
        (
            "Le président est parti.",
            "The Speaker left.",
            "wrong sense: “Speaker” for « président »",
        ),
    ],
)
def test_an_expression_without_its_answer_is_told(french, english, told):
    assert [flag.detail for flag in check_turns(french, english)] == [told]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Ces usines ne sont pas toutes fermées.", "Not all these plants are closed."),
        ("Elle ne pourra pas voter.", "She cannot vote."),
        ("Il vient s’il fait beau.", "He comes if it is fine."),
        ("Une fille de huit ans.", "An eight-year-old girl."),
        ("La reine s’est félicitée de l’accord.", "The queen welcomed the deal."),
        ("Le président de la Chambre est parti.", "The Speaker left."),
        ("Les données sont chiffrées.", "The data are encrypted."),
    ],
)
def test_an_expression_with_its_answer_stands(french, english):
    assert not list(check_turns(french, english))
