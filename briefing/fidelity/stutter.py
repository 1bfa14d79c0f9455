"""A phrase said again at once: what a decoder does that has lost its way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from operator import eq

_WORD_OR_STOP = re.compile(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[.,;:!?…()\"“”]"
)
_DOUBLES = frozenset(
    {"had", "that", "is", "very", "so", "no", "yes", "ha", "bye", "her", "you", "it"}
    | {"long", "far", "much", "many", "more", "way", "really", "well", "do", "his"}
    | {"nous", "vous", "très", "non", "oui", "si", "bien", "tout"}
)
_LONGEST = 8
"""Words of a phrase that may come twice."""


def stutter(text: str) -> str | None:
    """A phrase of up to eight words said again at once, in lower case."""
    words = _WORD_OR_STOP.findall(text)
    again = said_again(words)
    return " ".join(words[again]).lower() if again else None


def said_once(text: str) -> str:
    """`text` without what it says again at once.

    The second of two copies goes, with the space or comma before it.
    """
    words = list(_WORD_OR_STOP.finditer(text))
    while again := said_again([word.group() for word in words]):
        begin, end = words[again.start - 1].end(), words[again.stop - 1].end()
        text = text[:begin] + text[end:]
        words = list(_WORD_OR_STOP.finditer(text))
    return text


def said_again(text: Sequence[str]) -> slice | None:
    """Where among the words of a text the second copy of a phrase stands."""
    words = [word.lower() for word in text]
    if all_differ(words) and not any(map(eq, words, words[1:])):
        return listed_again(text)  # as in most sentences, that is none
    for size in range(1, _LONGEST + 1):
        if sum(map(eq, words, words[size:])) < size:
            continue
        run = 0
        for i in range(size, len(words)):
            run = run + 1 if words[i] == words[i - size] else 0
            if run >= size * (2 if may_double(words[i], size) else 1):
                again = slice(i - size + 1, i + 1)
                if sum(word[0].isalnum() for word in words[again]) >= min(size, 2):
                    return again
    return listed_again(text)


def listed_again(words: Sequence[str]) -> slice | None:
    """Where a name, or several words, come again behind a comma.

    "Russia, Iran, Iran and China", "all the names, all the names of it".
    """
    for comma in (i for i, word in enumerate(words) if word == ","):
        for size in range(1, min(comma, len(words) - comma - 1, _LONGEST) + 1):
            again = slice(comma, comma + size + 1)
            phrase = words[comma - size : comma]
            told = size > 1 or (phrase[0].istitle() and comma > 1)
            if told and phrase == words[comma + 1 : comma + size + 1]:
                return again
    return None


def all_differ(words: Sequence[str]) -> bool:
    """Whether no two words stand side by side in more than one place."""
    pairs = list(pairwise(words))
    return len(set(pairs)) == len(pairs)


def may_double(word: str, size: int) -> bool:
    """Whether one word may stand twice in a row: "had had", « nous nous », "0 0"."""
    return size == 1 and (word in _DOUBLES or not word.isalpha())
