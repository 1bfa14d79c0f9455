"""Initials that must come back: « l'UEFA », "UEFA", not "EUFA".

Those that English has otherwise (« IRM », "MRI") stand in `data/names.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from briefing.fidelity.nametable import doubt, french_index, table
from briefing.fidelity.spelling import Token, fold, squeezed
from briefing.fidelity.tables import rows
from briefing.types import Flag

_LONGEST = 6
_ROMAN = re.compile("C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
"""Numerals as they are built: the news channel LCI is none."""
_JOINTS = frozenset({" ", "\u00a0", "'", "’", "-"})
_GLOSS = re.compile(r"\(\s*[A-ZÀ-ÖØ-Þ]{2,}\s*\)")
"""Initials that explain the words before: a translation may have its own."""


def check_acronyms(
    words: Sequence[Token],
    covered: set[int],
    english: Sequence[Token],
    source: str,
    target: str,
) -> Iterator[Flag]:
    """A doubt for each row of initials that is not in the English.

    Args:
        words: of the French.
        covered: which of them are names of the table.
        english: words of the English.
        source: the French.
        target: the English.
    """
    found = list(acronyms(words, covered, source))
    if not found:
        return
    there = {word.text for word in english}
    folded = {fold(text) for text in there} | {fold(text)[:-1] for text in there}
    run = squeezed(target)
    lost = [w for w in found if fold(w.text) not in folded and fold(w.text) not in run]
    french = {word.text for word in words}
    own = [text for text in there if is_acronym(text) and text not in french]
    for word in {word.text: word for word in lost}.values():
        glossed = source[word.start - 1 : word.start] == "(" and _GLOSS.search(target)
        if not glossed:
            yield doubt(word.text, min(own, default="not found"))


def english_initials(initials: str) -> tuple[str, ...]:
    """What initials of the French are in English: those of the table, or themselves."""
    found = [form for form in french_index().get(initials, ()) if len(form.tokens) == 1]
    forms = [one for form in found for one in table()[form.row][2].split("|")]
    return tuple(one for one in forms if one.isupper() and one.isalpha()) or (initials,)


def acronyms(words: Sequence[Token], covered: set[int], source: str) -> Iterator[Token]:
    """Initials among the words that no table knows."""
    shouted = set(headings(words, source))
    for i, word in enumerate(words):
        if i not in covered and i not in shouted and is_acronym(word.text):
            yield word


def headings(words: Sequence[Token], source: str) -> Iterator[int]:
    """Words in capitals beside others: « LES MURS », « L'AUTRE RECHERCHE »."""
    for i, (one, other) in enumerate(pairwise(words)):
        loud = _is_loud(one.text) and _is_loud(other.text)
        if loud and source[one.end : other.start] in _JOINTS:
            yield from (i, i + 1)


def _is_loud(text: str) -> bool:
    return len(text) > 1 and text.isupper() and text[-1].isalpha()


def is_acronym(text: str) -> bool:
    """Whether a word is made of two to six capitals, and no numeral or currency."""
    return (
        1 < len(text) <= _LONGEST
        and text.isalpha()
        and text.isupper()
        and not _ROMAN.fullmatch(text)
        and text not in currency_codes()
    )


@cache
def currency_codes() -> frozenset[str]:
    """« EUR », « HUF »: figures are compared with what they are in."""
    return frozenset(
        form
        for forms, kind, _ in rows("words_fr.tsv")
        if kind == "currency"
        for form in forms.split("|")
        if form.isupper()
    )
