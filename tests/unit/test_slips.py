"""Slips that the table knows, in finished English."""

import re

import pytest

from briefing.finishing.slips import slips, without_slips


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Elle a porté plainte.", "She carried a complaint.", "She filed a complaint."),
        ("Avec son mari.", "With his husband.", "With her husband."),
        ("À ce stade, rien.", "At this stadium, nothing.", "At this stage, nothing."),
        ("Un proche du maire.", "A close to the mayor.", "Someone close to the mayor."),
        ("Au micro d’Inter.", "At the microphone of Inter.", "On Inter."),
        ("Cas positif à la grippe.", "Positive to the flu.", "Positive to the flu."),
        ("Elle a connu un essor.", "It has known a boom.", "It has seen a boom."),
        ("Près du lac.", "Nearly the lake.", "Near the lake."),
        ("Ce dernier a ri.", "This last laughed.", "The latter laughed."),
        ("Il ne cesse de lire.", "He stops reading.", "He keeps reading."),
        ("Il n’a cessé d’aller.", "He has ceased to go.", "He has never ceased to go."),
        ("Un report est possible.", "A report may be.", "A postponement may be."),
        ("Soit la moitié.", "Either half.", "That is half."),
        (
            "Affectée au port.",
            "She is affected to the port.",
            "She is assigned to the port.",
        ),
        ("La livre libanaise.", "The Lebanese book.", "The Lebanese pound."),
        ("Ils ont défilé ici.", "They parade in peace.", "They marched in peace."),
        ("Cela porte sur un lac.", "It wears on a lake.", "It concerns a lake."),
        ("Sur le plan moral, non.", "On the moral plan, no.", "In moral terms, no."),
        ("Il n’a pas dit non non plus.", "He did not anymore.", "He did not either."),
        (
            "Après avoir nagé.",
            "After crossed the sea.",
            "After having crossed the sea.",
        ),
        (
            "Dans la foulée du bal.",
            "In straight afterwards of it.",
            "In the wake of it.",
        ),
        ("En Guyane.", "In the Guiana.", "In French Guiana."),
        ("Trois mots, à savoir lac.", "Three, to know, lake.", "Three, namely, lake."),
        ("Ce proche de Jo.", "The close to Jo said.", "This associate of Jo said."),
        ("Aux européennes de mai.", "The Europeans.", "The European elections."),
        ("Prix revus à la hausse.", "Revised to the rise.", "Revised upwards."),
        (
            "Sur fond de crise.",
            "On the against a backdrop of it.",
            "Against a backdrop of it.",
        ),
        ("La cheffe des Républicains.", "The Republicans.", "Les Républicains."),
        ("Rouge, ou encore bleu.", "Red, or still blue.", "Red, or blue."),
        ("J’ai 60 ans.", "I have 60 years.", "I am 60 years old."),
        ("Toujours sur le lac.", "Always on the lake.", "Still on the lake."),
        (
            "Lui et sa femme.",
            "He and his 60-year-old woman.",
            "He and his 60-year-old wife.",
        ),
        ("Elle estimait que oui.", "She estimated that yes.", "She said that yes."),
        ("Demain, (il) ira.", "Tomorrow, (il) will.", "Tomorrow, (he) will."),
        ("Le président Jo Roy", "The president Jo Roy", "President Jo Roy"),
        ("Le député LFI Jo Roy", "The lawmaker LFI Jo Roy", "The LFI lawmaker Jo Roy"),
        ("Ce jeudi 6 mai, il", "This Thursday, May 6, he", "On Thursday, May 6, he"),
        ("Au 2e étage", "On the 2th floor", "On the 2nd floor"),
        ("Le 11e jour", "The 11st day", "The 11th day"),
        ("Car Léa part.", "Car Léa leaves.", "For Léa leaves."),
        ("En 450 av. J.-C.", "In 450 before our era", "In 450 BC"),
        ("Le Pr Roy part.", "The professor, Roy leaves.", "Professor Roy leaves."),
        (
            "La guerre de Cent Ans dure.",
            "The war of the Hundred Years’ War lasts.",
            "The Hundred Years’ War lasts.",
        ),
    ],
)
def test_a_slip_becomes_what_the_table_has(french, english, right):
    assert without_slips(french, english) == right


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le stade est plein.", "At this stadium, nothing."),
        ("Il vit avec son mari.", "He lives with his husband."),
        ("Il a estimé le coût à 3 euros.", "He estimated the cost at 3 euros."),
        ("La sortie audio.", "The audio output."),
        ("Près de la moitié du lac.", "Nearly the half lake."),
        ("Le défilé militaire.", "The parade of the police."),
        ("Il porte sur lui un sac.", "He carries on him a bag."),
        ("Il cherche à savoir.", "He wants to know, he says."),
        ("Les républicains d'alors.", "The Republicans."),
        ("Les Républicains de Trump.", "The Republicans."),
        ("Il est estimé que 3 vont.", "It is estimated that they go."),
        ("Un défilé de mode.", "A parade."),
        ("Un barrage sur la rivière, selon la CGT.", "A dam."),
        ("Les émissions de CO2, à la télé.", "The emissions."),
        ("", ""),
    ],
)
def test_what_is_no_slip_stays(french, english):
    assert without_slips(french, english) == english


def test_every_row_has_its_word_in_its_expression_and_mends_once():
    for slip in slips():
        assert re.sub(r"\W", "", slip.word) in re.sub(r"\W", "", slip.french), slip
        assert not re.search(rf"\b{slip.english}\b", slip.right, re.IGNORECASE), slip
