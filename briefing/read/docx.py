"""Word documents (.docx) to documents: text, headings, lists, tables, footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefing.errors import EmptyError, FormatError
from briefing.protocols import Input
from briefing.read.blocks import Block, Content, Metadata, check_expansion, document
from briefing.read.sandbox import call
from briefing.read.unpack import check_zip
from briefing.types import Document

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES = {f"{_RELATIONS}/footnotes": "footnote", f"{_RELATIONS}/endnotes": "endnote"}
_MARKS = {f"{_W}footnoteReference": "", f"{_W}endnoteReference": "e"}
"""What a reference puts before the number of its note."""
_DELETED = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK)
)
_CHARACTERS = {
    f"{_W}p": "\n",  # of a text box that stands in the paragraph
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "\u2011",
    f"{_W}softHyphen": "",
}


def read(source: Input) -> Document:
    """The document in a Word file, with its tracked changes accepted.

    Raises:
        FormatError: it is damaged or protected by a password.
        EmptyError: it has no text.
        LimitError: it would unpack to too much.
    """
    check_zip(source)
    content = Content.from_json(call(f"{__name__}:extract", source.data, source.source))
    return document(source, content)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The content of a Word file as JSON. Runs in the sandbox."""
    import docx
    from docx.opc.exceptions import OpcError

    try:
        word = docx.Document(io.BytesIO(data))
    except (OpcError, KeyError, ValueError) as error:
        raise FormatError(
            f"{name}: not a readable Word document ({type(error).__name__});"
            " open it in a word processor and save it again"
        ) from error
    blocks = (*_body(word), *_notes(word))
    if not blocks:
        raise EmptyError(f"{name}: there is no text in the document")
    check_expansion(sum(len(b.text) for b in blocks), name, data)
    hidden = sum(1 for run in word.element.iter(f"{_W}r") if _is_hidden(run))
    return Content(
        blocks=blocks,
        metadata=_metadata(word),
        notes=(f"hidden text was left out: {hidden} runs",) if hidden else (),
    ).as_json()


def _metadata(word: WordDocument) -> Metadata:
    """The title, if a paragraph has that style; file properties are seldom kept up."""
    for paragraph in word.paragraphs[:10]:
        style = paragraph.style
        if style is not None and style.name == "Title" and paragraph.text.strip():
            return Metadata(title=paragraph.text)
    return Metadata()


def _body(word: WordDocument) -> Iterator[Block]:
    styles = {style.style_id: (style.name or "").lower() for style in word.styles}
    open_text = ""
    for element in _paragraphs_and_rows(word.element.body):
        if element.tag == f"{_W}tr":
            yield Block(text=" | ".join(filter(None, _cells(element))))
            continue
        text = open_text + _text(element)
        if _mark_is_deleted(element):
            open_text = text  # the next paragraph was drawn up to this one
            continue
        open_text = ""
        yield from _paragraph(text, element, styles)
    if open_text:
        yield Block(text=open_text)


def _paragraphs_and_rows(container: Element) -> Iterator[Element]:
    """The paragraphs and table rows of a story, in order, whatever they stand in."""
    pending = list(reversed(container))
    while pending:
        element = pending.pop()
        if element.tag in _DELETED or element.find(f"{_W}trPr/{_W}del") is not None:
            continue
        if element.tag == f"{_W}p" or len(element.findall(f"{_W}tc")) > 1:
            yield element
        else:  # a row of one cell only frames its text
            pending.extend(reversed(element))


def _paragraph(text: str, element: Element, styles: dict[str, str]) -> Iterator[Block]:
    lines = [line for line in text.split("\n") if line.strip()]
    style = styles.get(_value(element, "pStyle") or "", "")
    heading = style.startswith(("heading", "title", "titre"))
    item = style.startswith("list") or element.find(f"{_W}pPr/{_W}numPr") is not None
    for number, line in enumerate(lines):
        mark = "- " if item and not heading and number == 0 else ""
        yield Block(text=mark + line, heading=heading)


def _value(paragraph: Element, name: str) -> str | None:
    found = paragraph.find(f"{_W}pPr/{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _mark_is_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _cells(row: Element) -> Iterator[str]:
    for cell in row.iterchildren(f"{_W}tc"):
        yield " ".join(" ".join(_text(p) for p in cell.iter(f"{_W}p")).split(" "))


def _text(paragraph: Element) -> str:
    """The text of a paragraph as it reads when all changes are accepted."""
    parts = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        if element.tag in _DELETED or _is_hidden(element):
            continue
        if element.tag == f"{_W}t":
            parts.append(element.text or "")
        elif element.tag in _MARKS:
            parts.append(f"[{_MARKS[element.tag]}{element.get(f'{_W}id')}]")
        else:
            parts.append(_CHARACTERS.get(element.tag, ""))
            pending.extend(reversed(element))
    return "".join(parts)


def _is_hidden(run: Element) -> bool:
    """Whether Word shows nothing of a run, neither on the screen nor on paper."""
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val") not in ("0", "false", "off")


def _notes(word: WordDocument) -> Iterator[Block]:
    """The footnotes and endnotes, each after its number in brackets."""
    from docx.oxml import parse_xml

    for relation in word.part.rels.values():
        kind = _NOTES.get(relation.reltype)
        if kind is None or relation.is_external:
            continue
        mark = _MARKS[f"{_W}{kind}Reference"]
        for note in parse_xml(relation.target_part.blob).iterchildren(f"{_W}{kind}"):
            text = " ".join(_text(p) for p in note.iter(f"{_W}p")).strip()
            if text and note.get(f"{_W}type") in (None, "normal"):
                yield Block(text=f"[{mark}{note.get(f'{_W}id')}] {text}")
