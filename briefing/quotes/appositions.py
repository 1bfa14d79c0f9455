"""Offices that stand beside names: « Jean-Claude Gaudin, maire de Marseille »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.quotes.lexicon import roles, words
from briefing.quotes.names import Cast, Entity, RoleOf
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token
from briefing.types import Span

_BEFORE_THINGS = words("determiner") | words("preposition")
_REACH = 14
"""Tokens before a name in which its office may begin."""


def roles_beside(
    tokens: Sequence[Token], cast: Cast
) -> Iterator[tuple[Entity, RoleOf, str]]:
    """Each person named in a frame with an office beside the name, and its gender."""
    for place, token in enumerate(tokens):
        known = cast.at.get(token.start)
        if known is None:
            continue
        named = known.entity.kind == "person"
        before = _before(tokens, place) if named else None
        if before is not None:
            yield known.entity, *before
        if not named and place and tokens[place - 1].low in _BEFORE_THINGS:
            continue
        governed = place > 0 and tokens[place - 1].low in words("preposition")
        after = _after(tokens, place + known.count, cast, governed)
        if after is not None:
            yield known.entity, *after


def _before(tokens: Sequence[Token], name: int) -> tuple[RoleOf, str] | None:
    """« le maire de Marseille, » before a name."""
    end = name
    if end and tokens[end - 1].text == ",":
        end -= 1
    if not end or tokens[end - 1].low in words("preposition"):
        return None
    depth = 0
    for at in range(end - 1, max(-1, end - _REACH), -1):
        place, token = at, tokens[at]
        depth += (token.text == ")") - (token.text == "(")
        if depth:
            continue
        role = roles().get(token.low)
        if role is not None and role.kind in "phk" and not role.plural:
            while place and tokens[place - 1].low in roles():
                place -= 1  # « secrétaire général »: the first noun is the head
            if end < name and not _opened(tokens, place):
                return None
            return _role(tokens, place, end), roles()[tokens[place].low].gender
        if token.text != "(" and (token.kind in "pq" or _verbal(token)):
            return None
    return None


def _opened(tokens: Sequence[Token], place: int) -> bool:
    """Whether a determiner stands before the office, as an apposed name asks."""
    if place == 0:
        return True
    for at in range(place - 1, max(-1, place - 4), -1):
        if tokens[at].low in words("determiner") | {"du", "au"}:
            return True
    return False


def _verbal(token: Token) -> bool:
    return token.low in words("auxiliary") or token.low in _APART


_APART = frozenset("qui que qu' dont par avec contre chez sur dans selon et ou".split())


def _after(
    tokens: Sequence[Token], place: int, cast: Cast, governed: bool
) -> tuple[RoleOf, str] | None:
    """« , maire de Marseille » or « est le maire de Marseille » after a name."""
    if place + 1 >= len(tokens):
        return None
    if tokens[place].text == "," or tokens[place].low in ("est", "était", "devient"):
        start = place + 1
        while start < len(tokens) and (
            tokens[start].kind == "n" or tokens[start].low in ("ans", ",", "qui", "est")
        ):
            start += 1
        phrase = read_phrase(tokens, start, cast)
        role = phrase.role if phrase is not None else None
        if phrase is None or role is None or role.kind not in "phk" or phrase.plural:
            return None
        if phrase.entity is not None:
            return None
        closed = phrase.after >= len(tokens) or tokens[phrase.after].kind in "pq"
        if governed and not closed and tokens[place].text == ",":
            return None  # « Selon X, le ministre a dit … »
        head = next(n for n in range(start, phrase.after) if tokens[n] is phrase.head)
        return _role(tokens, head, phrase.after), phrase.gender
    return None


def _role(tokens: Sequence[Token], head: int, end: int) -> RoleOf:
    role = roles()[tokens[head].low]
    span = Span(start=tokens[head].start, end=tokens[end - 1].end)
    found = frozenset(t.low for t in tokens[head:end] if t.kind in "wcn")
    return RoleOf(role.noun, found, span)
