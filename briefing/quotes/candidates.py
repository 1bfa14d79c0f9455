"""Phrases that may be a subject, and how well each does as who speaks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.quotes.coordination import joined
from briefing.quotes.lexicon import any_of, is_abstract, role_of, verb_forms, words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token


def is_temporal(phrase: Phrase) -> bool:
    """« lundi soir », « ce jeudi », « la semaine dernière », « le 5 mai »."""
    head = phrase.head
    return (
        head is not None
        and phrase.kind == "noun"
        and (head.kind == "n" or head.low in any_of("time", "span_of_time"))
    )


def is_addressee(tokens: Sequence[Token], place: int) -> bool:
    """Whether « lui », « leur » at `place` is an object: « leur a-t-il dit »."""
    low = tokens[place].low
    if low == "leur":  # « leur père » is none
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        return after is None or after.kind != "w" or after.low in words("auxiliary")
    return low in ("lui", "nous", "eux") and place > 0


def phrases_before(
    tokens: Sequence[Token], end: int, cast: Cast, start: int = 0
) -> Iterator[Phrase]:
    """Phrases of `tokens[start:end]` that stand under no preposition.

    Last come those that seem to describe somebody who stands under one.
    """
    at, under, person = start, False, False
    spare: list[Phrase] = []
    while at < end:
        phrase = read_phrase(tokens, at, cast, end)
        if phrase is None:
            at += 1
            continue
        if at > 0 and _governs(tokens, at):
            phrase = _without_actor(tokens, phrase, cast)
        paired = at > 0 and tokens[at - 1].low in ("et", "ou")
        paired = paired and not (at > 1 and tokens[at - 2].text == ",")
        paired = paired and person == (plausible(phrase) > 2)
        paired = paired or (at > 0 and tokens[at - 1].text == "/")
        again = under and person and _describes(tokens, phrase, end)
        person = plausible(phrase) > 2
        under = (under and (paired or again)) or (at > 0 and _governs(tokens, at))
        bare = phrase.kind in ("role", "noun") and not phrase.determiner
        apposed = bare and phrase.entity is None
        apposed = apposed or _is_dateline(tokens, phrase, end)
        if again and not apposed:
            spare.append(phrase)
        elif not (under or apposed or is_temporal(phrase) or is_addressee(tokens, at)):
            several = joined(tokens, phrase, cast, end) if _may_act(phrase) else None
            phrase = several or phrase
            yield phrase
        at = max(phrase.after, at + 1)
    yield from spare


def _without_actor(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> Phrase:
    """« dans une lettre à son notaire | , X se plaint »: X is who acts, no notary."""
    inside = range(phrase.first, phrase.after)
    comma = next((n for n in inside if tokens[n].text == ","), None)
    if comma is None or not acts(tokens, phrase):
        return phrase
    return read_phrase(tokens, phrase.first, cast, comma) or phrase


def _may_act(phrase: Phrase) -> bool:
    """Whether it may be one of several who act; no « crue et gel »."""
    noun = phrase.head.low if phrase.head is not None else ""
    several = phrase.plural and not is_abstract(noun)
    return several or plausible(phrase) >= 2


def _describes(tokens: Sequence[Token], phrase: Phrase, end: int) -> bool:
    """Whether a phrase says who was named before: « avec X, le maire de Y, »."""
    role = phrase.role if phrase.entity is None and not phrase.plural else None
    office = role is not None and role.kind in "ph"
    if not office or phrase.first < 2 or phrase.after >= end:
        return False
    closed = tokens[phrase.after].text in (",", "(")
    set_off = tokens[phrase.first - 1].text == "," and closed
    return set_off and tokens[phrase.first - 2].kind == "c"


def _is_dateline(tokens: Sequence[Token], phrase: Phrase, end: int) -> bool:
    """Whether a phrase says only where a report comes from: « Lyon | Le maire »."""
    return phrase.first == 0 and phrase.after < end and tokens[phrase.after].text == "|"


def main_subject(tokens: Sequence[Token], end: int, cast: Cast) -> Phrase | None:
    """The first phrase that can be who acts, a bare name only if a verb follows it."""
    first: Phrase | None = None
    start = _main_clause(tokens, end)
    for phrase in phrases_before(tokens, end, cast, start):
        if plausible(phrase) < 2:
            continue
        first = first or phrase
        quoted = phrase.first <= _ARTICLE and phrase.after < end
        quoted = quoted and tokens[phrase.after].kind == "q"
        bare = phrase.kind == "name" and plausible(phrase) <= 2
        if not bare or acts(tokens, phrase) or quoted:  # « La COP « invite … » »
            return phrase
    return first


_ARTICLE = 1
"""Tokens before a name that opens a sentence."""


def holder(tokens: Sequence[Token], cast: Cast) -> Phrase | None:
    """Whose view a sentence gives: « Pour X, … », « Les mots de X … », « … par X »."""
    spoken = len(tokens) > _SPOKEN and tokens[1].low in words("own_words")
    if spoken and tokens[2].low in ("de", "du", "d'"):
        phrase = read_phrase(tokens, 3, cast)
        return phrase if phrase is not None and plausible(phrase) > 2 else None
    seen = _in_whose_eyes(tokens, cast)
    if seen is not None:
        return seen
    verbless = _first_verb(tokens[:_VERBLESS])
    for at, token in enumerate(tokens[: max(OPENING, verbless)]):
        if at >= OPENING and tokens[at - 1].text != ",":
            continue
        after_quant = at and token.low in _TO and tokens[at - 1].low == "quant"
        holds = after_quant or token.low in ("pour", "selon", "d'après")
        if holds and at + 1 < len(tokens):
            phrase = read_phrase(tokens, at + 1, cast)
            return phrase if phrase is not None and plausible(phrase) >= 2 else None
    return agent_of(tokens, cast)


def _in_whose_eyes(tokens: Sequence[Token], cast: Cast) -> Phrase | None:
    """X in « La place ne manque pas de charme aux yeux de X »."""
    for at in range(len(tokens) - _SPOKEN):
        near = [t.low for t in tokens[at : at + 3]]
        if near[:2] == ["aux", "yeux"] and near[2] in ("de", "du", "d'"):
            phrase = read_phrase(tokens, at + 3, cast)
            return phrase if phrase is not None and plausible(phrase) > 2 else None
    return None


_SPOKEN = 4
"""Tokens of « Les propos de X … » at least."""
OPENING = 3
"""Tokens with which « Pour X » or « Mais selon X » opens a sentence."""
_VERBLESS = 12
"""Tokens of the longest judgment without a verb: « Une faute grave, pour X. »."""


def _first_verb(tokens: Sequence[Token]) -> int:
    """The place of the first word that may be a verb, the length if none is."""
    verbal = any_of("finite", "auxiliary")
    found = (
        n for n, t in enumerate(tokens) if t.low in verbal or t.low in verb_forms()
    )
    return next(found, len(tokens))


def agent_of(tokens: Sequence[Token], cast: Cast) -> Phrase | None:
    """Who shares a view: « … a été saluée par X », « Sentiment partagé par X »."""
    for at in range(2, len(tokens) - 1):
        if tokens[at].low != "par":
            continue
        near = tokens[max(0, at - _PASSIVE) : at]
        somebody = any(t.low in words("subject") for t in tokens[:at])
        been = not somebody and any(t.low == "été" for t in near[-3:])
        if been or any(_holds_view(token) for token in near):
            phrase = read_phrase(tokens, at + 1, cast)
            return phrase if phrase is not None and plausible(phrase) > 2 else None
    return None


def _holds_view(token: Token) -> bool:
    """Whether a word is the participle of a reporting verb: « regrettée par X »."""
    if token.low in _SHARED:
        return True
    forms = verb_forms().get(token.low, ())
    told = any(form.name.startswith("pp") for form in forms)
    return told and token.low not in words("asked")


_PASSIVE = 6
"""Tokens before « par » in which « a été » stands: « a été confirmé à Lyon par X »."""
_TO = frozenset(("à", "au", "aux"))
_SHARED = frozenset(("partagé", "partagée", "repris", "reprise"))


def _main_clause(tokens: Sequence[Token], end: int) -> int:
    """Where the main clause begins: after « Alors que X a gagné, »."""
    opening = [t.low for t in tokens[:3]]
    that = any(low in ("que", "qu'") for low in opening[1:])
    if not opening or not (
        opening[0] in words("subordinator")
        or (that and opening[0] in words("before_that"))
    ):
        return 0
    return next((n for n in range(3, end) if tokens[n].text == ","), 0)


def acts(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a verb follows a phrase: « Matignon annonce », not « RTL, … »."""
    at = phrase.after
    while at < len(tokens) and tokens[at].low in any_of("clitic", "adverb"):
        at += 1
    if at >= len(tokens):
        return False
    return tokens[at].low in any_of("finite", "auxiliary") or (
        tokens[at].low in verb_forms()
    )


