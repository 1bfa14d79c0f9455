"""Words that are none exchanged for what a dictionary says of their French."""

import pytest

from briefing.protocols import Hypothesis
from briefing.rewording import reworded
from tests.fakes import WordTokenizer

ENGLISH = {"innover": "innovate", "usine": "factory", "orage": "hourly storm"}


class Pieces(WordTokenizer):
    """Each word a piece; in the French those with "-" go on with the word before."""

    @property
    def source_tokens(self):
        return [w.removeprefix("-") if w[0] == "-" else f"▁{w}" for w in self.words]


def change(source, target, alignment, *strange):
    tokenizer = Pieces()
    (ids,) = tokenizer.encode([source])
    trace = Hypothesis(
        token_ids=tuple(tokenizer.encode_target(target)),
        score=-0.1,
        alignment=alignment,
    )
    found = reworded(tokenizer, ids, trace, strange, lambda w: ENGLISH.get(w.lower()))
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
    ("source", "strange"),
    [
        ("il faut chanter", "innover"),  # a word that the dictionary lacks
        ("il faut innover", "other"),  # a word that the translation lacks
    ],
)
def test_what_is_not_known_stays(source, strange):
    assert change(source, "we must innover", (0, 1, 2), strange) is None
