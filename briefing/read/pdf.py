"""PDF files to documents, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.errors import EmptyError, FormatError, LimitError
from briefing.protocols import Input
from briefing.read.blocks import Content, Metadata, check_expansion, document
from briefing.read.hyphens import HYPHEN
from briefing.read.layout import Line, article
from briefing.read.sandbox import call
from briefing.types import Document

if TYPE_CHECKING:
    import pypdfium2

_MAX_PAGES = 1_000
_GAP = 1.2
"""Font sizes between two words of a line from which they are in two parts."""
_BOLD = 600
"""Font weight; 400 is normal, 700 is bold."""
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufffe": HYPHEN,
}
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
    found = article(lines)
    left_out = "{} running heads, feet and page numbers were left out"
    content = Content(
        blocks=found.blocks,
        metadata=Metadata(title=found.title),
        notes=(left_out.format(found.left_out),) if found.left_out else (),
    )
    return content.as_json()


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
    """Words of one line so far. Lengths in points, `y` is that of the baseline."""

    text: list[str]
    left: float
    right: float
    y: float
    size: float
    bold: bool

    def goes_on_with(self, word: _Run) -> bool:
        """Whether `word` stands where the next one of this run is expected."""
        size = max(self.size, word.size)
        gap = word.left - self.right
        return abs(word.y - self.y) < 0.5 * size and -size < gap < _GAP * size


def _page_lines(
    textpage: pypdfium2.PdfTextPage, number: int, height: float
) -> Iterator[Line]:
    """The lines of a page, cut where gaps are wide, in the order of the file."""
    run: _Run | None = None
    for text, first, last in _words(textpage):
        if text.isspace():
            if run is not None and "\n" not in text:
                run.text.append(" ")
            elif run is not None:
                yield from _line(run, number, height)
                run = None
            continue
        word = _placed(textpage.raw, text, first, last)
        if run is not None and run.goes_on_with(word):
            run.text.append(text)
            run.right = max(run.right, word.right)
            run.bold = run.bold and word.bold
            continue
        if run is not None:
            yield from _line(run, number, height)
        run = word
    if run is not None:
        yield from _line(run, number, height)


def _words(textpage: pypdfium2.PdfTextPage) -> Iterator[tuple[str, int, int]]:
    """Words and white space of a page, with their first and last character's index.

    pdfium ends lines with a line break, but not those that end with a hyphen.
    """
    import pypdfium2.raw as pdfium

    raw, start = textpage.raw, 0
    parts: list[str] = []
    for index in range(textpage.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(raw, index))
        if character in " \t\r\n":
            if parts:
                yield "".join(parts), start, index - 1
            yield character.replace("\r", "\n"), index, index
            start, parts = index + 1, []
            continue
        parts.append(_LIGATURES.get(character, character))
        if character == HYPHEN:
            yield "".join(parts), start, index
            start, parts = index + 1, []
    if parts:
        yield "".join(parts), start, textpage.count_chars() - 1


def _placed(raw: Any, text: str, first: int, last: int) -> _Run:
    """A word with its place on the page. Asking for each character is far slower."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(raw, first, box)
    left, right = box.left, box.right
    if last > first and pdfium.FPDFText_GetLooseCharBox(raw, last, box):
        right = max(right, box.right)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(raw, first, x, y)
    size = pdfium.FPDFText_GetFontSize(raw, first) or 1.0
    bold = pdfium.FPDFText_GetFontWeight(raw, first) >= _BOLD
    return _Run([text], left, right, y.value, size, bold)


def _line(run: _Run, page: int, height: float) -> Iterator[Line]:
    units = "".join(run.text).encode("utf-16-le", errors="surrogatepass")
    text = units.decode("utf-16-le", errors="replace").replace("\u00ad", HYPHEN).strip()
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
