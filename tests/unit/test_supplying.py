"""Words that a translation leaves out, put in where the model finds them likeliest."""

from collections.abc import Sequence

import pytest

from briefing.translation.senses import Lexicon
from briefing.translation.supplying import LOSS, Lacking, senses, supplied
from tests.fakes import NullEngine, WordTokenizer, traced

ENGLISH = {"voiture": ("car",), "volant": ("wheel",), "janvier": ("January",)}
ATTESTED = {"voiture": ("vehicle", "the"), "janvier": ("january",)}
LEXICON = Lexicon(
    english=lambda word: ENGLISH.get(word, ()),
    attested=lambda word: ATTESTED.get(word, ()),
    is_noun=lambda word: False,
    is_loose=lambda word: False,
)


class Judge(NullEngine):
    """Likes translations by what it was told of them, others not at all."""

    def __init__(self, tokenizer: WordTokenizer, liked: dict[str, float]) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.liked = liked
        self.asked: list[str] = []

    def score(
        self,
        token_ids: Sequence[Sequence[int]],
        target_ids: Sequence[Sequence[Sequence[int]]],
    ) -> list[list[float]]:
        return [list(map(self.mean, targets)) for targets in target_ids]

    def mean(self, ids: Sequence[int]) -> float:
        self.asked.append(self.tokenizer.decode(ids))
        return self.liked.get(self.asked[-1], -99.0) / (len(ids) + 1)


SOURCE = "le volant de la voiture de Reid"
TARGET, ALIGNMENT = "the wheel of Reid", (0, 1, 2, 6)


def filled(liked, word="voiture"):
    tokenizer = WordTokenizer()
    trace = traced(tokenizer, TARGET, ALIGNMENT)
    judge = Judge(tokenizer, liked)
    (found,) = supplied(judge, tokenizer, [Lacking(SOURCE, trace, word)], LEXICON)
    return found and tokenizer.decode(found.token_ids), found, judge.asked


def test_a_word_stands_where_the_model_finds_it_likeliest():
    liked = {TARGET: -3.0, "the wheel of car Reid": -5.0, "the wheel of Reid car": -4.0}
    text, found, _ = filled(liked)
    assert text == "the wheel of Reid car"
    assert found.alignment == (0, 1, 2, 6, 4)  # what was put in looks at its French


def test_a_sentence_that_loses_too_much_by_it_stays_as_it_is():
    text, _, _ = filled({TARGET: -3.0, "the wheel of car Reid": -3.0 - LOSS - 0.1})
    assert text is None


def test_only_places_beside_its_neighbors_are_tried_and_the_best_with_both_senses():
    _, _, asked = filled({TARGET: -3.0, "the wheel of car Reid": -5.0})
    # « voiture » is the fifth word, "the wheel" was written for the first two
    assert asked == [
        TARGET,
        "the wheel car of Reid",
        "the wheel of car Reid",
        "the wheel of Reid car",
        "the wheel of vehicle Reid",
    ]


def test_another_sense_is_put_in_where_it_is_likelier():
    car, vehicle = "the wheel of car Reid", "the wheel of vehicle Reid"
    text, _, _ = filled({TARGET: -3.0, car: -6.0, vehicle: -4.0})
    assert text == vehicle


def test_a_word_that_is_not_in_the_french_is_not_put_in():
    text, _, asked = filled({TARGET: -3.0}, word="camion")
    assert text is None
    assert asked == []


@pytest.mark.parametrize(
    ("word", "tried"),
    [("voiture", ["car", "vehicle"]), ("janvier", ["January"]), ("camion", [])],
)
def test_senses_stand_once_and_without_little_words(word, tried):
    assert senses(word, LEXICON) == tried
