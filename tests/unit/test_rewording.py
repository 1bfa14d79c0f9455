"""Words that are none, or mean something else, exchanged for what the French says."""

from dataclasses import replace

import pytest

from briefing.translation.rewording import _misread, reworded
from briefing.translation.senses import Lexicon, Unsaid, Written
from tests.fakes import WordTokenizer, traced

ENGLISH = {"innover": ("innovate",), "usine": ("factory",), "volailles": ("poultry",)}
ENGLISH |= {"innovera": ("will innovate", "will break new ground")}
ATTESTED = {"usine": ("factory", "plant"), "grève": ("strike",), "soir": ("evening",)}
ATTESTED |= {"enfin": ("finally",), "avions": ("planes", "had")}
LEXICON = Lexicon(
    english=lambda word: ENGLISH.get(word.lower(), ()),
    attested=lambda word: ATTESTED.get(word, ()),
    is_noun=lambda word: word in ATTESTED,
    is_loose=lambda word: False,
)


def change(source, target, alignment, *strange):
    tokenizer = WordTokenizer()
    trace = traced(tokenizer, target, alignment)
    found = reworded(tokenizer, source, trace, strange, LEXICON)
    assert found is None or len(found.alignment) == len(found.token_ids)
    return found and tokenizer.decode(found.token_ids)


def test_a_word_that_is_none_becomes_what_the_dictionary_has_for_its_french():
    source = "il faut innover vite"
    found = change(source, "we must innover fast", (0, 1, 2, 3), "innover")
    assert found == "we must innovate fast"


def test_a_word_in_pieces_is_put_together_before_it_is_looked_up():
    found = change("il faut inn -over", "we must innoved", (0, 1, 3), "innoved")
    assert found == "we must innovate"


def test_marks_around_the_word_stay():
    found = change("il faut innover .", "we must “innover”.", (0, 1, 2), "innover")
    assert found == "we must “innovate”."


def test_a_capital_stays_where_a_sentence_opens_and_is_a_name_elsewhere():
    assert change("Innover suffit", "Innov does", (0, 1), "Innov") == "Innovate does"
    assert change("chez Innover", "at Innov", (0, 1), "Innov") is None


@pytest.mark.parametrize(
    ("target", "wanted"),
    [("an usinely burns", "a factory burns"), ("An usinely burns", "A factory burns")],
)
def test_the_article_before_it_agrees(target, wanted):
    assert change("une usine brûle", target, (0, 1, 2), "usinely") == wanted


@pytest.mark.parametrize(
    ("target", "wanted"),
    [("he innoved", "he will innovate"), ("he will innoved", "he will innovate")],
)
def test_a_verb_has_one_auxiliary(target, wanted):
    alignment = tuple(min(i, 1) for i in range(len(target.split())))
    assert change("il innovera", target, alignment, "innoved") == wanted


def test_what_is_not_known_stays():
    assert change("il faut chanter", "we must chant", (0, 1, 2), "chant") is None


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        ("des volailles ici", "some stolens here", "some poultry here"),
        (
            "la grève dure",
            "the shore lasts",
            "the strike lasts",
        ),
        ("Volailles ici bas", "Stolens here below", "Poultry here below"),
    ],
)
def test_a_word_that_is_not_what_the_french_says_is_exchanged(source, target, wanted):
    assert change(source, target, (0, 1, 2)) == wanted


def test_a_word_that_no_list_has_is_exchanged_though_no_flag_names_it():
    assert change("Enfin la paix", "Infin the peace", (0, 1, 2)) == "Finally the peace"
    assert change("nous avions cela", "we didn ’t", (0, 1, 1)) is None  # half a word
    assert change("la paix enfin", "the peace Infin", (0, 1, 2)) is None  # a name


@pytest.mark.parametrize(
    ("source", "target", "alignment"),
    [
        ("une usine ici", "one plant here", (0, 1, 2)),  # attested
        (
            "une usine ici",
            "here some factories",
            (2, 1, 0),
        ),  # kin
        ("une usine ici", "one Renault here", (0, 1, 2)),  # a name
        ("une usine ici", "one 24 here", (0, 1, 2)),  # a figure
        ("une usine ici", "one of here", (0, 1, 2)),  # left out
        ("une usine ici", "one big shop", (0, 1, 1)),  # in several words
        ("une usine ce soir", "one evening this", (0, 1, 2)),  # another one's English
        ("elle usine ici", "it machines here", (0, 1, 2)),  # a verb
        ("chez Volailles ici", "at stolens here", (0, 1, 2)),  # the French is a name
        ("une usine l'air", "one air here", (0, 1, 2)),  # the French has it elsewhere
        ("il faut innover", "for him innovating", (0, 1, 2)),  # another form
    ],
)
def test_a_word_that_may_be_right_stays(source, target, alignment):
    assert change(source, target, alignment) is None


def test_a_word_that_is_said_in_many_ways_takes_none_away(monkeypatch):
    assert change("une usine ici", "one shop here", (0, 1, 2)) == "one factory here"
    loose = replace(LEXICON, is_loose=lambda word: word == "usine")
    monkeypatch.setattr(f"{__name__}.LEXICON", loose)
    assert change("une usine ici", "one shop here", (0, 1, 2)) is None


def test_the_english_of_another_word_was_written_for_that_one():
    source = "la grève gagne une usine"
    found = change(source, "the strike reaches mills", (0, 4, 2, 4))
    assert found == "the strike reaches factory"  # « strike » looked at « usine » too


def test_a_word_written_while_a_mark_was_looked_at_is_for_the_one_left_over():
    found = change("il ferme une usine .", "he closes a shop", (0, 1, 2, 4))
    assert found == "he closes a factory"


def test_what_the_sentence_says_elsewhere_takes_no_word_away():
    words = ["could", "go", "in", "years"]
    written = [Written(w, range(i, i + 1), i) for i, w in enumerate(words)]
    unsaid = [Unsaid(0, ("could", "might"), (3,))]
    assert not dict(_misread([], written, unsaid, LEXICON))
    assert dict(_misread([], written[1:], [Unsaid(0, ("could",), (2,))], LEXICON))


def test_half_a_word_is_none():
    written = [Written(w, range(i, i + 1), i) for i, w in enumerate(("would", "t"))]
    unsaid = [Unsaid(0, ("again",), (0,))]
    assert not dict(_misread([], written, unsaid, LEXICON))
    assert dict(_misread([], written[:1], unsaid, LEXICON)) == {0: "again"}
