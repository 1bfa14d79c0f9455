"""Plain text to a document: which line breaks end a paragraph, and what is a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefing.protocols import Input
from briefing.read.blocks import Block, Content, document
from briefing.read.clean import clean
from briefing.read.decode import decode
from briefing.types import Document

_EMPTY_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_FIRST_LINE = re.compile(r"\n(?=[ \t]{2,8}[A-ZÀ-ÝŒ«“\"–—][^\n]*\n\S)")
"""Before a line that is indented, where the one after it is not."""
_ITEM = re.compile(r"(?:[-–—―•‣▪◦*·►●]|\(?(?:\d{1,3}[.)°]|[a-zA-Z]\)))\s+\S")
_BETWEEN_DASHES = re.compile(r"[-–—]\s.*\s?[-–—]$")
_OPEN_END = re.compile(r"[\w,;’'(«\-–—/&%€]$")
_OPEN_WORD = re.compile(
    r"\b(?:[ldLD][’']|(?:[LlDd]es?|la|une?|du|à|aux?|et|ou|en|par|pour|sur|dans|avec|que|qui"
    r"|dont|MM?\.|Mmes?|Dr)\s?)$"
)
"""A word at the end of a line that cannot be the last of a sentence."""
_LOWER_START = re.compile(r"[a-zà-öø-ÿœ(]")
_FINAL = re.compile(r"(?<!\.\.)[.,;:]$")
_ENDS = re.compile(r"[.!?…:;][\s»”\")\]]*$")
_MAX_WIDTH = 120
"""Characters; longer lines are paragraphs, nobody wraps text that wide."""
_MIN_FILL = 0.75
"""How full the lines of wrapped text are: their median over the longest one."""
_MAX_HEADING = 150
"""Characters; the longest title of the development articles has 135."""


def read(source: Input) -> Document:
    """The document in plain text.

    A short first paragraph without a final stop is the title, later ones of the kind
    are headings. Hard-wrapped lines are joined.

    Raises:
        FormatError: the bytes are not text.
        EmptyError: they hold nothing but white space.
    """
    text, repaired = decode(source)
    text, removed = clean(text)
    blocks = text_blocks(text)
    return document(source, Content(blocks=blocks, notes=(*repaired, *removed)))


def text_blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of `text`, which is clean, with its headings marked."""
    text = _FIRST_LINE.sub("\n\n", text.strip())
    chunks = [_lines(chunk) for chunk in _EMPTY_LINES.split(text)]
    width = _wrap_width([line for lines in chunks for line in lines[:-1]])
    paragraphs = [p for lines in chunks for p in joined(lines, width)]
    lengths = [*map(len, paragraphs), 0, 0]
    return tuple(
        # Below a title a short line and a heading may come first.
        Block(
            text=text,
            heading=_is_heading(text, max(lengths[i + 1 : i + 3 if i else None])),
        )
        for i, text in enumerate(paragraphs)
    )


def _lines(chunk: str) -> list[str]:
    return [stripped for line in chunk.split("\n") if (stripped := line.strip())]


def _wrap_width(inner: list[str]) -> int | None:
    """Where lines were wrapped, `None` if they were not.

    Args:
        inner: the lines that another one follows without an empty line between.
    """
    lengths = sorted(map(len, inner))
    if not lengths or lengths[-1] > _MAX_WIDTH:
        return None
    full = lengths[len(lengths) // 2] >= _MIN_FILL * lengths[-1]
    return lengths[-1] if full else None


def joined(lines: list[str], width: int | None = None) -> Iterator[str]:
    """The paragraphs in `lines`, between which no line is empty.

    Args:
        lines: without white space around them.
        width: where they were wrapped, if they were.
    """
    if not lines:
        return
    parts = [lines[0]]
    for line, following in pairwise(lines):
        if not _goes_on(line, following, width):
            yield " ".join(parts)
            parts = []
        parts.append(following)
    yield " ".join(parts)


def is_item(text: str) -> bool:
    """Whether `text` begins with the mark or number of a list item."""
    return bool(_ITEM.match(text))


def break_is_inside(line: str, following: str) -> bool:
    """Whether the words around a line break say that it ends no paragraph."""
    if _OPEN_WORD.search(line):
        return True
    return bool(_OPEN_END.search(line) and _LOWER_START.match(following))


def _goes_on(line: str, following: str, width: int | None) -> bool:
    if is_item(following):
        return False
    if break_is_inside(line, following):
        return True
    if width is None:
        return False
    next_word = following.partition(" ")[0]  # no-break spaces are inside words
    full = len(line) >= _MIN_FILL * width and not _ENDS.search(line)
    return full or len(line) + 1 + len(next_word) > width


def _is_heading(text: str, following: int) -> bool:
    """Whether `text` is a heading: short, no final stop, longer paragraphs follow.

    `following` is the length of the longest of those looked at.
    """
    return (
        len(text) <= _MAX_HEADING
        and len(text) < following
        and not _FINAL.search(text)
        and (not is_item(text) or bool(_BETWEEN_DASHES.match(text)))
        and any(c.isalpha() for c in text)
    )
