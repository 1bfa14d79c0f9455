"""The dates that weekdays and « hier » mean, where the article's own date is known.

A briefing is read on another day than the article: « mardi » stays, and the date is put
beside it. Only where it is sure: « jeudi » in a sentence about the future may be this
week's or the next, and stays as it is.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from briefing.summary.leaning import plain

_DAYS = {
    "lundi": "Monday",
    "mardi": "Tuesday",
    "mercredi": "Wednesday",
    "jeudi": "Thursday",
    "vendredi": "Friday",
    "samedi": "Saturday",
    "dimanche": "Sunday",
    "hier": "yesterday",
    "demain": "tomorrow",
}
_NUMBERS = {day: i for i, day in enumerate(list(_DAYS)[:7])}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

# A weekday without a number behind it: « mardi 26 mai » says its date itself.
_WORD = re.compile(
    rf"\b(?P<day>{'|'.join(_DAYS)})\b(?:\s(?:matin|midi|après-midi|soir))?"
    r"\s?(?P<which>dernier|prochain)?(?!\s\d|\s1er)",
    re.IGNORECASE,
)
_PLURAL = re.compile(r"\b(?:le|les|chaque|tous les|du|au)\s$", re.IGNORECASE)
_PAST = re.compile(r"\b(?:a|ont|avait|avaient|était|étaient|est|sont|fut|furent|été)\b")
_FUTURE = re.compile(
    r"\b\w+(?:era|ira|ura|dra|vra|ront)\b|\b(?:va|vont|doit|doivent|devrait|devraient|"
    r"prévue?s?|attendue?s?|prochaine?s?|avant|jusqu'à|d'ici|à partir|dès)\b",
    re.IGNORECASE,
)
_DATED = rf"(?!,?\s+(?:the\s+)?(?:\d|(?:{'|'.join(_MONTHS)})\b))"


def with_dates(english: str, french: str, published: str | None) -> str:
    """`english` with the date in brackets behind each day whose date is sure.

    Args:
        english: what is shown.
        french: its source, without quotations: days in them are the speaker's.
        published: ISO 8601 date of the article, if it is known.
    """
    day_of_article = _parse(published)
    if day_of_article is None:
        return english
    french = plain(french)
    for match in _WORD.finditer(french):
        meant = _meant(match, french, day_of_article)
        if meant is not None:
            english = _insert(english, _DAYS[match["day"].lower()], meant)
    return english


def _parse(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _meant(match: re.Match[str], french: str, published: date) -> date | None:
    """The date of one word, `None` where it is not sure."""
    word = match["day"].lower()
    if word in ("hier", "demain"):
        return published + timedelta(days=1 if word == "demain" else -1)
    back = (published.weekday() - _NUMBERS[word]) % 7
    if match["which"] == "prochain":
        return published + timedelta(days=7 - back)
    if match["which"] == "dernier":
        return published - timedelta(days=back or 7)
    if _PLURAL.search(french[: match.start()]) or _FUTURE.search(french):
        return None
    return published - timedelta(days=back) if _PAST.search(french) else None


def _insert(english: str, day: str, meant: date) -> str:
    found = re.search(rf"\b{day}\b(?!\s\[)(?!s){_DATED}", english, re.IGNORECASE)
    if not found:
        return english
    shown = f"{meant.day} {_MONTHS[meant.month - 1]} {meant.year}"
    return f"{english[: found.end()]} [{shown}]{english[found.end() :]}"
