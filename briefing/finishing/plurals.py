"""Plurals whose form does not show it: « les pays », the owners in "farmers’s"."""

from __future__ import annotations

import re

from briefing.fidelity.lexicon import everyday

_PAYS = re.compile(r"\bpays\b", re.IGNORECASE)
_SEVERAL = re.compile(
    r"\b(?:les|des|ces|ses|leurs|nos|vos|aux|nombreux|plusieurs|quelques|certains"
    r"|autres|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|\d+|différents|principaux"
    r"|rares|quels) (?:\w+ )?pays\b",
    re.IGNORECASE,
)
_COUNTRY = re.compile(
    r"(?<!epending on )\b([Tt]he) country\b(['’]s\b)?( (?:is|was|has)\b)?"
)
_COUNTRIES = re.compile(r"\bcountr(?:y|ies)\b", re.IGNORECASE)
_AGREEING = {" is": " are", " was": " were", " has": " have"}
_OWNERS = re.compile(r"\b([^\W\d_]+)(?<=s)(?<!ss)(?<!us)(?<!is)(['’])s\b")
_ONE_OWNER = frozenset(("news", "series", "lens"))


def of_countries(source: str, target: str) -> str:
    """`target` with "the countries" where every « pays » of `source` is several.

    Only where the English has countries as often: else it may mean another one.
    """
    many = len(_PAYS.findall(source))
    if not many or many != len(_SEVERAL.findall(source)):
        return target
    if len(_COUNTRIES.findall(target)) != many:
        return target

    def several(one: re.Match[str]) -> str:
        verb = _AGREEING.get(one[3], "")
        return f"{one[1]} countries{'’' if one[2] else ''}{verb}"

    return _COUNTRY.sub(several, target)


def of_owners(source: str, target: str) -> str:
    """`target` with what several own so written: "farmers’s" is "farmers’".

    A capital that the French has too is a name's: "Charles’s".
    """

    def plain(owner: re.Match[str]) -> str:
        word = owner[1].lower()
        named = owner[1] != word and owner[1] in source
        several = word[:-1] in everyday() and word not in _ONE_OWNER
        return owner[1] + owner[2] if several and not named else owner[0]

    return _OWNERS.sub(plain, target)
