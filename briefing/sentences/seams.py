"""Where a sentence begins though no stop stands before it.

Web pages run what is no sentence into those that are: links to other articles, the
place of a wire, headings whose line break was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.sentences.words import starters

_SAID = r"(?=[\s«“‘\"(]*\w)"
_LINK = (
    r"(?:(?:[ÀA]\s)?(?:surtout\s)?(?:[Ll]ire|LIRE|[Vv]oir|VOIR)"
    r"(?:\s(?:aussi|AUSSI|également))?)"
)
_LINK_HEAD = re.compile(
    rf"{_LINK}(?:\ssur\s[A-ZÀ-Ý][\w.]*(?:\s[A-ZÀ-Ý][\w.]*){{0,2}})?\s?:\s+{_SAID}"
)
"""« À lire aussi : », « À lire sur Radio Lac : »."""
_LINK_LINE = re.compile(rf"\W*{_LINK}\s?[-–—:]\s.{{1,200}}[^.\s]$")
_WIRE = re.compile(rf"[A-ZÀ-ÝŒ][A-ZÀ-ÝŒ'’ -]{{1,30}}\s\|\s+{_SAID}")
"""« LYON | »."""
_GLUED = re.compile(
    r"(?:(?<!\w)[a-zà-ÿœ]{3,}|(?<!\w)[A-ZÀ-Ý][a-zà-ÿœ]{3,}(?=[A-Z]u?[’']))"
    r"(?P<word>(?=[A-ZÀ-ÝŒ])(?:[CDJLNST]|Qu)(?=[’'][a-zà-ÿœ])"
    r"|À(?=\s)|[A-ZÀ-ÝŒ][a-zà-ÿœ]+(?=,\s|\s[^A-ZÀ-ÝŒ]))"
)
"""« … en anglaisDéjà au … »: no brand, for those go on without one of these words."""
_RUN_ON = re.compile(
    r"(?<=[a-zà-ÿœ»”\"])\s(?P<word>[A-ZÀ-ÝŒ][a-zà-ÿœ]*)(?=\s[^A-ZÀ-ÝŒ]|[’'][a-zà-ÿœ])"
)


def is_link_line(paragraph: str) -> bool:
    """Whether a paragraph is a link to another article: its stops end nothing."""
    return bool(_LINK_LINE.match(paragraph))


def seams(paragraph: str, starts: Sequence[int]) -> Iterator[int]:
    """Offsets at which sentences begin besides `starts`, where stops say so."""
    if wire := _WIRE.match(paragraph):
        yield wire.end()
    for glued in _GLUED.finditer(paragraph):
        if glued["word"] in starters():
            yield glued.start("word")
    ends = [*starts[1:], len(paragraph)]
    for start, end in zip(starts, ends, strict=False):
        if link := _LINK_HEAD.match(paragraph, start, end):
            yield _behind_link(paragraph, link.end(), end)


def _behind_link(paragraph: str, start: int, end: int) -> int:
    """Where the article goes on: behind a headline, which has no stop, or at once."""
    for found in _RUN_ON.finditer(paragraph, start, end):
        if found["word"] in starters():
            return found.start("word")
    return start
