"""French words with the English that the aligned corpora give them.

A small model has seen rare words too seldom to know them; the corpora have them all
the same. The lexicon that falls out of the word alignment ships beside the weights,
and rare words are marked with their English at run time, as terms are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece

from models.training.arrays import NO_LINK, Pairs
from models.training.terms import Alphabet

LEAST = 2
"""Times that a word must have been seen with its English."""
SURE = 0.6
"""Share of its clean links that must agree on that English."""
CLEAN = 0.3
"""Share of its occurrences that must be linked to one word or two, and alone."""
FACTOR = np.uint64(1_099_511_628_211)
"""Of the polynomial by which runs of pieces are told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one side of a domain."""

    starts: np.ndarray
    """First piece of each word."""
    ends: np.ndarray
    of_piece: np.ndarray
    """The word of each piece."""
    keys: np.ndarray
    """*Shape:* `(words,)`: equal for equal words."""


def split(pieces: np.ndarray, sentences: np.ndarray, looks: Alphabet) -> Words:
    """The words of all sentences; `sentences` says where each starts."""
    opens, elides = np.array(looks.opens), np.array(looks.elides)
    stops = ~np.array(looks.letters)
    first = np.zeros(len(pieces), bool)
    first[sentences[:-1][sentences[:-1] < len(pieces)]] = True
    first |= opens[pieces] | stops[pieces]
    first[1:] |= elides[pieces[:-1]] | stops[pieces[:-1]]
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(pieces))
    of_piece = np.cumsum(first) - 1
    place = (np.arange(len(pieces)) - starts[of_piece]).astype(np.uint64)
    with np.errstate(over="ignore"):
        mixed = (pieces.astype(np.uint64) + np.uint64(1)) * FACTOR ** (
            place + np.uint64(1)
        )
        keys = np.add.reduceat(mixed, starts)
    return Words(starts=starts, ends=ends, of_piece=of_piece, keys=keys)


def linked_words(pairs: Pairs, french: Words, english: Words) -> np.ndarray:
    """French and English word of each link, once. *Shape:* `(links, 2)`."""
    links = np.asarray(pairs.links)
    at = np.flatnonzero(links != NO_LINK)
    sentence = np.searchsorted(pairs.target_starts, at, side="right") - 1
    source = pairs.source_starts[sentence] + links[at]
    both = np.stack([french.of_piece[source], english.of_piece[at]], axis=1)
    return np.unique(both, axis=0)


def clean(links: np.ndarray, french: int, english: int) -> np.ndarray:
    """French word, first and last English word of those linked to nothing else.

    *Shape:* `(found, 3)`.
    """
    wide = np.bincount(links[:, 0], minlength=french)
    alone = np.bincount(links[:, 1], minlength=english)[links[:, 1]] == 1
    ours = np.bincount(links[alone, 0], minlength=french) == wide
    first = np.full(french, english, np.int64)
    last = np.full(french, -1, np.int64)
    np.minimum.at(first, links[:, 0], links[:, 1])
    np.maximum.at(last, links[:, 0], links[:, 1])
    good = ours & (wide > 0) & (last - first + 1 == wide) & (wide <= 2)
    at = np.flatnonzero(good)
    return np.stack([at, first[at], last[at]], axis=1)


class Lexicon:
    """Counts of French words and of their English, filled domain by domain."""

    def __init__(
        self, tokenizer: sentencepiece.SentencePieceProcessor, looks: Alphabet
    ) -> None:
        self.tokenizer, self.looks = tokenizer, looks
        self.seen: Counter[str] = Counter()
        self.pairs: dict[str, Counter[str]] = {}

    def add(self, pairs: Pairs) -> None:
        """Counts one domain."""
        source, target = np.asarray(pairs.source), np.asarray(pairs.target)
        french = split(source, pairs.source_starts, self.looks)
        english = split(target, pairs.target_starts, self.looks)
        links = linked_words(pairs, french, english)
        found = clean(links, len(french.starts), len(english.starts))
        for at, count in grouped(french.keys[:, None]):
            word = self.text(source, french, at, at)
            if is_word(word):
                self.seen[word] += count
        keys = np.stack(
            [
                french.keys[found[:, 0]],
                english.keys[found[:, 1]],
                english.keys[found[:, 2]],
            ],
            axis=1,
        )
        for at, count in grouped(keys):
            word = self.text(source, french, found[at, 0], found[at, 0])
            if is_word(word):
                there = self.text(target, english, found[at, 1], found[at, 2])
                self.pairs.setdefault(word, Counter())[there] += count

    def text(self, pieces: np.ndarray, words: Words, first: int, last: int) -> str:
        """The text of a run of words."""
        run = pieces[words.starts[first] : words.ends[last]].tolist()
        return str(self.tokenizer.decode(run)).strip()

    def rows(self) -> Iterator[tuple[str, str, int]]:
        """French word, English and times seen, of all that is sure."""
        for word, english in sorted(self.pairs.items()):
            best, times = max(english.items(), key=lambda item: (item[1], item[0]))
            all_ = english.total()
            sure = times >= LEAST and times >= SURE * all_
            if sure and all_ >= CLEAN * self.seen[word] and best.isprintable():
                yield word, best, self.seen[word]


def is_word(text: str) -> bool:
    """Whether a text is one French word in lower case, of three letters or more."""
    return len(text) > 2 and text.islower() and text.replace("-", "").isalpha()


def grouped(keys: np.ndarray) -> Iterator[tuple[int, int]]:
    """First row and number of rows of each distinct row of `keys`."""
    with np.errstate(over="ignore"):
        mixed = keys[:, 0].copy()
        for k in range(1, keys.shape[1]):
            mixed = mixed * FACTOR + keys[:, k]
    _, first, counts = np.unique(mixed, return_index=True, return_counts=True)
    yield from zip(first.tolist(), counts.tolist(), strict=True)


def build(domains: Mapping[str, Pairs], lexicon: Lexicon, path: Path) -> int:
    """Writes the lexicon of `domains` to `path`; the number of its words."""
    for pairs in domains.values():
        lexicon.add(pairs)
    rows = list(lexicon.rows())
    lines = "".join(f"{french}\t{english}\t{n}\n" for french, english, n in rows)
    path.write_text(lines, "utf-8")
    return len(rows)
