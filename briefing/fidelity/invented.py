"""Names of the English that nothing in the French explains.

A word that only a name can be is told by itself; a state, a region or a city of the
table by the same measure, wherever no name of the French stands in its place: the
sentence that says "Canada" where the French has no such word is no translation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from briefing.fidelity.nametable import english_index, fits, french_index, table
from briefing.fidelity.spelling import (
    TOKEN,
    Token,
    capitalized,
    fold,
    opens,
    spelled,
)
from briefing.fidelity.words import common, known
from briefing.types import Flag

_MOST = 50
"""Names of one sentence that are looked for; each is compared with every word."""
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "President"})
_PLACES = frozenset({"state", "region", "city"})
_ANYWHERE = frozenset(
    {"Aboriginal", "Cape", "Channel", "Emirates", "Gulf", "Indigenous", "Kingdom"}
    | {"Native", "Occident", "Occidental", "States", "Straits", "Strip", "Tiger"}
    | {"West", "Western", "Westerner", "Westerners"}
)
"""Forms of the table that are no proof of one place."""


def check_invented(
    strange: Sequence[int], english: Sequence[Token], target: str
) -> Iterator[Flag]:
    """A doubt for each name of the English that nothing in the French explains.

    Only words that are no English words: « Planning familial » is "Planned Parenthood".
    """
    for i in strange:
        if not in_full([*english[max(0, i - 1) : i], *english[i + 1 : i + 2]], target):
            yield extra(english[i].text)


def check_places(
    rows: Sequence[int], words: Sequence[Token], english: Sequence[Token]
) -> Iterator[Flag]:
    """A doubt for each place of the table that only the English has.

    An abbreviation that the English does not have may stand for it (« PQ »).

    Args:
        rows: rows of the table that the English has and the French has not.
        words: the French.
        english: the English.
    """
    places = {row for row in rows if table()[row][0] in _PLACES}
    if not places or abbreviated(words, english):
        return
    known = Explained(words)
    told: set[str] = set()
    for i in capitalized(english)[:_MOST]:
        name = place_at(english, i, places)
        if name and not told & set(name) and not any(known(word) for word in name):
            yield extra(" ".join(name))
            told.update(name)


def abbreviated(words: Sequence[Token], english: Sequence[Token]) -> bool:
    """Whether the French has an abbreviation that neither table nor English has."""
    there = {word.text for word in english}
    return any(
        word.text.isupper()
        and len(word.text) > 1
        and word.text not in there
        and word.text not in french_index()
        for word in words
    )


def place_at(
    english: Sequence[Token], i: int, places: set[int]
) -> tuple[str, ...] | None:
    """The longest name of one of `places` that begins at a word."""
    for form in english_index().get(english[i].text, ()):
        proper = all(token[0].isupper() for token in form.tokens)
        proof = form.tokens[0] not in _ANYWHERE and len("".join(form.tokens)) > 2
        if form.row in places and proper and proof and fits(form, english, i):
            return form.tokens
    return None


def extra(name: str) -> Flag:
    """A doubt about a name that only the English has."""
    return Flag(kind="name", detail=f"name not in the French: {name}")


def strangers(
    words: Sequence[Token], english: Sequence[Token], target: str
) -> list[int]:
    """Where the English has a name that no word of the French explains."""
    names = [i for i in capitalized(english) if is_english_name(english[i], target)]
    if not names:
        return []
    known = Explained(words)
    return [i for i in names[:_MOST] if not known(english[i].text)]


class Explained:
    """Whether a word of the French may be what a name of the English comes from."""

    def __init__(self, words: Sequence[Token]) -> None:
        """Args: the words of the French."""
        self._french = {fold(word.text) for word in words}
        self._long = [word for word in self._french if len(word) > 3]
        self._heads = {word[:3] for word in self._long}  # « Judée », "Judean"

    def __call__(self, name: str) -> bool:
        """Whether `name` is there, as it is or nearly so."""
        folded = fold(name)
        return (
            folded in self._french
            or folded[:3] in self._heads
            or any(word in folded or spelled(word, folded) for word in self._long)
        )


def in_full(neighbors: Sequence[Token], text: str) -> bool:
    """Whether a name stands beside, so that the English may just give it in full.

    « Obama » is "Barack Obama". The first word of a sentence is no such name, nor is
    "Mr", nor a word of the language: "University".
    """
    return any(
        is_english_name(word, text) for word in neighbors if word.text not in _TITLES
    )


def is_english_name(word: Token, text: str) -> bool:
    """Whether a word can only be a name: capitalized, not common, not of the table.

    At the head of a sentence, where all words are capitalized, only a word that English
    does not have at all: "Infin".
    """
    if not word.text[0].isupper() or len(word.text) < 4 or not word.text[1:].islower():
        return False
    folded = fold(word.text)
    if common(folded) or word.text in english_tokens():
        return False
    return not (opens(word, text) and known(folded))


@cache
def english_tokens() -> frozenset[str]:
    """Every word of the English side of the table."""
    return frozenset(
        token
        for row in table()
        for token in TOKEN.findall(row[2])
        if token[0].isupper()
    )
