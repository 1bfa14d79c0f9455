"""French feminine and plural forms of nouns and adjectives, by their endings."""

from __future__ import annotations

_FEMININE = (
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("yen", "yenne"),
    ("eur", "euse"),
    ("eux", "euse"),
    ("teur", "trice"),
    ("er", "ère"),
    ("el", "elle"),
    ("et", "ette"),
    ("on", "onne"),
    ("if", "ive"),
    ("e", "e"),
)
_PLURAL = (
    ("s", "s"),
    ("x", "x"),
    ("z", "z"),
    ("al", "aux"),
    ("au", "aux"),
    ("eu", "eux"),
)


def feminine(word: str) -> str:
    """The feminine of an adjective or noun: « italien » gives « italienne »."""
    for ending, replacement in _FEMININE:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    return word + "e"


def plural(word: str) -> str:
    """The plural of a French word: « régional » gives « régionaux »."""
    for ending, replacement in _PLURAL:
        if word.endswith(ending):
            return word.removesuffix(ending) + replacement
    return word + "s"


def forms(word: str) -> tuple[str, ...]:
    """Masculine and feminine, singular and plural, each once."""
    other = feminine(word)
    return tuple(dict.fromkeys((word, plural(word), other, plural(other))))
