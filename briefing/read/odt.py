"""OpenDocument texts (.odt), as LibreOffice writes them, to documents."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from briefing.errors import EmptyError, FormatError
from briefing.protocols import Input
from briefing.read.blocks import Block, Content, Metadata, check_expansion, document
from briefing.read.sandbox import call
from briefing.read.unpack import check_zip
from briefing.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE = f"{_OASIS}text:1.0}}", f"{_OASIS}table:1.0}}"
_OFFICE, _STYLE = f"{_OASIS}office:1.0}}", f"{_OASIS}style:1.0}}"
_AS_HTML = {
    f"{_TEXT}h": "h2",
    f"{_TEXT}p": "p",
    f"{_TEXT}list": "ul",
    f"{_TEXT}list-item": "li",
    f"{_TEXT}line-break": "br",
    f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "tr",
    f"{_TABLE}table-cell": "td",
}
_SPACES = frozenset((f"{_TEXT}s", f"{_TEXT}tab"))
_DROPPED = (f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms")


def read(source: Input) -> Document:
    """The document in an OpenDocument text, with its tracked changes accepted.

    Raises:
        FormatError: it is damaged or protected by a password.
        EmptyError: it has no text.
        LimitError: it would unpack to too much.
    """
    check_zip(source).close()
    content = Content.from_json(call(f"{__name__}:extract", source.data, source.source))
    return document(source, content)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The content of an OpenDocument text as JSON. Runs in the sandbox."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("content.xml"), parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"{name}: damaged or protected ({error})") from error
    body = root.find(f".//{_OFFICE}text")
    if body is None:
        raise FormatError(f"{name}: this is no OpenDocument text")
    blocks = _blocks(body, _title_styles(root))
    if not blocks:
        raise EmptyError(f"{name}: there is no text in the document")
    check_expansion(sum(len(b.text) for b in blocks), name, data)
    title = next((b.text for b in blocks[:3] if b.heading), None)
    return Content(blocks=blocks, metadata=Metadata(title=title)).as_json()


def _title_styles(root: Element) -> frozenset[str | None]:
    """The styles of titles: « Title » and those made from it in the document."""
    made = (
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}parent-style-name") in ("Title", "Subtitle")
    )
    return frozenset(("Title", *made))


def _blocks(body: Element, titles: frozenset[str | None]) -> tuple[Block, ...]:
    """The text as HTML would have it, footnotes at its end."""
    from lxml import etree

    from briefing.read.markup import tree_blocks

    etree.strip_elements(body, *_DROPPED, with_tail=False)
    for note in list(body.iter(f"{_TEXT}note")):
        body.extend(_numbered(note))  # out of the paragraph that it stands in
    for element in body.iter(etree.Element):
        title = element.get(f"{_TEXT}style-name") in titles
        if element.tag in _SPACES:
            element.text = " "
        element.tag = "h1" if title else _AS_HTML.get(element.tag, "span")
    return tuple(tree_blocks(body))


def _numbered(note: Element) -> list[Element]:
    """The paragraphs of a footnote; its number in brackets stands there and here."""
    citation = note.find(f"{_TEXT}note-citation")
    paragraphs = note.findall(f"{_TEXT}note-body/{_TEXT}p")
    if citation is not None:
        citation.text = f"[{citation.text}]"
        for first in paragraphs[:1]:
            first.text = f"{citation.text} {first.text or ''}"
    return list(paragraphs)
