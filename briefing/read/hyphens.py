"""Hyphens at the ends of lines: do they belong to the word or only divide it?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

HYPHEN = "\x02"
"""A hyphen at the end of a line, of which it is not known whether it is part of the
word; pdfium's sign for it."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LAST_PART = re.compile(r"[^\W_]+(?:-[^\W_]+)*-?$")


def words_of(text: str) -> list[str]:
    """The words of a text, compounds in one piece."""
    return _WORD.findall(text)


def end_of_line(line: str, following: str, words: frozenset[str]) -> tuple[str, str]:
    """`line` as it ends when `following` is joined to it, and what goes between."""
    if not line.endswith((HYPHEN, "-")) or not following[:1].isalnum():
        return line, " "
    if following[:1].isdigit():
        return line, ""
    before = _LAST_PART.search(line[:-1])
    after = _WORD.match(following)
    kept = before and after and _keeps_hyphen(before[0], after[0], words)
    return line[:-1], "-" if kept else ""


def _keeps_hyphen(before: str, after: str, words: frozenset[str]) -> bool:
    """Whether the word is written with a hyphen also inside a line.

    What the document does elsewhere decides, else the parts of the word.
    """
    if f"{before}-{after}" in words:
        return True
    if before + after in words:
        return False
    first = before.rpartition("-")[2].casefold()
    last = after.partition("-")[0].casefold()
    return (
        not after[:1].islower()
        or ("-" in before and first in _compounds()["middle"])
        or first in _compounds()["first"]
        or last in _compounds()["last"]
    )


@cache
def _compounds() -> dict[str, frozenset[str]]:
    """Parts of words after or before which a hyphen stands, by their place."""
    lines = (Path(__file__).parent / "data" / "hyphens.tsv").read_text("utf-8")
    rows = [x.split("\t") for x in lines.splitlines() if x and not x.startswith("#")]
    return {
        place: frozenset(word for word, where in rows if where == place)
        for place in ("first", "middle", "last")
    }
