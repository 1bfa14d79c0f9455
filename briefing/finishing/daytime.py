"""Times of day: « 2h du matin » is 2 a.m., 14h30 no "14:30 p.m.", GMT stays."""

from __future__ import annotations

import re

from briefing.fidelity.quantities import Quantity, english, french

_HALF = re.compile(r"\b([ap])(\.?m\b)", re.IGNORECASE)
_OF_24 = re.compile(
    r"(?<![\d:.,])(1[3-9]|2[0-3])(?=(?::[0-5]\d)? ?[ap]\.?m\b)", re.IGNORECASE
)
"""Hours that no clock with halves has, "15 p.m."; no minutes, as in "1:15 a.m."."""
_CLOCK = re.compile(
    r"(?<![\d:.,])(\d{1,2})(?:[:.]([0-5]\d))? ?([ap])\.?m\b", re.IGNORECASE
)
_LATER = re.compile(r"\b(?:soir|soirée|après-midi|nuit)\b", re.IGNORECASE)
"""Words of sentences in which « 8h » may be said of the evening."""
_ZONE = re.compile(r" ?(GMT|UTC)\b")
_NOON = 12 * 60
_KNOWN = ({"a"}, {"p"})


def right_halves(source: str, target: str) -> str:
    """`target` with its times in the half of the day that `source` says."""
    if not _HALF.search(target):
        return target
    target = _OF_24.sub(lambda hour: str(int(hour[1]) - 12), target)
    wanted: dict[int, set[str]] = {}
    for time in french(source):
        for minutes in _times(time):
            half = _half(minutes, time, source)
            wanted.setdefault(minutes % _NOON, set()).add(half)

    def right(clock: re.Match[str]) -> str:
        minutes = int(clock[1]) * 60 + int(clock[2] or 0)
        halves = wanted.get(minutes % _NOON, set())
        return _with_half(clock[0], min(halves)) if halves in _KNOWN else clock[0]

    return _CLOCK.sub(right, target)


def in_zone(source: str, target: str) -> str:
    """`target` with GMT or UTC behind the times behind which `source` has it.

    The model leaves it out of « 18H30 (16H30 GMT) »: two times, and no word why.
    """
    if not _ZONE.search(source):
        return target
    zones: dict[int, list[str]] = {}
    for time in filter(_is_time, french(source)):
        zone = _ZONE.match(source, time.span.end)
        if zone:
            zones.setdefault(_minutes(time.value) % _NOON, []).append(zone[1])
    for time in reversed([t for t in english(target) if _is_time(t)]):
        wanted = zones.get(_minutes(time.value) % _NOON)
        end = time.span.end
        if wanted and not _ZONE.match(target, end):
            target = f"{target[:end]} {wanted.pop()}{target[end:]}"
    return target


def _with_half(time: str, half: str) -> str:
    """A time in the other half of the day: "2 p.m.", "2 a.m."."""
    return _HALF.sub(lambda m: (half.upper() if m[1].isupper() else half) + m[2], time)


def _is_time(quantity: Quantity) -> bool:
    return quantity.kind == "time" and ".." not in quantity.value


def _times(quantity: Quantity) -> list[int]:
    """Minutes from midnight of a time, or of both ends of a range of times."""
    ends = quantity.value.split("..") if quantity.kind in ("time", "range") else ()
    return [_minutes(end) for end in ends if ":" in end]


def _minutes(time: str) -> int:
    hour, minute, *_ = map(int, time.split(":"))
    return (hour * 60 + minute) % (2 * _NOON)


def _half(minutes: int, time: Quantity, source: str) -> str:
    """Half of the day that the French says, "a" or "p"; nothing where it says none."""
    if minutes >= _NOON:
        return "p"
    said = time.span.of(source)
    if "matin" in said or (re.search(r"\d", said) and not _LATER.search(source)):
        return "a"
    return ""
