"""Words of a text, and how far two spellings of a name may lie apart."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(r"[^\W_]+")
STARTS = re.compile(r"(?:^|[.!?…:;«“\"(\[–—•|/]|- )\s*$")


class Token(NamedTuple):
    """A word and its place."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The words of `text`, split at hyphens and apostrophes."""
    return [Token(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]


_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"}
)


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """`word` in lower case without accents."""
    if word.isascii():
        return word.lower()
    flat = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in flat if not unicodedata.combining(c))


_SOUNDS = (
    (re.compile("t?sch|tch|tsh|ch|sh|cz|sz"), "s"),
    (re.compile("eau|aux?|oh"), "o"),
    (re.compile("ou|oo|w|u"), "u"),
    (re.compile("dzh|dj|zh|gi|g(?=[ei])|j"), "z"),
    (re.compile("kh|ck|qu|q|c(?=[aourlnk])|c$"), "k"),
    (re.compile("ph"), "f"),
    (re.compile("[eay]?[iy]+e?"), "i"),
    (re.compile("v"), "f"),
    (re.compile("gh"), "g"),
    (re.compile("h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=..)(?:i[ae]?n|[aeiou])?[aeious]*$"), ""),
)


_LATIN = {"w": "v", "j": "y", "ue": "u", "oe": "o", "ae": "a"}
_SLAVIC = re.compile("|".join(_LATIN))


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """What French and English spellings of a foreign name have in common.

    Endings go: « Ligurie » and "Liguria", « Assyriens » and "Assyrians".
    """
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=50_000)
def skeletons(word: str) -> frozenset[str]:
    """The skeletons of a word, also read as German or Slavic spelling: w, j, ue."""
    other = _SLAVIC.sub(lambda m: _LATIN[m.group()], word)
    return frozenset((skeleton(word), skeleton(other)))


def squeezed(text: str) -> str:
    """The letters and digits of `text`, in lower case."""
    return "".join(c for c in fold(text) if c.isalnum())


def close(a: str, b: str) -> bool:
    """Whether two words are the same but for a letter or two."""
    if abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.75
