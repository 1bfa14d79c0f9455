"""What is said again at once, or a word or two later.

That is what a decoder does that has lost its way: "the war of the war", or that comes
upon the better words after the first ones: "evidence of irrefutable evidence".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from operator import eq

from briefing.fidelity.spelling import singular
from briefing.words import is_stop_word

_WORD_OR_STOP = re.compile(
    r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*|[.,;:!?…()\"“”]"
)
_DOUBLES = frozenset(
    {"had", "that", "is", "very", "so", "no", "yes", "ha", "bye", "her", "you", "it"}
    | {"long", "far", "much", "many", "more", "way", "really", "well", "do", "his"}
    | {"nous", "vous", "très", "non", "oui", "si", "bien", "tout"}
)
_TWICE = re.compile(r"\b([a-z]{4,}), \1\b|\b([a-z]{4,}s),? (?:and|or) \2\b")
"""One word for two of a list: in 7,200 translations by people or good machines none."""
_TWICE_FRENCH = re.compile(
    r"\b(\w{4,})(?:,| et| ou|, et) (?:de |des |les |la |le |d[’'])?\1\b", re.IGNORECASE
)
_LONGEST = 8
"""Words of a phrase that may come twice."""
_NEAR = 4
"""Words from a word to its echo, at most. Where French repeats none, 16 of 12,017 human
translations have one, and 18 of 1,391 answers of the model."""
_TELLING = 4
"""Letters of a word that has an echo, at least."""
_STEM = 6
"""First letters that words share which the French repeats: « saison », « saisons »."""
_JOINTS = frozenset(("and", "or", "than", "is", "are", "was", "were"))
"""Between words that are meant to come twice: "apple juice or orange juice"."""
_TURNS = frozenset(("by", "to", "after", "on", "over", "no"))
"""Alone between two equal words they make a turn of phrase: "step by step"."""
_ARTICLES = frozenset(("a", "an", "the"))
_LINKS = frozenset(("of", "to", "in", "for", "from", "by", "at", "with", "on"))
"""Words that tie a word to what follows, and go with it."""


def stutter(text: str) -> str | None:
    """A phrase of up to eight words said again at once, in lower case."""
    words = _WORD_OR_STOP.findall(text)
    again = said_again(words)
    return " ".join(words[again]).lower() if again else None


def echo(source: str, target: str) -> str | None:
    """A word and what follows up to where it comes again, if French repeats none."""
    words = _WORD_OR_STOP.findall(target)
    found = echoed(words)
    return " ".join(words[found]) if found and not _repeats(source) else None


def twice_in_list(source: str, target: str) -> str | None:
    """A word that stands twice in a row of words, if the French repeats none there."""
    found = (m for m in _TWICE.finditer(target) if not is_stop_word(m[1] or m[2], "en"))
    first = next(found, None)
    return first[0] if first and not _TWICE_FRENCH.search(source) else None


def without_echo(text: str) -> str:
    """`text` without the first of two equal words that stand close to each other.

    What the model wrote later it wrote with more in view: "evidence of irrefutable
    evidence" becomes "irrefutable evidence".
    """
    matches = list(_WORD_OR_STOP.finditer(text))
    words = [match.group().lower() for match in matches]
    found = echoed(words)
    if not found:
        return text
    start = found.start
    rest = start + 1 + (words[start + 1] in _LINKS)
    start -= start > 0 and words[start - 1] in _ARTICLES and words[rest] in _ARTICLES
    return text[: matches[start].start()] + text[matches[rest].start() :]


def echoed(words: Sequence[str]) -> slice | None:
    """The words from one with a meaning of its own to where it comes again."""
    for first, word in enumerate(words):
        if len(word) < _TELLING or not word.isalpha() or is_stop_word(word, "en"):
            continue
        for again in range(first + 2, min(first + _NEAR + 1, len(words))):
            between = words[again - 1].lower()
            if not between.isalpha() or between in _JOINTS:
                break
            turn = again == first + 2 and between in _TURNS
            if singular(words[again]) == singular(word) and not turn:
                return slice(first, again + 1)
    return None


@lru_cache(maxsize=4096)  # a sentence is read again for every answer to it
def _repeats(source: str) -> bool:
    """Whether a word of the French, or one much like it, comes twice."""
    words = _WORD_OR_STOP.findall(source)
    stems = [singular(word)[:_STEM] for word in words if len(word) >= _TELLING]
    return len(set(stems)) < len(stems)


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
