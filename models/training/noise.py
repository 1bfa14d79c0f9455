"""Pairs as real input spoils them: capitals, lost accents, spaces of a scanner.

Only the French is spoilt; the English stays what a reader wants to see.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

Noise = Callable[[str, random.Random], str]


def without_accents(text: str) -> str:
    """`text` with its diacritics removed."""
    split = unicodedata.normalize("NFD", text)
    return "".join(c for c in split if not unicodedata.combining(c))


def capitals(text: str, r: random.Random) -> str:
    """A headline in capitals, accents kept or not, without the full stop."""
    text = text.upper().rstrip(".")
    return without_accents(text) if r.random() < 0.5 else text


def no_accents(text: str, r: random.Random) -> str:
    """All accents lost, or those of every other word."""
    if r.random() < 0.6:
        return without_accents(text)
    return " ".join(without_accents(w) if r.random() < 0.5 else w for w in text.split())


def lower(text: str, r: random.Random) -> str:
    """No capital anywhere."""
    return text.lower()


def scanner(text: str, r: random.Random) -> str:
    """One or two words torn apart or glued together."""
    words = text.split(" ")
    for _ in range(r.randint(1, 2)):
        k = r.randrange(len(words))
        if r.random() < 0.5 and len(words[k]) > 5:
            at = r.randrange(2, len(words[k]) - 2)
            words[k] = f"{words[k][:at]} {words[k][at:]}"
        elif k + 1 < len(words):
            words[k : k + 2] = [words[k] + words[k + 1]]
    return " ".join(words)


KINDS: tuple[tuple[Noise, float], ...] = (
    (capitals, 0.45),
    (no_accents, 0.3),
    (lower, 0.1),
    (scanner, 0.15),
)


def spoil(text: str, r: random.Random) -> str:
    """`text` spoilt in one way."""
    kinds, weights = zip(*KINDS, strict=True)
    return r.choices(kinds, weights)[0](text, r)
