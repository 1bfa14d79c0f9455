"""Which sets of passages there are to choose from, and what describes them."""

import itertools

import numpy as np
import pytest

from briefing.summary.features import FEATURES
from briefing.summary.sets import SET_FEATURES, Pool, describe, listed_sets


def pool(scores, words, cosines=None, terms=None) -> Pool:
    n = len(scores)
    return Pool(
        scores=np.array(scores, dtype=float),
        cosines=np.eye(n) if cosines is None else cosines,
        features=np.zeros((n, len(FEATURES))),
        words=np.array(words),
        terms=tuple(terms or (frozenset({f"t{i}"}) for i in range(n))),
        title=frozenset({"t0"}),
        idf={"": 5.0},
    )


def column(rows, name):
    return rows[:, SET_FEATURES.index(name)].tolist()


def test_all_sets_of_the_size_are_listed_where_no_length_is_reached():
    found = listed_sets(pool([0, 0, 0], [5, 5, 5]), [0, 1, 2], 2, 100)
    assert sorted(found) == [(0, 1), (0, 2), (1, 2)]


def test_a_set_that_reaches_the_length_takes_no_passage_more():
    found = listed_sets(pool([0, 0, 0], [10, 4, 6]), [0, 1, 2], 3, 10)
    assert sorted(found) == [(0,), (1, 2)]


@pytest.mark.parametrize("budget", [8, 15, 40])
def test_every_set_reaches_the_length_and_needs_all_of_its_passages(budget):
    words = [7, 3, 9, 4, 12, 5]
    keep = list(range(6))
    for chosen in listed_sets(pool([0] * 6, words), keep, 4, budget):
        total = sum(words[i] for i in chosen)
        assert total >= budget or len(chosen) == 4
        assert total - min(words[i] for i in chosen) < budget or len(chosen) == 1


def test_passages_keep_their_places_in_the_article():
    found = listed_sets(pool([0] * 5, [5] * 5), [1, 3, 4], 2, 99)
    assert sorted(found) == [(1, 3), (1, 4), (3, 4)]


def test_the_most_salient_come_first():
    scores = [1.0, 3.0, 2.0]
    found = listed_sets(pool(scores, [5, 5, 5]), [0, 1, 2], 2, 10)
    assert found == [(1, 2), (0, 1), (0, 2)]


def test_nothing_to_choose_from_gives_no_set():
    assert listed_sets(pool([], []), [], 3, 50) == []


def test_the_listing_is_bounded_on_long_articles():
    n = 400
    found = listed_sets(pool(range(n), [20] * n), list(range(n)), 5, 60)
    assert 0 < len(found) <= 40


def test_each_set_is_one_row_that_tells_what_is_cut_and_what_is_alike():
    cosines = np.array([[1, 0.5], [0.5, 1]])
    rows = describe(pool([2, 1], [10, 10], cosines), [(0, 1), (0,)], 15)
    assert rows.shape == (2, len(SET_FEATURES))
    assert column(rows, "most_alike") == [0.5, 0.0]
    assert column(rows, "last_shown") == [0.5, 1.0]
    assert column(rows, "together") == [1, 0]
    assert column(rows, "covers_title") == [1.0, 1.0]
    assert column(rows, "filled") == [1.0, pytest.approx(10 / 15)]


def test_what_several_passages_say_is_what_a_set_may_cover():
    terms = [frozenset({"feu", "a"}), frozenset({"feu"}), frozenset({"eau", "b"})]
    rows = describe(pool([0] * 3, [5] * 3, terms=terms), [(0,), (2,)], 5)
    assert column(rows, "covers") == [1.0, 0.0]


def test_the_order_of_the_search_does_not_show():
    scores = [0.5, 0.5, 0.5, 0.5]
    found = [
        listed_sets(pool(scores, [5] * 4), list(range(4)), 2, 99) for _ in range(3)
    ]
    assert found[0] == found[1] == found[2] == list(itertools.combinations(range(4), 2))


def test_passages_without_a_content_word_are_described_too():
    rows = describe(pool([1, 0], [2, 2], terms=[frozenset()] * 2), [(0,), (1,)], 2)
    for name in ("covers", "terms", "spread", "recurring_terms"):
        assert column(rows, name) == [0, 0]
