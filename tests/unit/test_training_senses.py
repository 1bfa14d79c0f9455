"""What French words were translated as, counted over linked pairs."""

import sentencepiece

from models.training import arrays, senses
from models.training.arrays import NO_LINK


class Letters(sentencepiece.SentencePieceProcessor):
    """Six pieces, of which one goes on with the word before it."""

    PIECES = ("▁l", "'", "usine", "▁works", "▁Plant", "s")

    def get_piece_size(self):
        return len(self.PIECES)

    def id_to_piece(self, piece):
        return self.PIECES[piece]


def test_words_are_counted_by_pairs_and_joined_from_their_pieces():
    pairs = arrays.from_sequences(
        [[0, 1, 2], [0, 1, 2]], [[4, 5, 3], [3]], [[2, 2, NO_LINK], [2]]
    )
    links, seen = senses.counted([pairs], Letters())
    assert links["usine"] == {"plants": 1, "works": 1}
    assert seen["usine"] == 2


def test_a_table_keeps_what_was_seen_often_and_the_commonest_first():
    links = {
        "usine": {"works": 2, "plant": 5, "factory": 5, "the": 1, "24": 3},
        "rare": {"rare": 3},
        "été": {"summer": 9},
    }
    seen = {"usine": 12, "rare": 3, "été": 9}
    none: tuple[senses.Links, dict[str, int]] = ({}, {})
    found = senses.attested((links, seen), none)
    assert found == {"usine": ["factory", "plant", "works"]}


def test_pairs_of_the_press_count_more_than_others():
    general = ({"rame": {"oar": 9, "rower": 1}}, {"rame": 10})
    press = ({"rame": {"train": 4, "crew": 1}}, {"rame": 5})
    assert senses.attested(general, press) == {"rame": ["train", "oar"]}


def test_words_that_are_said_in_many_ways_are_told():
    kept = {"pris": ["taken"], "usine": ["plant"], "rare": ["rare"]}
    pairs = [senses.Linked(["a", "pris", "usine"], ["spoke", "plants"], [])] * 20
    pairs += [senses.Linked(["rare"], ["scarce"], [])] * 19
    assert senses.loose(kept, pairs) == {"pris"}


def test_english_that_says_the_opposite_is_no_english_of_a_word():
    of = {"capable": ("able", "capable"), "migrants": ("migrants",)}
    kept = {
        "capable": ["able", "unable"],
        "incapable": ["unable", "able", "cannot"],
        "immigrants": ["immigrants", "migrants"],
        "instruits": ["educated", "uneducated"],
    }
    found = senses.without_opposites(kept, lambda word: of.get(word, ()))
    assert found == kept | {"incapable": ["unable", "cannot"]}
