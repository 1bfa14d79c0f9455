"""Phrases with a noun: « la ministre de la Santé X », « l'un d'eux », « certains »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.apposed import apposed_after, apposed_name
from briefing.quotes.demonyms import from_there, native, of_kind, somebody_from, unnamed
from briefing.quotes.extents import (
    cannot_end,
    find_head,
    name_goes_on,
    opening_of,
    read_extent,
)
from briefing.quotes.lexicon import any_of, parties, role_of, roles, verb_forms, words
from briefing.quotes.names import Cast, Entity, Occurrence
from briefing.quotes.ordinals import is_ordinal, is_other, is_same
from briefing.quotes.phrase import (
    LAST,
    PRONOUNS,
    Phrase,
    agreement,
    determiner_of,
    noun_phrase,
    word_phrase,
)
from briefing.quotes.words import Token
from briefing.types import Span


def described(
    tokens: Sequence[Token], place: int, end: int, cast: Cast
) -> Phrase | None:
    """A phrase with a determiner: its head, complements and the name in it."""
    if place + 1 < end and (is_ordinal(tokens, place) or is_other(tokens, place)):
        gender = {"le": "m", "la": "f"}.get(tokens[place].low, "x")
        ordinal = word_phrase(tokens, place, place + 2, "ordinal", gender, False)
        return replace(ordinal, head=tokens[place + 1])
    if place + 1 < end and is_same(tokens, place):
        gender = "f" if tokens[place].low == "la" else "m"
        return word_phrase(tokens, place, place + 2, "last", gender, False)
    head = find_head(tokens, place, end)
    if head is None or (tokens[place].low in _SOME and _is_verb(tokens[head])):
        return _some(tokens, place)
    token = tokens[head]
    if _is_clitic(tokens, place, head):
        return None
    if token.low in ("que", "qu'", "qui", "dont", "à", "de", "d'"):
        return None
    if token.low in ("un", "une") and tokens[place].low == "l'":
        return one_of(tokens, place, head, end, cast)
    if (
        token.low in LAST
        and head == place + 1
        and tokens[place].low
        in (
            "ce",
            "cette",
            "ces",
        )
    ):
        gender, plural = LAST[token.low]
        if head + 1 < end and tokens[head + 1].low in words("span_of_time"):
            return None  # « ces derniers jours »
        return word_phrase(tokens, place, head + 1, "last", gender, plural)
    named = of_kind(tokens, place, head, cast)
    if named is not None:
        return named
    known = cast.at.get(token.start)
    if (known is None or known.size == 1) and from_there(tokens, place, head):
        return native(tokens, place, head)
    if known is not None and known.size == 1 and somebody_from(tokens, place, head):
        return unnamed(tokens, place, head, end, cast)
    if known is not None and head > place and token.low not in roles():
        member = _member(tokens, head + known.size, end, cast)
        if member is not None and known.entity.name.lower() in parties():
            after = head + known.size + member.size
            return noun_phrase(tokens, place, head, after, member.entity)
        return _articled(tokens, place, head, known, cast)
    after, entity = read_extent(tokens, head, end, cast)
    while entity is None and after > head + 1 and cannot_end(tokens[after - 1]):
        closed = tokens[after - 1].text == ")"
        after = opening_of(tokens, after) if closed else after - 1
    if entity is None and after > head + 1:
        entity = _brand(tokens, head, after, cast)
    role = role_of(token.low)
    if entity is None and role is not None and role.kind in "pa" and not role.plural:
        after, entity = apposed_after(tokens, after, end, cast)
    body = None
    if entity is None and _is_body(tokens, place, head):
        body = _apposed_body(tokens, after, end, cast)
    if body is not None:
        return replace(body, first=place)
    return noun_phrase(tokens, place, head, after, entity)


def _member(
    tokens: Sequence[Token], place: int, end: int, cast: Cast
) -> Occurrence | None:
    """The person whose name follows that of a party: « le RN | Jean Morel »."""
    known = cast.at.get(tokens[place].start) if place < end else None
    person = known is not None and known.entity.kind == "person" and known.size > 1
    return known if person else None


def _is_body(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Whether a phrase is a body's, as « le syndicat », not a paper's."""
    role, low = role_of(tokens[head].low), tokens[head].low
    body = role is not None and role.kind in "ic" and not role.plural
    paper = low in any_of("document", "inscription", "speech_noun")
    return body and not paper and tokens[place].low in words("definite")


_PLACE = 4
"""Tokens of « au Venezuela » between a body and its name, at most."""


