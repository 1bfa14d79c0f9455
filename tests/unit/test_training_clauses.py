"""Clauses as pairs of their own."""

import numpy as np

from models.training import arrays, clauses
from models.training.arrays import NO_LINK

COMMA = 7
LEFT, RIGHT = [*range(20, 32), COMMA], [*range(40, 52)]
STRAIGHT = [*range(len(LEFT)), *range(len(LEFT), len(LEFT) + len(RIGHT))]


class Pieces:
    def get_piece_size(self):
        return 60

    def id_to_piece(self, k):
        return "," if k == COMMA else f"▁w{k}"


def test_a_pair_is_cut_at_a_comma_that_no_link_crosses():
    both = LEFT + RIGHT
    left, right = clauses.cut(both, both, STRAIGHT, {COMMA})
    assert left == (LEFT, LEFT, STRAIGHT[: len(LEFT)])
    assert right == (RIGHT, RIGHT, [*range(len(RIGHT))])


def test_a_pair_stays_whole_where_a_link_crosses_or_few_are_there():
    both = LEFT + RIGHT
    crossed = [*STRAIGHT[:-1], 0]
    assert not list(clauses.cut(both, both, crossed, {COMMA}))
    loose = [*STRAIGHT[: len(LEFT)], *[NO_LINK] * len(RIGHT)]
    assert not list(clauses.cut(both, both, loose, {COMMA}))
    assert not list(clauses.cut(both, both, STRAIGHT, set()))


def test_clauses_are_drawn_up_to_the_size_wanted():
    both = LEFT + RIGHT
    pairs = arrays.from_sequences([both] * 3, [both] * 3, [STRAIGHT] * 3)
    made = clauses.clauses(pairs, Pieces(), size=3, seed=1)
    assert len(made) == 3
    assert np.array_equal(made.pair(0)[0], LEFT)
