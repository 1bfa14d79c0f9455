"""English punctuation for lines that a model wrote: curly marks, no stray spaces.

French text is never passed through here: it is kept to the letter.
"""

from __future__ import annotations

import re
from itertools import pairwise

_BLANK = " \t\u00a0\u2000-\u200a\u202f\u205f"
_RUN = re.compile(rf"(?<![{_BLANK}])[{_BLANK}]*[ \t][{_BLANK}]*")
_BEFORE_STOP = re.compile(
    rf"(?<=\S)[{_BLANK}]+(?!\.\.)(?=[,;:.!?][,;:.!?\"'”’)\]]*(?:[{_BLANK}]|$))"
)
_IN_BRACKETS = re.compile(
    rf"(?<![:;][(\[])(?<=[(\[])[{_BLANK}]+(?=[\w“‘])|(?<=[\w”’])[{_BLANK}]+(?=[)\]])"
)
_TITLE = re.compile(r"\b(Mrs?|Ms)(?=[ \u00a0\u202f][^\W\d_a-z])")
"""Titles without the point that American English has behind them, as its dates are."""
_PERCENT = re.compile(rf"(?<=[0-9])[{_BLANK}]+(?=%)")
_DASH = re.compile(rf"(?<=[^\s-])[{_BLANK}]+--?[{_BLANK}]+(?=[^\s-])")
_TORN = re.compile(r"(?<=[^\W_]) -(?=[^\W\d_])")
"""Where a model tore a compound: "ex -mayor"."""
_AGE = re.compile(r"(?<=\d-year) (?=olds?\b)")
"""Where the last hyphen of an age is missing: "a 28-year old"."""
_STOPPED_TWICE = re.compile(r",(?=[”’],)")
"""A comma before a mark, as American English has it, where one stands behind it."""
_CLOCK = re.compile(r"(?<![\w.,:])([01]?\d|2[0-3]) ?[hH] ?([0-5]\d)(?![\w:])")
_HOUR = re.compile(
    r"(?i:(?<!\w)(at|from|to|between|and|until|till|by|around|before)) "
    r"([01]?\d|2[0-3]) ?h(?![\w.])"
)
_GUILLEMETS = (
    (re.compile(rf"«[{_BLANK}]*"), "“"),
    (re.compile(rf"(?<![{_BLANK}])[{_BLANK}]*»"), "”"),
)
_LONE_OPENER = re.compile(r"(?:^|(?<=[\s(\[—–]))\"(?=[^\W_])")
_LONE_CLOSER = re.compile(
    r"(?<=[^\W\d_]|[,.!?;…])\"(?=$|[\s,;:.!?)])"
    r"|(?<=[a-z] \d)\"(?=[.!?]?$)"  # « section 5". » at an end, where inches hardly are
)
_STAMMERED = re.compile(r"(?<=\s)\"\s+\"(?=\w)")
"""An opening mark twice: said " "intact."."""
_STRAIGHT = re.compile("['\"]")
MOST_TURNS = 6
"""A mark may only be told once its neighbors are curly: rows of bare marks need more
than one turn; with six every row of up to seven marks, spaces and letters settles."""
_OPENERS = "([{—–-“‘/"
_CLOSERS = ")]}—–-”’/,;:.!?…"


def english(text: str) -> str:
    """`text` with English typography; words and figures stay as they are.

    Straight double marks become “ ”, nested ones ‘ ’; straight apostrophes become ’;
    French marks become English ones; spaces before punctuation, inside brackets and
    double spaces go; a hyphen, or two, between spaces becomes a dash, one before a
    word's second half loses its space; Mr and Ms get their points; "28-year old"
    gets its second hyphen; 16h30 becomes 16:30, and "at 16h" 16:00.
    A mark of which nothing tells what it is (5'10", one between spaces) stays straight.
    Applying it twice changes nothing.
    """
    for _ in range(MOST_TURNS):
        turned = _turned(text)
        if turned == text or not _STRAIGHT.search(turned):
            return turned
        text = turned
    return text


def _turned(text: str) -> str:
    text = _STAMMERED.sub('"', text)
    for pattern, mark in _GUILLEMETS:
        text = pattern.sub(mark, text)
    text = _HOUR.sub(r"\1 \2:00", _CLOCK.sub(r"\1:\2", text))
    text = _DASH.sub(" – ", _RUN.sub(" ", text).strip(" \t"))
    text = _AGE.sub("-", _TORN.sub("-", text))
    text = _STOPPED_TWICE.sub("", _apostrophes(_double_marks(text)))
    text = _TITLE.sub(r"\1.", _IN_BRACKETS.sub("", text))
    return _PERCENT.sub("", _BEFORE_STOP.sub("", text))


def _double_marks(text: str) -> str:
    """`text` with straight double marks turned to curly ones.

    A mark without its partner (a quotation that runs over sentences) is turned where
    both its sides say that it opens or closes.
    """
    pieces = text.split('"')
    opened: list[int] = []
    curly: dict[int, str] = {}
    for index, (before, after) in enumerate(pairwise(pieces)):
        side = _side(before, after)
        if side > 0 or (side == 0 and not opened):
            opened.append(index)
        elif opened:
            start = opened.pop()
            depth = len(opened) + pieces[0].count("“")
            curly[start], curly[index] = ("‘", "’") if depth % 2 else ("“", "”")
    return _LONE_CLOSER.sub("”", _LONE_OPENER.sub("“", _join(pieces, curly)))


def _side(before: str, after: str) -> int:
    """1 if a mark between the two texts opens, -1 if it closes, 0 if either may be."""
    open_left = not before or before[-1].isspace() or before[-1] in _OPENERS
    open_right = not after or after[0].isspace() or after[0] in _CLOSERS
    return open_left - open_right


def _join(pieces: list[str], curly: dict[int, str]) -> str:
    """The pieces with a mark between each two, curly marks hugging their content."""
    parts = [pieces[0]]
    for index, piece in enumerate(pieces[1:]):
        mark = curly.get(index, '"')
        if mark in "”’":
            parts[-1] = parts[-1].rstrip(" ")
        parts += [mark, piece.lstrip(" ") if mark in "“‘" else piece]
    return "".join(parts)


_APOSTROPHE = re.compile(
    r"(?<=[^\W\d_])'(?=[^\W\d_])"  # it's
    r"|(?<=[^\W\d_])'(?=[\s,;:.!?)\]—–”]|$)"  # the allies' plan
    r"|(?<![^\W_])'(?=\d0s\b|[nN]'|[tT](?:is|was)\b|em\b)"  # the '90s
)
_SINGLE_PAIR = re.compile(
    r"(?<![\w'’])'(?=[^\s'])([^'\n]{0,2000}?)(?<=[^\s'])'(?![\w'])"
)


def _apostrophes(text: str) -> str:
    """`text` with curly apostrophes, and curly marks around words in single ones."""
    return _APOSTROPHE.sub("’", _SINGLE_PAIR.sub(r"‘\1’", text))
