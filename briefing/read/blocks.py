"""Paragraphs to a document: what every reader ends with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from briefing.errors import EmptyError, LimitError
from briefing.protocols import Input
from briefing.read.clean import clean, one_line
from briefing.read.head import day_of, stated_author, stated_day
from briefing.types import Document, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading or list item as a reader found it."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a format says about an article, each as plain text."""

    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a reader hands over to become a document."""

    blocks: tuple[Block, ...]
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[str, ...] = ()
    first_heading_is_title: bool = True
    """Whether a heading that comes before any other text names the article."""

    def as_json(self) -> dict[str, Any]:
        """This content as JSON values, to come out of the sandbox."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Content:
        """The content that `as_json` made `value` of."""
        return cls(
            blocks=tuple(Block(**block) for block in value["blocks"]),
            metadata=Metadata(**value["metadata"]),
            notes=tuple(value["notes"]),
            first_heading_is_title=value["first_heading_is_title"],
        )


_TITLE_WITHIN = 4
"""Blocks at the head of an article among which its title is looked for."""
_FREE_CHARACTERS = 1_000_000
_MAX_EXPANSION = 100
"""Characters of text for each byte of input, above the free ones; Tika's rule."""


def expansion_limit(data: bytes) -> int:
    """Characters or bytes that may come out of `data` at most."""
    return max(_FREE_CHARACTERS, _MAX_EXPANSION * len(data))


def check_expansion(size: int, source: str, data: bytes) -> None:
    """Refuses an input that unpacks to far more than its own size.

    Raises:
        LimitError: `size` characters or bytes came out of `data`.
    """
    if size > expansion_limit(data):
        raise LimitError(
            f"{source}: unpacks to {size:,} characters from {len(data):,} bytes;"
            " such files are made to exhaust memory"
        )


def with_title(title: str | None, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with the title before them, if none of the first ones is the title."""
    if not title or any(_same(title, block.text) for block in blocks[:_TITLE_WITHIN]):
        return tuple(blocks)
    return (Block(text=title, heading=True), *blocks)


def document(source: Input, content: Content) -> Document:
    """The document that `content` makes; paragraphs are joined by an empty line.

    Each paragraph stands on one line; no-break spaces and all other typography stay
    as they are.

    Raises:
        EmptyError: no block has text.
    """
    # `one_line` leaves no line breaks inside blocks, and cleaning adds none.
    text, notes = clean("\n\n".join(one_line(b.text) for b in content.blocks))
    blocks = _nonempty(zip(text.split("\n\n"), content.blocks, strict=False))
    if not blocks:
        raise EmptyError(
            f"{source.source}: there is no text in it; is it the right file?"
        )
    check_expansion(len(text), source.source, source.data)
    spans = _spans(blocks)
    metadata = content.metadata
    paragraphs = [block.text for block in blocks]
    title, title_span = _title(metadata.title, blocks, spans, content)
    return Document(
        id=source.id,
        text="\n\n".join(paragraphs),
        paragraphs=spans,
        source=source.source,
        sha256=hashlib.sha256(source.data).hexdigest(),
        title=title,
        title_span=title_span,
        headings=tuple(
            span
            for span, block in zip(spans, blocks, strict=True)
            if block.heading or span == title_span
        ),
        date=day_of(metadata.date or "") or stated_day(paragraphs),
        publisher=_line(metadata.publisher),
        author=_line(metadata.author) or stated_author(paragraphs),
        url=_address(_line(metadata.url)) or _address(source.source),
        notes=(*content.notes, *notes),
    )


def _address(text: str | None) -> str | None:
    """`text` if it is an address of the web: pages link it, so no other will do."""
    return text if text and text.lower().startswith(("http://", "https://")) else None


def _nonempty(pairs: Iterable[tuple[str, Block]]) -> list[Block]:
    stripped = ((text.strip(), block.heading) for text, block in pairs)
    return [Block(text=text, heading=heading) for text, heading in stripped if text]


def _spans(blocks: list[Block]) -> tuple[Span, ...]:
    spans = []
    start = 0
    for block in blocks:
        spans.append(Span(start=start, end=start + len(block.text)))
        start += len(block.text) + len("\n\n")
    return tuple(spans)


def _title(
    named: str | None, blocks: list[Block], spans: tuple[Span, ...], content: Content
) -> tuple[str | None, Span | None]:
    """The title and where it stands; one from metadata may stand in the text too."""
    title = _line(named)
    if title is None and blocks[0].heading and content.first_heading_is_title:
        return blocks[0].text, spans[0]
    for block, span in zip(blocks[:_TITLE_WITHIN], spans, strict=False):
        if title is not None and _same(title, block.text):
            return block.text, span
    return title, None


def _same(a: str, b: str) -> bool:
    """Whether two titles differ in their spaces and capitals at most."""
    return "".join(a.split()).casefold() == "".join(b.split()).casefold()


def _line(text: str | None) -> str | None:
    return one_line(clean(text)[0].replace("\n", " ")) or None if text else None
