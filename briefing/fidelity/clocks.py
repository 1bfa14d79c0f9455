"""Times of the day: what a rule's builder reads off the items it matched."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.fidelity.lexer import Item
from briefing.fidelity.numerals import number

Groups = Mapping[str, Item]
Built = tuple[str, str | None]
"""What a builder is given, by the names in its rule, and what it gives."""


def build_clock(groups: Groups) -> Built:
    """`HH:MM` of « 18 h 30 », "6 p.m.", « midi »; `HH:MM:SS` of « 2:06:05 »."""
    item = groups["n"]
    text = str(item.value) if isinstance(item.value, int) else item.text
    if item.cls == "noon":
        return str(item.value), None
    digits = [int(d) for d in re.findall(r"\d+", text)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    half = str(groups["half"].value) if "half" in groups else ""
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        raise ValueError("not a time")
    seconds = "".join(f":{second:02d}" for second in digits[2:])
    return f"{hour:02d}:{minute:02d}{seconds}", None


def build_clock_hour(groups: Groups) -> Built:
    """« à 18 heures »; 24 of them are a day."""
    if int(number(groups["n"])) > 23:
        raise ValueError("not a time")
    return build_clock(groups)


def build_clock_exact(groups: Groups) -> Built:
    """« à 8 h 02 du quai 4 »; « à 1 h 30 de Paris » is a length."""
    value, unit = build_clock(groups)
    if value < "05:00" or value.endswith(":00"):
        raise ValueError("not a time")
    return value, unit


def build_clock_since(groups: Groups) -> Built:
    """« depuis 8 heures »; « depuis trois heures » is a length."""
    if groups["n"].cls != "int" or number(groups["n"]) < 5:
        raise ValueError("not a time")
    return build_clock_hour(groups)


def build_clock_noon(groups: Groups) -> Built:
    """« midi trente », « minuit et quart »."""
    if number(groups["minute"]) < 5:
        raise ValueError("not a time")
    start = int(str(groups["n"].value)[:2]) * 60
    return clock_value(start + int(number(groups["minute"]))), None


def build_clock_point(groups: Groups) -> Built:
    """The time of "at 7.30"."""
    if not re.fullmatch(r"\d\d?\.[0-5]\d", groups["n"].text):
        raise ValueError("not a time")
    return build_clock(groups)


def build_clock_half(groups: Groups) -> Built:
    """« huit heures et demie », "half past eight"."""
    item = groups["n"]
    hour = int(str(item.value)[:2]) if item.cls == "noon" else int(number(item))
    return f"{hour % 24:02d}:30", None


def build_clock_quarter(groups: Groups) -> Built:
    """« huit heures et quart », « neuf heures moins le quart »."""
    late = int(number(groups["rest"])) == 45
    return clock_value(int(number(groups["n"])) * 60 + (-15 if late else 15)), None


def build_span_quarter(groups: Groups) -> Built:
    """« deux heures et quart » as a length."""
    return str(int(number(groups["n"])) * 60 + 15), "minute"


def build_clock_after(groups: Groups) -> Built:
    """The time of "quarter past eight", "ten past six"."""
    return clock_value(int(number(groups["n"])) * 60 + minutes(groups)), None


def build_clock_before(groups: Groups) -> Built:
    """The time of "quarter to nine"."""
    return clock_value(int(number(groups["n"])) * 60 - minutes(groups)), None


def minutes(groups: Groups) -> int:
    """The minutes before or after the hour."""
    item = groups["minute"]
    return 15 if item.cls == "quarter" else int(number(item))


def clock_value(total: int) -> str:
    """`HH:MM` for minutes since midnight."""
    if not 0 <= total < 1440:
        raise ValueError("not a time")
    return f"{total // 60:02d}:{total % 60:02d}"


def build_clock_rest(groups: Groups) -> Built:
    """« huit heures quarante »."""
    hour, minute = int(number(groups["n"])), int(number(groups["minute"]))
    if hour > 24 or minute > 59:
        raise ValueError("not a time")
    return f"{hour:02d}:{minute:02d}", None


def build_clock_span(groups: Groups) -> Built:
    """« 1 h 45 » as a duration, in its smallest unit."""
    hours, *minutes = map(int, re.findall(r"\d+", groups["n"].text))
    if not minutes:
        return str(hours), "hour"
    return str(hours * 60 + minutes[0]), "minute"
