"""ROUGE for French: words keep their accents, nothing is stemmed.

The common `rouge-score` package drops every letter outside a–z and would count
« été » as « t ». Words here are runs of letters and digits of the NFC text in lower
case; apart from that the figures are those of `rouge-score` (F1, sentence order kept,
ROUGE-L on the whole text).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Words of `text` as ROUGE counts them."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def rouge(candidate: Sequence[str], reference: Sequence[str]) -> tuple[float, ...]:
    """F1 of ROUGE-1, ROUGE-2 and ROUGE-L of two lists of words, 0 to 1."""
    return (
        _ngram_f1(candidate, reference, 1),
        _ngram_f1(candidate, reference, 2),
        _f1(common_subsequence(candidate, reference), len(candidate), len(reference)),
    )


def common_subsequence(a: Sequence[str], b: Sequence[str]) -> int:
    """Length of the longest common subsequence (Hyyrö's bit-parallel method)."""
    places: dict[str, int] = {}
    for i, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << i
    full = (1 << len(a)) - 1
    row = full
    for word in b:
        match = row & places.get(word, 0)
        row = ((row + match) | (row - match)) & full
    return len(a) - row.bit_count()


def _ngram_f1(candidate: Sequence[str], reference: Sequence[str], n: int) -> float:
    a, b = _ngrams(candidate, n), _ngrams(reference, n)
    return _f1((a & b).total(), a.total(), b.total())


def _ngrams(words: Sequence[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(zip(*(words[i:] for i in range(n)), strict=False))


def _f1(common: int, candidate: int, reference: int) -> float:
    return 2 * common / (candidate + reference) if common else 0.0
