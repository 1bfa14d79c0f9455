"""What stands behind a role: « de », « à », « en », « chargé de », a party."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.quotes.lexicon import is_first_name
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
    inside = text[phrase.end : phrase.end + 9]
    if inside[0] != "(" or ")" not in inside:
        return None
    names = inside[1 : inside.index(")")]
    aside = _aside(names)
    if aside:
        behind = (*phrase.behind, f"({aside})")
        return replace(phrase, behind=behind, end=phrase.end + len(names) + 2)
    for article in ("le", "la", "l'", "les") if names else ():
        part = place(names, 0, article)
        if part and part.end == len(names):
            named = f"({part.english.removeprefix('the ')})"
            end = phrase.end + len(names) + 2
            return replace(phrase, behind=(*phrase.behind, named), end=end)
    return None


def _aside(inside: Sequence[str]) -> str | None:
    """What may stand in brackets: « extrême droite », « nord de la France »."""
    known = longest(index("aside"), inside, 0) if inside else None
    if known and known[1] == len(inside):
        return known[0].english
    side = longest(index("side"), inside, 0) if inside else None
    found = link(inside, side[1], DE) if side else None
    if side is None:
        return None
    if side[1] == len(inside):
        return side[0].english
    part = found and found[1] < len(inside) and place(inside, found[1], found[0])
    if not part or part.end < len(inside):
        return None
    where = part.english.removeprefix("the ")
    return f"{side[0].extra} {where}" if side[0].extra else None


def _charge(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« chargé de »: "for" of those in a government, else "in charge of"."""
    i = phrase.end
    charged = text[i].lower() in ("chargé", "chargée")
    if tuple(text[i : i + 2]) == ("en", "charge"):
        charged, i = True, i + 1
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
    if phrase.has("attributive") or (phrase.has("thing") and text[i].lower() != "en"):
        return replace(phrase, before=(*phrase.before, entry.english), end=end)
    word = "of"
    if text[i].lower() == "en" and not phrase.has("university"):
        word = "on" if phrase.entry.note("by") == "on" else "in"
    elif phrase.entry.note("by") == "in":
        word = "in"
    return with_complement(phrase, word, Part(entry.english, end))


def _of(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« de » with a body, a place, a matter or a person."""
    found = link(text, phrase.end, DE)
    if found is None or found[1] >= len(text) or phrase.kept:
        return None
    article, i = found
    part = complement(text, i, article)
    charge = phrase.noun.endswith("minister") and not phrase.domains
    if part and charge and place(text, i, article) != part:
        return None  # what a minister is in charge of is no body
    matter = longest(index("matter"), text, i, (article,)) if article else None
    if matter and (part is None or matter[1] >= part.end):
        return _with_de(phrase, Part(matter[0].english, matter[1]))
    if part and place(text, i, article) == part:
        if phrase.has("person"):
            return None  # « avocat de Washington » may live there
        local = phrase.has("thing") and not phrase.behind
        word = "in" if local else phrase.word_for_de
        return with_complement(phrase, "from" if word == "at" else word, part)
    if part:
        titled = text[i][0].isupper() and longest(index("titled"), text, i)
        phrase = called(phrase, sort(text, i, part) or ("society" if titled else ""))
        first = not phrase.behind and not is_ordinal(text[i])
        own = phrase.entry.note("bodies") if first else None
        return with_complement(phrase, own or phrase.word_for_de, part)
    kept = None if phrase.has("known") else _kept(text, i, article, phrase)
    if kept is None:
        return None
    if phrase.has("local") and not is_person(text[i : kept.end]):
        return replace(with_complement(phrase, "in", kept), kept=True)
    phrase = called(phrase, sort(text, i, kept) or "unknown")
    return replace(_with_de(phrase, kept), kept=True)


def _with_de(phrase: Phrase, part: Part) -> Phrase:
    return with_complement(phrase, phrase.word_for_de, part)


def _kept(text: Sequence[str], at: int, article: str, phrase: Phrase) -> Part | None:
    """A name as it is: a town's of a mayor, else one without an article."""
    named = text[at + 1 : at + 2]
    called = is_first_name(text[at]) and named and named[0][0].isupper()
    if longest(index("noun"), text, at) and not called:
        return None
    if phrase.has("town") and not phrase.behind and not is_open(text, at):
        return town(text, at, article)
    if article or is_open(text, at):
        return None
    kept = name(text, at)
    if kept is None or (phrase.has("place") and not phrase.behind):
        return kept
    person = phrase.has("whose") or is_person(text[at : kept.end])
    if phrase.has("person") and not person:
        return None
    return None if is_common(text[at : kept.end]) else kept


def _at(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« à » with a body or a known place; « en » with a country."""
    word = phrase.entry.note("at") or "at"
    found = link(text, phrase.end, AT)
    if found and word != "-" and not phrase.has("minister"):
        part = complement(text, found[1], found[0])
        if part is None and phrase.has("place") and not (found[0] or phrase.behind):
            there = None if is_open(text, found[1]) else town(text, found[1], "")
            return with_complement(phrase, "in", there) if there else None
        if part is None or (
            (word != "at" or phrase.entry.note("by") != "at")
            and (_is_outlet(text, found[1], found[0]))
        ):
            return None  # « un conseiller à l'AFP » spoke to it
        if word == "at" and (
            part.english.endswith(_HOUSES) or place(text, found[1], found[0]) == part
        ):
            word = "in"
        return with_complement(phrase, word, part)
    if text[phrase.end] == "en" and phrase.end + 1 < len(text):
        country = place(text, phrase.end + 1, "la")
        word = "to" if word == "to" else "in"
        return with_complement(phrase, word, country) if country else None
    return None


def _is_outlet(text: Sequence[str], at: int, article: str) -> bool:
    """Whether a medium is named at `text[at]`."""
    ahead = longest(index("outlet"), text, at, (article,)) if article else None
    return bool(ahead or longest(index("outlet"), text, at))


COMPLEMENTS: tuple[Complement, ...] = (_bracket, _charge, _field, _of, _at)
