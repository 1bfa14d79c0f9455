"""Text of strangers made harmless for a page: nothing in it acts on its reader.

Every string passes `inert` once, in `view.py`; what a format itself gives a meaning
to (Markdown's `*`, HTML's `<`) is escaped where that format is written.
"""

from __future__ import annotations

import re
from typing import Any

_INVISIBLE = re.compile(
    "[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]"
)
_NEW_LINE = re.compile(
    "(?<![ \t])[ \t]*[\n\r\t\v\f\x85\u2028\u2029][ \t\n\r\v\f\x85\u2028\u2029]*"
)


def inert(text: str) -> str:
    """`text` on one line, without characters that steer a terminal or reorder text.

    Invisible direction marks and tag characters go, control characters (ANSI escapes)
    become U+FFFD. French spaces, soft hyphens and joiners stay to the letter.
    """
    if text.isprintable():  # most are; none of the patterns can match
        return text
    text = _NEW_LINE.sub(" ", text)
    return _CONTROL.sub("\ufffd", _INVISIBLE.sub("", text))


def inert_values(value: Any) -> Any:
    """`value`, a tree of dicts and lists, with every string made inert."""
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, dict):
        return {key: inert_values(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [inert_values(item) for item in value]
    return value


_MARKDOWN_INLINE = re.compile(
    r"[\\`*{}|~$]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:\]]|$)|\[(?=\^|[ xX]\])"
)
_MARKDOWN_ENTITY = re.compile(r"&(?=#?\w{0,40}(?:;|$))")
_MARKDOWN_LINK = re.compile(r"(?i)(?<=[a-z]):(?=//)|(?<=\bwww)\.")
_MARKDOWN_START = re.compile(
    r"^(?:(?=#|[+:-](?:[ :-]|$)|=+$)|([0-9]{1,9})(?=[.)](?: |$)))"
)


def markdown(text: str) -> str:
    """`text` so that Markdown shows it as it is, anywhere in a line or table cell.

    Spaces around it go: at the start of a line they could make code of it.

    Holds for CommonMark and GitHub's Markdown, with or without tables, footnotes,
    attribute lists, mathematics and automatic links; `<` and `>` become entities, as
    some renderers know no backslash before them.
    """
    text = _NEW_LINE.sub(" ", text).strip(" ")
    text = _MARKDOWN_ENTITY.sub("&amp;", text)
    text = text.replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN_INLINE.sub(r"\\\g<0>", text)
    text = _MARKDOWN_LINK.sub(r"\\\g<0>", text)
    return _MARKDOWN_START.sub(r"\1\\", text)
