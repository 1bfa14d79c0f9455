"""Which words English and French have: pyspellchecker's, and our own beside them."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

from briefing.fidelity.tables import rows

UNSEEN = 50
"""The count that pyspellchecker gives to words that it never saw used."""


@cache
def listed(language: str) -> frozenset[str]:
    """Every word that a language has, in lower case, with its accents."""
    return frozenset(_entries(language)[0])


@cache
def everyday() -> frozenset[str]:
    """English words in everyday use: what others may be derived from."""
    words, counts = _entries("en")
    # Most words share a few counts: each is read once.
    often = {written for written in set(counts) if _number(written) > UNSEEN}
    seen = [
        word for word, written in zip(words, counts, strict=True) if written in often
    ]
    return frozenset(word for (word,) in rows("common_en.tsv")).union(seen)


@cache
def _entries(language: str) -> tuple[list[str], list[str]]:
    """The words of a language, and what stands behind each: how often it was seen.

    The file is one JSON object of numbers, with no escapes in it, so that quotation
    marks part it. That takes a third of the time of parsing it, which each first check
    of a run waits for; the package's `SpellChecker` takes six times as long.
    """
    packed = files("spellchecker") / "resources" / f"{language}.json.gz"
    _, *parts = gzip.decompress(packed.read_bytes()).decode().split('"')
    return parts[::2], parts[1::2]


def _number(written: str) -> int:
    return int(written.strip(": ,}\n"))


@cache
def irregular() -> dict[str, str]:
    """Plain forms of irregular English verbs by their other forms."""
    return {row[0]: row[1] for row in rows("past_en.tsv")}
