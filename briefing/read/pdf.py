"""PDF files to documents, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.errors import EmptyError, FormatError, LimitError
from briefing.protocols import Input
from briefing.read.blocks import Content, Metadata, check_expansion, document
from briefing.read.layout import HYPHEN, Line, article
from briefing.read.sandbox import call
from briefing.types import Document

if TYPE_CHECKING:
    import pypdfium2

_MAX_PAGES = 1_000
_GAP = 1.2
"""Font sizes between two characters of a line from which they are in two parts."""
_BOLD = 600
"""Font weight; 400 is normal, 700 is bold."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"}
_MIN_LETTERS = 20
"""Letters a page below which a file is taken for a scan."""


def read(source: Input) -> Document:
    """The article in a PDF file, without running heads, feet and page numbers.

    Raises:
        FormatError: it is damaged or protected by a password.
        EmptyError: its pages are pictures without text.
        LimitError: it has too many pages or takes too long.
    """
    content = Content.from_json(call(f"{__name__}:extract", source.data, source.source))
    return document(source, content)


def extract(data: bytes, name: str) -> dict[str, Any]:
    """The content of a PDF file as JSON. Runs in the sandbox."""
    import pypdfium2
    from pypdfium2 import PdfiumError

    try:
        pdf = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        raise FormatError(_why_not(str(error), name)) from error
    if len(pdf) > _MAX_PAGES:
        raise LimitError(f"{name}: {len(pdf):,} pages, {_MAX_PAGES:,} at most are read")
    lines: list[Line] = []
    size = 0
    for number in range(len(pdf)):
        page = pdf[number]
        textpage = page.get_textpage()
        size += textpage.count_chars()
        check_expansion(size, name, data)
        lines += _page_lines(textpage, number, page.get_height())
        textpage.close()
        page.close()
    _refuse_scan(lines, len(pdf), name)
    found, title = article(lines)
    return Content(blocks=found, metadata=Metadata(title=title)).as_json()


def _why_not(error: str, name: str) -> str:
    if "password" in error.lower() or "security" in error.lower():
        return f"{name}: protected by a password; save it without one"
    return f"{name}: damaged, pdfium cannot open it ({error})"


def _refuse_scan(lines: list[Line], pages: int, name: str) -> None:
    letters = sum(1 for line in lines for c in line.text if c.isalpha())
    if letters < _MIN_LETTERS * max(1, pages):
        raise EmptyError(
            f"{name}: {pages} pages with hardly any text, probably a scan;"
            " recognize its text first: ocrmypdf -l fra IN.pdf OUT.pdf"
        )


@dataclass(slots=True)
class _Run:
    """Characters of one line so far. `y` is the height of the baseline."""

    text: list[str]
    left: float
    right: float
    y: float
    size: float
    bold: bool


def _page_lines(
    textpage: pypdfium2.PdfTextPage, number: int, height: float
) -> Iterator[Line]:
    """The lines of a page, cut where gaps are wide, in the order of the file."""
    run: _Run | None = None
    for index in range(textpage.count_chars()):
        run, done = _extended(run, textpage.raw, index)
        if done is not None:
            yield from _line(done, number, height)
    if run is not None:
        yield from _line(run, number, height)


def _extended(
    run: _Run | None, raw: Any, index: int
) -> tuple[_Run | None, _Run | None]:
    """`run` with one more character or a new run, and the run that this one ends."""
    import pypdfium2.raw as pdfium

    code = pdfium.FPDFText_GetUnicode(raw, index)
    if code in (0x0A, 0x0D):
        return None, run
    text = _LIGATURES.get(code) or ("" if 0xD800 <= code < 0xE000 else chr(code))
    if pdfium.FPDFText_IsGenerated(raw, index) == 1:
        if run is not None:
            run.text.append(text)
        return run, None
    left, right, y = _position(raw, index)
    size = pdfium.FPDFText_GetFontSize(raw, index) or 1.0
    bold = pdfium.FPDFText_GetFontWeight(raw, index) >= _BOLD
    if run is not None and _continues(run, left, y, size):
        run.text.append(text)
        run.right = max(run.right, right)
        run.bold = run.bold and bold
        return run, None
    return _Run([text], left, right, y, size, bold), run


def _continues(run: _Run, left: float, y: float, size: float) -> bool:
    """Whether a character stands where the next one of `run` is expected."""
    gap = left - run.right
    return abs(y - run.y) < 0.5 * max(size, run.size) and -size < gap < _GAP * size


def _position(raw: Any, index: int) -> tuple[float, float, float]:
    """Left and right edge and baseline of a character, in points."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, index, box)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
    return box.left, box.right, y.value


def _line(run: _Run, page: int, height: float) -> Iterator[Line]:
    text = "".join(run.text).replace("\u00ad", HYPHEN).strip()
    if text:
        yield Line(
            text=text,
            page=page,
            left=run.left,
            right=run.right,
            top=height - run.y,
            size=run.size,
            bold=run.bold,
            height=height,
        )
