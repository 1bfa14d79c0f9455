"""English words and the French that they come from, counted over linked pairs."""

from __future__ import annotations

from models.training import arrays, origins
from models.training.arrays import NO_LINK
from models.training.origins import Seen
from tests.unit.test_training_senses import Letters


def test_a_pair_is_seen_by_its_plain_words_and_their_roots():
    pairs = arrays.from_sequences([[0, 1, 2]], [[4, 5, 3]], [[2, NO_LINK, 2]])
    (found,) = origins.seen(pairs, Letters.PIECES)
    assert found.english == {"works"}
    assert "usine" in found.french
    assert found.links == {("works", "usine")}


def test_numerals_units_capitals_and_short_words_do_not_count():
    words = ["mayor", "Mayor", "eleven", "kilometers", "the", "sea", "it's"]
    assert [word for word in words if origins.counts(word)] == ["mayor"]


def pair(english, french, *links):
    return Seen(frozenset(english.split()), frozenset(french.split()), frozenset(links))


def test_a_word_that_has_its_french_nearly_always_is_found():
    mayor = [pair("mayor", "maire", ("mayor", "maire"))] * 30
    thinks = [pair("thinks", "pense", ("thinks", "pense"))] * 20
    freely = [pair("thinks", "avis")] * 10
    assert origins.origins([*mayor, *thinks, *freely]) == {"mayor": {"maire"}}


def test_other_tables_say_what_else_french_may_become():
    other = origins.elsewhere()
    assert "maire" in other["mayor"]
