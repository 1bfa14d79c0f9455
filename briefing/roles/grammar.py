"""A French role to its `Phrase`: a head of the table with all that belongs to it.

Each function reads at one place and says what it found and where that ends. The longest
row counts, and roles stand in roles three deep: time is bounded by the number of words.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.glossary.terms import english_plural
from briefing.roles.bodies import complement, sort
from briefing.roles.complements import COMPLEMENTS
from briefing.roles.modifiers import MODIFIERS
from briefing.roles.names import Part
from briefing.roles.phrase import Phrase, called, spoken, with_complement
from briefing.roles.prepositions import DE, link
from briefing.roles.tables import Index, index, key, longest, with_plurals

MOST = 3
"""Roles inside roles: « avocat du président du club »."""

_UNCHANGED = ("man", "wife", "person", "close", "accused", "military", "people")


def role(text: Sequence[str], at: int, heads: Index, depth: int = 0) -> Phrase | None:
    """The role at `text[at:]` with all that belongs to it."""
    times, i = [], at
    while i < len(text) and (time := longest(index("time"), text, i)):
        times.append(time[0].english)
        i = time[1]
    if i < len(text) and text[i].lower().startswith("ex-"):
        times.append("former")
        text = (*text[:i], text[i][3:] or " ", *text[i + 1 :])
    known = longest(heads, text, i) if i < len(text) else None
    if known is None:
        return None
    head, (entry, i) = key(text[i : known[1]]), known
    noun = entry.english
    if entry.plural:
        if noun.endswith(_UNCHANGED):
            return None
        noun = english_plural(noun)
    phrase = Phrase(noun=noun, head=head, entry=entry, end=i, times=tuple(times))
    while phrase.end < len(text):
        longer = _read(text, phrase, depth)
        if longer is None:
            break
        phrase = longer
    return phrase if _is_whole(phrase) else None


def _read(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """`phrase` with what follows it, if a table covers that."""
    for beside in MODIFIERS if not phrase.behind else ():
        longer = beside(text, phrase)
        if longer:
            return longer
    if phrase.has("sole"):
        return None
    for behind in COMPLEMENTS:
        longer = behind(text, phrase)
        if longer:
            return longer
    return _of_role(text, phrase, depth)


def _of_role(text: Sequence[str], phrase: Phrase, depth: int) -> Phrase | None:
    """« de » with another role: « avocat du prévenu »."""
    found = link(text, phrase.end, DE)
    if found is None or depth == MOST or phrase.kept:
        return None
    article, i = found
    if not article or i == len(text) or complement(text, i, article):
        return None
    inner = role(text, i, with_plurals("head"), depth + 1)
    if inner is None or inner.entry.plural != (article == "les"):
        return None
    english = spoken(inner)
    if english is None:
        return None
    part = Part(f"the {english}", inner.end)
    phrase = called(phrase, sort(text, i, part))
    return with_complement(phrase, phrase.word_for_de, part)


def _is_whole(phrase: Phrase) -> bool:
    """Whether a head that needs more has it."""
    first = phrase.behind[0] if phrase.behind else ""
    if phrase.has("media") and first.startswith("on the "):
        return False
    if phrase.has("university") and not phrase.has("found"):
        return "niversity" in " ".join(phrase.behind)
    own = {"of", phrase.entry.note("by"), phrase.entry.note("bodies")}
    return not phrase.has("needs") or first.partition(" ")[0] in own
