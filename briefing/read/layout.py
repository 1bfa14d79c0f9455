"""Lines on pages to paragraphs: what a PDF does not say and a reader sees.

The order of the text in the file is trusted, as it nearly always is the reading order,
except where it jumps between two columns on every line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from briefing.read.blocks import Block
from briefing.read.hyphens import HYPHEN, Habits, end_of_line
from briefing.read.text import break_is_inside, is_item

_MARGIN = 0.12
"""Share of the page's height at top and bottom where running heads and feet stand."""
_REPEATED = 0.4
"""Share of the pages on which a line in the margin must recur, figures aside."""
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxl]{1,6})"
    r"(?:\s*(?:/|sur|of|\|)\s*\d{1,4})?\s*[-–—|]?",
    re.I,
)
_LARGER = 1.12
"""How much larger than the body's text a heading is."""
_TITLE = 1.25
"""How much larger than the body's text a title is."""
_MAX_HEADING = 200
_INDENT = 0.8
"""Width of a first line's indent, in font sizes, from which it is one."""
_SPARE = 1.15
"""Room that a word needs over its estimated width."""
_LEADING = 1.35
"""Distance of lines, over the usual one, from which a paragraph ends."""
_RUNNING = 3
"""Lines under each other from which they are running text."""
_FAR = 3.0
"""Font sizes between two lines of a page from which a paragraph ends there."""
_WIDE_GAP = 2.0
"""Font sizes between two parts of a line from which they are cells or columns."""
_MIN_COLUMN = 15
"""Characters in each half of a line that is cut by a gap between columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of text, or the part of it between two wide gaps. Lengths in points."""

    text: str
    page: int
    left: float
    right: float
    top: float
    """Distance from the upper edge of the page."""
    size: float
    """Of the font."""
    bold: bool = False
    height: float = 842.0
    """Of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What is found on the pages."""

    blocks: tuple[Block, ...] = ()
    title: str | None = None
    left_out: int = 0
    """Running heads, running feet and page numbers."""


def article(lines: Sequence[Line]) -> Article:
    """The article in `lines`, which come in the order of the file."""
    kept = _without_margins(lines)
    left_out = len(lines) - len(kept)
    rows = list(_rows(_in_columns(kept)))
    if not rows:
        return Article(left_out=left_out)
    body = _body_size(rows)
    groups = list(_groups(rows, _usual_pitch(rows)))
    habits = Habits.of([row.text for row in rows])
    blocks = tuple(
        Block(text=_unhyphenated(group, habits), heading=_is_heading(group, body))
        for group in groups
    )
    title = _title(groups, blocks, body)
    return Article(blocks=blocks, title=title, left_out=left_out)


def _title(
    groups: list[list[Line]], blocks: tuple[Block, ...], body: float
) -> str | None:
    """The text in the largest letters of the first page, if they are large enough."""
    first = groups[0][0].page
    sizes = [
        (group[0].size, -i)
        for i, (group, block) in enumerate(zip(groups, blocks, strict=True))
        if group[0].page == first and block.heading
    ]
    size, i = max(sizes, default=(0.0, 0))
    return blocks[-i].text if size > _TITLE * body else None


# Running heads, running feet, page numbers


def _without_margins(lines: Sequence[Line]) -> list[Line]:
    pages = len({line.page for line in lines})
    seen = {(line.page, _shape(line)) for line in lines if _in_margin(line)}
    recurring = Counter(shape for _, shape in seen)
    needed = max(2.0, _REPEATED * pages)

    def stays(line: Line) -> bool:
        if not _in_margin(line):
            return True
        number = _PAGE_NUMBER.fullmatch(line.text.strip())
        return not number and recurring[_shape(line)] < needed

    return [line for line in lines if stays(line)]


def _in_margin(line: Line) -> bool:
    return not _MARGIN * line.height < line.top < (1 - _MARGIN) * line.height


def _shape(line: Line) -> str:
    """A line without what differs between running heads: figures and spaces."""
    return re.sub(r"\d+|\s+", "", line.text).casefold()


# Columns and rows


def _in_columns(lines: Sequence[Line]) -> list[Line]:
    """`lines` with pages reordered where the file goes across two columns."""
    ordered: list[Line] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        on_page = list(page)
        gutter = _crossed_gutter(on_page)
        ordered += on_page if gutter is None else _by_column(on_page, gutter)
    return ordered


def _crossed_gutter(page: list[Line]) -> float | None:
    """Where two columns part that the file mixes line by line, if it does."""
    pairs = [
        (a, b)
        for a, b in pairwise(page)
        if _same_row(a, b) and min(len(a.text), len(b.text)) >= _MIN_COLUMN
    ]
    if len(pairs) < 4 or len(pairs) < 0.3 * len(page) / 2:
        return None
    start, end = max(a.right for a, _ in pairs), min(b.left for _, b in pairs)
    return (start + end) / 2 if start < end else None


