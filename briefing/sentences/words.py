"""The word lists of the sentence rules, read once from `data/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast, get_args

from briefing.resources import lines, rows

AbbreviationClass = Literal["name", "inner", "number", "open"]


@cache
def abbreviations() -> Mapping[str, AbbreviationClass]:
    """What may follow each abbreviation, which is written without its last stop."""
    found: dict[str, AbbreviationClass] = {}
    for word, kind in rows(__package__, "abbreviations.tsv"):
        if kind not in get_args(AbbreviationClass):
            raise ValueError(f"abbreviations.tsv: no class {kind!r} (of {word!r})")
        found[word] = cast(AbbreviationClass, kind)
        if len(word) > 1:  # a lone capital is an initial
            found.setdefault(word[0].upper() + word[1:], found[word])
    return found


@cache
def starters() -> frozenset[str]:
    """Words that begin sentences and seldom stand with a capital inside one."""
    return frozenset(lines(__package__, "starters.txt"))


@cache
def labels() -> frozenset[str]:
    """Nouns that a lone capital letter labels (« le plan B »)."""
    return frozenset(lines(__package__, "labels.txt"))


@cache
def shouting_names() -> frozenset[str]:
    """Names that end with an exclamation or question mark, without it."""
    return frozenset(lines(__package__, "shouting_names.txt"))
