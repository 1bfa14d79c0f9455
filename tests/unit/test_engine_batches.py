"""How the fast engine puts sentences into batches, on a translator that shows them."""

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from briefing.engine.ctranslate2 import (
    STEP,
    CTranslate2Engine,
    equal_batches,
    width_of,
)
from briefing.types import Decoding


@dataclass
class Showing:
    """Gives every sentence back as its translation, and keeps the batches."""

    batches: list = field(default_factory=list)

    def translate_batch(self, batch, **options):
        self.batches.append(batch)
        results = [
            SimpleNamespace(
                hypotheses=[row], scores=[0.0], attention=[[[1.0] for _ in row]]
            )
            for row in batch
        ]
        return [SimpleNamespace(result=lambda r=r: r) for r in results]


class Numbers:
    """Tokens that are their ids."""

    source_tokens = target_tokens = tuple(map(str, range(100)))
    eos_id = 0

    def encode(self, texts):
        return [[1, 2, 0] for _ in texts]


@pytest.fixture
def engine():
    return CTranslate2Engine(Showing(), Numbers(), longest=30)


@pytest.mark.parametrize(
    ("length", "width"),
    [(1, STEP), (STEP, STEP), (STEP + 1, 2 * STEP), (29, 30), (30, 30), (31, 31)],
)
def test_the_width_comes_from_the_sentence_and_the_limit(length, width):
    assert width_of(length, 30) == width


def test_batches_hold_one_width_the_widest_first():
    widths = [8, 16, 8, 24, 8]
    batches = list(equal_batches(widths, [frozenset()] * 5, 16))
    assert batches == [(24, [3]), (16, [1]), (8, [0, 2]), (8, [4])]


def test_tokens_that_return_are_shared_with_nobody_else():
    returning = [frozenset({5}), frozenset(), frozenset({5}), frozenset({5, 6})]
    batches = list(equal_batches([8] * 4, returning, 1024))
    assert batches == [(8, [0, 2]), (8, [1]), (8, [3])]


def test_answers_come_in_order_and_every_batch_is_as_wide_as_it_should(engine):
    sentences = [[7] * n for n in (3, 16, 9, 5, 8, 20, 1)]
    found = engine.generate(sentences, Decoding())
    assert [list(h[0].token_ids) for h in found] == sentences
    widths = [max(map(len, batch)) for batch in engine._translator.batches]
    assert widths == [24, 16, 8]


def test_a_filler_stands_only_where_no_sentence_fills_the_width(engine):
    engine.generate([[7] * 16, [7] * 9, [7] * 5], Decoding())
    wide, narrow = engine._translator.batches
    assert [len(row) for row in wide] == [16, 9]
    assert narrow == [["7"] * 5, ["1", "2", "0", *["0"] * 5]]
