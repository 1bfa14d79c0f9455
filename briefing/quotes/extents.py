"""Where a noun phrase begins and ends: heads, complements, appositions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.quotes.apposed import apposed_name, is_womans
from briefing.quotes.lexicon import (
    any_of,
    is_demonym,
    role_of,
    roles,
    verb_forms,
    words,
)
from briefing.quotes.names import Cast, Entity
from briefing.quotes.phrase import LAST, others
from briefing.quotes.words import PARTICIPLE, Token

_ADJECTIVE = re.compile(
    r"(?:a[lu]|ale|ales|aux|ienn?e?s?|aise?s?|oise?s?|iques?|istes?|aires?|ifs?|ives?|ées?"
    r"|nts?|ntes?|elles?|els?|eure?s?|ines?|ains?|aines?)$"
)


def name_goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name with an article goes on: « Direction générale de la Santé »."""
    token = tokens[place]
    if token.kind == "c" or _of_cause(tokens, place):
        return True
    if token.kind != "w" or token.low in words("stop") or token.low in verb_forms():
        return False
    if tokens[place - 1].low.endswith("s") and tokens[place - 1].low.istitle():
        return False
    if token.low == "des" and tokens[place - 1].kind != "w":
        return tokens[place - 1].low in words("organization")
    if place > 1 and tokens[place - 1].low == "des":
        return tokens[place - 2].low in words("organization")  # « Ordre des médecins »
    the = token.low in words("definite")
    if the and tokens[place - 1].low not in words("preposition"):
        return False  # « a dit à l'AFP | la bergère X »
    if token.low in ("de", "du", "des", "d'", "la", "l'", "les", "le"):
        return any(t.kind == "c" for t in tokens[place + 1 : place + 3]) or (
            place + 1 < len(tokens)
            and tokens[place + 1].kind == "w"
            and token.low in ("de", "du", "des", "d'")
        )
    return _ADJECTIVE.search(token.low) is not None


def _of_cause(tokens: Sequence[Token], place: int) -> bool:
    """Whether a body's cause goes on: « Collectif | pour la ligne 14 »."""
    for at in range(place, max(0, place - 4), -1):
        if tokens[at].low in ("pour", "contre"):
            return tokens[at - 1].kind == "c" and (
                tokens[at - 1].low in words("generic_body") | {"ligue", "union"}
            )
    return False


_BEFORE_HEAD = 12
"""Words that may stand before the noun of a phrase."""


def find_head(tokens: Sequence[Token], place: int, end: int) -> int | None:
    """Place of the noun, over adjectives that stand before it."""
    at, end = place + others(tokens, place, end), min(end, place + _BEFORE_HEAD)
    if tokens[place].low == "un" and place + 1 < end and tokens[place + 1].low == "peu":
        return None  # « un peu plus tard »
    one = tokens[place + 1].low in ("un", "une") if place + 1 < end else False
    if tokens[place].low == "l'" and one:
        return place + 1
    while at < end and tokens[at].kind in "wcn":
        low = tokens[at].low
        skipped = low in words("determiner") or low in words("before_noun")
        skipped = skipped or _adjective(tokens, at, end)
        following = tokens[at + 1].low if at + 1 < end else ""
        skipped = skipped or (low in LAST and following in words("span_of_time"))
        noun = low in roles() and at > place
        if noun and low in _ADJECTIVE_TOO and following in roles():
            noun, skipped = False, True  # « le principal syndicat »
        if not skipped or noun:
            return at if tokens[at].kind != "n" or at + 1 >= end else at + 1
        at += 1
    return at - 1 if at > place + 1 and tokens[at - 1].low in roles() else None


_ADJECTIVE_TOO = frozenset(("principal", "principale"))


