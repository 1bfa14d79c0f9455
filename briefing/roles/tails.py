"""What tells more about somebody behind a role: where from, how old, in what field."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.lexicon import is_first_name
from briefing.roles.bodies import complement, peoples
from briefing.roles.names import Part, is_open, name, place, town
from briefing.roles.phrase import Phrase, with_complement
from briefing.roles.prepositions import AT, DE, link
from briefing.roles.tables import index, longest, own_name, with_plurals

_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FIELD = {"de": "", "d'": "", "en": "", "dans": "", "sur": "", "du": "le", "des": "les"}


def tail(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """The first of these that stands behind `phrase`."""
    readers = (_fixed, _origin, _place, _field, _relation, _since, _person)
    return next((more for read in readers if (more := read(text, phrase))), None)


def _fixed(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« à la retraite », « sous couvert d'anonymat »."""
    known = longest(index("tail"), text, phrase.end)
    if known is None:
        return None
    entry, end = known
    if entry.extra in ("last", "own") and end < len(text):
        return None
    if entry.extra == "own" and phrase.behind:
        return None  # « directeur d'un centre de formation »
    if entry.extra == "candidate" and "candidate" not in phrase.noun:
        return None
    if entry.extra == "before":
        if phrase.behind:
            return None
        before = (entry.english, *phrase.before)
        return replace(phrase, before=before, end=end)
    return replace(phrase, behind=(*phrase.behind, entry.english), end=end)


def _origin(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« d'origine malienne »."""
    at = phrase.end
    if tuple(text[at : at + 2]) != ("d'", "origine"):
        return None
    english, end = peoples(text, at + 2)
    if not english:
        known = longest(index("adjective"), text, at + 2)
        if known is None or known[0].english[0].islower():
            return None
        english, end = known[0].english, known[1]
    return with_complement(phrase, "of", Part(f"{own_name(english)} origin", end))


def _place(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« basée à Trifouillis », « originaire du Mali »."""
    known = longest(with_plurals("where"), text, phrase.end)
    if known is None:
        return None
    entry, at = known
    part = _de(text, at) if entry.extra == "de" else _in(text, at)
    return with_complement(phrase, entry.english, part) if part else None


def _de(text: Sequence[str], at: int) -> Part | None:
    found = link(text, at, DE)
    return _somewhere(text, found[1], found[0]) if found else None


def _in(text: Sequence[str], at: int) -> Part | None:
    found = link(text, at, AT)
    if found:
        return _somewhere(text, found[1], found[0])
    known = at + 1 < len(text) and text[at] == "en"
    return place(text, at + 1, "la") if known else None  # « en » holds no article


def _somewhere(text: Sequence[str], at: int, article: str) -> Part | None:
    """A place of the tables, or a town by its French name."""
    if at >= len(text):
        return None
    known = place(text, at, article)
    return known or (None if is_open(text, at) else town(text, at, article))


def _field(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« spécialisée en droit public », « spécialiste du climat »."""
    known = longest(with_plurals("special"), text, phrase.end)
    if known is None or known[1] >= len(text) or text[known[1]].lower() not in _FIELD:
        return None
    entry, at = known
    article = _FIELD[text[at].lower()]
    i = at + 1
    if not article and i < len(text) and text[i] in ("la", "l'", "le", "les"):
        article, i = text[i], i + 1
    found = longest(index("matter"), text, i, (article,)) if article else None
    found = found or longest(index("field"), text, i)
    if found is None:
        return None
    return with_complement(phrase, entry.english, Part(found[0].english, found[1]))


def _relation(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« au sein du gouvernement », « près la cour d'appel »: with a body."""
    known = longest(index("relation"), text, phrase.end)
    if known is None or known[1] >= len(text):
        return None
    entry, at = known
    if entry.extra == "de":
        found = link(text, at, DE)
    else:
        found = (text[at], at + 1) if text[at] in ("la", "l'", "le", "les") else None
    if found is None:
        return None
    read = place if entry.extra == "place" else complement
    part = read(text, found[1], found[0]) if found[1] < len(text) else None
    return with_complement(phrase, entry.english, part) if part else None


def _since(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """« depuis 2016 »."""
    words = text[phrase.end : phrase.end + 2]
    if len(words) < 2 or words[0] != "depuis" or not _YEAR.fullmatch(words[1]):
        return None
    return with_complement(phrase, "since", Part(words[1], phrase.end + 2))


def _person(text: Sequence[str], phrase: Phrase) -> Phrase | None:
    """Who has the role: « la ministre de la Santé Zoé Trucmuche »."""
    if phrase.kept or phrase.entry.plural or phrase.has("thing"):
        return None
    kept = name(text, phrase.end)
    if kept is None:
        return None
    first, alone = text[phrase.end], kept.end - phrase.end == 1
    if alone and not (phrase.has("stage") and _is_word(first)):
        return None
    titled = longest(index("title"), (first,), 0) or phrase.has("minister")
    if not (alone or titled or is_first_name(first)):
        return None
    behind = (*phrase.behind, kept.english)
    return replace(phrase, behind=behind, end=kept.end, kept=True)


def _is_word(name: str) -> bool:
    """Whether `name` is written as a word, with one capital: no initials."""
    return name[:1].isupper() and name[1:].islower()
