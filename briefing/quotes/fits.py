"""Whether an office or a description may mean somebody whom the text names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.quotes.lexicon import (
    Role,
    any_of,
    countries,
    hypernyms,
    is_demonym,
    parties,
    role_of,
    roles,
    unaccented,
    words,
)
from briefing.quotes.names import Entity, RoleOf
from briefing.quotes.phrase import Phrase
from briefing.types import Span

_ADJECTIVE = re.compile(
    r"(?:ain|aine|ien|ienne|ais|aise|ois|oise|iste|al|ale|ique|aire|if|ive|eur|éen|éenne)$"
)
_ABSENT = 0.6
"""What is left of it for an office that only readers know, of somebody far off."""
_CLASH = 0.6
"""What is left of it where both say of what, and not of the same: « patron de X »."""
_UNSAID = 0.9
"""The same where one of both says nothing of the kind: « dirigeant du syndicat »."""
_FORMER = 0.6
"""What is left of the fit of who held an office once: « le président » is another."""


def role_span(entity: Entity, noun: str) -> Span | None:
    """Where the text gives somebody the office `noun`."""
    for role in entity.roles:
        if role.noun == noun and role.span is not None:
            return role.span
    return None


def fitness(phrase: Phrase, entity: Entity, salient: bool) -> float:
    """How well an office fits a person: 2 and more the same noun, 1 a wider one."""
    role = phrase.role
    if role is None:
        return 0.0
    wider = hypernyms().get(role.noun, frozenset())
    best = 0.0
    for held in entity.roles:
        asked, has = complement_of(phrase.words), complement_of(held.words)
        shared = _nouns(asked & has)
        same, wide = held.noun == role.noun, held.noun in wider
        wide = wide or _is_akin(role, held, shared)
        if not same and not wide:
            continue
        apart = not same and _only_country(asked, shared)
        shared = [] if apart else shared
        clash = bool(asked) and bool(has) and (apart or not asked & has)
        stated = held.span is not None
        score = 2.0 if same and stated else 1.3 if same else 0.9 + 0.1 * stated
        score += 0.5 * len(shared) + 0.1 * len(asked & has)
        clash = clash or (bool(_nouns(asked)) and not stated and not shared)
        if clash and same:  # « maire de X » is not « maire de Y »
            score = 0.0 if _nouns(asked) else 0.4 * salient
        elif clash:  # « dirigeant du syndicat » may be « secrétaire de la CFDT »
            named = any(not _is_vague(noun) for noun in _nouns(asked))
            score *= (_CLASH if named else _UNSAID) * salient
        elif stated and _nouns(asked) and not has and not same:
            score *= _UNSAID
        if not is_former(phrase) and _is_past(held):
            score *= _FORMER
        if not stated and not salient:
            score *= _ABSENT
        if same or salient or shared:  # a wider noun only points back
            best = max(best, score)
    return best


def holds_elsewhere(phrase: Phrase, entity: Entity) -> bool:
    """Whether the text has an office for a person, but of something else.

    « La présidente du tribunal » is not X, « présidente de la région ».
    """
    asked = complement_of(phrase.words)
    noun = phrase.role.noun if phrase.role is not None else ""
    same = [complement_of(r.words) for r in entity.roles if r.noun == noun]
    return bool(_nouns(asked)) and bool(same) and all(h and not asked & h for h in same)


def _is_akin(role: Role, held: RoleOf, shared: Sequence[str]) -> bool:
    """Whether an office may be put otherwise: « le représentant du RN » for a deputy.

    Where it says of what, and of the same; « l'insoumise » for « députée insoumise »;
    « le professionnel » for any trade; « le député » for « élu ».
    """
    if held.span is None:
        return False
    if role.noun in hypernyms() and any(n in parties().values() for n in shared):
        return True
    if role.noun in words("political") and role.noun in held.words:
        return True
    trade = role_of(held.noun)
    if role.noun in words("any_trade"):
        return trade is not None and trade.kind == "p"
    vague = held.noun in words("vague_office")
    return vague and role.noun in hypernyms().get(held.noun, frozenset())


def has_other_trade(phrase: Phrase, entity: Entity) -> bool:
    """Whether the text says of a person only what the phrase does not: a doctor."""
    stated = {r.noun for r in entity.roles if r.span is not None}
    stated -= words("any_cause")
    if phrase.role is None or not stated:
        return False
    wider = hypernyms().get(phrase.role.noun, frozenset())
    vague = roles().get(phrase.role.noun)
    free = vague is not None and vague.kind == "h"  # « la jeune femme » is anybody
    return not free and not stated & (wider | {phrase.role.noun})


def is_foreign(phrase: Phrase, entity: Entity) -> bool:
    """Whether an office is another country's: « le ministre russe » is not X."""
    asked = _countries(complement_of(phrase.words))
    has = _countries(frozenset().union(*(complement_of(r.words) for r in entity.roles)))
    return bool(asked) and bool(has) and not asked & has


def is_across(phrase: Phrase, entity: Entity) -> bool:
    """Whether an office is the other side's: « candidat de la droite », of the left."""
    sides = words("political_side")
    has = frozenset().union(*(r.words for r in entity.roles)) & sides
    asked = phrase.words & sides
    return bool(asked) and bool(has) and not asked & has