def _by_column(page: list[Line], gutter: float) -> list[Line]:
    """Left before right between the lines that go over the gutter."""
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in page:
        if line.right <= gutter:
            left.append(line)
        elif line.left >= gutter:
            right.append(line)
        else:
            ordered += [*left, *right, line]
            left, right = [], []
    return [*ordered, *left, *right]


def _same_row(a: Line, b: Line) -> bool:
    return (
        a.page == b.page
        and abs(a.top - b.top) < 0.5 * min(a.size, b.size)
        and b.left >= a.right
    )


def _rows(lines: Iterable[Line]) -> Iterator[Line]:
    """`lines` with the cells of one row in one line, a bar between them."""
    pending: Line | None = None
    for line in lines:
        if pending is not None and _same_row(pending, line):
            gap = line.left - pending.right
            between = " | " if gap > _WIDE_GAP * line.size else " "
            text = pending.text.rstrip() + between + line.text.lstrip()
            pending = replace(pending, text=text, right=line.right)
            continue
        if pending is not None:
            yield pending
        pending = line
    if pending is not None:
        yield pending


# Paragraphs


def _usual_pitch(rows: Sequence[Line]) -> float:
    """The usual distance of lines in font sizes."""
    pitches = [(b.top - a.top) / a.size for a, b in pairwise(rows) if _below(a, b)]
    return median(pitches) if pitches else 1.2


def _below(a: Line, b: Line) -> bool:
    """Whether `b` stands under `a` with no room for a line between."""
    alike = a.page == b.page and abs(a.size - b.size) < 0.08 * a.size
    return alike and 0 < b.top - a.top < 2.5 * a.size


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """The run of lines under each other that a line stands in. Edges in points."""

    left: float
    right: float
    lines: int


def _groups(rows: Sequence[Line], pitch: float) -> Iterator[list[Line]]:
    """The lines of each paragraph."""
    columns = _columns(rows)
    group: list[Line] = []
    for i, row in enumerate(rows):
        if group and not _goes_on(group[-1], row, columns[i - 1], columns[i], pitch):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _columns(rows: Sequence[Line]) -> list[_Column]:
    """The column of each row."""
    columns: list[_Column] = []
    run: list[Line] = []
    for row in rows:
        if run and not _below(run[-1], row):
            columns += _column(run)
            run = []
        run.append(row)
    return columns + _column(run)


def _column(run: list[Line]) -> list[_Column]:
    if not run:
        return []
    left, right = min(r.left for r in run), max(r.right for r in run)
    return [_Column(left=left, right=right, lines=len(run))] * len(run)


def _goes_on(
    line: Line, following: Line, column: _Column, next_column: _Column, pitch: float
) -> bool:
    """Whether `following` belongs to the same paragraph as `line`."""
    if is_item(following.text) or " | " in line.text or " | " in following.text:
        return False
    if not _same_size(line, following):
        return False
    if line.text.endswith(HYPHEN):
        return True
    if line.page == following.page and following.top - line.top > _FAR * line.size:
        return False
    if break_is_inside(line.text, following.text):
        return True
    if line.bold != following.bold or _would_fit(line, following, column.right):
        return False
    if _below(line, following):
        far = following.top - line.top > _LEADING * pitch * line.size
        return not far and following.left - line.left <= _INDENT * line.size
    # A new column or page: only full lines of running text go on there.
    indented = following.left - next_column.left > _INDENT * following.size
    return min(column.lines, next_column.lines) >= _RUNNING and not indented


def _would_fit(line: Line, following: Line, right: float) -> bool:
    """Whether the next word had room in `line`, so that the break was meant."""
    word = following.text.lstrip().partition(" ")[0]
    width = (line.right - line.left) / max(1, len(line.text)) * (len(word) + 1)
    return right - line.right > _SPARE * width


def _same_size(a: Line, b: Line) -> bool:
    return abs(a.size - b.size) < 0.08 * a.size


# Headings


def _body_size(lines: Sequence[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0]


def _is_heading(group: list[Line], body: float) -> bool:
    text = " ".join(line.text for line in group)
    if len(text) > _MAX_HEADING or " | " in text or is_item(text):
        return False
    if not any(c.isalpha() for c in text):
        return False
    if min(line.size for line in group) > _LARGER * body:
        return True
    return all(line.bold for line in group) and not text.rstrip().endswith((".", ","))


def _unhyphenated(group: list[Line], habits: Habits) -> str:
    joined = [group[0].text]
    for line in group[1:]:
        joined[-1], between = end_of_line(joined[-1], line.text, habits)
        joined += [between, line.text]
    return "".join(joined).replace(HYPHEN, "-")
