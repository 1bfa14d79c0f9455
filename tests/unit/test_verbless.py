"""English sentences that lost their verb."""

import pytest

from briefing.fidelity.verbless import check_verbs


@pytest.mark.parametrize(
    ("french", "english", "verb"),
    [
        ("La reine est arrivée lundi.", "The queen on Monday.", "est"),
        (
            "Les abonnés avaient quitté le club.",
            "The subscribers of the club’s old board.",
            "avaient",
        ),
        (
            "Le maire répond de son côté : « C’est non. »",
            "On his side the mayor: “It is no.”",
            "répond",
        ),
        ("Le maire hésite encore.", "The mayor as ever.", "hésite"),
        (
            "Les pompiers interviennent dans la nuit.",
            "The firefighters during the night.",
            "interviennent",
        ),
        (
            "Il était soigné par un médecin qui habite Lyon.",
            "A man near a doctor of Lyon.",
            "était",
        ),
    ],
)
def test_a_sentence_without_its_verb_is_told(french, english, verb):
    (flag,) = check_verbs(french, english)
    assert flag.detail == f"no verb in the English for « {verb} »"


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("La reine est arrivée lundi.", "The queen arrived on Monday."),
        ("La reine est arrivée lundi.", "She's back."),
        ("Les gens veulent du pain.", "People want bread."),
        ("Les enfants du village jouent.", "The children of the village play."),
        ("Les prix ont baissé de 3 %.", "Prices dropped by 3%."),
        ("Elle coûte cher.", "This costs a lot."),
        ("Un homme qui est venu de loin.", "A man from far away."),  # nor the French
        ("La reine est arrivée", "The queen at last"),  # a headline
        ("A Lyon, des fleurs.", "In Lyon, flowers."),
    ],
)
def test_whatever_may_be_a_verb_is_one(french, english):
    assert not list(check_verbs(french, english))
