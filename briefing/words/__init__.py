"""Words of a text as texts are compared by them: folded, stemmed, without stop words.

A stem is the first letters of the folded word: coarse beside a Snowball stemmer, but it
needs no package and knows both languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from briefing.resources import lines

STEM_LENGTH = 6
"""Letters kept of a word."""

_TOKEN = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*|[^\W\d_]+")
_FIGURE = re.compile(r"\d+(?:[.,\u00a0\u202f]\d+)*")


def fold(text: str) -> str:
    """`text` in lower case without accents, ligatures taken apart."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    )


def tokens(text: str) -> list[str]:
    """The words and figures of `text` as they stand, without punctuation."""
    return _TOKEN.findall(text)


def figures(text: str) -> list[str]:
    """The numbers written in digits, in order (`1,5`, `35`)."""
    return _FIGURE.findall(text)


@cache
def stop_words(lang: str) -> frozenset[str]:
    """Function words of `fr` or `en`, folded."""
    return frozenset(" ".join(lines(__package__, f"stopwords_{lang}.txt")).split())


@lru_cache(maxsize=1 << 16)
def is_stop_word(word: str, lang: str = "fr") -> bool:
    """Whether `word` is a function word."""
    return fold(word) in stop_words(lang)


@lru_cache(maxsize=1 << 16)
def stem(word: str, lang: str = "fr") -> str:
    """The stem of one word, empty for a stop word."""
    folded = fold(word)
    if is_stop_word(word, lang) or (len(folded) == 1 and not folded.isdigit()):
        return ""
    return folded[:STEM_LENGTH]


def stems(text: str, lang: str = "fr") -> list[str]:
    """The stems of the content words of `text`, in order."""
    return stems_of(tokens(text), lang)


def stems_of(words: Iterable[str], lang: str = "fr") -> list[str]:
    """The stems of the content words among `words`, in order."""
    return [s for word in words if (s := stem(word, lang))]
