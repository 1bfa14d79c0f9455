"""What stands beside the noun of a role: people, party, age, domain, adjective."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from briefing.roles.bodies import peoples
from briefing.roles.domains import domains, joined
from briefing.roles.phrase import Phrase
from briefing.roles.prepositions import AT
from briefing.roles.tables import index, longest, with_plurals

Modifier = Callable[[Sequence[str], Phrase], Phrase | None]
"""Reads on behind `phrase`; `None` where nothing of its kind stands there."""


def _people(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    people, end = peoples(text, phrase.end)
    if not people or phrase.people:
        return None
    return replace(phrase, people=people, end=end)


def party(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """Initials in brackets: « maire (LR) de Lyon », « maire de Lyon (LR) »."""
    inside = text[phrase.end : phrase.end + 3]
    if len(inside) != 3 or (inside[0], inside[2]) != ("(", ")"):
        return None
    party = longest(index("adjective"), inside, 1)
    if party is None or party[1] != 2:
        return None
    end, english = phrase.end + 3, party[0].english
    if english in phrase.before:
        return replace(phrase, end=end)  # « La République en marche (LREM) »
    if phrase.behind:
        return replace(phrase, behind=(*phrase.behind, f"({english})"), end=end)
    return replace(phrase, before=(english, *phrase.before), end=end)


def _age(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« artiste de 28 ans »: "28-year-old artist"."""
    i = phrase.end
    if text[i].lower() in ("âgé", "âgée"):
        i += 1
    there = tuple(text[i : i + 3])
    if len(there) < 3 or (there[0], there[2]) != ("de", "ans"):
        return None
    if not re.fullmatch("[0-9]{1,3}", there[1]) or phrase.entry.plural:
        return None
    before = (f"{there[1]}-year-old", *phrase.before)
    noun = phrase.noun.removeprefix("young ").removeprefix("elderly ")
    times = tuple(time for time in phrase.times if time != "young")
    return replace(phrase, noun=noun, times=times, before=before, end=i + 3)


def _domains(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« ministre de la Santé »; « ministre aux Affaires européennes »."""
    if not phrase.has("minister") or phrase.domains:
        return None
    found = domains(text, phrase.end) or domains(text, phrase.end, AT)
    if found is None:
        return None
    names = (joined([entry.english for entry in found[0]]),)
    return replace(phrase, domains=names, end=found[1])


def _adjective(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    kind = "quality" if phrase.has("thing") else "adjective"
    known = longest(with_plurals(kind), text, phrase.end)
    if known is None or phrase.domains:
        return None
    before = (known[0].english, *phrase.before)
    return replace(phrase, before=before, end=known[1])


MODIFIERS: tuple[Modifier, ...] = (_people, party, _age, _domains, _adjective)
