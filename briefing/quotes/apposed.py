"""The name that stands after a comma: « le maire de Vannes, Jeanne Morel »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import any_of, role_of, roles, words
from briefing.quotes.names import Cast, Entity, Occurrence
from briefing.quotes.words import Token


def apposed_name(
    tokens: Sequence[Token], comma: int, end: int, cast: Cast
) -> tuple[int, Entity | None]:
    """« le maire de Marseille, Jean-Claude Gaudin »: the name after the comma."""
    if comma + 1 < end:
        known = cast.at.get(tokens[comma + 1].start)
        comma, known = _after_list(tokens, comma, known, cast)
        if known is not None and _is_apposed(tokens, comma + 1, end, known):
            return comma + 1 + known.size, known.entity
        inner = _titled(tokens, comma + 1, end, cast)
        if inner is not None:
            return inner
    return comma, None


def is_womans(tokens: Sequence[Token], head: int, gender: str) -> bool:
    """Whether an office is a woman's, a name a man's: « avec la ministre, Jean X »."""
    role = role_of(tokens[head].low)
    post = role is not None and role.kind == "p" and role.gender == "x"
    return post and head > 0 and tokens[head - 1].low in ("la", "une") and gender == "m"


def _is_apposed(
    tokens: Sequence[Token], place: int, end: int, known: Occurrence
) -> bool:
    """Whether a name after a comma may be whom an office means."""
    if known.entity.kind == "person" or known.size > 1:
        return True
    after = place + 1  # « le président de l'Office, Suharto. »
    return after >= end or tokens[after].text in ",."


def _after_list(
    tokens: Sequence[Token], comma: int, known: Occurrence | None, cast: Cast
) -> tuple[int, Occurrence | None]:
    """The person behind places: « l'ancien défenseur de A, B et C, X »."""
    at, one = comma, known
    for _ in range(6):
        if one is None or one.entity.kind == "person":
            break
        at += 1 + one.size
        if at + 1 >= len(tokens) or tokens[at].text not in (",", "et"):
            return comma, known
        one = cast.at.get(tokens[at + 1].start)
    person = one is not None and one.entity.kind == "person"
    return (at, one) if person and tokens[at].text == "," else (comma, known)


def apposed_after(
    tokens: Sequence[Token], after: int, end: int, cast: Cast
) -> tuple[int, Entity | None]:
    """« le président du groupe | à l'Assemblée, X, »: the name over a complement.

    « Une élue | jointe par la radio, X, »: not where it is somebody who asks her.
    """
    if after >= end or tokens[after].low not in _COMPLEMENT | words("asked"):
        return after, None
    asked = tokens[after].low in words("asked")
    for at in range(after, min(end - 1, after + 10)):
        if tokens[at].text == ",":
            known = cast.at.get(tokens[at + 1].start)
            if known is None or known.entity.kind != "person":
                return after, None
            behind = at + 1 + known.size
            closed = behind >= end or tokens[behind].kind == "p"
            return (behind, known.entity) if closed else (after, None)
        low = tokens[at].low
        told = low in any_of("finite", "auxiliary", "time") and not asked
        if tokens[at].kind in "pq" or told or (asked and _is_somebody(low)):
            return after, None
    return after, None


def _is_somebody(low: str) -> bool:
    """Whether a noun means a person."""
    role = role_of(low)
    return role is not None and role.kind in "phka"


_COMPLEMENT = frozenset(
    (
        *("à", "au", "aux", "en", "pour", "sur", "avec"),
        *("chargé", "chargée", "délégué", "déléguée"),
    )
)


def _titled(
    tokens: Sequence[Token], place: int, end: int, cast: Cast
) -> tuple[int, Entity] | None:
    """« son chef, le professeur Hubert Lang, »: a title and a name after a comma."""
    if place + 2 >= end or tokens[place].low not in words("definite"):
        return None
    role = roles().get(tokens[place + 1].low)
    known = cast.at.get(tokens[place + 2].start)
    if role is None or known is None or known.entity.kind != "person":
        return None
    after = place + 2 + known.size
    closed = after >= end or tokens[after].text in (",", ".")
    return (after, known.entity) if closed else None
