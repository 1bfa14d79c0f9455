"""Which words English and French have: pyspellchecker's, and our own beside them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from briefing.fidelity.tables import rows

UNSEEN = 50
"""The count that pyspellchecker gives to words that it never saw used."""


@cache
def counts(language: str) -> Mapping[str, int]:
    """How often each word of a language was seen, in lower case, with its accents.

    The package's file is read without its `SpellChecker`, which copies the words again
    and again and takes twice the time; each first check of a run waits for this.
    """
    packed = files("spellchecker") / "resources" / f"{language}.json.gz"
    found: Mapping[str, int] = json.loads(gzip.decompress(packed.read_bytes()))
    return found


@cache
def everyday() -> frozenset[str]:
    """English words in everyday use: what others may be derived from."""
    seen = (word for word, count in counts("en").items() if count > UNSEEN)
    return frozenset(word for (word,) in rows("common_en.tsv")).union(seen)
