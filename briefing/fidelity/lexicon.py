"""Which words English and French have: pyspellchecker's, and our own beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from briefing.fidelity.tables import rows

UNSEEN = 50
"""The count that pyspellchecker gives to words that it never saw used."""


@cache
def counts(language: str) -> Mapping[str, int]:
    """How often each word of a language was seen, in lower case, with its accents."""
    from spellchecker import SpellChecker

    frequencies = SpellChecker(language=language, distance=1).word_frequency
    found: Mapping[str, int] = frequencies.dictionary
    return found


@cache
def everyday() -> frozenset[str]:
    """English words in everyday use: what others may be derived from."""
    seen = (word for word, count in counts("en").items() if count > UNSEEN)
    return frozenset(word for (word,) in rows("common_en.tsv")).union(seen)
