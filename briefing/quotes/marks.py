"""Quotation marks → the spans they mark, nested, in one pass over the text.

A pair never reaches out of its paragraph, save where the next paragraph opens with
« again, as French does for a quotation of several paragraphs. A mark left open costs
at most the rest of its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.types import Document, Span

MAX_LEVEL = 3
"""Marks nested more deeply are read as part of the text around them."""

_MARK = re.compile(r"<<|>>|[«»‹›“”„‟\"‘’']")
_PAIRS = {"«": "»", "<<": ">>", "‹": "›", "“": "”", "„": "“", "‘": "’"}
_CLOSERS = {"»": "«", ">>": "<<", "›": "‹", "”": "“"}
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
_BLANK = "  \u202f\t\n\r\u2009"
_BEFORE_OPEN = frozenset(_BLANK + "([{«“‹-–—:/'’\"")
_AFTER_CLOSE = frozenset(_BLANK + '.,;:!?…)]}»”›-–—/"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A span between two marks that belong together."""

    outer: Span
    """With the marks."""
    inner: Span
    """Without the marks and the spaces beside them; never empty."""
    level: int
    closed: bool = True
    turn: bool = False
    """Whether it is a turn of a dialogue, after a dash instead of in marks."""


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner."""

    mark: str
    start: int
    end: int


def find_marked(document: Document) -> list[Marked]:
    """The marked spans of `document` by position, an outer one before its inner."""
    found: list[Marked] = []
    carried: list[_Open] = []
    paragraphs = document.paragraphs
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        stack = _scan(document.text, paragraph, carried, found)
        carried = []
        if stack and _continues(document.text, stack[0], paragraph, following):
            carried = stack[:1]
        else:
            found += _left_open(document.text, stack, paragraph, found)
    return leveled(found)


def _scan(
    text: str, paragraph: Span, carried: list[_Open], found: list[Marked]
) -> list[_Open]:
    """What is still open at the end of `paragraph`; pairs go to `found`."""
    stack = list(carried)
    at = paragraph.start
    if carried and text.startswith((carried[0].mark, "»"), at):
        at += 1  # the mark that repeats the opening is no new quotation
    apostrophes = _single_quotes(text, paragraph)
    for match in _MARK.finditer(text, at, paragraph.end):
        mark = match[0]
        if mark in "'’‘" and match.start() not in apostrophes:
            continue
        _take(text, stack, found, match)
    return stack


def _take(
    text: str, stack: list[_Open], found: list[Marked], match: re.Match[str]
) -> None:
    """Open or close at `match`."""
    mark, start, end = match[0], match.start(), match.end()
    partner = _partner(text, stack, mark, start, end)
    if partner is None:
        if mark == '"' and _only_closes(text, start, end):
            return
        if (mark in _PAIRS or mark in "\"'") and len(stack) < 2 * MAX_LEVEL:
            stack.append(_Open(mark, start, end))
        return
    opened = stack[partner]
    del stack[partner:]
    inner = _trim(text, opened.end, start)
    if inner is not None:
        found.append(
            Marked(outer=Span(start=opened.start, end=end), inner=inner, level=0)
        )


def _partner(
    text: str, stack: list[_Open], mark: str, start: int, end: int
) -> int | None:
    """The place in `stack` of the mark that this one closes, if it closes one."""
    if mark in _CLOSERS:
        return _innermost(stack, (_CLOSERS[mark], *("„" if mark == "”" else ()), mark))
    if mark == "“":
        german = _innermost(stack, ("„",))
        return (
            german
            if german is not None or _opens(text, start, end)
            else (_innermost(stack, ("“",)))
        )
    if mark == '"':
        place = _innermost(stack, ('"',))
        # a straight mark that can only open stands inside another one
        return None if place is not None and _only_opens(text, start, end) else place
    if mark in "’'":
        return _innermost(stack, ("‘", "'"))
    return None


def _innermost(stack: list[_Open], marks: Sequence[str]) -> int | None:
    for place in range(len(stack) - 1, -1, -1):
        if stack[place].mark in marks:
            return place
    return None


def _opens(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before in _BEFORE_OPEN and after not in _BLANK


def _only_opens(text: str, start: int, end: int) -> bool:
    after = text[end] if end < len(text) else " "
    return (
        _opens(text, start, end)
        and after not in _AFTER_CLOSE
        and (start > 0 and text[start - 1] in "([ '’")
    )


def _only_closes(text: str, start: int, end: int) -> bool:
    """Whether a straight mark hangs on the word before it: a stray one."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return before not in _BEFORE_OPEN and after in _AFTER_CLOSE


