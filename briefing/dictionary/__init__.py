"""French words of the press with their English, form by form.

The words that corpora of debates and manuals lack, so that a model trained on those
cannot know them: « innover », "innovate"; « sillonnaient », "criss-crossed". Form by
form, so that number and tense are those of the French. `data/words.tsv` has form, code
and English; the codes are told in its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files


def entries() -> Iterator[tuple[str, str, str]]:
    """French form, code and English of each word."""
    text = (files("briefing.dictionary") / "data" / "words.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line[:1] != "#":
            form, code, english = line.split("\t")
            yield form, code, english


@cache
def words() -> Mapping[str, str]:
    """The English of each French form, in lower case."""
    return {form: english for form, _, english in entries()}


def look_up(word: str) -> str | None:
    """The English of a French word as it stands, `None` if it is not known."""
    return words().get(word.lower())
