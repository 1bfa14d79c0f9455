"""What stands behind a role: « de », « à », « en », « chargé de », a party."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.roles.bodies import complement, is_ordinal, sort
from briefing.roles.domains import domains, joined
from briefing.roles.modifiers import party
from briefing.roles.names import Part, is_common, is_open, is_person, name, place, town
from briefing.roles.phrase import Phrase, called, with_complement
from briefing.roles.prepositions import AT, DE, link
from briefing.roles.tables import index, longest

_HOUSES = ("Assembly", "Senate", "Parliament", "parliament", "House", "Commons")

Complement = Callable[[Sequence[str], Phrase], Phrase | None]
"""Reads on behind `phrase`; `None` where nothing of its kind stands there."""


def _bracket(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """A party or a department: « maire de Zut (PS) », « de Zut (Ain) »."""
    if not phrase.behind:
        return None
    return party(text, phrase) or _department(text, phrase)


def _department(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    inside = text[phrase.end : phrase.end + 5]
    if inside[0] != "(" or ")" not in inside:
        return None
    names = inside[1 : inside.index(")")]
    for article in ("le", "la", "l'", "les") if names else ():
        part = place(names, 0, article)
        if part and part.end == len(names):
            named = f"({part.english.removeprefix('the ')})"
            end = phrase.end + len(names) + 2
            return replace(phrase, behind=(*phrase.behind, named), end=end)
    return None


def _charge(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« chargé de »: "for" of those in a government, else "in charge of"."""
    i = phrase.end
    charged = text[i].lower() in ("chargé", "chargée")
    ruling = phrase.has("minister") or phrase.has("for")
    if not charged and not (phrase.has("for") and not phrase.behind):
        return None
    found = domains(text, i + charged) or (None if charged else domains(text, i, AT))
    if found is None:
        return None
    matters = joined([entry.extra for entry in found[0]])
    word = "for" if ruling else "in charge of"
    return with_complement(phrase, word, Part(matters, found[1]))


def _field(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« professeur de droit », « étudiante en médecine », « expert en »."""
    i = phrase.end
    if phrase.behind or text[i].lower() not in ("de", "d'", "en"):
        return None
    known = longest(index("field"), text, i + 1)
    if known is None:
        return None
    entry, end = known
    if phrase.has("university") and entry.extra == "u":
        notes = phrase.entry.notes | {"found"}
        phrase = replace(phrase, entry=phrase.entry._replace(notes=notes))
    if phrase.has("attributive"):
        return replace(phrase, before=(*phrase.before, entry.english), end=end)
    word = "of"
    if text[i].lower() == "en":
        word = "on" if phrase.entry.note("by") == "on" else "in"
    return with_complement(phrase, word, Part(entry.english, end))


def _of(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« de » with a body, a place, a matter or a person."""
    found = link(text, phrase.end, DE)
    if found is None or found[1] >= len(text) or phrase.kept:
        return None
    article, i = found
    part = complement(text, i, article)
    matter = longest(index("matter"), text, i, (article,)) if article else None
    if matter and (part is None or matter[1] >= part.end):
        return _with_de(phrase, Part(matter[0].english, matter[1]))
    if part and place(text, i, article) == part:
        if phrase.has("person"):
            return None  # « avocat de Washington » may live there
        word = phrase.word_for_de
        return with_complement(phrase, "from" if word == "at" else word, part)
    if part:
        phrase = called(phrase, sort(text, i, part))
        first = not phrase.behind and not is_ordinal(text[i])
        own = phrase.entry.note("bodies") if first else None
        return with_complement(phrase, own or phrase.word_for_de, part)
    kept = None if phrase.has("known") else _kept(text, i, article, phrase)
    if kept is None:
        return None
    phrase = called(phrase, sort(text, i, kept) or "unknown")
    return replace(_with_de(phrase, kept), kept=True)


def _with_de(phrase: Phrase, part: Part) -> Phrase:
    return with_complement(phrase, phrase.word_for_de, part)


def _kept(text: Sequence[str], at: int, article: str, phrase: Phrase) -> Part | None:
    """A name as it is: a town's of a mayor, else one without an article."""
    if longest(index("noun"), text, at):
        return None
    if phrase.has("town") and not phrase.behind and not is_open(text, at):
        return town(text, at, article)
    if article or is_open(text, at):
        return None
    kept = name(text, at)
    if kept is None or (phrase.has("place") and not phrase.behind):
        return kept
    if phrase.has("person") and not is_person(text[at : kept.end]):
        return None
    return None if is_common(text[at : kept.end]) else kept


def _at(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« à » with a body or a known place; « en » with a country."""
    word = phrase.entry.note("at") or "at"
    found = link(text, phrase.end, AT)
    if found and word != "-" and not phrase.has("minister"):
        part = complement(text, found[1], found[0])
        if part is None:
            return None
        if word == "at" and (
            part.english.endswith(_HOUSES) or place(text, found[1], found[0]) == part
        ):
            word = "in"
        return with_complement(phrase, word, part)
    if text[phrase.end] == "en" and phrase.end + 1 < len(text):
        country = place(text, phrase.end + 1, "")
        word = "to" if word == "to" else "in"
        return with_complement(phrase, word, country) if country else None
    return None


COMPLEMENTS: tuple[Complement, ...] = (_bracket, _charge, _field, _of, _at)
