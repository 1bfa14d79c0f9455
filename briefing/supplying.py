"""Words that a translation leaves out, put in where the model finds them likeliest.

"the wheel of the New Zealand of A1 GP": « voiture » is not said. Between the words that
were written for its neighbors there are few places for "car"; the model says which is
the best, and whether the sentence is no worse for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.placing import words_of
from briefing.protocols import Engine, Hypothesis
from briefing.senses import LEXICON, Lexicon, read, senses_of
from briefing.summary.words import is_stop_word
from briefing.tokenizer import Tokenizer

NEIGHBORS = 2
"""French words on either side beside whose English the missing one may stand."""
SENSES = 2
"""English words that are tried for one French word."""
LOSS = 5.0
"""What a sentence may lose in log-probability by a word that is put in. Of 94 words in
1,200 sentences of five sets, tried in every place, 34 cost at most 4 (BLEU of their
sentences 21.1 to 21.7, chrF 52.0 to 54.0), 56 at most 6 (21.1 to 21.3, 50.3 to 52.2);
without a bound it is 21.4 to 21.3, 50.6 to 52.4."""
LONGEST = 120
"""Pieces of a translation at most."""


class Lacking(NamedTuple):
    """A translation, and a word of its French that it leaves out."""

    source: str
    """The French as the model was given it."""
    trace: Hypothesis
    """The translation with what the model attended to."""
    word: str


def supplied(
    engine: Engine,
    tokenizer: Tokenizer,
    lacking: Sequence[Lacking],
    lexicon: Lexicon = LEXICON,
) -> list[Hypothesis | None]:
    """Each translation with its missing word, `None` where no place is good enough.

    Args:
        engine: the model.
        tokenizer: its tokenizer.
        lacking: translations and what they lack.
        lexicon: what is known of French words.
    """
    tried = [[one.trace, *fillings(tokenizer, one, lexicon)] for one in lacking]
    worth = [i for i, one in enumerate(tried) if len(one) > 1]
    inputs = tokenizer.encode([lacking[i].source for i in worth])
    outputs = [[one.token_ids for one in tried[i]] for i in worth]
    found: list[Hypothesis | None] = [None] * len(lacking)
    for i, means in zip(worth, engine.score(inputs, outputs), strict=True):
        before, *scores = map(total, means, tried[i])
        best = max(range(len(scores)), key=scores.__getitem__)
        if scores[best] >= before - LOSS:
            found[i] = tried[i][best + 1]
    return found


def total(mean: float, hypothesis: Hypothesis) -> float:
    """Log-probability of a whole translation, from that of its average token."""
    return mean * (len(hypothesis.token_ids) + 1)  # and the end token


def fillings(
    tokenizer: Tokenizer, one: Lacking, lexicon: Lexicon
) -> Iterator[Hypothesis]:
    """The translation with the missing word in each place where it may stand."""
    if len(one.trace.token_ids) > LONGEST:
        return
    reading = read(tokenizer, one.source, one.trace, lexicon)
    ranks = [i for i, word in enumerate(reading.french) if word.text == one.word]
    if not ranks:
        return
    rank = ranks[0]
    words = words_of(one.trace.token_ids, tokenizer)
    near = [
        place
        for place, word in zip(words, reading.written, strict=True)
        if abs(word.french - rank) <= NEIGHBORS
    ]
    position = reading.french[rank].places.start
    edges = sorted({edge for place in near for edge in (place.start, place.stop)})
    for at in edges:
        if tokenizer.decode(one.trace.token_ids[:at]).endswith((".", "!", "?")):
            continue  # "US courts. justice"
        for english in senses(one.word, lexicon):
            ids = tokenizer.encode_target(english)
            yield replace(
                one.trace,
                token_ids=(*one.trace.token_ids[:at], *ids, *one.trace.token_ids[at:]),
                alignment=(
                    *one.trace.alignment[:at],
                    *[position] * len(ids),
                    *one.trace.alignment[at:],
                ),
            )


def senses(word: str, lexicon: Lexicon) -> list[str]:
    """The English words that are tried for a French one."""
    different: dict[str, str] = {}
    for sense in senses_of(word, lexicon):
        different.setdefault(sense.casefold(), sense)
    return [s for s in different.values() if not is_stop_word(s, "en")][:SENSES]
