"""The word lists of the sentence rules, read once from `data/`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

AbbreviationClass = Literal["name", "inner", "number", "open"]

_DATA = Path(__file__).parent / "data"


@cache
def abbreviations() -> Mapping[str, AbbreviationClass]:
    """What may follow each abbreviation, which is written without its last stop."""
    found: dict[str, AbbreviationClass] = {}
    for line in _lines("abbreviations.tsv"):
        word, kind = line.split("\t")
        if kind not in get_args(AbbreviationClass):
            raise ValueError(f"abbreviations.tsv: no class {kind!r} (of {word!r})")
        found[word] = cast(AbbreviationClass, kind)
        if len(word) > 1:  # a lone capital is an initial
            found.setdefault(word[0].upper() + word[1:], found[word])
    return found


@cache
def starters() -> frozenset[str]:
    """Words that begin sentences and seldom stand with a capital inside one."""
    return frozenset(_lines("starters.txt"))


@cache
def labels() -> frozenset[str]:
    """Nouns that a lone capital letter labels (« le plan B »)."""
    return frozenset(_lines("labels.txt"))


@cache
def shouting_names() -> frozenset[str]:
    """Names that end with an exclamation or question mark, without it."""
    return frozenset(_lines("shouting_names.txt"))


def _lines(name: str) -> Iterator[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
