"""A French role to its `Phrase`: a head of the table with all that belongs to it.

Each function reads at one place and says what it found and where that ends. The longest
row counts, and roles stand in roles three deep: time is bounded by the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.glossary.terms import english_plural
from briefing.roles.bodies import complement, sort
from briefing.roles.complements import COMPLEMENTS
from briefing.roles.modifiers import MODIFIERS
from briefing.roles.names import Part
from briefing.roles.phrase import Phrase, called, determined, spoken, with_complement
from briefing.roles.prepositions import DE, link
from briefing.roles.tables import (
    Entry,
    Index,
    index,
    key,
    longest,
    sources,
    with_plurals,
)
from briefing.roles.tails import tail

MOST = 3
"""Roles inside roles: « avocat du président du club »."""

_PLURALS = {
    "man": "men",
    "woman": "women",
    "wife": "wives",
    "midwife": "midwives",
    "person": "people",
    "accused": "accused",
    "salesperson": "salespeople",
    "craftsperson": "craftspeople",
    "schoolchild": "schoolchildren",
    "child": "children",
    "medium": "media",
    "police": "police",
    "gendarmerie": "gendarmerie",
}
_CHAIRS = ("niversity", "hospital", "Sorbonne", "Collège de France", "Sciences Po")
"""Where a « professeur » is a professor and no teacher."""
_UNCHANGED = ("wife", "man")
_BEHIND = re.compile(
    r"(.*?)( (?:close|to|at|in|on|for|from|of|polled|questioned)\b.*)?"
)


def role(text: Sequence[str], at: int, heads: Index, depth: int = 0) -> Phrase | None:
    """The role at `text[at:]` with all that belongs to it."""
    times, i = _times(text, at, heads)
    if i < len(text) and text[i].lower().startswith("ex-"):
        times.append("former")
        text = (*text[:i], text[i][3:] or " ", *text[i + 1 :])
    known = longest(heads, text, i) if i < len(text) else None
    if known is None:
        return None
    return _related(text, i, known[1], times, depth) or _headed(
        text, i, known, times, depth
    )


def _related(
    text: Sequence[str], at: int, end: int, times: Sequence[str], depth: int
) -> Phrase | None:
    """A head that is another with « de » and a person: « la femme de Zoé », "wife"."""
    known = longest(with_plurals("related"), text, at)
    found = link(text, end, DE)
    if known is None or known[1] != end or found is None:
        return None
    if complement(text, found[1], found[0]):
        return None  # « la femme du quartier » lives there
    phrase = _headed(text, at, known, times, depth)
    return None if phrase is None or phrase.before else phrase


def _headed(
    text: Sequence[str],
    at: int,
    known: tuple[Entry, int],
    times: Sequence[str],
    depth: int,
) -> Phrase | None:
    """The role at `text[at:]` by its head, which is `known`."""
    entry, i = known
    head, noun = key(text[at:i]), entry.english
    if entry.plural:
        several = _several(noun)
        if several is None:
            return None
        noun = several
    phrase = Phrase(noun=noun, head=head, entry=entry, end=i, times=tuple(times))
    while phrase.end < len(text):
        longer = _read(text, phrase, depth)
        if longer is None:
            break
        phrase = longer
    alone = with_plurals("alone").get(head)
    if alone and phrase.people and not phrase.behind and not phrase.before:
        official = _several(alone.english) if entry.plural else alone.english
        return replace(phrase, noun=official or noun)
    return phrase if _is_whole(phrase) else None


def _times(text: Sequence[str], at: int, heads: Index) -> tuple[list[str], int]:
    """« ancien jeune »: words before a head, and where it begins.

    Those that are a head's own stay with it: « jeune » may stand alone, and an
    « ancien combattant » is a veteran.
    """
    found, i = [], at
    while i < len(text) and (time := longest(index("time"), text, i)):
        head = longest(heads, text, i)
        if head and (head[1] > time[1] or not longest(heads, text, time[1])):
            break
        found.append(time[0].english)
        i = time[1]
    return found, i


def _several(noun: str) -> str | None:
    """The plural of an English noun: "people close", "members of the team"."""
    split = _BEHIND.fullmatch(noun)
    first, rest = (split[1], split[2] or "") if split else (noun, "")
    *before, last = first.split(" ")
    if last in _PLURALS:
        return " ".join((*before, _PLURALS[last])) + rest
    return None if last.endswith(_UNCHANGED) else english_plural(first) + rest


def _read(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """`phrase` with what follows it, if a table covers that."""
    for beside in MODIFIERS if not (phrase.behind or phrase.has("closed")) else ():
        longer = beside(text, phrase)
        if longer:
            return longer
    if phrase.has("sole"):
        return None
    for behind in COMPLEMENTS:
        longer = behind(text, phrase)
        if longer:
            return longer
    return tail(text, phrase) or _of_role(text, phrase, depth)


def _of_role(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """« de » with another role: « avocat du prévenu »."""
    found = link(text, phrase.end, DE)
    if found is None or depth == MOST or phrase.kept:
        return None
    article, i = found
    if phrase.noun.endswith("minister") and not phrase.domains:
        return None
    several, determiner = article == "les", "the"
    counted = longest(index("several"), text, i, ("les",)) if several else None
    if not article:
        told = longest(index("inner"), text, i)
        if told is None:
            return None
        several, determiner, i = told[0].extra == "s", told[0].english, told[1]
    elif counted:
        determiner, i = counted[0].english, counted[1]
    elif i == len(text) or complement(text, i, article):
        return None
    if several and i < len(text) and text[i][0].isupper():
        return None  # « délégué des Jeunes » of a party
    inner = role(text, i, sources(), depth + 1) if i < len(text) else None
    if inner is None or inner.entry.plural != several:
        return None
    english = spoken(inner)
    if english is None:
        return None
    part = Part(determined(determiner, english), inner.end)
    phrase = called(phrase, sort(text, i, part))
    longer = with_complement(phrase, phrase.word_for_de, part)
    # « la femme de Zut » is his wife, not a woman
    alone = inner.has("sole") and inner.has("told")
    return replace(longer, kept=inner.kept or alone)


def _is_whole(phrase: Phrase) -> bool:
    """Whether a head that needs more has it."""
    if phrase.has("sorted"):
        return False  # « administrateur »: English has no word for all of them
    first = phrase.behind[0] if phrase.behind else ""
    if phrase.has("media") and first.startswith("on the "):
        return False
    if phrase.has("university") and not phrase.has("found"):
        return any(place in " ".join(phrase.behind) for place in _CHAIRS)
    own = {"of", phrase.entry.note("by"), phrase.entry.note("bodies")}
    return not phrase.has("needs") or first.partition(" ")[0] in own
