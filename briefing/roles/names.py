"""Names inside roles: places, initials, persons; translated or kept, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from briefing.fidelity.nametable import common_words, french_index, table
from briefing.fidelity.spelling import TOKEN, fold
from briefing.quotes.lexicon import is_first_name
from briefing.roles.tables import index, longest

_PLACES = frozenset({"state", "region", "city"})
_LINKS = frozenset(
    {"de", "du", "la", "le", "von", "van", "ben", "bin", "al", "el", "da", "di"}
)
_ARTICLES = {"le": "Le", "les": "Les", "la": "La"}


class Part(NamedTuple):
    """English of a part of a role, and where its French ends."""

    english: str
    end: int
    initials: str = ""
    """What stands behind it in brackets, where English has other initials."""


def place(text: Sequence[str], at: int, article: str) -> Part | None:
    """The place at `text[at:]` if a table has it, by the name that English has."""
    for ahead in ((article,), ()) if article else ((),):
        known = longest(index("place"), text, at, ahead)
        if known:
            entry, end = known
            return None if entry.english == "-" else Part(entry.english, end)
    if article:
        dropped = longest(index("dropped"), text, at, (article,))
        if dropped:
            named = " ".join(text[at : dropped[1]]).replace("' ", "'")
            return Part(named, dropped[1])
    return _exonym(text, at)


def is_open(text: Sequence[str], at: int) -> bool:
    """Whether the name at `text[at]` is of two places, or of a place and a person."""
    known = longest(index("place"), text, at)
    return known is not None and known[0].english == "-"


def _exonym(text: Sequence[str], at: int) -> Part | None:
    """The place by the table of names, the longest."""
    for end in range(min(len(text), at + 5), at, -1):
        english = exonyms().get(" ".join(text[at:end]))
        if english:
            return Part(english, end)
    return None


def power(text: Sequence[str]) -> str | None:
    """A state, or a capital that stands for its government."""
    known = place(text, 0, "")
    if known is None or known.end < len(text):
        return None
    capital = longest(index("capital"), text, 0)
    return known.english if capital or " ".join(text) in exonyms("state") else None


@cache
def exonyms(*kinds: str) -> dict[str, str]:
    """English of the places in the table of names, by their French."""
    found: dict[str, str] = {}
    for kind, french, english in table():
        if kind in (kinds or _PLACES):
            for form in french.replace("’", "'").split("|"):
                if not form.endswith("+") and form[0].isupper():
                    found.setdefault(form, english.split("|")[0])
    return found


def is_initials(word: str) -> bool:
    """Whether `word` is written in capitals: « CFDT », « SGP-Police » is not."""
    letters = [c for c in word if c not in "-&"]
    return (
        2 <= len(letters) <= 8
        and letters[0].isalpha()
        and all(c.isupper() or c.isdigit() for c in letters)
    )


def initials(word: str) -> str | None:
    """Initials as they are, unless English has others for them."""
    if not is_initials(word):
        return None
    known = french_index().get(TOKEN.findall(word)[0], ())
    own = any(len(f.tokens) == 1 and table()[f.row][0] != "city" for f in known)
    return None if own else word


def town(text: Sequence[str], at: int, article: str) -> Part | None:
    """A town by its French name and article: « du Havre », "Le Havre"."""
    kept = name(text, at)
    if kept is None or (article and article not in _ARTICLES):
        return None
    ahead = f"{_ARTICLES[article]} " if article else ""
    return kept._replace(english=ahead + kept.english)


def name(text: Sequence[str], at: int) -> Part | None:
    """A name in the French spelling, which may have small words inside.

    A name of which the table knows another English spelling in part has none here.
    """
    end = at
    while end < len(text) and _is_name(text[end]) and not is_next(text, at, end):
        end += 1
        links = end
        while links < len(text) and links < end + 2 and text[links] in _LINKS:
            links += 1
        if end < links < len(text) and _is_person_like(text, at, end, links):
            end = links
    if end == at:
        return None
    spelled = [_spelled(word) for word in text[at:end]]
    if None in spelled:
        return None
    return Part(" ".join(word for word in spelled if word), end)


def is_next(text: Sequence[str], at: int, end: int) -> bool:
    """Whether a person is named at `text[end]`, behind a name that begins before."""
    least = 2 if is_first_name(text[at]) else 1
    there = text[end : end + 2]
    return (
        end - at >= least
        and len(there) == 2
        and is_first_name(there[0])
        and (_is_name(there[1]))
    )


def _is_person_like(text: Sequence[str], at: int, end: int, links: int) -> bool:
    """Whether small words go on with a person: « Dominique de Villepin »."""
    return _is_name(text[links]) and end - at == 1 and is_first_name(text[at])


def is_person(words: Sequence[str]) -> bool:
    """Whether a name may be a person's: one of two words, or a first name."""
    if words[0] in _ARTICLES.values():
        return False
    return len(words) > 1 or is_first_name(words[0])


def _is_name(word: str) -> bool:
    """Whether `word` is capitalized, of letters, digits and what joins them."""
    return word[0].isupper() and all(c.isalnum() or c in "-'.&" for c in word)


def _spelled(word: str) -> str | None:
    """`word` as English spells it: persons by the table of names, the rest as it is."""
    title = longest(index("title"), (word,), 0)
    if title:
        return title[0].english
    if is_initials(word) or word == "Me":  # « maître », of lawyers
        return initials(word)
    tokens = tuple(TOKEN.findall(word))
    if not tokens:
        return None
    for form in french_index().get(tokens[0], ()):
        if form.tokens == tokens:
            kind, _, english = table()[form.row]
            spellings = english.split("|")
            if word in spellings:
                return word
            return spellings[0] if kind == "person" else None
    return word


def is_common(text: Sequence[str]) -> bool:
    """Whether all of these capitalized words are common nouns: « Région »."""
    parts = [part for word in text for part in TOKEN.findall(word)]
    return all(fold(part) in common_words() for part in parts)
