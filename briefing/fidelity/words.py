"""English words that are none: what a model makes up when it is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.fidelity.spelling import fold
from briefing.fidelity.tables import rows
from briefing.types import Flag

_PLAIN = re.compile(r"(?<![\w'’.-])[a-z]{5,}(?![\w'’-])")
_SUFFIX = re.compile(r"(?:s|es|ed|d|ing|ly|ers?|ness|less|able|ists?|isms?)$")
_PREFIX = re.compile(r"^(?:un|re|non|in|over|out|dis|mis|pre|sub|super|anti|multi)")
_FEW = 2
"""So many strange words make a sentence doubtful; one may just be rare. On human
translations of news, one sentence in 130 has two."""


def check_words(source: str, target: str) -> Iterator[Flag]:
    """A doubt about a target with words that neither language has."""
    found = [m.group() for m in _PLAIN.finditer(target)]
    strange = [word for word in dict.fromkeys(found) if not known(word)]
    if len(strange) < _FEW:
        return
    heads = {fold(word)[:4] for word in re.findall(r"[^\W\d_]+", source)}
    strange = [word for word in strange if word[:4] not in heads]
    if len(strange) >= _FEW:
        yield Flag(kind="garbled", detail=f"no words: {', '.join(strange[:6])}")


def known(word: str) -> bool:
    """Whether `word` is in the list, inflected from it or put together of it."""
    words = english_words()
    if word in words:
        return True
    stem, rest = _SUFFIX.sub("", word), _PREFIX.sub("", word)
    if stem in words or f"{stem}e" in words or rest in words:
        return True
    return any(word[:i] in words and word[i:] in words for i in range(3, len(word) - 2))


@cache
def english_words() -> frozenset[str]:
    """Words that are written in lower case in English."""
    return frozenset(word for (word,) in rows("common_en.tsv"))
