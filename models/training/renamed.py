"""Pairs with other names in them: those that are one piece and that the pairs lack.

The pieces were chosen with texts of the press, in which « Macron » and « RATP » stand
everywhere; what was written for the recipe tells of nobody real, so the model had
hardly ever seen these pieces, and knew nothing to write for them. In the place of an
invented name it learns to copy them, or to write what English has: « Poutine »,
"Putin".
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from briefing.quotes.lexicon import first_names
from models.training.corpora import Pair
from models.training.figures import Both, words
from models.training.vocabulary import VOWELS

NAMES = "rare_names"
"""The data file with names and their English."""
TIMES = 3
"""Pairs made of one at most."""
_PERSON = re.compile(
    r"\b([A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?) ([A-ZÀ-Ý][\w'’-]+)\b"
)
_TITLED = re.compile(r"\b(?:M\.|Mme|Me) ([A-ZÀ-Ý][a-zà-ÿ'’-]+)\b(?! [A-ZÀ-Ý])")
_BODY = re.compile(r"\b[A-ZÉ]{2,5}\b")


def renamed(pairs: Iterable[Pair], count: int, seed: int) -> Iterator[Pair]:
    """At most `count` pairs with another name in the place of one of theirs.

    Each pair that has a name may be used `TIMES` times, with different ones.
    """
    r = random.Random(seed)  # noqa: S311
    order = list(pairs) if count else []
    tries = (pair for _ in range(TIMES) for pair in r.sample(order, len(order)))
    found = (_exchanged(pair, r) for pair in tries)
    yield from islice(filter(None, found), count)


def _exchanged(pair: Pair, r: random.Random) -> Pair | None:
    """The pair with one name for another, if it has one that both sides have once."""
    french, english = pair
    for old, new in _offers(french, r):
        if french.count(old) == english.count(old) == 1:
            before, _, behind = french.partition(old)
            told = english.replace(old, new[1])
            return _elided(before, new[0]) + new[0] + behind, told
    return None


def _elided(before: str, name: str) -> str:
    """What stands before a name, as the name wants it: « d'Emmanuel », « de Paul »."""
    full, short = _ELISIONS[name[0].lower() in VOWELS]
    return full.sub(short, before)


_ELISIONS = {
    True: (re.compile(r"\b([dlDL])[ea] $"), r"\1'"),
    False: (re.compile(r"\b([dlDL])'$"), r"\1e "),
}
"""With a vowel behind, and with none; « la » or « le » is not asked."""


def _offers(french: str, r: random.Random) -> Iterator[tuple[str, Both]]:
    """Names of a French sentence, each with what may stand in its place."""
    for found in _PERSON.finditer(french):
        first, last = found.groups()
        if first not in first_names():
            continue
        if r.random() < 0.6:
            other, told = r.choice(words("last", NAMES))
            yield found[0], (f"{first} {other}", f"{first} {told}")
        other, told = r.choice(words("first", NAMES))
        yield found[0], (f"{other} {last}", f"{told} {last}")
    for found in _TITLED.finditer(french):
        yield found[1], r.choice(words("last", NAMES))
    for found in _BODY.finditer(french):
        yield found[0], r.choice(words("body", NAMES))
