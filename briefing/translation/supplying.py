"""Words that a translation leaves out, put in where the model finds them likeliest.

"the wheel of the New Zealand of A1 GP": « voiture » is not said. Between the words that
were written for its neighbors there are few places for "car"; the model says which is
the best, and whether the sentence is no worse for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from briefing.protocols import Engine, Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.placing import words_of
from briefing.translation.senses import LEXICON, Lexicon, read, senses_of
from briefing.words import is_stop_word

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


class _Gap(NamedTuple):
    """A word that is missing, and where it may stand."""

    lacking: Lacking
    position: int
    """Of the word in the source: what is put in looks at it."""
    places: Sequence[int]
    """Edges of the translation's words, as indices of its pieces."""
    senses: Sequence[str]

    def filled(self, place: int, english: str, tokenizer: Tokenizer) -> Hypothesis:
        """The translation with `english` put in."""
        trace, put = self.lacking.trace, tokenizer.encode_target(english)
        ids, alignment = trace.token_ids, trace.alignment
        seen = [self.position] * len(put)
        return replace(
            trace,
            token_ids=(*ids[:place], *put, *ids[place:]),
            alignment=(*alignment[:place], *seen, *alignment[place:]),
        )


def supplied(
    engine: Engine,
    tokenizer: Tokenizer,
    lacking: Sequence[Lacking],
    lexicon: Lexicon = LEXICON,
) -> list[Hypothesis | None]:
    """Each translation with its missing word, `None` where no place is good enough.

    The place is where the word's first sense is likeliest; its other senses are tried
    only there. Of 115 words 109 came out as if all were tried everywhere, for two
    thirds of the tries.

    Args:
        engine: the model.
        tokenizer: its tokenizer.
        lacking: translations and what they lack.
        lexicon: what is known of French words.
    """
    found = [_gap(tokenizer, one, lexicon) for one in lacking]
    gaps = [gap for gap in found if gap]
    tries = [
        [gap.filled(place, gap.senses[0], tokenizer) for place in gap.places]
        for gap in gaps
    ]
    whole = [[g.lacking.trace, *tried] for g, tried in zip(gaps, tries, strict=True)]
    totals = _totals(engine, tokenizer, gaps, whole)
    ranks = [likely.index(max(likely)) for _, *likely in totals]
    others = [
        [gap.filled(gap.places[rank], sense, tokenizer) for sense in gap.senses[1:]]
        for gap, rank in zip(gaps, ranks, strict=True)
    ]
    more = _totals(engine, tokenizer, gaps, others)
    best = iter(
        _likeliest(
            [tries[i][rank], *others[i]],
            [totals[i][rank + 1], *more[i]],
            least=totals[i][0] - LOSS,
        )
        for i, rank in enumerate(ranks)
    )
    return [next(best) if gap else None for gap in found]


def _totals(
    engine: Engine,
    tokenizer: Tokenizer,
    gaps: Sequence[_Gap],
    tries: Sequence[Sequence[Hypothesis]],
) -> list[list[float]]:
    """Log-probabilities of what is tried for each gap; nothing may be tried."""
    asked = [i for i, tried in enumerate(tries) if tried]
    inputs = tokenizer.encode([gaps[i].lacking.source for i in asked])
    outputs = [[one.token_ids for one in tries[i]] for i in asked]
    totals: list[list[float]] = [[] for _ in tries]
    for i, means in zip(asked, engine.score(inputs, outputs), strict=True):
        totals[i] = list(map(total, means, tries[i]))
    return totals


def total(mean: float, hypothesis: Hypothesis) -> float:
    """Log-probability of a whole translation, from that of its average token."""
    return mean * (len(hypothesis.token_ids) + 1)  # and the end token


def _likeliest(
    tried: Sequence[Hypothesis], totals: Sequence[float], least: float
) -> Hypothesis | None:
    """The likeliest of what was tried, if that is as likely as `least`."""
    best = max(range(len(tried)), key=totals.__getitem__)
    return tried[best] if totals[best] >= least else None


def _gap(tokenizer: Tokenizer, one: Lacking, lexicon: Lexicon) -> _Gap | None:
    """Where the missing word may stand, `None` if nowhere."""
    if len(one.trace.token_ids) > LONGEST:
        return None
    reading = read(tokenizer, one.source, one.trace, lexicon)
    ranks = [i for i, word in enumerate(reading.french) if word.text == one.word]
    english = senses(one.word, lexicon)
    if not ranks or not english:
        return None
    words = words_of(one.trace.token_ids, tokenizer)
    near = [
        place
        for place, word in zip(words, reading.written, strict=True)
        if abs(word.french - ranks[0]) <= NEIGHBORS
    ]
    edges = sorted({edge for place in near for edge in (place.start, place.stop)})
    places = [
        edge
        for edge in edges  # not "US courts. justice"
        if not tokenizer.decode(one.trace.token_ids[:edge]).endswith((".", "!", "?"))
    ]
    if not places:
        return None
    return _Gap(one, reading.french[ranks[0]].places.start, places, english)


def senses(word: str, lexicon: Lexicon) -> list[str]:
    """The English words that are tried for a French one."""
    different: dict[str, str] = {}
    for sense in senses_of(word, lexicon):
        different.setdefault(sense.casefold(), sense)
    return [s for s in different.values() if not is_stop_word(s, "en")][:SENSES]
