"""The indefinite article of English: "a" or "an"."""

from __future__ import annotations

import re

_CONSONANT = re.compile(
    r"(?i)eu|ewe|one\b|once|uni(?!n|m)|unan|us[aeu]|uk|ut[io]|ubiq|uran"
)
"""Heads of words that are written with a vowel and spoken without."""
_NAMED = "AEFHILMNORSX"
"""Letters whose names begin with a vowel: "an MP"."""
_ARTICLE = re.compile(
    r"\b(?:a|(?:^|(?<=[“‘(])|(?<=[.!?:;] ))A)n? "
    r"(?=[“‘]?([a-z]{2,}|[AEIO][a-z]{2,}|[A-Z]{2,3}(?=s?\b))(?!\w{2}|\.\w))"
)
"""An article before a word in small letters, a name that begins with a vowel, or a few
capitals that are spelled out. A capital "A" inside a sentence may be a grade or the
name of a group."""
_UNLIKELY = frozenset(
    ("of", "and", "or", "in", "on", "at", "is", "are", "as", "it", "if", "an", "to")
)
"""Words that no article stands before: something else has gone wrong there."""


def vowel_sound(text: str) -> bool:
    """Whether "an" stands before `text`."""
    first = text.split()[0]
    if first.isupper() and len(first) > 1:
        return first[0] in _NAMED
    return first[0].lower() in "aeiou" and not _CONSONANT.match(first)


def agreed(text: str) -> str:
    """`text` with "a" and "an" as the words behind them want it: "a apple", "an big".

    Before « h » either may be right ("an hour", "an historic") and stays.
    """

    def right(match: re.Match[str]) -> str:
        following = match[1]
        if following in _UNLIKELY or following[0] == "h":
            return match[0]
        return match[0][0] + "n" * vowel_sound(following) + " "

    return _ARTICLE.sub(right, text)