def _adjective(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a word describes the person that the next one names."""
    plain = tokens[place].kind == "w" and tokens[place].low not in roles()
    plain = plain and tokens[place].low not in words("thing")  # « plan directeur »
    if not plain or place + 1 >= end:
        return False
    after = tokens[place + 1]
    origin = after.kind == "w" and is_demonym(after.low)  # « un destin français »
    return _is_person(after) and not origin


def read_extent(
    tokens: Sequence[Token], head: int, end: int, cast: Cast
) -> tuple[int, Entity | None]:
    """The place after the phrase and the person it names, if it names one."""
    at = head + 1
    while at < end:
        token = tokens[at]
        known = cast.at.get(token.start)
        if known is not None and known.entity.kind == "person":
            if not _belongs(tokens, head, at, known.entity.gender):
                if _is_called(tokens, head, at):
                    return at + known.size, None
                if _starts_anew(tokens, head, at):
                    break
                at += known.size  # « l'avocat de X », « l'entourage du ministre X »
                continue
            return at + known.size, known.entity
        if known is not None and known.size > 1:
            if _is_beside(tokens, head, at):
                break
            at += known.size
            continue
        if token.text == "(":
            at = closing_of(tokens, at, end)
            continue
        if token.text == "," and _may_be_named(tokens, head):
            after, named = apposed_name(tokens, at, end, cast)
            another = named is not None and is_womans(tokens, head, named.gender)
            return (at, None) if another else (after, named)
        if token.kind in "pq" or _leaves(tokens, at) or _new_phrase(tokens, at):
            break
        if tokens[head].low in any_of("document", "survey") and _issued(tokens, at):
            break
        at += 1
    return at, None


def _issued(tokens: Sequence[Token], place: int) -> bool:
    """Whether how a paper came about is told: « un communiqué | diffusé sur X »."""
    token = tokens[place]
    participle = token.kind == "w" and token.low.endswith(PARTICIPLE)
    led = _led(tokens, place + 1) or _is_date(tokens, place + 1)
    return (participle and led) or token.low in words("issued")


def _is_beside(tokens: Sequence[Token], head: int, name: int) -> bool:
    """Whether a name is another phrase: « lors d'un entretien téléphonique | X Y »."""
    if name == head + 1 or tokens[name - 1].low in any_of("preposition", "determiner"):
        return False
    if tokens[name - 1].kind != "w":
        return False
    low = tokens[head].low
    return role_of(low) is None and low not in any_of("thing", "generic_body")


def _is_called(tokens: Sequence[Token], head: int, name: int) -> bool:
    """Whether a body is called after somebody: « la fondation | Lucie Morel ».

    Not where it is told something: « a confié au journal | Lucie Morel ».
    """
    body = tokens[head].low in words("named_body") | {"collectif"}
    before = {t.low for t in tokens[max(0, head - 3) : head]}
    return body and name == head + 1 and not before & _TO


_TO = frozenset(("à", "au", "auprès", "avec", "dans", "pour"))


def _starts_anew(tokens: Sequence[Token], head: int, name: int) -> bool:
    """Whether a name is no part of the phrase: « d'une même voix | Anne et Paul »."""
    if tokens[name - 1].low in words("preposition"):
        return False
    return not any(t.low in _OF for t in tokens[head + 1 : name])


def _belongs(tokens: Sequence[Token], head: int, name: int, gender: str) -> bool:
    """Whether the person at `name` is the one that the noun at `head` describes."""
    if tokens[name - 1].low in words("preposition"):
        return False
    lone = name + 1 >= len(tokens) or tokens[name + 1].kind != "c"
    if lone and name - 1 > head and tokens[name - 1].low in words("called_after"):
        return False  # « un faucon de l'ère X », « un ministre du gouvernement X »
    role = role_of(tokens[head].low)
    if role is not None and role.kind not in "phka":
        return False  # « l'entourage de … », « le parti X »
    if role is None and tokens[head].low in any_of("asides", "time", "span_of_time"):
        return False  # « la semaine dernière | X »
    if _is_title(tokens[name]):
        return True
    return not _governed(tokens, head, name, gender)


def _is_title(token: Token) -> bool:
    return any(token.text in words(f"title_{gender}") for gender in "mfx")


def _governed(tokens: Sequence[Token], head: int, name: int, gender: str) -> bool:
    """Whether a preposition stands over the noun that a name goes with.

    « la rivale du milliardaire Hillary Clinton »: not where its gender is another.
    """
    for at in range(name - 1, head + 1, -1):
        role = role_of(tokens[at].low)
        if role is not None and role.kind in "phk" and not role.plural:
            before = tokens[at - 1].low
            far = before in words("determiner") and tokens[at - 2].low
            its = role.gender if before != "du" else "m"
            return (before in _OF or far in _OF) and {its, gender} != {"m", "f"}
    return False


_OF = frozenset(("de", "du", "d'", "des", "à", "au", "auprès"))


def cannot_end(token: Token) -> bool:
    """Whether a phrase cannot end with `token`."""
    if token.text == ")" or token.low in words("preposition"):
        return True
    return token.low in words("determiner") or token.low in (
        "très",
        "plus",
        "si",
        "tout",
    )


_PARENTHESIS = 24
"""Tokens of the longest parenthesis that is passed over."""


def opening_of(tokens: Sequence[Token], place: int) -> int:
    """The place of the parenthesis that closes before `place`."""
    for at in range(place - 1, max(0, place - _PARENTHESIS), -1):
        if tokens[at].text == "(":
            return at
    return place - 1


def _new_phrase(tokens: Sequence[Token], place: int) -> bool:
    """Whether a determiner opens another phrase: « à la presse | le député »."""
    low = tokens[place].low
    return (
        low in words("determiner")
        and low != "des"
        and low not in words("number")
        and tokens[place - 1].low not in ("numéro", "l'")
        and tokens[place - 1].low not in ("et", "ou", "tous")
        and tokens[place - 1].low not in words("preposition")
        and tokens[place - 1].low not in words("office_with_a")
    )


def closing_of(tokens: Sequence[Token], place: int, end: int) -> int:
    """The place after the parenthesis that opens at `place`."""
    for at in range(place, min(end, place + _PARENTHESIS)):
        if tokens[at].text == ")":
            return at + 1
    return min(end, place + 1)


def _is_person(token: Token) -> bool:
    """Whether a noun is an office, a trade or a relative."""
    role = role_of(token.low)
    return role is not None and role.kind in "phak"


def _may_be_named(tokens: Sequence[Token], head: int) -> bool:
    """Whether a name may follow the comma: « le maire, X », « son conseil, X »."""
    owned = head > 0 and tokens[head - 1].low in words("possessive")
    this = head > 0 and tokens[head - 1].low in ("ce", "cet", "cette")
    if this and _ends_named(tokens, head):
        return True
    if head > 0 and tokens[head - 1].low in ("sans", "en"):
        return False  # « les chats sans maître, X estime … »
    return _is_person(tokens[head]) or (owned and tokens[head].low == "conseil")


def _ends_named(tokens: Sequence[Token], head: int) -> bool:
    """Whether a name ends the sentence: « …, dit cet interne, Karim Solal. »."""
    if tokens[head].low in any_of("time", "span_of_time") or head + 2 >= len(tokens):
        return False
    rest = [t for t in tokens[head + 2 :] if t.text != "."]
    return tokens[head + 1].text == "," and all(t.kind == "c" for t in rest)


def _leaves(tokens: Sequence[Token], place: int) -> bool:
    """Whether the phrase ends before `place`: a verb, an adverbial, an addressee."""
    token = tokens[place]
    if token.low == "toujours" and tokens[place - 1].low == "de":
        return False  # « son complice de toujours, X »
    if token.low == "pour" and _is_cause(tokens, place):
        return False
    if token.low == "pour" and tokens[place - 1].kind == "w":
        heads = [t for t in tokens[max(0, place - 3) : place] if t.kind == "c"]
        return not heads
    if token.low in words("stop") or token.low == "ou":
        return not (token.low in ("et", "ou") and _pairs(tokens, place))
    if token.low in ("de", "d'") and _narrates(tokens, place + 1):
        return True
    if [t.low for t in tokens[place : place + 3]] == ["à", "la", "tête"]:
        return False  # « le successeur de X à la tête du club, Y »
    if token.low in ("à", "au", "aux"):
        return not _office_with_a(tokens, place)
    if token.low in _DOING or (token.low == "en" and _is_meanwhile(tokens, place)):
        return True
    if _is_date(tokens, place):
        return True
    if token.low in words("asked") and _led(tokens, place + 1):
        return True  # « une élue | jointe par la radio »
    if token.low in words("adverb") and token.low not in ("très", "plus", "tout"):
        return True
    if _ruled(tokens, place) or is_past(token) or _is_plural_verb(tokens, place):
        return True
    if token.low in words("finite") and tokens[place - 1].low not in words(
        "determiner"
    ):
        return True
    bare = tokens[place - 1].low not in any_of(
        "determiner", "preposition", "before_noun"
    )
    verbal = token.low in verb_forms() and token.kind != "c"  # « la Somme »
    if verbal and (token.low not in roles() or bare):
        names = {form.name[:4] for form in verb_forms()[token.low]}
        finite = names & {"pres", "imp.", "past", "fut.", "cond", "ger"}
        if not finite and "inf" in names:
            return (
                bare and token.kind == "w"
            )  # « entend le maire | ordonner », not « l'art de dire »
        return bool(finite) or _led(tokens, place + 1)
    adverb = token.kind == "w" and token.low.endswith("ment") and len(token.low) > 9
    return adverb and tokens[place - 1].low not in any_of("preposition", "determiner")


_DOING = words("participle")
_WHEN = words("when")
"""Looked up once: they are asked about at each word of each phrase."""


def _is_meanwhile(tokens: Sequence[Token], place: int) -> bool:
    """Whether it says what somebody does meanwhile: « un passant | en le pliant »."""
    at = place + 1
    while at < len(tokens) and tokens[at].low in words("clitic"):
        at += 1
    doing = at < len(tokens) and tokens[at].kind == "w" and tokens[at].low[-3:] == "ant"
    return tokens[place].low == "en" and doing


def _is_date(tokens: Sequence[Token], place: int) -> bool:
    """Whether it says when: « la mairie | en mai dernier », « l'OMS | début juin »."""
    if place + 1 >= len(tokens) or tokens[place].low not in _WHEN:
        return False
    after = tokens[place + 1]
    year = after.kind == "n" and len(after.text) == len("2020")
    return year or after.low in any_of("time", "prelude")


def _is_cause(tokens: Sequence[Token], place: int) -> bool:
    """Whether it says what a body is for: « Ligue | pour la protection des … »."""
    role = role_of(tokens[place - 1].low)
    body = tokens[place - 1].kind == "c" and role is not None and role.kind == "i"
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    return body and after in words("definite")


def _narrates(tokens: Sequence[Token], place: int) -> bool:
    """Whether « Et X d'ajouter : » tells at `place` what X does next."""
    if place + 1 >= len(tokens) or tokens[place + 1].text not in (":", ","):
        return False
    forms = verb_forms().get(tokens[place].low, ())
    return any(form.name == "inf" for form in forms)


def _is_plural_verb(tokens: Sequence[Token], place: int) -> bool:
    """Whether « les parents distribuent » goes on with its verb: adjectives take -s."""
    low, before = tokens[place].low, tokens[place - 1].low
    verbal = low.endswith("ent") and not low.endswith("ment")
    return verbal and before.endswith(("s", "x")) and tokens[place].kind == "w"


def is_past(token: Token) -> bool:
    """Whether a word looks like a verb by its ending: « déjeunait », « présidera »."""
    if token.kind != "w" or token.low in words("noun_in_ait"):
        return False
    return len(token.low) > 6 and token.low.endswith(_VERBAL)


_VERBAL = ("ait", "aient", "èrent", "era", "eront", "ira", "iront", "dra", "dront")


def _ruled(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word has an object or a date of its own: « hausse les épaules »."""
    token = tokens[place]
    if token.kind != "w" or place + 1 >= len(tokens) or token.low in roles():
        return False
    if token.low in any_of("preposition", "determiner", "function"):
        return False
    after = tokens[place + 1].low
    if token.low.endswith(("é", "ée", "és", "ées", "i", "ie", "u", "ue")):
        return after in words("time") or after == "par"
    acting = token.low.endswith("ant") and after == "l'"  # « remontant l'avenue »
    return acting or (after not in ("des", "l'") and after in words("determiner"))


def _led(tokens: Sequence[Token], place: int) -> bool:
    """Whether a participle before `place` has a complement of its own."""
    return place < len(tokens) and (
        tokens[place].low in words("preposition") - {"de", "du", "d'", "des"}
        or tokens[place].low in words("clitic")
    )


def _pairs(tokens: Sequence[Token], place: int) -> bool:
    """Whether « et » ties complements: « de l'Économie et des Finances »."""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if after in roles() and tokens[place - 1].low in roles():
        return True  # « sa sœur et agente »
    role = role_of(after)
    if role is not None and role.kind == "p" and not role.plural:
        return True  # « ministre de l'Intérieur et ex-député »
    return after in ("de", "du", "des", "d'") or (
        tokens[place - 1].kind == "c"
        and tokens[min(place + 1, len(tokens) - 1)].kind == "c"
    )


def _office_with_a(tokens: Sequence[Token], place: int) -> bool:
    """« ministre délégué à », « adjoint au », « juge aux affaires »: of the office."""
    if tokens[place].low == "aux" and place + 1 < len(tokens):
        about = tokens[place + 1].kind == "w" and role_of(tokens[place + 1].low) is None
        if about and _is_person(tokens[place - 1]):
            return True  # not « a dit le maire aux habitants »
    near = {t.low for t in tokens[max(0, place - 3) : place]}
    if "source" in near and _is_outlet(tokens, place + 1):
        return False
    return bool(near & words("office_with_a"))


def _is_outlet(tokens: Sequence[Token], place: int) -> bool:
    """Whether a paper stands at `place`, who is told: « une source au | quotidien »."""
    at = place
    while at < len(tokens) and tokens[at].low in words("definite"):
        at += 1
    two = [t.low for t in tokens[at : at + 2]]
    press = {"presse", "afp", "reuters"}
    return bool(two) and (two[0] in words("medium") or bool(press & set(two)))
