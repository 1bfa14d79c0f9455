"""EPUB books and magazines to documents: the chapters in their order of reading."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from briefing.errors import EmptyError, FormatError
from briefing.protocols import Input
from briefing.read.blocks import Block, Content, Metadata, document
from briefing.read.html import decode_page
from briefing.read.sandbox import call
from briefing.read.unpack import check_zip
from briefing.types import Document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTAINER = "META-INF/container.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"


def read(source: Input) -> Document:
    """The text of an EPUB file, with its title, author, publisher and date.

    Raises:
        FormatError: it is damaged or protected.
        EmptyError: it has no text.
        LimitError: it would unpack to too much.
    """
    check_zip(source).close()
    content = Content.from_json(call(f"{__name__}:extract", source.data, source.source))
    return document(source, content)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The content of an EPUB file as JSON. Runs in the sandbox."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        try:
            package_path = _package_path(_xml(archive.read(_CONTAINER)))
            package = _xml(archive.read(package_path))
            blocks = [
                block
                for path in _chapters(package, package_path)
                for block in _chapter(archive.read(path))
            ]
        except KeyError as error:
            raise FormatError(f"{name}: damaged EPUB file ({error})") from error
    if not blocks:
        raise EmptyError(f"{name}: there is no text in the book")
    metadata = Metadata(
        title=package.findtext(f".//{_DC}title"),
        author=package.findtext(f".//{_DC}creator"),
        publisher=package.findtext(f".//{_DC}publisher"),
        date=package.findtext(f".//{_DC}date"),
    )
    return Content(blocks=tuple(blocks), metadata=metadata).as_json()


def _xml(data: bytes) -> Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(data, parser)


def _package_path(container: Element) -> str:
    for root in container.iter("{*}rootfile"):
        return str(root.get("full-path"))
    raise KeyError("no rootfile")


def _chapters(package: Element, package_path: str) -> list[str]:
    """Paths of the chapters in the archive, in their order of reading."""
    folder = posixpath.dirname(package_path)
    hrefs = {item.get("id"): item.get("href") for item in package.iter(f"{_OPF}item")}
    spine = [item.get("idref") for item in package.iter(f"{_OPF}itemref")]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(hrefs[idref])))
        for idref in spine
    ]


def _chapter(data: bytes) -> list[Block]:
    from briefing.read.markup import parse, tree_blocks

    text, _ = decode_page(Input(id="", source="chapter", data=data))
    return list(tree_blocks(parse(text)))
