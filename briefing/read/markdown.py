"""Markdown to a document: front matter, headings, lists; the marks are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import unescape

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from briefing.errors import LimitError
from briefing.protocols import Input
from briefing.read.blocks import Block, Content, Metadata, document
from briefing.read.clean import clean
from briefing.read.decode import decode
from briefing.types import Document

_FRONT_MATTER = re.compile(
    r"---[ \t]*\n(.{0,65536}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M
)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.S)
_HIDDEN_HTML = re.compile(r"<(script|style)\b.*?(?:</\1>|\Z)", re.S | re.I)
_MAX_NESTING = 50
"""Levels of lists and quotations. Deeper text is refused, since markdown-it drops it;
its own limit is 20 for CommonMark, and Python's stack ends before 200."""


def read(source: Input) -> Document:
    """The document in Markdown (CommonMark with tables).

    Front matter in YAML gives `title`, `date`, `source` or `publisher`, `author` and
    `url`. Pictures, link addresses and HTML tags are left out, list items keep a mark.

    Raises:
        FormatError: the bytes are not text.
        EmptyError: they hold no text besides front matter.
        LimitError: lists or quotations are nested too deep.
    """
    text, repaired = decode(source)
    text, removed = clean(text)
    metadata, body, unread = front_matter(text)
    tokens = _parser().parse(body)
    if any(token.level >= _MAX_NESTING - 1 for token in tokens):
        raise LimitError(
            f"{source.source}: lists or quotations are nested more than"
            f" {_MAX_NESTING} levels deep"
        )
    content = Content(
        blocks=tuple(_blocks(tokens)),
        metadata=metadata,
        notes=(*repaired, *removed, *unread, *_left_out(tokens)),
    )
    return document(source, content)


def _parser() -> MarkdownIt:
    options = {"maxNesting": _MAX_NESTING, "html": True}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"])


def front_matter(text: str) -> tuple[Metadata, str, tuple[str, ...]]:
    """Metadata from the head of `text`, the text without it, and notes."""
    match = _FRONT_MATTER.match(text)
    if not match:
        return Metadata(), text, ()
    try:
        fields = yaml.safe_load(match[1])
    except (yaml.YAMLError, RecursionError, ValueError):
        return Metadata(), text[match.end() :], ("front matter is not valid YAML",)
    if not isinstance(fields, dict):
        return Metadata(), text, ()
    return _metadata(fields), text[match.end() :], ()


def _metadata(fields: dict[object, object]) -> Metadata:
    by_name = {str(k).lower(): _plain(v) for k, v in fields.items()}
    return Metadata(
        title=by_name.get("title"),
        date=by_name.get("date"),
        publisher=by_name.get("publisher") or by_name.get("source"),
        author=by_name.get("author") or by_name.get("authors"),
        url=by_name.get("url") or by_name.get("link"),
    )


def _plain(value: object) -> str | None:
    """A YAML value in words; `None` for what is empty or has too much structure."""
    if isinstance(value, date):
        return value.isoformat()[: len("2025-06-24")]
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ", ".join(value) or None
    if isinstance(value, dict):
        value = value.get("name")  # which may be the same again, in a hostile file
    return str(value) if isinstance(value, str | int | float) else None


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    """Paragraphs, headings, items and table rows in the order of the text."""
    marks: list[str] = []  # of the lists that are open, outermost first
    pending = ""  # mark of an item that has not shown text yet
    heading = False
    cells: list[str] | None = None
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                marks.append("-")
            case "ordered_list_open":
                marks.append(str(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
            case "list_item_open":
                pending, marks[-1] = _item_mark(marks[-1])
            case "heading_open" | "heading_close":
                heading = token.type == "heading_open"
            case "tr_open":
                cells = []
            case "tr_close":
                yield Block(text=" | ".join(cells or []))
                cells = None
            case "inline" if cells is not None:
                cells.append(" ".join(_inline(token)))
            case "inline":
                for line in _inline(token):
                    yield Block(text=pending + line, heading=heading)
                    pending = ""
            case "code_block" | "fence":
                yield Block(text=pending + token.content)
                pending = ""
            case "html_block":
                yield Block(text=_html_text(token.content))


def _item_mark(mark: str) -> tuple[str, str]:
    """The mark of this item and of the next one in its list."""
    return ("- ", mark) if mark == "-" else (f"{mark}. ", str(int(mark) + 1))


def _inline(token: Token) -> list[str]:
    """The lines of an inline token: a hard break ends one, a soft one does not."""
    parts = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "text_special":
                parts.append(child.content)
            case "softbreak":
                parts.append(" ")
            case "hardbreak":
                parts.append("\n")
            case "html_inline" if child.content.lower().startswith("<br"):
                parts.append("\n")
    return "".join(parts).split("\n")


def _html_text(html: str) -> str:
    return unescape(_TAG.sub(" ", _HIDDEN_HTML.sub(" ", html)))


def _left_out(tokens: Sequence[Token]) -> tuple[str, ...]:
    children = [c.type for t in tokens for c in t.children or ()]
    pictures = children.count("image")
    return (f"{pictures} pictures were left out",) if pictures else ()
