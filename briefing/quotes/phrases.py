"""Noun phrases that can be who speaks: « la ministre de la Santé Marisol Touraine ».

No parser: a phrase starts at a determiner, a name or a pronoun and runs over its
complements until punctuation, a verb or an adverbial. That is enough for subjects
of reporting verbs, which is all that is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.quotes.apposed import apposed_after, apposed_name
from briefing.quotes.extents import (
    cannot_end,
    find_head,
    name_goes_on,
    opening_of,
    read_extent,
)
from briefing.quotes.lexicon import (
    Role,
    any_of,
    exact_role,
    is_demonym,
    role_of,
    roles,
    verb_forms,
    words,
)
from briefing.quotes.names import Cast, Entity, Occurrence
from briefing.quotes.words import Token
from briefing.types import Span

_PRONOUNS = {
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
_LAST = {
    "dernier": ("m", False),
    "dernière": ("f", False),
    "derniers": ("m", True),
    "dernières": ("f", True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase as it stands in a frame."""

    first: int
    """Place of its first token in the frame."""
    after: int
    """Place of the token after it."""
    span: Span
    kind: str
    """`pronoun`, `last` (« ce dernier »), `name`, `role` or `noun`."""
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


def read_phrase(
    tokens: Sequence[Token], place: int, cast: Cast, limit: int | None = None
) -> Phrase | None:
    """The phrase that starts at `place`, `None` if none does."""
    end = len(tokens) if limit is None else limit
    if place >= end:
        return None
    token = tokens[place]
    if token.low == "il" and _is_impersonal(tokens, place):
        return None
    if token.low in _PRONOUNS:
        gender, plural = _PRONOUNS[token.low]
        kind = "last" if token.low.endswith("-ci") else "pronoun"
        return _phrase(tokens, place, place + 1, kind, gender, plural)
    known = cast.at.get(token.start)
    if known is not None and place + known.size <= end:
        return _name(tokens, place, known)
    if _one_among(tokens, place, end):
        return _one_of(tokens, place, place, end, cast)
    if token.low in words("determiner") or _others(tokens, place, end):
        return _described(tokens, place, end, cast)
    if token.low in roles() and place + 1 < end:  # « Porte-parole du parti, X »
        return _described(tokens, place, end, cast)
    return None


def _is_impersonal(tokens: Sequence[Token], place: int) -> bool:
    """Whether « il » stands for nobody: « il faut », « il s'agit de », « il y a »."""
    after = [t.low for t in tokens[place + 1 : place + 4]]
    while after and after[0] in ("ne", "n'", "s'", "lui", "leur", "nous"):
        after.pop(0)
    fixed = after[:2] in (["y", "a"], ["se", "trouve"], ["se", "peut"])
    return fixed or (bool(after) and after[0] in words("impersonal"))


