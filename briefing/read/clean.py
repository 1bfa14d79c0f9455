"""Text as the rest of the program wants it: NFC, bare newlines, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_NEWLINE = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_ANSI = re.compile("\x1b\\[[0-9;?]{0,16}[ -/]{0,4}[@-~]")
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls without a meaning in text
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width spaces and joiner
    "\u200e\u200f\u202a-\u202e\u2066-\u2069"  # direction: could reorder a quotation
    "\ufff9-\ufffb"
    "]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_BLANKS = re.compile("[ \t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MAX_MARKS = 30
"""Combining marks in a row; UAX #15, stream-safe text. More would make NFC slow."""


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` in NFC, lines ended by a bare newline, and notes on what was left out."""
    text = _ANSI.sub("", _NEWLINE.sub("\n", text))
    text, hidden = _INVISIBLE.subn("", text)
    text, broken = _SURROGATE.subn("\ufffd", text)
    text = unicodedata.normalize("NFC", _without_mark_towers(text))
    notes = []
    if hidden:
        notes.append(f"{hidden} invisible control characters were left out")
    if broken:
        notes.append(f"{broken} halves of characters were replaced by \ufffd")
    return text, tuple(notes)


def one_line(text: str) -> str:
    """`text` on one line: blanks and line breaks become one space, others stay."""
    return _BLANKS.sub(" ", text).strip()


def _without_mark_towers(text: str) -> str:
    marks = "".join(sorted(c for c in set(text) if _combines(c)))
    if not marks:
        return text
    tower = f"([{re.escape(marks)}]{{{_MAX_MARKS}}})[{re.escape(marks)}]+"
    return re.sub(tower, r"\1", text)


@cache
def _combines(character: str) -> bool:
    return unicodedata.combining(character) != 0
