"""What the engine says of a sentence does not depend on what it is asked beside it."""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks.articles import different_sentences
from briefing.engine import EngineOptions, load_engine
from briefing.models import find_model
from briefing.tokenizer import Tokenizer
from briefing.types import Decoding

CARD = find_model("fr-en-small")
SEARCHES = (
    Decoding(beam_size=1),
    Decoding(beam_size=2, num_hypotheses=2),
    Decoding(beam_size=4, num_hypotheses=4, no_repeat_ngram_size=4),
)


@pytest.mark.parametrize("decoding", SEARCHES, ids=str)
def test_hypotheses_and_scores_are_those_of_the_sentence_alone(decoding):
    tokenizer = Tokenizer(CARD.folder)
    ids = tokenizer.encode(list(islice(different_sentences(), 80)))
    one, two = (
        load_engine("ctranslate2", CARD, tokenizer, EngineOptions(threads=n))
        for n in (1, 2)
    )
    together = one.generate(ids, decoding)
    alone = [one.generate([sentence], decoding)[0] for sentence in ids[::4]]
    assert together[::4] == alone
    assert two.generate(ids[::-1], decoding)[::-1] == together
