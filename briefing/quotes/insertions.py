"""The cue that stands inside the marks: « Nous irons, assure-t-il, jusqu'au bout »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.clauses import subject_after
from briefing.quotes.lexicon import words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.scenes import Lead, tells
from briefing.quotes.verbs import find_verbs
from briefing.quotes.words import Token, tokenize
from briefing.types import Span


def inserted_lead(text: str, content: Span, cast: Cast) -> Lead | None:
    """The cue inside the marks: « Nous irons, assure-t-il, jusqu'au bout »."""
    tokens = tuple(tokenize(text, content.start, content.end))
    for verb in find_verbs(tokens, cast):
        if verb.first == 0 or tokens[verb.first - 1].text not in ",?!…":
            continue
        phrase = subject_after(tokens, verb, cast)
        if phrase is None or verb.mood != "fin":
            continue
        first_person = phrase.head is not None and phrase.head.low in (
            "on",
            "je",
            "nous",
        )
        known = phrase.entity is not None and phrase.entity.kind == "person"
        known = known or (phrase.kind == "role" and phrase.entity is not None)
        known = known or (phrase.kind == "name" and verb.lemma != "dire")
        known = known or (_office(phrase) and _closes(tokens, phrase.after, 6))
        known = known or (_pointed(phrase) and _closes(tokens, phrase.after, 14))
        named = verb.pronoun is not None or known
        ends = _ends_cue(tokens, phrase.after)
        named = named or (ends and _is_human(phrase))
        to_me = tokens[verb.first].low in ("m'", "me")  # what the speaker was told
        between = tokens[verb.after : phrase.first]
        near = len(between) <= 1 or any(t.low in words("asides") for t in between)
        near = near or (len(between) <= 4 and between[0].low in _TO_WHOM)
        near = near or _set_off(between)
        close = phrase.after < len(tokens) and near
        others = first_person or to_me
        reach = 16 if verb.pronoun is not None else 14
        closes = _closes(tokens, phrase.after, reach) or (
            verb.pronoun is not None and len(tokens) - phrase.after <= _LAST
        )
        if named and close and not others and closes:
            told = tells(tokens, verb)  # « lui avait assuré le gérant »: not him
            return Lead(rule="verb-inside", cue=verb.span, phrase=phrase, told=told)
    return None


_LAST = 7
"""Tokens after « dit-elle » that may end a quotation: « …, dit-elle un soir »."""


def _ends_cue(tokens: Sequence[Token], place: int) -> bool:
    """Whether a cue ends at `place`, or goes on with « à l'AFP », « dans un mail »."""
    if place >= len(tokens):
        return False
    return tokens[place].text in ",.?!…" or tokens[place].low in _TO_WHOM


def _set_off(between: Sequence[Token]) -> bool:
    """Whether how it is said stands between commas: « observe, dubitatif, X »."""
    few = 2 < len(between) <= _MANNER and between[0].text == between[-1].text == ","
    return few and all(t.kind == "w" for t in between[1:-1])


_MANNER = 6
"""Tokens, with its commas, of the longest « , l'air las, » between verb and name."""
_TO_WHOM = frozenset(("à", "au", "aux", "dans", "sur", "devant", "auprès"))


def _is_human(phrase: Phrase) -> bool:
    """Whether a phrase means somebody, named or not: « l'un de ses amis »."""
    some = phrase.head is not None and phrase.head.low in ("un", "une")
    return phrase.kind == "role" or some


def _office(phrase: Phrase) -> bool:
    """Whether a phrase is « le chef de l'État », of whom all know who it is."""
    definite = phrase.kind == "role" and phrase.determiner == "def"
    return definite and phrase.role is not None and phrase.role.kind in "pi"


def _pointed(phrase: Phrase) -> bool:
    """Whether it is « ce commerçant, installé là depuis vingt ans, »."""
    role = phrase.role if phrase.determiner == "dem" and not phrase.plural else None
    return role is not None and role.kind in "ph"


def _closes(tokens: Sequence[Token], place: int, reach: int = 10) -> bool:
    """Whether the insertion ends with a comma soon after its subject."""
    return any(t.text in ",.?!…" for t in tokens[place : place + reach])