def _countries(complement: frozenset[str]) -> frozenset[str]:
    return complement & frozenset(countries().values())


def _nouns(complement: frozenset[str]) -> list[str]:
    """The words of a complement that are no adjectives like « républicain »."""
    return [word for word in complement if not _ADJECTIVE.search(word)]


def is_generic(noun: str) -> bool:
    """Whether a noun says only that it is some body: « l'entreprise »."""
    return noun in words("generic_body") | words("any_body")


def _is_vague(noun: str) -> bool:
    """Whether a noun names nothing: « dirigeant du premier syndicat français »."""
    return is_generic(noun) or noun in countries().values()


def _only_country(asked: frozenset[str], shared: Sequence[str]) -> bool:
    """Whether « dirigeant du syndicat français » shares only « français »."""
    nations = frozenset(countries().values())
    body = any(noun not in nations for noun in _nouns(asked))
    return body and bool(shared) and nations.issuperset(shared)


def is_body(entity: Entity) -> bool:
    """Whether an unnamed entity can act: « les pompiers », not « les résultats »."""
    return any(role_of(word) is not None for word in entity.name.lower().split())


def may_be(phrase: Phrase, entity: Entity) -> bool:
    """Whether « la société » may mean a body: by its name or by the same noun."""
    noun = phrase.role.noun if phrase.role is not None else ""
    if phrase.determiner == "dem":
        return True
    if noun in words("any_body"):
        return not words("quantity") & set(entity.name.lower().split())
    if entity.kind == "name" and noun in words("named_body"):
        return True
    return noun != "" and noun in entity.name.lower().split()


def is_anaphoric(phrase: Phrase) -> bool:
    """Whether a subject that no name goes with is likely to be known already."""
    if phrase.determiner == "dem" or not complement_of(phrase.words):
        return True
    wide = phrase.role is not None and phrase.role.noun in hypernyms()
    return wide or is_held(phrase) or _is_origin(phrase)


def _is_origin(phrase: Phrase) -> bool:
    """Whether a phrase says only where somebody is from: « l'Italienne »."""
    return (
        phrase.head is not None
        and phrase.words == {phrase.head.low}
        and is_demonym(phrase.head.low)
    )


def may_be_known(phrase: Phrase, after: bool, other: bool, alone: bool) -> bool:
    """Whether an office may be that of the person at hand.

    After its verb it mostly is, where it is one that several hold or has no
    complement; before it, only if the person has no `other` trade. A minister it is
    too where no other of that gender has been named: `alone`.
    """
    if phrase.role is None or phrase.determiner != "def":
        return False
    if phrase.role.noun in words("held_office"):
        return after or not other
    if phrase.role.noun in words("sole_office") and alone:
        return after and not other
    return after and not other and not complement_of(phrase.words)


def points_back(phrase: Phrase) -> bool:
    """Whether an office never given to a person may still be theirs."""
    assert phrase.role is not None  # noqa: S101
    if phrase.role.kind == "h" or phrase.determiner == "dem":
        return True
    if phrase.role.kind == "k":  # « la mère », behind « sa fille »
        return phrase.determiner == "def" and not complement_of(phrase.words)
    if phrase.determiner != "def" or phrase.role.kind != "p":
        return False
    if phrase.role.noun not in words("office"):
        return True
    return is_held(phrase)


def is_held(phrase: Phrase) -> bool:
    """Whether an office is one that somebody held or holds: « l'actuelle ministre »."""
    return is_former(phrase) or bool(phrase.words & {"actuel", "actuelle"})


def is_former(phrase: Phrase) -> bool:
    """Whether an office is one that somebody held: « l'ex-député »."""
    ex = phrase.head is not None and phrase.head.low.startswith("ex-")
    return ex or bool(phrase.words & {"ancien", "ancienne", "ex"})


def has_former(entity: Entity) -> bool:
    """Whether the text says of a person what they were: « ancien ministre »."""
    return any(_is_past(role) for role in entity.roles)


def _is_past(role: RoleOf) -> bool:
    """Whether an office is one that its holder has left: « ancien président »."""
    left = role.words & {"ancien", "ancienne", "ex"}
    return bool(left) or any(word.startswith("ex-") for word in role.words)


def _canonical(word: str) -> str:
    """One word for what has several: « américain », « des Etats-Unis »."""
    return countries().get(word) or parties().get(word) or unaccented(word)


def complement_of(found: frozenset[str]) -> frozenset[str]:
    """The words that say of what: « OTAN » of « secrétaire général de l'OTAN »."""
    held = ((w, role_of(w)) for w in found)
    persons = (
        w
        for w, role in held
        if role is not None and role.kind in "pha" and w not in countries()
    )
    adjectives = words("before_noun")
    plain = any_of("function", "generic_place", "adverb")
    age = frozenset(w for w in found if w.isdigit()) | words("span_of_time")
    rest = found - plain - frozenset(persons) - adjectives - age
    return frozenset(_canonical(word) for word in rest)
