"""What the first lines of an article say about it: its day and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
_LINES = 6
"""Paragraphs at the head of an article in which it says such things."""
_DAY = (
    r"(?P<day>\d{1,2})(?:er)?\s(?P<month>" + "|".join(_MONTHS) + r")\s(?P<year>\d{4})\b"
)
_NUMBERS = r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b"
_WEEKDAY = r"(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)"
_PUBLISHED = (
    r"(?:(?:publié|paru|posté|mis en ligne|date|article publié)e?(?:\sdu)?\s?:?\s)?"
    rf"(?:le\s)?(?:{_WEEKDAY}\s)?"
)
_REST = r"(?:,?\s(?:à\s)?\d{1,2}\s?[h:]\s?\d{0,2})?(?:\s?[-–—|(].*)?"
_DATE_LINES = (
    re.compile(rf"{_PUBLISHED}{_DAY}{_REST}$", re.I),
    re.compile(rf"{_PUBLISHED}{_NUMBERS}{_REST}$", re.I),
)
_PLACE = (
    r"[A-ZÀ-ÝŒ][\w.]*"
    r"(?:[\s’'-](?:[A-ZÀ-ÝŒ][\w.]*|sur|sous|de|du|des|d|la|le|les|en|aux?))*"
)
_DATELINE = re.compile(
    rf"{_PLACE}(?:,|\s\([^)]{{1,30}}\),?)\s(?:le\s)?(?:{_WEEKDAY}\s)?"
    rf"{_DAY}(?:\s\([^)]{{1,30}}\))?\s?[-–—:]\s"
)
"""« PARIS, 24 juin 2025 (AFP) – », « Lyon, le 3 mai 2024 : » before the first words."""
_NAME = r"(?:[A-ZÀ-ÝŒ][\w’'.-]*\s?|d[eu]s?\s|d[’']|l[ae]\s|van\s|von\s|ben\s|al-){2,5}"
_BYLINE = re.compile(
    rf"(?:Par|De notre .{{3,60}},|Propos recueillis par)\s(?P<name>{_NAME})$"
)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_MAX_LINE = 100


def stated_day(paragraphs: Sequence[str]) -> str | None:
    """The day that a line of its own or a dateline states, ISO 8601."""
    for text in paragraphs[:_LINES]:
        found = _DATELINE.match(text)
        if found is None and len(text) <= _MAX_LINE:
            found = next((m for p in _DATE_LINES if (m := p.match(text))), None)
        if found is not None and (day := _iso(found)):
            return day
    return None


def day_of(value: str) -> str | None:
    """The day that a metadata field states, ISO 8601; `None` if it states none."""
    found = _ISO_DAY.match(value.strip())
    return _iso(found) if found else stated_day([value.strip()])


def stated_author(paragraphs: Sequence[str]) -> str | None:
    """The name in a line « Par … » at the head."""
    for text in paragraphs[:_LINES]:
        found = _BYLINE.match(text) if len(text) <= _MAX_LINE else None
        if found is not None:
            return found["name"].strip()
    return None


def _iso(found: re.Match[str]) -> str | None:
    name = found["month"].lower()
    month = int(name) if name.isdigit() else _MONTHS.index(name) + 1
    try:
        return date(int(found["year"]), month, int(found["day"])).isoformat()
    except ValueError:
        return None
