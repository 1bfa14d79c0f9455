"""Phrases that say where somebody is from: « l'Américain », « le Réunionnais X »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.apposed import apposed_name
from briefing.quotes.extents import read_extent
from briefing.quotes.lexicon import Role, any_of, is_demonym, role_of, words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase, name_phrase, noun_phrase
from briefing.quotes.words import Token
from briefing.types import Span


def of_kind(
    tokens: Sequence[Token], place: int, head: int, cast: Cast
) -> Phrase | None:
    """« le Réunionnais Stéphane Fouassin », « l'Insoumise X »: the name at the end."""
    if head + 1 >= len(tokens) or tokens[head].kind != "c":
        return None
    known = cast.at.get(tokens[head + 1].start)
    label = is_demonym(tokens[head].low) or tokens[head].low in words("political")
    if known is None or known.entity.kind != "person" or not label:
        return None
    span = Span(start=tokens[place].start, end=known.end)
    return replace(name_phrase(tokens, head + 1, known), first=place, span=span)


def from_there(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Whether « l'Américain », « cette Lilloise » stands at `place`."""
    article = tokens[place].low in any_of("definite", "demonstrative") - {"les", "ces"}
    if not article or head != place + 1 or tokens[head].kind != "c":
        return False
    role = role_of(tokens[head].low)
    if role is not None and role.kind == "i":
        return False  # « la Métropole »
    return is_demonym(tokens[head].low) and not _goes_on(tokens, head + 1)


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows a demonym makes it a name: « l'Européenne de banque »."""
    if place >= len(tokens) or tokens[place].kind == "c":
        return place < len(tokens)
    aged = [t.kind for t in tokens[place : place + 2]] == ["w", "n"]
    return tokens[place].low in ("de", "du", "des", "d'") and not aged


def native(tokens: Sequence[Token], place: int, head: int) -> Phrase:
    """« l'Américain », « la Lilloise »: known by nothing but the place."""
    found = noun_phrase(tokens, place, head, head + 1, None)
    low = tokens[head].low
    gender = "f" if low.endswith(_FEMININE) else found.gender
    if found.determiner == "dem":  # « ce Breton » is shown as it stands
        found = replace(found, bare=None)
    return replace(
        found, kind="role", role=Role(low, gender, "h", False), gender=gender
    )


def somebody_from(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Whether « un Allemand », « les Lyonnaises » stands at `place`."""
    counted = tokens[place].low in words("indefinite") or tokens[place].low == "les"
    return (
        counted
        and head == place + 1
        and tokens[head].kind == "c"
        and is_demonym(tokens[head].low.removesuffix("s"))
        and not (head + 1 < len(tokens) and tokens[head + 1].kind == "c")
    )


def unnamed(
    tokens: Sequence[Token], place: int, head: int, end: int, cast: Cast
) -> Phrase:
    """« un Allemand venu de Brême »; « une Allemande, Anna Keller » is named."""
    plural = tokens[place].low not in ("un", "une")
    after, entity = read_extent(tokens, head, end, cast)
    if entity is None and not plural:
        after, entity = apposed_name(tokens, after, end, cast)
    role = Role(tokens[head].low, "x", "h", plural)
    found = noun_phrase(tokens, place, head, after, entity)
    return replace(found, kind="role", role=role, bare=None)


_FEMININE = ("enne", "aise", "oise", "aine", "ande")
"""How a word for a woman from somewhere ends that no « la » shows: « l'Italienne »."""
