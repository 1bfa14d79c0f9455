"""Speech without quotation marks: the turns of a dialogue, each after a dash.

    – Vous partez loin ? demande Louison.
    – Je ne pars pas. Je regarde partir.

Lists have dashes too, and so have interviews, whose answers are not quotations: a
run of lines is a dialogue only where at least one of them says who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.quotes.lexicon import verb_forms
from briefing.quotes.marks import Marked
from briefing.types import Document, Span

CUE_WORDS = 9
"""Words of the longest cue at the end of a turn."""

_DASH = re.compile(r"[–—-]\s+(?=\S)|[–—]\s*(?=\S)")
_CUE = re.compile(
    r"[,?!…]\s+(?:s['’]|se )?(?P<have>(?:a|ont|avait|avaient)\s+)?(?P<verb>[^\W\d_]+)"
    r"(?:(?:-t)?-(?:il|elle|ils|elles)\b"
    r"|\s+(?:[A-ZÀ-Ý]|le |la |l['’]|les |son |sa |un |une |M\. |Mme ))"
)


def find_turns(document: Document, marked: Sequence[Marked]) -> list[Marked]:
    """The turns of the document's dialogues, in order."""
    starts = {m.outer.start for m in marked}
    found: list[Marked] = []
    for run in _runs(document, starts):
        if len(run) > 1 and any(_cue(document.text, line) for line in run):
            found += [_turn(document.text, line) for line in run]
    return found


def _runs(document: Document, starts: set[int]) -> Iterable[list[Span]]:
    """Paragraphs in a row that open with a dash and hold no quotation marks."""
    run: list[Span] = []
    marks = sorted(starts)
    place = 0
    for paragraph in document.paragraphs:
        while place < len(marks) and marks[place] < paragraph.start:
            place += 1
        quoted = place < len(marks) and marks[place] < paragraph.end
        if not quoted and _DASH.match(document.text, paragraph.start, paragraph.end):
            run.append(paragraph)
            continue
        yield run
        run = []
    yield run


def _cue(text: str, line: Span) -> re.Match[str] | None:
    """The words in a line that say who speaks."""
    for match in _CUE.finditer(text, line.start, line.end):
        forms = verb_forms().get(match["verb"].lower(), ())
        tense = ("pp",) if match["have"] else ("pres", "imp.", "past")
        if any(f.name.startswith(tense) and f.kind == "s" for f in forms):
            return match
    return None


def _turn(text: str, line: Span) -> Marked:
    """What is said in a line: all of it, or all before a cue that ends it."""
    dash = _DASH.match(text, line.start, line.end)
    start, end = (dash.end() if dash else line.start), line.end
    cue = _cue(text, line)
    if cue is not None and len(text[cue.start() : end].split()) <= CUE_WORDS:
        rest = text[cue.start() + 1 : end]
        if "," not in rest:  # else what is said goes on after the cue
            end = cue.start() + (text[cue.start()] != ",")
    inner = Span(start=start, end=max(end, start + 1))
    outer = Span(start=line.start, end=inner.end)
    return Marked(outer=outer, inner=inner, level=0, turn=True)
