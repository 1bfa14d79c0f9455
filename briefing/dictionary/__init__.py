"""French words of the press with their English, form by form.

The words that corpora of debates and manuals lack, so that a model trained on those
cannot know them: « innover », "innovate"; « sillonnaient », "criss-crossed". Form by
form, so that number and tense are those of the French. `data/words.tsv` has form, code
and English; the codes are told in its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


@cache
def _text() -> str:
    return (files("briefing.dictionary") / "data" / "words.tsv").read_text("utf-8")


def entries() -> Iterator[tuple[str, str, str]]:
    """French form, code and English of each word."""
    for line in _text().splitlines():
        if line[:1] != "#":
            form, code, english = line.split("\t")
            yield form, code, english


def look_up(word: str) -> str | None:
    """The English of a French word as it stands, `None` if it is not known.

    Looked for in the text of the file: few words of a run are asked for, and taking
    all of its lines apart would cost more than finding those.
    """
    start = _text().find(f"\n{word.lower()}\t")
    if start < 0:
        return None
    end = _text().find("\n", start + 1)
    return _text()[start:end].rpartition("\t")[2]
