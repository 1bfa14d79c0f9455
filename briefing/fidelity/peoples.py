"""People called by their place: « le Belge », "the Belgian"; not "the Belge"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.dictionary import papers
from briefing.fidelity.invented import english_tokens
from briefing.fidelity.nametable import Found, doubt, table
from briefing.fidelity.spelling import Token, close, fold, opens
from briefing.fidelity.words import common
from briefing.quotes.lexicon import words as words_of
from briefing.types import Flag

_STATE = "state"
_WITH_PEOPLE = frozenset((_STATE, "city", "region"))
_HEAD = 4
"""Letters that the names of a people share in both languages, if they share any."""
_CONTRACTED = frozenset(("au", "aux", "d", "de", "du", "l"))
"""What may stand before a noun beside determiners; apostrophes are no part of words."""
_IN_FRENCH = frozenset(("aux", "d", "des", "du", "l", "la", "le", "les"))
"""Words of French that hold a name together: "the Promenade des Anglais"."""
_FEMININE = re.compile("es?$")
_UNCHANGED = re.compile("(?:ese|iss)$")
"""Endings of nouns that are one and many: "the Chinese"."""


def check_peoples(
    found: Sequence[Found],
    words: Sequence[Token],
    source: str,
    present: Mapping[int, frozenset[str]],
    english: Sequence[Token],
    target: str,
) -> Iterator[Flag]:
    """A doubt for each people that the model has copied, nearly so, or lost.

    Args:
        found: names of the French.
        words: of the French.
        source: the French.
        present: rows of the table that the English has.
        english: words of the English.
        target: the English.
    """
    lacking = {f.surface: f for f in found if f.weak and f.row not in present}
    for surface, name in lacking.items():
        copied = next(copies(surface, english, target), None)
        if copied and table()[name.row][0] == _STATE:
            yield doubt(surface, copied)
        elif not copied and is_noun(name, words, source) and not held(surface, english):
            yield doubt(surface, "not found")


def is_noun(name: Found, words: Sequence[Token], source: str) -> bool:
    """Whether people are meant: « les Parisiens ».

    Neither a thing (« l'océan Indien »), a person (« Romain Grau ») nor a paper, nor
    the first word of a sentence, which may be an adjective.
    """
    word = words[name.start]
    before = words[name.start - 1].text if name.start else ""
    after = words[name.end].text if name.end < len(words) else ""
    return (
        table()[name.row][0] in _WITH_PEOPLE
        and word.text.istitle()
        and not opens(word, source)
        and word.text not in papers()
        and (before in _CONTRACTED or before in words_of("determiner"))
        and not after[:1].isupper()
    )


def held(surface: str, english: Sequence[Token]) -> bool:
    """Whether the English has a word with the same beginning: "Milanese"."""
    head = fold(surface)[:_HEAD]
    return any(fold(word.text).startswith(head) for word in english)


def copies(surface: str, english: Sequence[Token], target: str) -> Iterator[str]:
    """Words of the English that are a French one, nearly, or hold it: "TheAllemand".

    None that English has or that is part of a name in French.
    """
    french = fold(surface)
    for i, word in enumerate(english):
        folded = fold(word.text)
        french_name = i > 0 and english[i - 1].text.lower() in _IN_FRENCH
        joined = target[word.end : word.end + 1] == "-"  # "Franco-Italian"
        if french_name or joined or not word.text[0].isupper() or word.text.isupper():
            continue
        alike = len(folded) > 3 and (french in folded or close(french, folded))
        if folded == french or (alike and is_strange(word.text)):
            yield word.text


def is_strange(word: str) -> bool:
    """Whether English has a word neither as a name nor among its everyday words."""
    return word not in english_tokens() and not common(fold(word))


def people(name: Found, words: Sequence[Token]) -> str | None:
    """The English noun for people of the place that a French noun names.

    `None` where the French is no such noun or English has none: « une Irlandaise ».

    Args:
        name: of the table.
        words: of the French sentence.
    """
    kind, _, written = table()[name.row]
    if not name.weak or kind not in _WITH_PEOPLE or not name.surface[0].isupper():
        return None
    forms = written.split("|")
    before = words[name.start - 1].text.lower() if name.start else ""
    one, many = _nouns(forms)
    if before == "aux" or before in words_of("plural") or one is None:
        return many
    if many and many.endswith("men") and _FEMININE.search(name.surface):
        woman = one.removesuffix("man") + "woman"
        return woman if woman in forms else None
    return one


def _nouns(forms: Sequence[str]) -> tuple[str | None, str | None]:
    """The nouns for one and for many people among the English forms of a place."""
    for one in reversed(forms):  # "American", not "America"
        plurals = {f"{one}s", re.sub("man$", "men", one)} - {one}
        plural = next((form for form in forms if form in plurals), None)
        if plural and not one.endswith("woman"):
            return one, plural
    same = next((form for form in forms if _UNCHANGED.search(form)), None)
    return same, same