def _apposed_body(
    tokens: Sequence[Token], after: int, end: int, cast: Cast
) -> Phrase | None:
    """« le premier syndicat du pays | , la Confédération des mines »: its name."""
    comma = next(
        (n for n in range(after, min(end, after + _PLACE)) if tokens[n].text == ","),
        end,
    )
    if comma + 2 >= end or tokens[comma + 1].low not in words("definite"):
        return None
    if any(_acts(tokens, n) for n in range(after, comma)):
        return None
    known = cast.at.get(tokens[comma + 2].start)
    if known is None or known.entity.kind == "person":
        return None
    named = _articled(tokens, comma + 1, comma + 2, known, cast)
    found = _whole(tokens, named, end)
    if found is None or found.after >= end or tokens[found.after].text in ".(":
        return found
    listed = tokens[min(found.after + 1, end - 1)].low in words("determiner")
    return None if listed else found  # « le syndicat, la CGT, la CFDT et … »


def _whole(tokens: Sequence[Token], name: Phrase, end: int) -> Phrase | None:
    """The name of a body up to a mark: « Syndicat des travailleurs | de la presse »."""
    near = range(name.after, min(end, name.after + _LONGEST_NAME))
    after = next((n for n in near if tokens[n].text in ",.("), end)
    if after == name.after:
        return name
    if any(_acts(tokens, n) for n in range(name.after, after)):
        return None
    last = tokens[after - 1].end
    start = name.bare.start if name.bare is not None else name.span.start
    return replace(
        name,
        after=after,
        span=Span(start=name.span.start, end=last),
        bare=Span(start=start, end=last),
        kind="noun",
        entity=None,
    )


_LONGEST_NAME = 8
"""Tokens that may follow the capitals of a body's name."""


def _brand(tokens: Sequence[Token], head: int, after: int, cast: Cast) -> Entity | None:
    """The name in « la banque Hérault & Cie », « le quotidien Le Monde ».

    Not the person's after whom « la fondation Lucie Morel » is called.
    """
    known = cast.at.get(tokens[head + 1].start)
    if known is None or head + 1 + known.size != after:
        return None
    if known.entity.kind == "person":
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
        gender, plural = agreement(tokens, place, place + 2, None)
        found = word_phrase(tokens, place, place + 2, "noun", gender, plural)
        return replace(found, determiner="indef")
    if tokens[place].low not in _SOME:
        return None
    found = word_phrase(tokens, place, place + 1, "noun", "x", True)
    return replace(found, determiner="indef")


def _is_verb(token: Token) -> bool:
    """Whether a word is no noun: « certains évoquent », « plusieurs ont dit »."""
    readings = verb_forms().get(token.low, ())
    finite = any(r.name[:3] in ("pre", "imp", "pas", "fut", "con") for r in readings)
    known = finite or token.low in any_of("finite", "auxiliary", "clitic")
    return known and token.low not in roles()


def _acts(tokens: Sequence[Token], place: int) -> bool:
    """Whether a verb stands at `place`, and not « la presse »."""
    noun = tokens[place - 1].low in any_of("determiner", "preposition")
    return _is_verb(tokens[place]) and not noun


def _is_clitic(tokens: Sequence[Token], place: int, head: int) -> bool:
    """Whether « les » is an object: « les organisent », for nouns end as plurals do."""
    beside = tokens[place].low == "les" and head == place + 1
    token = tokens[head]
    plural = token.low.endswith(("s", "x", "z")) or token.kind != "w"
    return beside and not plural and token.low.endswith("nt")


_OF = frozenset(("de", "d'", "des", "du", "entre", "d'entre"))


_LEAVES = any_of("stop", "auxiliary") | {"à", "au", "aux"}
"""Words before which « l'une des apprenties | au Brellois » ends."""


def one_of(
    tokens: Sequence[Token], place: int, head: int, end: int, cast: Cast
) -> Phrase:
    """« l'un d'eux, Maxime Nicolle, »; « l'une des porte-parole, Jacline Mouraud »."""
    after = head + 1
    while after < end and tokens[after].kind in "wc" and tokens[after].text != ",":
        whole = tokens[after].low in PRONOUNS and tokens[after - 1].low in _OF
        if tokens[after].low in _LEAVES and not whole:
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


def _articled(
    tokens: Sequence[Token], place: int, head: int, known: Occurrence, cast: Cast
) -> Phrase:
    """« L'OTAN », « la DGS », « le Rassemblement national »: a name with an article."""
    after = head + known.size
    while after < len(tokens) and name_goes_on(tokens, after):
        if tokens[after].start in cast.at and tokens[after - 1].kind == "c":
            break
        after += 1
    gender, plural = agreement(tokens, place, head, None)
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
        determiner=determiner_of(tokens[place].low),
        words=frozenset(t.low for t in tokens[head:after]),
        bare=Span(start=tokens[head].start, end=end),
    )
