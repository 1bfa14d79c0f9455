"""A noun phrase as a value: what stands where, who it names, how it agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.lexicon import Role, exact_role, role_of, words
from briefing.quotes.names import Entity, Occurrence
from briefing.quotes.words import Token
from briefing.types import Span

PRONOUNS = {
    "il": ("m", False),
    "elle": ("f", False),
    "ils": ("m", True),
    "elles": ("f", True),
    "lui": ("m", False),
    "eux": ("m", True),
    "celui-ci": ("m", False),
    "celle-ci": ("f", False),
    "ceux-ci": ("m", True),
    "celles-ci": ("f", True),
    "on": ("x", False),
    "je": ("x", False),
    "j'": ("x", False),
    "tu": ("x", False),
    "vous": ("x", True),
    "celui": ("m", False),
    "celle": ("f", False),
    "ceux": ("m", True),
    "celles": ("f", True),
    "nous": ("x", True),
}
LAST = {
    "dernier": ("m", False),
    "dernière": ("f", False),
    "derniers": ("m", True),
    "dernières": ("f", True),
}
ORDINALS = {"premier": 0, "première": 0, "second": 1, "seconde": 1}
"""Which of two persons « le premier » and « la seconde » are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase as it stands in a frame."""

    first: int
    """Place of its first token in the frame."""
    after: int
    """Place of the token after it."""
    span: Span
    kind: str
    """`pronoun`, `last` (« ce dernier »), `ordinal` (« la seconde »), `name`, `role` or
    `noun`."""
    gender: str = "x"
    plural: bool = False
    head: Token | None = None
    role: Role | None = None
    entity: Entity | None = None
    """The name in it, if that is what the phrase stands for."""
    sure: bool = True
    determiner: str = ""
    """`def`, `indef`, `dem`, `poss` or nothing."""
    words: frozenset[str] = frozenset()
    """The words of a role and its complements, in lower case."""
    bare: Span | None = None
    """Without determiner."""
    persons: bool = False
    """Whether it joins several: « Igor et Grichka Bogdanoff »."""


def word_phrase(
    tokens: Sequence[Token],
    first: int,
    after: int,
    kind: str,
    gender: str,
    plural: bool,
) -> Phrase:
    """A phrase that names nobody: a pronoun, « ce dernier », « certains »."""
    span = Span(start=tokens[first].start, end=tokens[after - 1].end)
    return Phrase(
        first=first,
        after=after,
        span=span,
        kind=kind,
        gender=gender,
        plural=plural,
        head=tokens[first],
    )


def name_phrase(tokens: Sequence[Token], place: int, known: Occurrence) -> Phrase:
    """The phrase that is the name which stands at `place`."""
    after = place + known.size
    return Phrase(
        first=place,
        after=after,
        span=Span(start=known.start, end=known.end),
        kind="name",
        gender=known.entity.gender,
        plural=known.entity.plural,
        entity=known.entity,
        sure=known.sure,
        head=tokens[after - 1],
    )


def noun_phrase(
    tokens: Sequence[Token], place: int, head: int, after: int, entity: Entity | None
) -> Phrase:
    """The phrase from `place` to `after` around the noun at `head`."""
    role = role_of(tokens[head].low)
    if role is not None:
        role = _somebody(exact_role(role, *_beside(tokens, head)), tokens, head)
    gender, plural = agreement(tokens, place, head, role)
    skip = place if tokens[place].low not in words("determiner") else place + 1
    other = others(tokens, place, after)
    last = tokens[after - 1].end
    return Phrase(
        first=place,
        after=after,
        span=Span(start=tokens[place].start, end=last),
        kind="role" if role is not None else "noun",
        gender=gender,
        plural=plural,
        head=tokens[head],
        role=role,
        entity=entity,
        determiner="indef" if other else determiner_of(tokens[place].low),
        words=frozenset(t.low for t in tokens[skip:after] if t.kind in "wcn"),
        bare=Span(start=tokens[min(skip, head)].start, end=last),
    )


def _somebody(role: Role, tokens: Sequence[Token], place: int) -> Role:
    """« La femme », « la femme de 42 ans » as anybody; not « la femme de X »."""
    before, after = _beside(tokens, place)
    aged = place + 2 < len(tokens) and tokens[place + 2].kind == "n"
    wife = before in words("possessive") or (after in _OF and not aged)
    if role.noun != "femme" or role.plural or wife:
        return role
    return role._replace(noun="homme", kind="h")


def _beside(tokens: Sequence[Token], place: int) -> tuple[str, str]:
    """The words before and after `place`, empty at the ends."""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return tokens[place - 1].low if place else "", after


def agreement(
    tokens: Sequence[Token], place: int, head: int, role: Role | None
) -> tuple[str, bool]:
    """Gender and number, by the noun, if one stands at `head`, and the words before."""
    before = {t.low for t in tokens[place:head]}
    before |= {"les"} if before & _MANY else set()
    plural = bool(before & words("plural")) or (role is not None and role.plural)
    if _counts(tokens, head):
        return "x", True
    gender = role.gender if role is not None and role.gender != "x" else "x"
    noun = tokens[head].low if head < len(tokens) else ""
    if gender == "x" and before & words("feminine"):
        gender = "f"
    elif gender == "x" and before & words("masculine"):
        gender = "m"
    elif gender == "x" and "son" in before and noun[:1] not in _VOWELS:
        gender = "m"  # « son médecin »: a woman is « sa médecin »
    if gender == "x" and before & words("feminine_adjective"):
        gender = "f"
    if gender == "x" and before & words("masculine_adjective"):
        gender = "m"
    return gender, plural


_OF = frozenset(("de", "du", "d'", "des"))
_MANY = frozenset(("autres", "nombreux", "nombreuses"))


def _counts(tokens: Sequence[Token], head: int) -> bool:
    """Whether a noun says how many: « une centaine de personnalités »."""
    if head + 1 >= len(tokens):  # « la seconde » ends what has no full stop
        return False
    of = tokens[head + 1].low
    return tokens[head].low in words("quantity") and of in ("de", "d'", "des")


_VOWELS = frozenset("aeiouyhàâéèêëîïôœ")
"""First letters before which « son » stands for « sa » too."""


def determiner_of(low: str) -> str:
    """The kind of a determiner; nothing for any other word."""
    for name, label in (
        ("definite", "def"),
        ("demonstrative", "dem"),
        ("possessive", "poss"),
        ("indefinite", "indef"),
    ):
        if low in words(name):
            return label
    return ""


def others(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether « d'autres » or « de nombreux » stands at `place`."""
    after = tokens[place + 1].low if place + 1 < end else ""
    return (tokens[place].low, after) in _SEVERAL


_SEVERAL = frozenset((("d'", "autres"), ("de", "nombreux"), ("de", "nombreuses")))


def owner_of(tokens: Sequence[Token], place: int) -> Phrase:
    """Whose « sa » or « son » at `place` is: a person of either gender."""
    return word_phrase(tokens, place, place + 1, "pronoun", "x", False)


def both(tokens: Sequence[Token], one: Phrase, two: Phrase) -> Phrase:
    """Two phrases as the one subject of a plural verb: « Igor et Grichka »."""
    return Phrase(
        first=one.first,
        after=two.after,
        span=Span(start=one.span.start, end=two.span.end),
        kind="noun",
        gender=one.gender if one.gender == two.gender else "m",
        plural=True,
        head=two.head,
        words=frozenset(t.low for t in tokens[one.first : two.after]),
        bare=Span(start=one.span.start, end=two.span.end),
        persons=True,
    )