def _one_among(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether « un de mes collègues » stands at `place`."""
    after = tokens[place + 1].low if place + 1 < end else ""
    return tokens[place].low in ("un", "une") and after in ("de", "des", "d'")


def _others(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether « d'autres » stands at `place`."""
    return (
        tokens[place].low == "d'"
        and place + 1 < end
        and tokens[place + 1].low == "autres"
    )


def _phrase(
    tokens: Sequence[Token],
    first: int,
    after: int,
    kind: str,
    gender: str,
    plural: bool,
) -> Phrase:
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


def _name(tokens: Sequence[Token], place: int, known: Occurrence) -> Phrase:
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


def _described(
    tokens: Sequence[Token], place: int, end: int, cast: Cast
) -> Phrase | None:
    """A phrase with a determiner: its head, complements and the name in it."""
    head = find_head(tokens, place, end)
    if head is None or (tokens[place].low in _SOME and _is_verb(tokens[head])):
        return _some(tokens, place)
    token = tokens[head]
    if token.low in ("que", "qu'", "qui", "dont", "à", "de", "d'"):
        return None
    if token.low in ("un", "une") and tokens[place].low == "l'":
        return _one_of(tokens, place, head, end, cast)
    if (
        token.low in _LAST
        and head == place + 1
        and tokens[place].low
        in (
            "ce",
            "cette",
            "ces",
        )
    ):
        gender, plural = _LAST[token.low]
        if head + 1 < end and tokens[head + 1].low in words("span_of_time"):
            return None  # « ces derniers jours »
        return _phrase(tokens, place, head + 1, "last", gender, plural)
    named = _of_kind(tokens, place, head, cast)
    if named is not None:
        return named
    known = cast.at.get(token.start)
    if (known is None or known.size == 1) and _from(tokens, place, head):
        found = _build(tokens, place, head, head + 1, None)
        gender = "f" if token.low.endswith(_FEMININE) else found.gender
        native = Role(token.low, gender, "h", False)
        return replace(found, kind="role", role=native, gender=gender)
    if known is not None and known.size == 1 and _somebody(tokens, place, head):
        return _unnamed(tokens, place, head, end, cast)
    if known is not None and head > place and token.low not in roles():
        return _articled(tokens, place, head, known, cast)
    after, entity = read_extent(tokens, head, end, cast)
    while entity is None and after > head + 1 and cannot_end(tokens[after - 1]):
        closed = tokens[after - 1].text == ")"
        after = opening_of(tokens, after) if closed else after - 1
    if entity is None and after > head + 1:
        entity = _brand(tokens, head, after, cast)
    role = role_of(token.low)
    if entity is None and role is not None and role.kind == "p" and not role.plural:
        after, entity = apposed_after(tokens, after, end, cast)
    return _build(tokens, place, head, after, entity)


def _brand(tokens: Sequence[Token], head: int, after: int, cast: Cast) -> Entity | None:
    """The name in « la banque Hérault & Cie », « le quotidien Le Monde »."""
    known = cast.at.get(tokens[head + 1].start)
    if known is None or head + 1 + known.size != after:
        return None
    generic = tokens[head].low in any_of("generic_body", "medium") - {"collectif"}
    return known.entity if generic else None


_SOME = frozenset(
    ["certains", "certaines", "plusieurs", "beaucoup", "chacun", "chacune", "tous"]
)


def _some(tokens: Sequence[Token], place: int) -> Phrase | None:
    """« certains », « plusieurs » without a noun: people left unnamed."""
    one = tokens[place].low in words("definite") and place + 1 < len(tokens)
    if one and tokens[place + 1].low in words("before_noun"):  # « la seconde »
        gender, plural = _agreement(tokens, place, place + 2, None)
        found = _phrase(tokens, place, place + 2, "noun", gender, plural)
        return replace(found, determiner="indef")
    if tokens[place].low not in _SOME:
        return None
    found = _phrase(tokens, place, place + 1, "noun", "x", True)
    return replace(found, determiner="indef")


def _is_verb(token: Token) -> bool:
    """Whether a word is no noun: « certains évoquent », « plusieurs ont dit »."""
    readings = verb_forms().get(token.low, ())
    finite = any(r.name[:3] in ("pre", "imp", "pas", "fut", "con") for r in readings)
    known = finite or token.low in any_of("finite", "auxiliary", "clitic")
    return known and token.low not in roles()


_OF = frozenset(("de", "d'", "des", "du", "entre", "d'entre"))


def _one_of(
    tokens: Sequence[Token], place: int, head: int, end: int, cast: Cast
) -> Phrase:
    """« l'un d'eux, Maxime Nicolle, »; « l'une des porte-parole, Jacline Mouraud »."""
    after = head + 1
    while after < end and tokens[after].kind in "wc" and tokens[after].text != ",":
        whole = tokens[after].low in _PRONOUNS and tokens[after - 1].low in _OF
        if tokens[after].low in any_of("stop", "auxiliary") and not whole:
            break
        after += 1
        if whole:
            break
    while after > head + 1 and tokens[after - 1].low in _OF:
        after -= 1
    entity = None
    if after < end and tokens[after].text == ",":
        after, entity = apposed_name(tokens, after, end, cast)
    return Phrase(
        first=place,
        after=after,
        span=Span(start=tokens[place].start, end=tokens[after - 1].end),
        kind="role" if entity is not None else "noun",
        gender="f" if tokens[head].low == "une" else "m",
        head=tokens[head],
        entity=entity,
        determiner="indef",
    )


def _of_kind(
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
    return replace(_name(tokens, head + 1, known), first=place, span=span)


_FEMININE = ("enne", "aise", "oise", "aine", "ande")
"""How a word for a woman from somewhere ends that no « la » shows: « l'Italienne »."""


def _from(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Whether « l'Américain », « la Lilloise » stands at `place`."""
    article = tokens[place].low in words("definite") - {"les"}
    if not article or head != place + 1 or tokens[head].kind != "c":
        return False
    return is_demonym(tokens[head].low) and not _goes_on(tokens, head + 1)


def _somebody(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Whether « un Allemand », « les Lyonnaises » stands at `place`."""
    counted = tokens[place].low in words("indefinite") or tokens[place].low == "les"
    return (
        counted
        and head == place + 1
        and tokens[head].kind == "c"
        and is_demonym(tokens[head].low.removesuffix("s"))
        and not (head + 1 < len(tokens) and tokens[head + 1].kind == "c")
    )


def _unnamed(
    tokens: Sequence[Token], place: int, head: int, end: int, cast: Cast
) -> Phrase:
    """« un Allemand venu de Brême »; « une Allemande, Anna Keller » is named."""
    plural = tokens[place].low not in ("un", "une")
    after, entity = read_extent(tokens, head, end, cast)
    if entity is None and not plural:
        after, entity = apposed_name(tokens, after, end, cast)
    role = Role(tokens[head].low, "x", "h", plural)
    found = _build(tokens, place, head, after, entity)
    return replace(found, kind="role", role=role, bare=None)


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows a demonym makes it a name: « l'Européenne de banque »."""
    if place >= len(tokens) or tokens[place].kind == "c":
        return place < len(tokens)
    aged = [t.kind for t in tokens[place : place + 2]] == ["w", "n"]
    return tokens[place].low in ("de", "du", "des", "d'") and not aged


def _articled(
    tokens: Sequence[Token], place: int, head: int, known: Occurrence, cast: Cast
) -> Phrase:
    """« L'OTAN », « la DGS », « le Rassemblement national »: a name with an article."""
    after = head + known.size
    while after < len(tokens) and name_goes_on(tokens, after):
        if tokens[after].start in cast.at and tokens[after - 1].kind == "c":
            break
        after += 1
    gender, plural = _agreement(tokens, place, head, None)
    end = tokens[after - 1].end
    return Phrase(
        first=place,
        after=after,
        span=Span(start=tokens[place].start, end=end),
        kind="name" if tokens[after - 1].end == known.end else "noun",
        gender=gender,
        plural=plural,
        entity=known.entity if tokens[after - 1].end == known.end else None,
        sure=known.sure,
        head=tokens[head],
        determiner=_determiner(tokens[place].low),
        words=frozenset(t.low for t in tokens[head:after]),
        bare=Span(start=tokens[head].start, end=end),
    )


def _beside(tokens: Sequence[Token], place: int) -> tuple[str, str]:
    """The words before and after `place`, empty at the ends."""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return tokens[place - 1].low if place else "", after


def _build(
    tokens: Sequence[Token], place: int, head: int, after: int, entity: Entity | None
) -> Phrase:
    role = role_of(tokens[head].low)
    if role is not None:
        role = exact_role(role, *_beside(tokens, head))
    gender, plural = _agreement(tokens, place, head, role)
    skip = place if tokens[place].low not in words("determiner") else place + 1
    other = _others(tokens, place, after)
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
        determiner="indef" if other else _determiner(tokens[place].low),
        words=frozenset(t.low for t in tokens[skip:after] if t.kind in "wcn"),
        bare=Span(start=tokens[min(skip, head)].start, end=last),
    )


def _agreement(
    tokens: Sequence[Token], place: int, head: int, role: Role | None
) -> tuple[str, bool]:
    """Gender and number, by the noun and by the words before it."""
    before = {t.low for t in tokens[place:head]}
    before |= {"les"} if "autres" in before else set()
    plural = bool(before & words("plural")) or (role is not None and role.plural)
    gender = role.gender if role is not None and role.gender != "x" else "x"
    if gender == "x" and before & words("feminine"):
        gender = "f"
    elif gender == "x" and before & words("masculine"):
        gender = "m"
    if gender == "x" and before & words("feminine_adjective"):
        gender = "f"
    if gender == "x" and before & words("masculine_adjective"):
        gender = "m"
    return gender, plural


def _determiner(low: str) -> str:
    for name, label in (
        ("definite", "def"),
        ("demonstrative", "dem"),
        ("possessive", "poss"),
        ("indefinite", "indef"),
    ):
        if low in words(name):
            return label
    return ""


def owner_of(tokens: Sequence[Token], place: int) -> Phrase:
    """Whose « sa » or « son » at `place` is: a person of either gender."""
    return _phrase(tokens, place, place + 1, "pronoun", "x", False)


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
