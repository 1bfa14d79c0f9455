"""Offices that stand beside names: « Jean-Claude Gaudin, maire de Marseille »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.quotes.apposed import is_womans
from briefing.quotes.lexicon import any_of, exact_role, role_of, words
from briefing.quotes.names import Cast, Entity, RoleOf
from briefing.quotes.offices import offices_before
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token
from briefing.types import Span

_BEFORE_THINGS = words("determiner") | words("preposition") | words("body")


def roles_beside(
    tokens: Sequence[Token], cast: Cast
) -> Iterator[tuple[Entity, RoleOf, str]]:
    """Each person named in a frame with an office beside the name, and its gender."""
    for place, token in enumerate(tokens):
        known = cast.at.get(token.start)
        if known is None:
            continue
        named = known.entity.kind == "person"
        for head, end in offices_before(tokens, place) if named else ():
            if end < place and is_womans(tokens, head, known.entity.gender):
                continue
            yield known.entity, _role(tokens, head, end), _gender(tokens[head])
        if not named and place and tokens[place - 1].low in _BEFORE_THINGS:
            continue
        if not named and not known.entity.human:
            continue  # « le quotidien El Mundo, l'acteur estime … »
        governed = place > 0 and tokens[place - 1].low in words("preposition")
        after = role_after(tokens, place + known.size, cast, governed, place == 0)
        if after is not None:
            yield known.entity, *after
            yield from _second(known.entity, *after)


def role_after(
    tokens: Sequence[Token], place: int, cast: Cast, governed: bool, opens: bool
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
        first = start
        while start + 1 < len(tokens) and tokens[start].low in words("before_office"):
            start += 1
        phrase = read_phrase(tokens, start, cast)
        role = phrase.role if phrase is not None else None
        if phrase is None or role is None or role.kind not in "phk" or phrase.plural:
            return None
        if phrase.entity is not None:
            return None
        closed = phrase.after >= len(tokens) or tokens[phrase.after].kind in "pq"
        whole = governed or (phrase.determiner == "def" and not opens)
        if whole and not closed and tokens[place].text == ",":
            return None  # « Selon X, le ministre a dit … »
        if phrase.determiner in ("def", "indef", "poss") and _acts(
            tokens, phrase.after
        ):
            return None  # « Comme l'écrit X, un homme a crié … »
        head = next(n for n in range(start, phrase.after) if tokens[n] is phrase.head)
        return _role(tokens, head, phrase.after), _said_gender(tokens, first, phrase)
    return None


def _acts(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb stands at `place`."""
    return place < len(tokens) and tokens[place].low in any_of("finite", "auxiliary")


def _second(
    entity: Entity, role: RoleOf, gender: str
) -> Iterator[tuple[Entity, RoleOf, str]]:
    """The other office in « , vice-présidente et porte-parole de l'association »."""
    for word in sorted(role.words) if "et" in role.words else ():
        other = role_of(word)
        office = other is not None and other.kind == "p" and not other.plural
        if other is not None and office and other.noun != role.noun:
            yield entity, role._replace(noun=other.noun), gender


def _said_gender(tokens: Sequence[Token], first: int, phrase: Phrase) -> str:
    """The gender that an office or the adjective before it says: « ancien chef »."""
    before = {t.low for t in tokens[first : phrase.first + 1]}
    if before & words("masculine_adjective"):
        return "m"
    return "f" if before & words("feminine_adjective") else phrase.gender


def _role(tokens: Sequence[Token], head: int, end: int) -> RoleOf:
    role = role_of(tokens[head].low)
    if role is not None:
        after = tokens[head + 1].low if head + 1 < len(tokens) else ""
        role = exact_role(role, tokens[head - 1].low if head else "", after)
    noun = role.noun if role is not None else tokens[head].low
    first = head
    while first and tokens[first - 1].low in words("before_office"):
        first -= 1
    span = Span(start=tokens[first].start, end=tokens[end - 1].end)
    found = frozenset(t.low for t in tokens[first:end] if t.kind in "wcn")
    return RoleOf(noun, found | _initials(tokens, end), span)


def _initials(tokens: Sequence[Token], place: int) -> frozenset[str]:
    """« afp » where « (AFP) » follows an office at `place`."""
    after = tokens[place : place + 3]
    marked = [t.text for t in after[::2]] == ["(", ")"]
    return (
        frozenset((after[1].low,))
        if marked and after[1].text.isupper()
        else frozenset()
    )


def _gender(token: Token) -> str:
    role = role_of(token.low)
    return role.gender if role is not None else "x"
