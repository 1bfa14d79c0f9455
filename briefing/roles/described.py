"""Sources without a name, as noun phrases: « un diplomate », « ses avocats »."""

from __future__ import annotations

import re

from briefing.roles.grammar import role
from briefing.roles.phrase import Phrase, determined, spoken
from briefing.roles.tables import (
    Entry,
    Words,
    heads,
    index,
    longest,
)

ARTICLES = frozenset({"le", "la", "l'", "les"})

_SHARE = re.compile("([0-9]{1,3}(?:,[0-9]+)?)%")
_NUMBER = re.compile("[1-9][0-9]{0,2}")


def described(text: Words, *, things: bool = False) -> str | None:
    """The English of a noun phrase with its determiner.

    Args:
        text: the words, the determiner first.
        things: whether the noun may be a common one for a body or a text.
    """
    if len(text) == 2 and text[0].lower() in ARTICLES and text[1][0].isupper():
        return None  # « Le Maire » may be a name
    for kind in ("several", "one"):
        known = _determiner(text, kind)
        if known is None or known[1] >= len(text):
            continue
        entry, at = known
        if things and text[at][0].isupper():
            continue  # « La Défense » is a place
        phrase = role(text, at, heads(things=things, several=kind == "several"))
        if phrase is None or phrase.end < len(text):
            continue
        if phrase.entry.plural != (kind == "several"):
            continue
        if phrase.has("only") and text[0].lower() not in ARTICLES:
            continue
        english = spoken(phrase)
        if english is None:
            return None
        return determined(_owned(entry, phrase), english)
    return None


def _determiner(text: Words, kind: str) -> tuple[Entry, int] | None:
    """The words before a noun and where it begins: « plusieurs », « 12 % des »."""
    known = longest(index(kind), text, 0)
    if known or kind == "one":
        return known
    plain = Entry("", frozenset(), False, "", False)
    together = "".join(text[:2])
    of = 2 if _SHARE.fullmatch(together) else 1 if _SHARE.fullmatch(text[0]) else 0
    if of and of < len(text) and text[of].lower() == "des":
        share = _SHARE.fullmatch("".join(text[:of]))
        english = f"{share[1].replace(',', '.')}% of" if share else ""
        return plain._replace(english=english), of + 1
    start = 1 if text[0].lower() in ("les", "des", "ces") else 0
    if start < len(text) and _NUMBER.fullmatch(text[start]) and text[start] != "1":
        words = {"les": "the ", "ces": "these "}.get(text[0].lower(), "")
        return plain._replace(english=words + text[start]), start + 1
    return None


def _owned(entry: Entry, phrase: Phrase) -> str:
    """The determiner; « son » is of a person only before some nouns."""
    if entry.extra == "own" and (phrase.behind or not phrase.has("whose")):
        return entry.english.replace("his or her", "the")
    return entry.english
