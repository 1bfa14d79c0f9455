"""Which format bytes are in: their content decides, the suffix where it is silent."""

from __future__ import annotations

import re

from briefing.protocols import Input

_SUFFIXES = {
    "text": "text",
    "txt": "text",
    "md": "markdown",
    "markdown": "markdown",
    "mdown": "markdown",
}
_HEAD = 4096
"""Bytes in which a format that can be told by its content shows itself."""
_MARKDOWN = re.compile(
    rb"(?:---[ \t]*\r?\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)"
    rb"|\s*#{1,3}[ \t]+\S)"
)


def detect(source: Input) -> str:
    """The name of the format of `source`, a key of `READERS`; `text` if unknown."""
    head = source.data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    by_suffix = _SUFFIXES.get(source.source.rpartition(".")[2].lower(), "text")
    if by_suffix == "text" and _MARKDOWN.match(head):
        return "markdown"
    return by_suffix
