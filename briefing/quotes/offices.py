"""The office that stands before a name: « le maire de Vannes, Jeanne Morel »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.quotes.lexicon import (
    Role,
    any_of,
    first_names,
    role_of,
    roles,
    verb_forms,
    words,
)
from briefing.quotes.words import Token

_REACH = 14
"""Tokens before a name in which its office may begin."""
_APART = frozenset(
    ("qui", "que", "qu'", "dont", "par", "avec", "contre", "chez", "sur", "dans")
) | {"selon", "et", "ou"}


def office_before(tokens: Sequence[Token], name: int) -> tuple[int, int] | None:
    """Places of the noun of the office before the name at `name`, and of its end."""
    end = name
    if end and tokens[end - 1].text == ",":
        end = _before_asked(tokens, end - 1)
    if not end or tokens[end - 1].low in words("preposition"):
        return None
    if any(tokens[end - 1].text in words(f"title_{gender}") for gender in "mfx"):
        return None  # « l'épouse de M. | Wong »: the name begins with its title
    depth = 0
    for at in range(end - 1, max(-1, end - _REACH), -1):
        token = tokens[at]
        depth += (token.text == ")") - (token.text == "(")
        if depth:
            continue
        body = at == name - 1 and token.low in words("named_body")
        if body and tokens[name].text not in first_names():
            return None  # « le secrétaire du syndicat Terre et Mer »
        called = token.kind == "c" and token.text in first_names()
        role = None if called else role_of(token.low)  # « Benjamin X »
        holds = role is not None and _may_hold(role, tokens, at)
        if role is not None and holds and not _is_adjective(tokens, at):
            head = _head(tokens, at)
            held = role_of(tokens[head].low)
            if held is not None and _may_hold(held, tokens, head):
                return (head, end) if end == name or _opened(tokens, head) else None
            continue  # « la majorité républicaine »
        if token.text != "(" and (token.kind in "pq" or _verbal(token)):
            return None
        if called:
            return None  # « son prédécesseur Alain Costa, Rémi Vallet »
    return None


def _before_asked(tokens: Sequence[Token], end: int) -> int:
    """The end of an office before « une élue | jointe par la radio, », else `end`."""
    for at in range(end - 1, max(0, end - _ASKED), -1):
        role = role_of(tokens[at].low)
        if tokens[at].low in words("asked"):
            return at
        if tokens[at].kind in "pq" or (role is not None and role.kind in "phka"):
            break  # « une élue contactée par le préfet, X »
    return end


_ASKED = 8
"""Tokens of « jointe jeudi par la radio locale » at most."""


def _may_hold(role: Role, tokens: Sequence[Token], place: int) -> bool:
    """Whether one person can be what the noun at `place` says."""
    before = place - 1
    while before > 0 and tokens[before].low in words("adverb"):
        before -= 1
    if before >= 0 and tokens[before].low in words("auxiliary"):
        return False  # « a (encore) prévenu lundi X » is no defendant
    if role.plural:
        return role.kind == "c" and _is_one_of(tokens, place)
    return role.kind in "phk"


def _is_adjective(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word describes no person: « la marche | républicaine »."""
    before = tokens[place - 1] if place else None
    if tokens[place].low not in any_of("political", "adjectival") or before is None:
        return False
    alone = before.low in any_of("determiner", "preposition", "before_noun")
    return before.kind in "wc" and not alone and role_of(before.low) is None


def _is_one_of(tokens: Sequence[Token], place: int) -> bool:
    """Whether the office is that of one of several: « l'un des deux procureurs »."""
    before = [t.low for t in tokens[max(0, place - 4) : place]]
    return "des" in before and bool({"un", "une"} & set(before))


def offices_before(tokens: Sequence[Token], name: int) -> Iterator[tuple[int, int]]:
    """The offices before a name, last first: « le maire de X et ancien ministre Y »."""
    found = office_before(tokens, name)
    while found is not None:
        yield found
        at = found[0] - 1
        while at > 0 and tokens[at].low in any_of("before_noun", "determiner"):
            at -= 1
        paired = at > 0 and tokens[at].low == "et"
        found = office_before(tokens, at) if paired else None


def _head(tokens: Sequence[Token], place: int) -> int:
    """The place of the first noun of an office: « secrétaire général »."""
    while place and role_of(tokens[place - 1].low) is not None:
        place -= 1
    return place


def _opened(tokens: Sequence[Token], place: int) -> bool:
    """Whether a determiner stands before the office, as an apposed name asks."""
    if place == 0:
        return True
    near = tokens[max(0, place - 3) : place]
    return any(t.low in words("determiner") | {"du", "au"} for t in near)


def _verbal(token: Token) -> bool:
    if token.low in roles() or token.low in words("noun_forms"):
        return False
    forms = verb_forms().get(token.low, ())
    finite = any(form.name[:3] in _FINITE for form in forms)
    return finite or token.low in words("auxiliary") or token.low in _APART


_FINITE = frozenset(("pre", "imp", "pas", "fut", "con"))
