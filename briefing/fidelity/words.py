"""English words that are none: what a model makes up when it is lost.

A word of the English is strange if the list of English words does not have it, nor
rules of word formation can make it of listed ones, nor of a French word of the sentence
(« homéostasie », "homeostasis"). One strange word may just be rare; two are a doubt,
and so is one that is a French word left standing or gone wrong (« explosé »,
"explosed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache

from briefing.fidelity.nametable import common_words
from briefing.fidelity.shape import check_copied, unquoted
from briefing.fidelity.spelling import fold
from briefing.fidelity.tables import rows
from briefing.types import Flag

_PLAIN = re.compile(r"(?<![\w'’.-])[a-z]{5,}(?![\w'’-])")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_MOST = 20
"""Strange words of one sentence that are looked at."""
_LIKE = 0.7
"""From this ratio of common letters on, a strange word is a French one gone wrong. At
0.65 and 0.75 the share of model translations found moved by two points, that of human
ones by 0.1 to 0.3 (`make eval ARGS=fidelity`)."""


def check_words(source: str, target: str) -> Iterator[Flag]:
    """A doubt about a target with words that neither language has."""
    found = dict.fromkeys(_PLAIN.findall(unquoted(target)))
    strange = [word for word in found if not known(word)][:_MOST]
    if not strange:
        return
    french = {fold(word) for word in _LETTERS.findall(source)}
    strange = [word for word in strange if not learned(word, french)]
    if strange and any(check_copied(source, target)):
        return  # the same words, told already
    if len(strange) > 1:
        yield Flag(kind="garbled", detail=f"no words: {', '.join(strange[:6])}")
    elif strange and mangled(strange[0], french):
        yield Flag(kind="word", detail=f"no English word: {strange[0]}")


@lru_cache(maxsize=50_000)
def known(word: str) -> bool:
    """Whether `word` is in the list, inflected from it or put together of it."""
    words = english_words()
    if word in words or derived(word):
        return True
    plain = word.replace("ae", "e").replace("oe", "e")  # as in British "haemorrhage"
    if plain != word and (plain in words or derived(plain)):
        return True
    for i in range(2, len(word) - 2):
        rest = word[i:]
        if word[:i] in affixes("prefix") and (rest in words or derived(rest)):
            return True
    return any(word[:i] in words and word[i:] in words for i in range(4, len(word) - 3))


def derived(word: str) -> bool:
    """Whether a known word with another ending gives `word`: "spikier", "sinned"."""
    words = english_words()
    for i in range(3, len(word)):
        stem = word[:i]
        for ending in affixes("suffix").get(word[i:], ()):
            doubled = not ending and len(stem) > 3 and stem[-1] == stem[-2]
            if stem + ending in words or (doubled and stem[:-1] in words):
                return True
    return False


def learned(word: str, french: set[str]) -> bool:
    """Whether the French has `word` itself, unless it is common, or its cousin."""
    if word in french:
        return word not in common_words()
    return any(
        word[:i] + ending in french
        for i in range(3, len(word) + 1)
        for ending in affixes("cognate").get(word[i:], ())
    )


def mangled(word: str, french: set[str]) -> bool:
    """Whether `word` is one of the French words, or one with letters gone wrong."""
    return any(likeness(word, other) >= _LIKE for other in french)


def likeness(a: str, b: str) -> float:
    """The share of letters that two words have in common, in order; at most 1."""
    if 2 * min(len(a), len(b)) < _LIKE * (len(a) + len(b)):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


@cache
def affixes(kind: str) -> dict[str, tuple[str, ...]]:
    """What may stand for each ending of a kind, by the English ending or prefix."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("affixes.tsv"):
        if row[0] == kind == "cognate":
            found[row[2]] = (*found.get(row[2], ()), row[1])
        elif row[0] == kind:
            found[row[1]] = (*found.get(row[1], ()), *row[2:])
    return found


@cache
def english_words() -> frozenset[str]:
    """Words that are written in lower case in English."""
    return frozenset(word for (word,) in rows("common_en.tsv"))
