"""Sentences in what they quote and what they tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.translation import speech
from briefing.translation.speech import stretches


def joined(english, source):
    return speech.joined(english, stretches(source), source)


def texts(source):
    return [(part.text, part.quoted) for part in stretches(source)]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        (
            "« Nous irons au bout », a déclaré la ministre.",
            [("Nous irons au bout.", True), ("a déclaré la ministre.", False)],
        ),
        (
            "Elle a dit : « Nous irons au bout. »",
            [("Elle a dit :", False), ("Nous irons au bout.", True)],
        ),
        (
            '"Où irez-vous donc ?" a demandé le maire.',
            [("Où irez-vous donc ?", True), ("a demandé le maire.", False)],
        ),
        (
            "Il dit que « le vent tourne » et que « la mer monte », sans rire.",
            [
                ("Il dit que", False),
                ("le vent tourne.", True),
                ("et que", False),
                ("la mer monte.", True),
                ("sans rire.", False),
            ],
        ),
    ],
)
def test_what_is_quoted_and_what_is_told_are_taken_apart(source, parts):
    assert texts(source) == parts


@pytest.mark.parametrize(
    "source",
    ["Il part.", "Un accord « historique » a été signé.", "Il mesure 5'10\".", "«", ""],
)
def test_a_sentence_with_no_quotation_to_speak_of_stays_whole(source):
    assert texts(source) == [(source, False)]
    assert joined(["English"], source) == "English"


def test_a_mark_that_closes_what_never_opened_leaves_the_sentence_whole():
    source = "Il part, dit-elle. « Enfin ! », et il court » encore."
    assert texts(source) == [(source, False)]


@pytest.mark.parametrize(
    ("source", "english", "whole"),
    [
        ("« Il part. »", ["He goes."], "“He goes.”"),
        ("« Il part ».", ["He goes."], "“He goes”."),
        ("« Il part » !", ["He goes."], "“He goes”!"),
        ("« Il part !", ["He goes!"], "“He goes!"),
        ("Il part.»", ["He goes."], "He goes.”"),
        ('"Il part."', ["He goes."], "“He goes.”"),
        (
            "« Nous irons au bout », a-t-il dit.",
            ["We will go to the end.", "He said."],
            "“We will go to the end,” he said.",
        ),
        (
            "« Nous irons au bout » a-t-il dit.",
            ["We will go to the end.", "He said."],
            "“We will go to the end,” he said.",
        ),
        (
            "« Des experts de premier rang » ont été envoyés sur place.",
            ["First-rate experts.", "have been sent to the place."],
            "“First-rate experts” have been sent to the place.",
        ),
        (
            "« Irez-vous au bout ? », demande-t-elle.",
            ["Will you go to the end?", "She asks."],
            "“Will you go to the end?” she asks.",
        ),
        (
            "Elle a dit : « Nous irons au bout. »",
            ["She said:", "We will go to the end."],
            "She said: “We will go to the end.”",
        ),
        (
            "Il dit que « le vent tourne » et que « la mer monte ».",
            ["He says that", "The wind is turning.", "and that", "The sea is rising."],
            "He says that “the wind is turning” and that “the sea is rising”.",
        ),
        (
            "« Elle m'a dit : “Va-t'en”, hier », dit-il.",
            ["She told me “Go away” yesterday.", "He says."],
            "“She told me ‘Go away’ yesterday,” he says.",
        ),
    ],
)
def test_the_english_has_the_marks_in_their_places(source, english, whole):
    assert joined(english, source) == whole


@pytest.mark.parametrize(
    ("told", "whole"),
    [
        ("He has declared the mayor.", "“We will all go there,” declared the mayor."),
        ("Declared the mayor.", "“We will all go there,” declared the mayor."),
        ("Lyon declared it.", "“We will all go there,” Lyon declared it."),
    ],
)
def test_a_verb_before_its_subject_gets_no_other_one(told, whole):
    source = "« Nous irons tous », a déclaré le maire de Lyon."
    assert joined(["We will all go there.", told], source) == whole


def test_a_quotation_that_goes_on_with_a_verb_gets_no_subject():
    source = "L'usine « a fermé ses portes », dit-on."
    english = ["The factory", "It has closed its doors.", "They say."]
    assert joined(english, source) == "The factory “has closed its doors,” they say."


def test_a_long_sentence_is_cut_at_a_comma_with_many_words_on_either_side():
    left = "Le conseil a voté hier soir dans la grande salle de la mairie,"
    right = "que les habitants attendaient devant la porte depuis deux jours et demi."
    assert texts(f"{left} {right}") == [(left, False), (right, False)]
    assert joined(["They voted.", "While people waited."], f"{left} {right}") == (
        "They voted, while people waited."
    )
    told = ["They “voted,”", "While people waited."]
    assert joined(told, f"{left} {right}") == "They “voted,” while people waited."


def test_a_cut_is_not_within_brackets():
    inside = "(un deux trois quatre cinq six sept huit neuf dix onze, douze treize"
    source = f"Voici {inside} quatorze quinze seize dix-sept dix-huit vingt un deux)."
    assert len(stretches(source)) == 1


@given(st.text(alphabet="ab .,;:!?«»“”\"'’-–()1", max_size=60))
def test_any_sentence_has_stretches_in_order_and_can_be_joined(source):
    parts = stretches(source)
    assert parts
    ends = [0, *(part.end for part in parts)]
    assert all(end <= part.start for end, part in zip(ends, parts, strict=False))
    assert all(part.start <= part.end <= len(source) for part in parts)
    joined([part.text for part in parts], source)
