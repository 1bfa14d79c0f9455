"""Points of the compass: « à Pau (sud-ouest) » lies in the southwest, not in the west.

Dispatches say where a place lies in brackets, and a point halfway between two is two
words for one place: half of it is another place. Names (« Corée du Sud », « l'Ouest »,
« gare du Nord ») are those of `names.py`; only what has no capital, stands in brackets
or joins two points is looked at here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.types import Flag

_ENGLISH = {"nord": "north", "sud": "south", "est": "east", "ouest": "west"}
_ANY_POINT = re.compile(r"(?:nord|sud|ouest|\best\b)", re.IGNORECASE)
_SIDES = (
    "côte|flanc|rive|façade|banlieue|aile|versant|frontière|littoral|rivage|front|bloc"
)
_BEHIND_SIDE = "".join(f"|(?<={side} )" for side in _SIDES.split("|"))
_FRENCH = re.compile(
    r"(?<![\w'’-])(?:[dl]['’])?(?:"
    r"(?P<first>nord|sud|Nord|Sud)-(?P<second>est|ouest|Est|Ouest)"
    r"|(?P<one>nord|sud|ouest|(?:(?<=[(ld]['’])|(?<=[(])|(?<=plein )"
    rf"{_BEHIND_SIDE})est)"
    r")(?![\w-])"
)
_WRITTEN = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<first>north|south|nord|sud)[ -]?(?P<second>east|west|est|ouest)(?:erly|ern)?"
    r"|(?P<one>(?-i:north|south|east|west|nord|sud|ouest)"
    r"|(?-i:North|South|East|West)(?!(?:erly|ern)?(?-i: (?!Coast)[A-Z]))"
    r"|(?<=\()(?-i:est))(?:erly|ern)?)(?![\w-])",
    re.IGNORECASE,
)
_PLACING = re.compile(
    r"\b(?:[Aa]u|[Àà] l['’]) ?(?:nord|sud|est|ouest)(?= d)"
    rf"|\b(?:{_SIDES}) (?:nord|sud|est|ouest)\b"
)
"""Where from a place, « au sud de », or which side: « la côte ouest »."""


class Point(NamedTuple):
    """A point of the compass in a sentence."""

    name: str
    """As English has it: "southwest"."""
    start: int
    end: int
    """Half-open range of characters."""
    surface: str
    bracketed: bool
    """Whether it opens a bracket."""
    places: bool = False
    """Whether the French says from where or which side: « la côte ouest »."""

    @property
    def halfway(self) -> bool:
        """Whether it lies between two others."""
        return len(self.name) > len("south")


def french_points(source: str) -> list[Point]:
    """Points of a French sentence, without those in names; « est » alone is a verb."""
    if not _ANY_POINT.search(source):
        return []
    places = {match.end() for match in _PLACING.finditer(source)}
    found = _points(_FRENCH, source)
    return [point._replace(places=point.end in places) for point in found]


def english_points(target: str) -> list[Point]:
    """Points of an English sentence, also those left in French: "north-est"."""
    return _points(_WRITTEN, target)


def check_points(source: str, target: str) -> Iterator[Flag]:
    """A doubt for each point that says where a place lies and became another.

    "The west" for « le sud-ouest » is told, « à Reims (nord) » and « au sud de Lille »
    without their points too; « le nord du pays » English may have in another way.
    """
    wanted = [
        point
        for point in french_points(source)
        if point.halfway or point.bracketed or point.places
    ]
    if not wanted:
        return
    there = english_points(target)
    left = Counter(point.name for point in there)
    left.subtract(Counter(point.name for point in french_points(source)))
    for point in wanted:
        if left[point.name] < 0:
            left[point.name] += 1
            others = (name for name in +left if _akin(name, point.name))
            told = f"{point.surface} → {next(others, 'not found')}"
            yield Flag(kind="name", detail=f"direction in doubt: {told}")


def _akin(name: str, other: str) -> bool:
    return name in other or other in name


def _points(pattern: re.Pattern[str], text: str) -> list[Point]:
    return [_point(match, text) for match in pattern.finditer(text)]


def _point(match: re.Match[str], text: str) -> Point:
    names: Sequence[str] = [
        _ENGLISH.get(part.lower(), part.lower())
        for part in (match["first"], match["second"], match["one"])
        if part
    ]
    start, end = match.span()
    opened = text[:start].removesuffix("the ").removesuffix("in ").endswith("(")
    return Point("".join(names), start, end, match[0], opened)
