"""Cuts of quotations, « (...) », taken out of the French and put back in English."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.protocols import Hypothesis
from briefing.translation.cuts import parted, put_back, shows_cut, without_cuts
from briefing.types import Decoding
from tests.fakes import NullEngine, WordTokenizer, traced


@pytest.mark.parametrize(
    ("french", "plain"),
    [
        ("Chaque jour (...) c'est plus cher.", "Chaque jour c'est plus cher."),
        ("Tout est permis (...) Ils arrivent.", "Tout est permis. Ils arrivent."),
        ("La rumeur. (...)La situation", "La rumeur.La situation"),
        ("(...) Pour échapper à la loi", "Pour échapper à la loi"),
        ('"La place de chacun (...)", dit-il', '"La place de chacun", dit-il'),
        ("Avec [...] lui (…), hier", "Avec lui, hier"),
    ],
)
def test_the_model_is_given_the_words_alone(french, plain):
    assert without_cuts(french) == plain
    assert shows_cut(french)
    assert not shows_cut(plain)


def test_places_are_those_of_the_words_that_are_left():
    text, cuts = parted("Ici (...) et là [...] aussi")
    assert [(text[: cut.at], cut.mark) for cut in cuts] == [
        ("Ici", "(...)"),
        ("Ici et là", "[...]"),
    ]


class Attentive(NullEngine):
    """Attends as it is told to."""

    def __init__(self, tokenizer: WordTokenizer, alignment: tuple[int, ...]) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.alignment = alignment

    def complete(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Hypothesis]:
        (words,) = beginnings
        text = self.tokenizer.decode(words)
        return [traced(self.tokenizer, text, self.alignment)]


def shown(french, english, alignment):
    tokenizer = WordTokenizer()
    engine = Attentive(tokenizer, alignment)
    return put_back(engine, tokenizer, [french], [english], Decoding())[0]


def test_a_cut_stands_where_the_words_before_it_end():
    made = shown("les joueurs (...) ont violé", "the players broke", (0, 1, 3))
    assert made == "the players (...) broke"


def test_words_in_another_order_leave_the_fewest_on_the_wrong_side():
    made = shown(
        "une hausse forte (...) à venir", "a strong rise to come", (0, 2, 1, 3, 4)
    )
    assert made == "a strong rise (...) to come"


def test_without_attention_a_cut_stands_as_far_into_the_sentence():
    assert shown("il part (...) il vient", "he leaves he comes", ()) == (
        "he leaves (...) he comes"
    )


def test_several_cuts_stay_in_their_order():
    made = shown("ici (...) là [...] aussi", "here there too", (0, 1, 2))
    assert made == "here (...) there [...] too"


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("(...) il part", "He leaves", "(...) He leaves"),
        ("il part (...).", "he leaves.", "he leaves (...)."),
        ("« (...) il part", "“he leaves", "“(...) he leaves"),
        ("il part (...) », dit", "he leaves,” says", "he leaves (...),” says"),
    ],
)
def test_at_an_end_a_cut_stays_within_the_marks(french, english, right):
    assert shown(french, english, tuple(range(len(english.split())))) == right
