"""How much speaks for a name being a person's: first name, title, age, office."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefing.quotes.lexicon import (
    any_of,
    is_country,
    is_first_name,
    roles,
    verb_forms,
    words,
)
from briefing.quotes.offices import office_before
from briefing.quotes.words import Token


def person_score(
    tokens: Sequence[Token], begin: int, end: int, title: str | None, article: bool
) -> float:
    """How much speaks for a person: 3 a title, first name or age; 2 a role."""
    part = tokens[begin:end]
    score = 3.0 * (title is not None) + 3.0 * is_first_name(part[0].text)
    score += 1.0 * (begin > 0 and tokens[begin - 1].low in words("honor"))
    described = _described(tokens, begin, end)
    if len(part) == 1 and _another_named(tokens, end):
        described = False  # « Prudent, le physicien Ugo Marty rappelle … »
    score += 3.0 * is_aged(tokens, end) + 2.0 * described
    score += 0.5 * (begin > 0 and tokens[begin - 1].low in verb_forms())
    score += 0.5 * _acts(tokens, end)
    full = 2 <= len(part) <= 3 and not any(is_acronym(t) for t in part)
    score += 0.5 * (full and not article)
    score += 0.5 * (full and _told_of(tokens, end))
    score -= 4.0 * _has_organization(part)
    score -= 6.0 * ("-".join(t.low for t in part) in words("party"))
    score -= 6.0 * (title is None and is_country(tuple(t.low for t in part)))
    score -= 3.0 * article
    score -= 3.0 * (title is None and is_acronym(part[0]))
    return score - 1.5 * (len(part) > 1 and any(is_acronym(t) for t in part[:-1]))


def _has_organization(name: Sequence[Token]) -> bool:
    """Whether a word in a name is one of institutions; not « Myriam El Khomri »."""
    free = words("inside_name") if is_first_name(name[0].text) else frozenset()
    return any(t.low in words("organization") - free for t in name)


def _acts(tokens: Sequence[Token], end: int) -> bool:
    """Whether a finite verb follows: « X rit », « X le disait déjà »."""
    if [t.low for t in tokens[end : end + 3]] in (
        [",", "lui", ","],
        [",", "elle", ","],
    ):
        end += 3  # « X, lui, affirmait »
    else:
        end = _past_aside(tokens, end)
    while end < len(tokens) and tokens[end].low in words("clitic"):
        end += 1
    if end >= len(tokens):
        return False
    return _finite(tokens[end]) or tokens[end].low in any_of("auxiliary", "finite")


def _past_aside(tokens: Sequence[Token], end: int) -> int:
    """The place after « , que l'on cite sans le lire, », which tells of somebody."""
    opening = tokens[end + 1].low if end + 1 < len(tokens) else ""
    tells = opening in words("of_person") or opening in ("que", "qu'")
    tells = tells or opening.endswith(("é", "ée", "u", "ue"))
    if not tells or tokens[end].text != ",":
        return end
    for at in range(end + 2, min(len(tokens), end + _ASIDE)):
        if tokens[at].kind in "pq":
            verb = tokens[at].text == "," and at + 1 < len(tokens)
            return at + 1 if verb and _finite(tokens[at + 1]) else end
    return end


_ASIDE = 16
"""Tokens of the longest aside between a name and the verb that shows it to be one."""


def _told_of(tokens: Sequence[Token], end: int) -> bool:
    """Whether « , dont », « , âgé » follows, as it follows persons."""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    return tokens[end + 1].low in words("of_person")


def _finite(token: Token) -> bool:
    """Whether `token` may be a reporting verb in a finite tense."""
    readings = verb_forms().get(token.low, ())
    return any(r.name[:3] in ("pre", "imp", "pas", "fut", "con") for r in readings)


def _another_named(tokens: Sequence[Token], end: int) -> bool:
    """Whether what follows a comma has a full name of its own."""
    if end >= len(tokens) or tokens[end].text != ",":
        return False
    for one, two in pairwise(tokens[end + 1 : end + 8]):
        if one.text == ",":
            return False
        if one.kind == "c" and two.kind == "c":
            return True
    return False


def is_acronym(token: Token) -> bool:
    """Whether a token is in capitals, and neither an initial nor a king's number."""
    if len(token.text) < 2 or not token.text.isupper():
        return False
    return not set(token.text) <= set("IVX")


def is_aged(tokens: Sequence[Token], end: int) -> bool:
    """Whether « , 29 ans » or « (29 ans) » follows."""
    after = tokens[end : end + 3]
    return len(after) == 3 and after[1].kind == "n" and after[2].low == "ans"


def _described(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether a role stands right before the name or in apposition after it."""
    known = roles()
    if end - begin > 1 and office_before(tokens, begin) is not None:
        return True
    if begin and tokens[begin - 1].low in words("honor"):
        return True
    if begin and tokens[begin - 1].low in known:
        return known[tokens[begin - 1].low].kind in "pha"
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return False
    after = tokens[end + 1 : end + 5]
    if [t.low for t in after[:3]] in (["l'", "une", "des"], ["l'", "un", "des"]):
        return True  # « X, l'une des figures du mouvement »
    for token in after:
        if token.low in known:
            return known[token.low].kind in "phak"
        if token.low not in words("before_noun") | words("determiner"):
            return False
    return False
