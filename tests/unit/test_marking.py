"""French with its names, figures and terms marked for the model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.glossary import DEFAULT, Glossary
from briefing.translation.marking import MARKS, Wanted, apart, insert, marked

SHOWN = str.maketrans({"\x01": "⟦", "\x02": "→", "\x03": "⟧"})


def shown(source: str, glossary: Glossary | None = None) -> str:
    return marked(source, glossary).translate(SHOWN)


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("35 milliards", "35 billion"),
        ("1,5 million", "1.5 million"),
        ("12 000", "12,000"),
        ("12\u202f000,5", "12,000.5"),
        ("3,5 %", "3.5%"),
        ("40%", "40%"),
        ("20 mille", "20 thousand"),
        ("60 $", "$60"),
        ("£80 millions", "£80 million"),
        ("750 milliards d'euros", "750 billion euros"),
        ("35 dollars", "35 dollars"),
        ("1,5\u202fMd€", "€1.5 billion"),
        ("20 k€", "€20 thousand"),
        ("3 billions d'euros", "3 trillion euros"),
        ("1 200 mètres carrés", "1,200 square meters"),
        ("80 kilos", "80 kilos"),
    ],
)
def test_figures_are_marked_in_english_notation(french, english):
    assert shown(f"soit {french} de plus") == f"soit⟦ {french}→ {english}⟧ de plus"


@pytest.mark.parametrize(
    "text",
    [
        "le 24/06/2025 à midi",
        "la version 3.12.4 est là",
        "à 18h30 ce soir",
        "un score de 3-2 hier",
        "en 2024 déjà",
        "au 01 40 00 00 00 dès lundi",
    ],
)
def test_what_the_model_copies_anyway_or_is_no_plain_figure_is_left(text):
    assert shown(text) == text


def test_names_have_their_english_form_and_others_stay():
    assert shown("né à Londres, dit Rutte") == (
        "né à⟦ Londres→ London⟧, dit⟦ Rutte→ Rutte⟧"
    )


def test_initials_stay_unless_english_has_others():
    assert shown("l'UEFA et une IRM") == "l'⟦UEFA→ UEFA⟧ et une⟦ IRM→ MRI⟧"


def test_a_full_name_is_one_term_even_at_the_head():
    assert shown("Emmanuel Macron a dit") == "⟦ Emmanuel Macron→ Emmanuel Macron⟧ a dit"
    assert shown("Bruno Le Maire rit") == "⟦ Bruno Le Maire→ Bruno Le Maire⟧ rit"


@pytest.mark.parametrize("source", ["Elle a dit « Ben non ».", "Il cite Van Von."])
def test_particles_alone_are_no_name(source):
    assert marked(source) == source


def test_elided_words_stay_glued():
    assert shown("de l'Allemagne") == "de l'⟦Allemagne→ Germany⟧"


def test_the_first_word_of_a_sentence_is_no_name():
    assert shown("Hier encore, il a plu.") == "Hier encore, il a plu."


def test_terms_of_the_glossary_come_before_names():
    found = shown("au Conseil de sécurité hier", Glossary.load(DEFAULT))
    assert found == "au⟦ Conseil de sécurité→ Security Council⟧ hier"


def test_the_first_of_two_that_overlap_is_kept():
    wide = Wanted(start=0, end=9, english="a")
    inner = Wanted(start=3, end=5, english="b")
    after = Wanted(start=9, end=10, english="c")
    assert apart([wide, after, inner]) == [wide, after]


@given(
    st.text(alphabet="aéL 1,.%'\u00a0-A", max_size=60)
    | st.lists(st.sampled_from(("Ben", "El", "Le", "Nadal", "non", "de"))).map(" ".join)
)
def test_without_marks_and_copies_the_french_is_whole(source):
    import re

    unmarked = re.sub("\x02[^\x03]*\x03|\x01", "", marked(source))
    assert unmarked.strip() == source.strip()


def test_nothing_to_mark_changes_nothing():
    assert insert("abc", []) == "abc"
    assert not MARKS.search(marked("il pleut sur la ville"))
