"""People called by their state: « le Belge », "the Belgian"; not "the Belge"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.fidelity.invented import english_tokens
from briefing.fidelity.nametable import Found, doubt, table
from briefing.fidelity.spelling import Token, close, fold
from briefing.fidelity.words import common
from briefing.types import Flag

_STATE = "state"
_SEVERAL = frozenset(("aux", "ces", "des", "deux", "les", "trois", "quatre"))
_IN_FRENCH = frozenset(("aux", "d", "des", "du", "l", "la", "le", "les"))
"""Words of French that hold a name together: "the Promenade des Anglais"."""
_FEMININE = re.compile("es?$")
_UNCHANGED = re.compile("(?:ese|iss)$")
"""Endings of nouns that are one and many: "the Chinese"."""


def check_peoples(
    found: Sequence[Found],
    present: Mapping[int, frozenset[str]],
    english: Sequence[Token],
    target: str,
) -> Iterator[Flag]:
    """A doubt for each people that the model has copied or nearly so.

    Args:
        found: names of the French.
        present: rows of the table that the English has.
        english: words of the English.
        target: the English.
    """
    lacking = {f.surface: f for f in found if names_people(f) and f.row not in present}
    for surface in lacking:
        copied = next(copies(surface, english, target), None)
        if copied:
            yield doubt(surface, copied)


def names_people(name: Found) -> bool:
    """Whether a name of the table is an adjective of a state or the noun for people."""
    return name.weak and table()[name.row][0] == _STATE


def copies(surface: str, english: Sequence[Token], target: str) -> Iterator[str]:
    """Words of the English that are a French one, nearly, or hold it: "TheAllemand".

    None that English has or that is part of a name in French.
    """
    french = fold(surface)
    for i, word in enumerate(english):
        folded = fold(word.text)
        held = i > 0 and english[i - 1].text.lower() in _IN_FRENCH
        joined = target[word.end : word.end + 1] == "-"  # "Franco-Italian"
        if held or joined or not word.text[0].isupper() or word.text.isupper():
            continue
        alike = french in folded or close(french, folded)
        strange = word.text not in english_tokens() and not common(folded)
        if folded == french or (alike and strange and len(folded) > 3):
            yield word.text


def people(name: Found, words: Sequence[Token]) -> str | None:
    """The English noun for people of the state that a French noun names.

    `None` where the French is no such noun or English has none: « une Irlandaise ».

    Args:
        name: of the table.
        words: of the French sentence.
    """
    if not names_people(name) or not name.surface[0].isupper():
        return None
    forms = table()[name.row][2].split("|")
    before = words[name.start - 1].text.lower() if name.start else ""
    one, many = _nouns(forms)
    if before in _SEVERAL or one is None:
        return many
    if many and many.endswith("men") and _FEMININE.search(name.surface):
        woman = one.removesuffix("man") + "woman"
        return woman if woman in forms else None
    return one


def _nouns(forms: Sequence[str]) -> tuple[str | None, str | None]:
    """The nouns for one and for many people among the English forms of a state."""
    for one in reversed(forms):  # "American", not "America"
        plurals = {f"{one}s", re.sub("man$", "men", one)} - {one}
        plural = next((form for form in forms if form in plurals), None)
        if plural and not one.endswith("woman"):
            return one, plural
    same = next((form for form in forms if _UNCHANGED.search(form)), None)
    return same, same
