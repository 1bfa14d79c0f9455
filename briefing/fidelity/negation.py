"""Negation and hearsay: a « ne … pas » that became a yes, a rumor told as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.fidelity.tables import rows
from briefing.types import Flag


def check_negation(source: str, target: str) -> Iterator[Flag]:
    """A doubt if one side denies more than the other can account for.

    Full negations of one side are counted against all that may render one on the
    other: human translators turn « ne pas oublier » into "remember".
    """
    french, english = source.lower(), target.lower()
    denied = french_negations(french)
    if len(denied) > len(pattern("en_any").findall(english)):
        yield Flag(
            kind="negation", detail=f"negation in doubt: « {denied[-1]} » is gone"
        )
    plain = pattern("en_plain").findall(english)
    if len(plain) > len(pattern("fr_any").findall(french)):
        detail = f"negation in doubt: “{plain[-1]}” has no counterpart"
        yield Flag(kind="negation", detail=detail)


def french_negations(text: str) -> list[str]:
    """The full negations (« ne … pas ») of a lower-case French text."""
    text = pattern("fr_idiom").sub(" ", text)
    return [" … ".join(m.group(1, 2)) for m in pattern("fr_full").finditer(text)]


def check_modality(source: str, target: str) -> Iterator[Flag]:
    """A doubt if hearsay (« aurait été tué ») is told as a fact."""
    french, english = source.lower(), target.lower()
    hearsay = pattern("fr_hearsay").search(french)
    if not hearsay or pattern("fr_if").search(french):
        return
    if not pattern("en_hearsay").search(english):
        detail = f"hearsay told as fact: « {hearsay.group()} »"
        yield Flag(kind="modality", detail=detail)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The expression `name` of `data/polarity.tsv`, its rows joined by `|`."""
    parts = [part for key, part in rows("polarity.tsv") if key == name]
    return re.compile("|".join(parts))
