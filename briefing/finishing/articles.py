"""Articles that the model puts for others: "one" for "a", "the" before persons.

« Un "test" » becomes "one “test”", for quotation marks hide from the model what is
counted; « par Gérald Roux », "by the Gérald Roux"; « La Voix du Nord », "the La Voix".
"""

from __future__ import annotations

import re

from briefing.finishing.naming import BEHIND
from briefing.quotes.lexicon import first_names

_ONE = re.compile(r"(?<!\bthe )(?<!\bThe )\b([Oo])ne (?=[“‘](an? |the )?)")
_UN = re.compile(r"\bune? ?(?=[\"«“'‘])", re.IGNORECASE)
_PERSON = re.compile(
    r"\b[Tt]he (?=(([A-ZÀ-Ý][\w-]+) (?:(?:de|Le|La|van|von|ben|bin|al) |[dD]['’])?"
    r"[A-ZÀ-Ý][\w-]+)"
    rf"(?: (?:{BEHIND}|who|said|says)\b|[.,;:!?)”]|$))"
)
"""Before a first and a last name that no noun follows, as in "the Elisa Roux plan"."""
_ARTICLED = re.compile(
    r"(?:\b(?:l[ae]s?|du|des|aux?|une?|ce|cette|ces|the) |\bl['’])$", re.IGNORECASE
)
_FRENCH = re.compile(
    r"\b([Tt])he (?=((?:L[ae]s? |L[’'])[A-ZÀ-Ý][\w-]+)"
    r"((?: (?:(?:de|du|des|en|et|la|les) )?[A-ZÀ-Ý][\w-]+)*)"
    rf"(?![\w-]| (?!(?:{BEHIND}|have|are|were|who|said|says)\b)[a-z]))"
)
"""Before a name that has its French article and that no noun follows."""


def counted(source: str, target: str) -> str:
    """`target` with "a" for "one" before quotation marks, as often as « un » is.

    Nothing takes its place where what is quoted has an article: "one “a test”".
    """
    ones = len(_ONE.findall(target))
    if not ones or len(_UN.findall(source)) < ones:
        return target

    def article(one: re.Match[str]) -> str:
        return "" if one[2] else ("A " if one[1] == "O" else "a ")

    return _ONE.sub(article, target)


def of_persons(source: str, target: str) -> str:
    """`target` without "the" before persons who have no article in `source`."""

    def bare(the: re.Match[str]) -> str:
        at = source.find(the[1])
        alone = at >= 0 and not _ARTICLED.search(source[:at])
        return "" if alone and the[2] in first_names() else the[0]

    return _PERSON.sub(bare, target)


def of_names(source: str, target: str) -> str:
    """`target` without "the" before the article of a French name."""

    def bare(the: re.Match[str]) -> str:
        at = source.replace("’", "'").find(the[2].replace("’", "'"))
        return "" if at >= 0 and not _ARTICLED.search(source[:at]) else the[0]

    return _FRENCH.sub(bare, target)