def _governs(tokens: Sequence[Token], place: int) -> bool:
    """Whether a preposition stands over the phrase at `place`."""
    low = tokens[place - 1].low
    if tokens[place].low == "des" and tokens[place - 1].kind in "wcn":
        return low not in verb_forms() and low not in ("et", "ou", "que", "mais")
    if tokens[place].kind == "c" and low in words("medium"):
        return True  # « parus dans la revue | Nature, les résultats »
    if low in words("according") or low in ("comme", "que", "qu'"):
        return low != "que" and low != "qu'"
    return low in words("preposition") or _is_object(tokens, place)


def _is_manner(token: Token) -> bool:
    """Whether a word is an adverb like « directement »."""
    return token.kind == "w" and token.low.endswith("ment") and len(token.low) > 8


_INFINITIVE = ("er", "ir", "re")


def _is_object(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is the object of « pour rebâtir », « sans dire clairement … »."""
    while place > 2 and _is_manner(tokens[place - 1]):
        place -= 1
    if _is_gerund(tokens[place - 1].low):
        return True
    if place < 2 or not tokens[place - 1].low.endswith(_INFINITIVE):
        return False
    before = tokens[place - 2].low  # « ne voulant pas | livrer son âge »
    return before in ("pour", "à", "de", "d'", "sans", "pas") or _is_gerund(before)


def _is_gerund(low: str) -> bool:
    """Whether a word looks like a present participle: « souhaitant »."""
    acting = low.endswith("ant") and len(low) >= len("pendant")
    return acting and role_of(low) is None and low not in words("preposition")


def plausible(phrase: Phrase) -> float:
    """How well a phrase does as who speaks: 3 a person, 1 any noun, 0 none."""
    if phrase.kind == "pronoun":
        return 0.0 if phrase.head and phrase.head.low in ("on", "je", "nous") else 3.0
    if phrase.kind in ("last", "ordinal") or (
        phrase.entity and phrase.entity.kind == "person"
    ):
        return 3.0
    if phrase.kind == "role" and phrase.role is not None:
        return 2.0 if phrase.role.kind in "ic" else 2.5
    if phrase.head is not None and phrase.head.low in words("channel"):
        return 1.0
    return 2.0 if phrase.kind == "name" or phrase.persons else 1.0
