"""Points of the compass in English, by the French: « (sud-ouest) » is "(southwest)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.fidelity.compass import Point, english_points, french_points

_ENDING = re.compile(r"(?:ern|erly)$")


def right_points(source: str, target: str) -> str:
    """`target` with the points of the compass that `source` has.

    Points are paired in their order: all of them where both sides have as many, and
    otherwise those that open a bracket. A point is only ever exchanged for one that
    has it in it, or for its English: "west" for « sud-ouest », or where it is the only
    one on both sides and says which side: "the east coast".
    """
    wanted = french_points(source)
    if not wanted:
        return target
    there = english_points(target)
    alone = len(there) == len(wanted) == 1 and wanted[0].places
    for mine, right in ((there, wanted), (_bracketed(there), _bracketed(wanted))):
        if len(mine) == len(right):
            pairs = list(zip(mine, right, strict=True))
            if alone or all(point.name in other.name for point, other in pairs):
                return _exchanged(target, pairs)
    return target


def _bracketed(points: list[Point]) -> list[Point]:
    return [point for point in points if point.bracketed]


def _exchanged(text: str, pairs: Sequence[tuple[Point, Point]]) -> str:
    for point, right in reversed(pairs):
        ending = _ENDING.search(point.surface)
        name = right.name + (ending[0] if ending else "")
        if point.surface[0].isupper():
            name = name.capitalize()
        if not _same(point.surface, name):
            text = text[: point.start] + name + text[point.end :]
    return text


def _same(surface: str, name: str) -> bool:
    """Whether they differ by no more than a hyphen: "south-west"."""
    return re.sub("[ -]", "", surface).lower() == name.lower()
