"""What a document says of its names: offices, acronyms, whom it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from briefing.quotes.appositions import roles_beside
from briefing.quotes.lexicon import (
    exact_role,
    is_country,
    known_offices,
    role_of,
    says_gender,
    unaccented,
    words,
)
from briefing.quotes.names import Cast, Entity, RoleOf
from briefing.quotes.words import Frame, Token
from briefing.types import Span


def find_topic(cast: Cast) -> Entity | None:
    """The person that the document names most, if that is at least three times."""
    counts = Counter(o.entity for o in cast.at.values() if o.entity.kind == "person")
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return None
    tied = len(ranked) > 1 and ranked[1][1] == ranked[0][1]
    return None if tied else ranked[0][0]


def learn_roles(streams: Iterable[Sequence[Token]], cast: Cast) -> None:
    """Give persons the offices that stand beside their names."""
    for tokens in streams:
        for entity, role, gender in roles_beside(tokens, cast):
            if is_country(tuple(entity.name.lower().split())):
                continue  # « la sénatrice La Belgique unie »
            entity.roles.append(role)
            if entity.kind == "name" and not entity.name.isupper():
                entity.kind = "person"
            if entity.gender == "x" or (gender == "f" and says_gender(role.noun)):
                entity.gender = gender
            elif entity.gender == "f" and gender == "m" and _is_called(tokens, role):
                entity.gender = "x"  # « le docteur Quynh X »: a first name may mislead
        for entity, role in _tried(tokens, cast):
            entity.roles.append(role)
    for entity in cast.entities:
        for office in known_offices().get(unaccented(entity.name).lower(), ()):
            held = next((role_of(w) for w in office if role_of(w)), None)
            if held is not None:
                found = frozenset(w.replace("’", "'") for w in office)
                held = exact_role(held, office[0], "")
                entity.roles.append(RoleOf(held.noun, found, None))


_HAVING = frozenset(("a", "ont", "avait", "avaient", "ayant", "avoir", "eu"))
"""Before a participle of who judges: « Emmanuel Macron a jugé »."""
_SENTENCE = 30
"""Tokens after a name in which it is said that a court tries whose it is."""


def _tried(tokens: Sequence[Token], cast: Cast) -> Iterable[tuple[Entity, RoleOf]]:
    """« l'accusé » and « le prévenu » for who « comparaissait », « est jugée »."""
    for place, token in enumerate(tokens):
        known = cast.at.get(token.start)
        if known is None or known.entity.kind != "person":
            continue
        behind = tokens[place + known.size - 1 : place + _SENTENCE]
        for before, one in pairwise(behind):
            if one.start in cast.at or one.kind == "q" or one.text in ".;:":
                break
            judges = before.low in _HAVING and not one.low.startswith("compar")
            if one.low in words("on_trial") and not judges:
                for noun in ("accusé", "prévenu"):
                    yield known.entity, RoleOf(noun, frozenset((noun,)), None)
                break


def _is_called(tokens: Sequence[Token], role: RoleOf) -> bool:
    """Whether « le docteur » stands right before a name, in the masculine."""
    if role.span is None or not says_gender(role.noun):
        return False
    place = next(n for n, t in enumerate(tokens) if t.start == role.span.start)
    after = [t.kind for t in tokens[place + 1 : place + 3]]
    called = place > 0 and tokens[place - 1].low in words("masculine")
    return called and after == ["c", "c"]


def find_acronyms(text: str, frames: Sequence[Frame], cast: Cast) -> dict[str, Entity]:
    """What each acronym in parentheses stands for: « … générale de la Santé (DGS) »."""
    found: dict[str, Entity] = {}
    for frame in frames:
        tokens = frame.tokens
        for place in range(2, len(tokens) - 1):
            short = tokens[place].text
            if tokens[place - 1].text != "(" or tokens[place + 1].text != ")":
                continue
            if not short.isupper() or not 2 <= len(short) <= 8 or short in found:
                continue
            first = _expansion(frame, place - 1, short)
            if first is not None:
                span = Span(start=tokens[first].start, end=tokens[place - 2].end)
                found[short] = Entity(name=span.of(text), span=span, kind="name")
    return found


def _expansion(frame: Frame, paren: int, short: str) -> int | None:
    """Place of the first word that `short` abbreviates, `None` if it does not."""
    small = words("function") | words("particle")
    letters = ""
    for place in range(paren - 1, max(-1, paren - 14), -1):
        token = frame.tokens[place]
        if token.kind not in "wc":
            return None
        if token.low in small:
            continue
        letters = "".join(p[0] for p in token.text.split("-") if p).upper() + letters
        if letters == short and token.kind == "c":
            return place
        if len(letters) > len(short):
            return None
    return None
