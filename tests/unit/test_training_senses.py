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
    assert senses.attested(links, seen) == {"usine": ["factory", "plant", "works"]}
