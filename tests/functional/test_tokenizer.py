"""The embedded model's own pieces."""

import pytest

from briefing.models import DEFAULT_MODEL, find_model
from briefing.tokenizer import Tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer(find_model(DEFAULT_MODEL).folder)


@pytest.mark.parametrize("word", ["Ödön", "Jövőért", "王", "Lyonville", "1,234"])
def test_no_word_begins_within_a_character(tokenizer, word):
    ids = tokenizer.encode_target(f"in {word} now")
    starts = [i for i, n in enumerate(ids) if not tokenizer.continues_word(n)]
    heads = [tokenizer.decode(ids[:start]) for start in starts]
    assert not [head for head in heads if "�" in head]
    assert "in" in heads
    assert f"in {word}" in heads
