"""Pieces of a Word file that python-docx does not offer, or not fast enough."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can name."""

Cell = Callable[[Any], Any]
"""Writes into a paragraph."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_GRAY = "5B6672"


def indented(document: Any) -> Any:
    """A paragraph under a point."""
    from docx.shared import Mm, Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Mm(12)
    paragraph.paragraph_format.space_after = Pt(2)
    return paragraph


def plain(text: str) -> Cell:
    """Writes `text`."""
    return lambda paragraph: paragraph.add_run(text)


def in_french(text: str) -> Cell:
    """Writes `text`, marked as French."""
    return lambda paragraph: add_french(paragraph, text)


def add_french(paragraph: Any, text: str, *, italic: bool = False) -> None:
    """Adds `text` as French."""
    run = paragraph.add_run(text)
    run.italic = italic or None
    run._r.get_or_add_rPr().append(element("lang", val="fr-FR"))


def add_faint(paragraph: Any, text: str) -> None:
    """Adds `text` in small gray letters."""
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.size, run.font.color.rgb = Pt(9), RGBColor.from_string(_GRAY)
    paragraph.paragraph_format.space_after = Pt(2)


def add_table(
    document: Any,
    heads: Sequence[str],
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """A table of which the head is repeated on each page; widths in mm."""
    from docx.shared import Mm, Pt

    cells = [[*map(plain, heads)], *rows]
    table = document.add_table(len(cells), len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row, writers in zip(table._tbl.tr_lst, cells, strict=True):
        row.get_or_add_trPr().append(element("cantSplit"))
        for cell, write, width in zip(row.tc_lst, writers, widths, strict=True):
            cell.width = Mm(width)
            paragraph = _paragraph(cell, table)
            paragraph.paragraph_format.space_after = Pt(0)
            write(paragraph)
    for cell in table.rows[0].cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    table._tbl.tr_lst[0].get_or_add_trPr().append(element("tblHeader"))


def _paragraph(cell: Any, table: Any) -> Any:
    """The cell's paragraph, without the search through the grid of `Table.cell`."""
    from docx.text.paragraph import Paragraph

    return Paragraph(cell.p_lst[0], table)


def add_page_number(paragraph: Any) -> None:
    """Adds the field that Word fills with the page's number."""
    command = element("instrText")
    command.text = "PAGE"
    begin, end = (element("fldChar", fldCharType=kind) for kind in ("begin", "end"))
    paragraph.add_run()._r.extend([begin, command, end])


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML."""
    from docx.oxml import OxmlElement

    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(f"{{{_W}}}{key}", value)
    return element


def pack(document: Any) -> bytes:
    """The file's bytes, with every part dated alike."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
