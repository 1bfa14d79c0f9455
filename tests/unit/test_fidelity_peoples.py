"""People called by their place, and copies of their French names in the English."""

from __future__ import annotations

import pytest

from briefing.fidelity import check
from briefing.fidelity.nametable import find
from briefing.fidelity.peoples import people
from briefing.fidelity.spelling import tokenize


@pytest.mark.parametrize(
    ("source", "target", "doubt"),
    [
        ("Le Belge a gagné.", "The Belge won.", "Belge → Belge"),
        ("L'Allemand a ri.", "The Allemand laughed.", "Allemand → Allemand"),
        ("L'Allemand a ri.", "TheAllemand laughed.", "Allemand → TheAllemand"),
        ("L'Allemande Eva Graf a ri.", "Allemande Eva Graf laughed.", "→ Allemande"),
        ("Les Israéliens votent.", "The Israélians vote.", "Israéliens → Israélians"),
        ("Le ministère chypriote dément.", "The Chypriot ministry denies.", "Chypriot"),
        ("C'est l'avis des Parisiens.", "It is the designs' view.", "→ not found"),
    ],
)
def test_people_that_the_model_copied_are_in_doubt(source, target, doubt):
    (flag,) = (flag for flag in check(source, target) if flag.kind == "name")
    assert flag.detail.endswith(doubt)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("C'est l'avis du Parisien.", "That is what the paper says."),
        ("C'est l'océan Indien.", "That is the Indian Ocean."),
        ("C'est l'avis de Romain Grau.", "That is what Romain Grau says."),
        ("C'est l'avis des Milanais.", "That is what the Milanese say."),
        ("Français, il vote.", "He votes."),
    ],
)
def test_people_that_are_none_or_are_there_are_no_doubt(source, target):
    assert [flag for flag in check(source, target) if flag.kind == "name"] == []


@pytest.mark.parametrize(
    ("source", "english"),
    [
        ("L'Allemand parle.", "German"),
        ("Les Allemands parlent.", "Germans"),
        ("La Française parle.", "Frenchwoman"),
        ("Le Français parle.", "Frenchman"),
        ("Les Français parlent.", "Frenchmen"),
        ("Le Danois parle.", "Dane"),
        ("Un Américain parle.", "American"),
        ("Les Suisses parlent.", "Swiss"),
        ("Le Chinois parle.", "Chinese"),
        ("Les Parisiens parlent.", "Parisians"),
        ("L'Irlandaise parle.", "Irishwoman"),
        ("Le ministre belge parle.", None),
        ("La Belgique parle.", None),
    ],
)
def test_people_have_a_noun(source, english):
    words = tokenize(source)
    (name,) = find(words, source)
    assert people(name, words) == english
