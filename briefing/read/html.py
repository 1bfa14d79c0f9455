"""HTML pages to documents, by trafilatura: the article without what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import TYPE_CHECKING, Any

from briefing.errors import EmptyError
from briefing.protocols import Input
from briefing.read.blocks import (
    Block,
    Content,
    Metadata,
    check_expansion,
    document,
    with_title,
)
from briefing.read.decode import decode_declared
from briefing.read.sandbox import call
from briefing.types import Document

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,40})",
    re.I,
)
_HEAD = 4096
_KEPT_SPACES = {
    "\u00a0": "\U000103a0",
    "\u202f": "\U000103a1",
    "\u2009": "\U000103a2",
}
"""French spaces and what stands for them in trafilatura, which makes spaces plain and
drops private characters: letters of Old Persian."""
_SPACE_ENTITIES = re.compile(
    r"&(?:nbsp|#160|#xa0|thinsp|#8201|#x2009|#8239|#x202f);", re.I
)
_MIN_ARTICLE = 0.2
"""Share of the page's paragraph text below which trafilatura is taken to have missed
the article, when there is more than …"""
_ALL = 1.02
"""Letters of the page, over the article's, up to which the page is the article."""
_MIN_TEXT = 400
"""… this many characters of it."""
_RUNNING = 80
"""Characters from which a block is running text and no menu entry."""
_DATES = {
    "original_date": True,
    "extensive_search": False,  # what it guesses from is often another article's date
    "min_date": "1800-01-01",
    "max_date": "2999-12-31",  # the default is today: the result would change with time
}


def read(source: Input) -> Document:
    """The article in a page, with title, author, date, publisher and canonical link.

    Raises:
        EmptyError: the page has no text.
        LimitError: it is too deep or takes too long.
    """
    content = Content.from_json(call(f"{__name__}:extract", source.data, source.source))
    return document(source, content)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The content of a page as JSON. Runs in the sandbox."""
    text, notes = decode_page(Input(id="", source=name, data=data))
    content = page_content(text, notes)
    if not content.blocks:
        raise EmptyError(f"{name}: there is no text in the page")
    check_expansion(_size(content.blocks), name, data)
    return content.as_json()


def fragment(html: str, name: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML, all of them."""
    found = call(f"{__name__}:extract_fragment", html.encode(errors="replace"), name)
    return Content.from_json(found).blocks


def extract_fragment(data: bytes, name: str) -> dict[str, Any]:
    """The blocks of a piece of HTML in UTF-8 as JSON. Runs in the sandbox."""
    from briefing.read.markup import parse, tree_blocks

    if not data.strip():
        return Content(blocks=()).as_json()
    blocks = tuple(tree_blocks(parse(data.decode())))
    check_expansion(_size(blocks), name, data)
    return Content(blocks=blocks).as_json()


def decode_page(source: Input) -> tuple[str, tuple[str, ...]]:
    """The text of a page, by the encoding that it declares if that can be right."""
    found = _CHARSET.search(source.data[:_HEAD])
    return decode_declared(source, found and found[1].decode("ascii", "replace"))


def page_content(html: str, notes: tuple[str, ...] = ()) -> Content:
    """The article in a page; all of the page's text if none is found."""
    from briefing.read.markup import parse, tree_blocks

    extracted = _extracted(html)
    blocks = _restored(tree_blocks(extracted.body)) if extracted else []
    everything = list(tree_blocks(parse(html)))
    metadata = _metadata(extracted) if extracted else Metadata()
    if _missed(blocks, everything):
        blocks = everything
        notes = (*notes, "no article was found in the page: all of its text is here")
    elif _letters(everything) <= _ALL * _letters(blocks):
        blocks = everything  # the same text, with its lists as they are in the page
    titled = with_title(metadata.title, blocks)
    left_out = _size(everything) - _size(titled)
    if left_out > 0:
        notes = (*notes, f"{left_out} characters around the article were left out")
    return Content(blocks=titled, metadata=metadata, notes=notes)


def _size(blocks: Iterable[Block]) -> int:
    return sum(len(block.text) for block in blocks)


def _letters(blocks: Iterable[Block]) -> int:
    return sum(1 for block in blocks for c in block.text if c.isalpha())


def _extracted(html: str) -> Extracted | None:
    """What trafilatura finds in a page, with letters for the spaces it would change."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document as Extracted

    html = _SPACE_ENTITIES.sub(lambda m: _KEPT_SPACES[unescape(m[0])], html)
    found = bare_extraction(
        html.translate({ord(k): v for k, v in _KEPT_SPACES.items()}),
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,
    )
    if isinstance(found, Extracted) and found.body is not None:
        return found
    return None


def _restored(blocks: Iterable[Block]) -> list[Block]:
    return [Block(text=_restore(b.text), heading=b.heading) for b in blocks]


def _restore(text: str) -> str:
    for space, standing_in in _KEPT_SPACES.items():
        text = text.replace(standing_in, space)
    return text


def _metadata(found: Extracted) -> Metadata:
    def plain(value: str | None) -> str | None:
        return _restore(value) if value else None

    return Metadata(
        title=plain(found.title),
        date=plain(found.date),
        publisher=plain(found.sitename),
        author=plain(found.author),
        url=plain(found.url),
    )


def _missed(article: list[Block], everything: list[Block]) -> bool:
    """Whether far more running text is in the page than in the article."""
    running = _size(b for b in everything if len(b.text) >= _RUNNING)
    found = _size(article)
    return not article or (running >= _MIN_TEXT and found < _MIN_ARTICLE * running)
