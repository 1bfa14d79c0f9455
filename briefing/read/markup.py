"""HTML trees to blocks. Runs in the sandbox: lxml parses untrusted bytes in C."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.read.blocks import Block
from briefing.read.text import joined

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HIDDEN = _names(
    "script style title noscript template iframe object embed svg math canvas audio"
    " video picture select option textarea button figure nav footer link meta"
)
_BLOCKS = _names(
    "address article aside blockquote body center dd details div dl dt fieldset form"
    " h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td"
    " tfoot th thead tr ul"
) | _names("head list item quote row cell doc")  # these are trafilatura's
_HEADINGS = _names("h1 h2 h3 h4 h5 h6 head")
_ITEMS = frozenset(("li", "item"))
_LISTS = frozenset(("ol", "ul", "list"))
_ROWS = frozenset(("tr", "row"))
_CELLS = frozenset(("td", "th", "cell"))
_BREAKS = frozenset(("br", "lb"))
_IN_CELLS = frozenset(("p", *_CELLS))


def parse(html: str) -> Element:
    """The body of a page or fragment; an empty one if there is nothing to parse."""
    from lxml import etree
    from lxml import html as lxml_html

    # As bytes with the encoding named: lxml refuses text that declares one itself.
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    data = html.encode("utf-8", errors="replace")
    try:
        root: Element = lxml_html.document_fromstring(
            data, parser=parser, ensure_head_body=True
        )
    except etree.ParserError:  # « Document is empty »
        return etree.Element("body")
    body = root.find("body")
    return root if body is None else body


@dataclass(slots=True)
class _Writer:
    """The text since the last block and what it will be."""

    text: list[str] = field(default_factory=list)
    mark: str = ""
    heading: int = 0
    cells: list[str] | None = None
    lists: list[int | None] = field(default_factory=list)
    """Of the lists that are open, the number of the last item; `None` without."""

    def flush(self) -> Iterator[Block]:
        lines = "".join(self.text).split("\n")
        self.text.clear()
        for line in joined([stripped for x in lines if (stripped := x.strip())]):
            yield Block(text=self.mark + line, heading=self.heading > 0)
            self.mark = ""


def tree_blocks(root: Element) -> Iterator[Block]:
    """Paragraphs, headings, list items and table rows under `root`, in order."""
    from lxml import etree

    writer = _Writer()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: Element | None = None
    for event, element in walk:
        if event == "start" and _is_hidden(element):
            skipped = element
            walk.skip_subtree()
        elif event == "start":
            yield from _enter(writer, element)
        elif event == "end" and element is not skipped:
            yield from _leave(writer, element)
        if event != "start" and element is not root:
            writer.text.append(_flat(element.tail))
    yield from writer.flush()


def _is_hidden(element: Element) -> bool:
    return (
        element.tag in _HIDDEN
        or "hidden" in element.attrib
        or bool(_HIDDEN_STYLE.search(element.get("style", "")))
    )


def _enter(writer: _Writer, element: Element) -> Iterator[Block]:
    tag = element.tag
    if tag in _BREAKS:
        writer.text.append("\n" if writer.cells is None else " ")
    elif writer.cells is not None:
        writer.text.append(" " if tag in _BLOCKS else "")
    elif tag in _BLOCKS:
        yield from writer.flush()
        writer.heading += tag in _HEADINGS
        if tag in _LISTS:
            numbered = "ol" in (tag, element.get("rend"))
            writer.lists.append(0 if numbered else None)
        if tag in _ITEMS:
            writer.mark = _mark(writer.lists)
        if tag in _ROWS and _holds_data(element):
            writer.cells = []
    writer.text.append(_flat(element.text))


def _leave(writer: _Writer, element: Element) -> Iterator[Block]:
    tag = element.tag
    if writer.cells is not None:
        if tag in _CELLS:
            writer.cells.append("".join(writer.text).strip())
            writer.text.clear()
        elif tag in _ROWS:
            yield Block(text=" | ".join(filter(None, writer.cells)))
            writer.cells = None
            writer.text.clear()
    elif tag in _BLOCKS:
        yield from writer.flush()
        writer.heading -= tag in _HEADINGS
        if tag in _LISTS and writer.lists:
            writer.lists.pop()


def _mark(lists: list[int | None]) -> str:
    """The mark of the next item in the innermost list."""
    number = lists[-1] if lists else None
    if number is None:
        return "- "
    lists[-1] = number + 1
    return f"{number + 1}. "


def _holds_data(row: Element) -> bool:
    """Whether a row is one of a table, not of a layout made with tables."""
    cells = [child for child in row if child.tag in _CELLS]
    inner = (e.tag for cell in cells for e in cell.iter() if e.tag in _BLOCKS)
    return len(cells) > 1 and all(tag in _IN_CELLS for tag in inner)


def _flat(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""
