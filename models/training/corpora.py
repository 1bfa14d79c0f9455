"""Sentence pairs from `NAME.tsv.gz`, and what is not let through.

Filters are cheap and blunt; the aligner and `relevance` judge what comes after.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

Pair = tuple[str, str]

LENGTH_RATIO = 2.2
"""Longest side over shortest, in characters; short pairs may differ by 15 more."""
LETTERS = re.compile(r"[^\W\d_]")
DIGITS = re.compile(r"\d+")
FRENCH = re.compile(
    r"\b(le|la|les|des|une|est|dans|pour|que|qui|sur|avec|ne|pas|il|nous)\b", re.I
)
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|in|for|that|with|to|on|we|it|not|was|have)\b", re.I
)


def read(path: Path) -> Iterator[Pair]:
    """The pairs of one corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 2 and all(parts):
                yield parts[0], parts[1]


def similar_length(pair: Pair) -> bool:
    """Whether neither side is much longer than the other."""
    short, long = sorted(map(len, pair))
    return long <= LENGTH_RATIO * short + 15


def right_languages(pair: Pair) -> bool:
    """Whether neither side reads like the other language."""
    french, english = pair
    swapped = len(FRENCH.findall(english)) > 1 + len(ENGLISH.findall(english))
    left = len(ENGLISH.findall(french)) > 1 + len(FRENCH.findall(french))
    return not swapped and not left


def has_letters(pair: Pair) -> bool:
    """Whether at least half of each side is letters."""
    return all(len(LETTERS.findall(text)) * 2 >= len(text) for text in pair)


def same_figures(pair: Pair) -> bool:
    """Whether the long numbers of one side stand in the other."""
    french, english = (
        {d for d in DIGITS.findall(text) if len(d) >= 2} for text in pair
    )
    return len(french ^ english) <= 1 + min(len(french), len(english))


CHECKS = (similar_length, right_languages, has_letters, same_figures)


def clean(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """The pairs that pass all checks, each once."""
    seen: set[int] = set()
    for pair in pairs:
        key = hash((pair[0].casefold(), pair[1].casefold()))
        if key not in seen and all(check(pair) for check in CHECKS):
            seen.add(key)
            yield pair