def _single_quotes(text: str, paragraph: Span) -> frozenset[int]:
    """Offsets in `paragraph` of ' ’ ‘ that quote; the others are apostrophes."""
    places: set[int] = set()
    opened: int | None = None
    for match in re.finditer(r"[‘’']", text[paragraph.start : paragraph.end]):
        start = paragraph.start + match.start()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[start + 1] if start + 1 < paragraph.end else " "
        if before in _BEFORE_OPEN and before not in "'’-" and after.isalpha():
            opened = start if match[0] != "’" else opened
        elif opened is not None and after in _AFTER_CLOSE and before not in _BLANK:
            places |= {opened, start}
            opened = None
    return frozenset(places)


def _trim(text: str, start: int, end: int) -> Span | None:
    """The span without the spaces at its ends, `None` if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end) if start < end else None


def _continues(text: str, opened: _Open, here: Span, following: Span | None) -> bool:
    """Whether the quotation goes on in the next paragraph.

    That opens with « again, or its first mark closes what this one left open.
    """
    if following is None or opened.mark not in ("«", "<<", "“", '"'):
        return False
    if not text.startswith((opened.mark, "»"), following.start):
        return _closes_first(text, opened, following)
    if text.startswith("»", following.start):
        return text.find("»", following.start + 1, following.end) >= 0
    ended = text[here.start : here.end].rstrip()[-1] in ".!?…:;,"
    return ended and _ends_open(text, opened, following)


def _closes_first(text: str, opened: _Open, following: Span) -> bool:
    """Whether the first mark of a paragraph closes what the one before it opened."""
    closer = _PAIRS.get(opened.mark, opened.mark)
    match = _MARK.search(text, following.start, following.end)
    while match is not None and match[0] in "'’‘":
        match = _MARK.search(text, match.end(), following.end)
    if match is None or match[0] != closer:
        return False
    return closer != '"' or _only_closes(text, match.start(), match.end())


def _ends_open(text: str, opened: _Open, following: Span) -> bool:
    """Whether the next paragraph closes what this one opened, or leaves it open too."""
    closer = _PAIRS.get(opened.mark, opened.mark)
    inside = text[following.start + len(opened.mark) : following.end]
    return not inside.count(opened.mark) > inside.count(closer) or closer == opened.mark


def _left_open(
    text: str, stack: list[_Open], paragraph: Span, found: list[Marked]
) -> list[Marked]:
    """What marks left open at the end of `paragraph` may still hold."""
    if not stack or stack[-1].mark in "'‘":
        return []
    last = stack[-1]  # only the innermost: the others would run over it
    later = [m for m in reversed(found[-8:]) if m.outer.start > last.end]
    limit = later[-1].outer.start if later else paragraph.end
    end = limit if not later else _sentence_end(text, last.end, limit)
    inner = _trim(text, last.end, end)
    if inner is None:
        return []
    outer = Span(start=last.start, end=inner.end)
    return [Marked(outer=outer, inner=inner, level=0, closed=False)]


def _sentence_end(text: str, start: int, limit: int) -> int:
    """The end of the first sentence after `start`, `start` if there is none."""
    match = _SENTENCE_END.search(text, start, limit)
    return match.end() if match else start


def leveled(found: list[Marked]) -> list[Marked]:
    """The spans in order of position with their depth, those too deep left out."""
    ordered = sorted(found, key=lambda m: (m.outer.start, -m.outer.end))
    result: list[Marked] = []
    around: list[Span] = []
    for marked in ordered:
        while around and around[-1].end <= marked.outer.start:
            around.pop()
        if len(around) < MAX_LEVEL and not (
            around and marked.outer.end > around[-1].end
        ):
            depth = len(around)
            same = marked.level == depth
            result.append(marked if same else replace(marked, level=depth))
            around.append(marked.outer)
    return result
