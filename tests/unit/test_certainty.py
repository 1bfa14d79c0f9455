from math import log

import pytest

from briefing.protocols import Hypothesis
from briefing.translation.certainty import certainty_of, least_sure, unsure


def hypothesis(probability, length, length_penalty=1.0):
    """Tokens of one probability, scored as engines do: the end token counts."""
    total = log(probability) * (length + 1)
    score = total / (length + 1) ** length_penalty
    return Hypothesis(token_ids=tuple(range(length)), score=score)


def test_certainty_is_the_probability_of_a_token():
    assert certainty_of([hypothesis(0.5, 7)], 1.0) == 0.5


def test_certainty_of_parts_counts_tokens_not_parts():
    parts = [hypothesis(0.9, 2), hypothesis(0.3, 8)]
    assert certainty_of(parts, 1.0) == pytest.approx(
        (0.9**3 * 0.3**9) ** (1 / 12), 2e-3
    )


@pytest.mark.parametrize("length_penalty", [0.0, 0.6, 1.0, 2.0])
def test_certainty_does_not_hang_on_how_scores_are_divided(length_penalty):
    assert certainty_of([hypothesis(0.4, 9, length_penalty)], length_penalty) == 0.4


def test_an_engine_without_probabilities_is_taken_at_its_word():
    assert certainty_of([Hypothesis(token_ids=(1, 2), score=0.1)], 1.0) == 1.0


def test_the_least_sure_is_the_lowest_that_is_known():
    assert least_sure([None, 0.7, 0.4]) == 0.4
    assert least_sure([None]) is None
    assert least_sure([]) is None


def test_only_what_lies_below_the_threshold_is_doubted():
    assert not unsure(None, 0.4)
    assert not unsure(0.4, 0.4)
    (flag,) = unsure(0.399, 0.4)
    assert flag.kind == "unsure"
    assert "unsure" in flag.detail
