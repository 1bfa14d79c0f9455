"""Reporting verbs in a frame: auxiliaries, inversion, what is no verb at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.lexicon import (
    VerbForm,
    any_of,
    verb_forms,
    words,
)
from briefing.quotes.names import Cast
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.verb_shapes import (
    BE,
    MAKE,
    OBJECTS,
    find_auxiliary,
    find_governor,
    inverted_pronoun,
    is_heard,
    is_introduced,
    is_noun,
    light_verb,
    names_speaker,
)
from briefing.quotes.words import Token
from briefing.types import Span

_FINITE = frozenset(("pres", "imp", "past", "fut", "cond"))


_WHOM = frozenset(("l'", "le", "la", "les"))
"""Objects before a verb that are articles elsewhere."""


_PARTICIPLES = frozenset(("fait", "mis", "pris", "donné", "laissé"))
_PLURAL = frozenset(
    ("ont", "sont", "avaient", "auront", "auraient", "étaient", "eurent", "aient")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A reporting verb where it stands in a frame."""

    first: int
    """Place of the first token of the group (auxiliary, reflexive)."""
    after: int
    """Place of the token after the group, inverted pronoun included."""
    span: Span
    """The words of the group as they stand in the text."""
    lemma: str
    kind: str
    """`s`, `o` or `w`, as in the lexicon."""
    mood: str
    """`fin`, `ger` or `inf`."""
    pronoun: Phrase | None = None
    """The inverted subject of « a-t-il dit »."""
    plural: bool = False


def find_verbs(tokens: Sequence[Token], cast: Cast) -> list[Verb]:
    """The reporting verbs of a frame, in order."""
    found: list[Verb] = []
    forms = verb_forms()
    for place, token in enumerate(tokens):
        if _is_convinced(tokens, place):
            found.append(_convinced(tokens, place, cast))
            continue
        light = light_verb(tokens, place) is not None  # « met en avant »
        if token.kind not in "wc" or not (token.low in forms or light):
            verb = _inserted(tokens, place, cast)
            found += [] if verb is None else [verb]
            continue
        if token.kind == "c" and token.start in cast.at:
            continue
        adverb = token.low in words("adverb") and not light
        if adverb and not _reports_that(tokens, place):
            continue
        if _is_graded(tokens, place):
            continue
        verb = _read(tokens, place, cast)
        idle = verb is not None and (_idle(tokens, verb, cast) or _begins(tokens, verb))
        if verb is not None and not idle:
            if found and found[-1].first == verb.first and found[-1].lemma == "mettre":
                found.pop()  # « met », of which « met en garde » is more
            found.append(verb)
    return found


def _reports_that(tokens: Sequence[Token], place: int) -> bool:
    """Whether « que » follows: « maintenant que … », and not « et maintenant »."""
    return place + 1 < len(tokens) and tokens[place + 1].low in ("que", "qu'")


def _is_convinced(tokens: Sequence[Token], place: int) -> bool:
    """Whether « persuadé que », « convaincue que » stands at `place`."""
    return tokens[place].low in words("convinced") and _reports_that(tokens, place)


def _convinced(tokens: Sequence[Token], place: int, cast: Cast) -> Verb:
    """« X est persuadé que », or « X hésite, persuadé que »."""
    first = place
    while first and tokens[first - 1].low in words("adverb"):
        first -= 1
    stated = first > 0 and tokens[first - 1].low in BE
    first = first - 1 if stated else place
    return _verb(tokens, first, place, MAKE, "fin" if stated else "ger", cast)


def _is_graded(tokens: Sequence[Token], place: int) -> bool:
    """Whether it is an adjective or a noun: « plus tranchant », « titre le plus … »."""
    before = tokens[place - 1].low if place else ""
    if before in words("degree") and tokens[place].low.endswith("ant"):
        return True
    after = [t.low for t in tokens[place + 1 : place + 3]]
    superlative = len(after) > 1 and after[0] in ("le", "la", "les")
    return superlative and after[1] in ("plus", "moins")


def _inserted(tokens: Sequence[Token], place: int, cast: Cast) -> Verb | None:
    """Any verb in « « … », a-t-il ironisé »: its place says that it reports."""
    if place < 2 or tokens[place].kind != "w":
        return None
    if tokens[place].low in any_of("function", "preposition"):
        return None  # « … », car on dit
    first = place - 2 if tokens[place - 1].low in words("subject") else place
    if first < 1 or not (
        tokens[first - 1].kind == "q"
        or (tokens[first - 1].text == "," and tokens[first - 2].kind == "q")
    ):
        return None
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    helps = tokens[place].low in words("auxiliary")
    named = first == place and not helps and names_speaker(tokens, place, cast)
    if first == place and not named and (helps or after not in words("subject")):
        return None
    if first != place and tokens[first].low not in words("auxiliary") - BE:
        return None  # « est-il précisé » has nobody for its subject
    verb = _verb(tokens, first, place, MAKE, "fin", cast)
    return verb if verb.pronoun is not None or named else None


def _idle(tokens: Sequence[Token], verb: Verb, cast: Cast) -> bool:
    """Whether a weak verb says nothing: « se trouve », « si elle trouve »."""
    reflexive = tokens[verb.first].low in ("se", "s'")
    if verb.lemma in words("reflexive_to"):
        to = tokens[verb.after : verb.after + 2]
        apart = [t.low for t in to[:1]] != ["à"] or to[-1].kind != "q"
        if apart or not reflexive:
            return verb.lemma != "refuser" or reflexive
        return False  # « s'attend à « … » »
    if reflexive and (_as_what(tokens, verb) or verb.lemma in words("reflexive")):
        return False
    if reflexive and (verb.kind == "w" or verb.lemma in words("no_reflexive")):
        return True
    if verb.lemma in ("croire", "penser") and _of_faith(tokens, verb):
        return True
    after = tokens[verb.after].low if verb.after < len(tokens) else ""
    inverted = verb.pronoun is not None or (
        verb.first > 0 and tokens[verb.first - 1].kind in "pq"
    )
    if verb.lemma == "lancer" and not inverted and after in words("indefinite"):
        return True  # « lancer un « plan de relance » »
    thing = verb.lemma in words("takes_thing") and not inverted
    if thing and _provides(tokens, verb, cast):
        return True
    if verb.kind != "w":
        return False
    before = [t.low for t in tokens[max(0, verb.first - 3) : verb.first]]
    return bool({"si", "s'", "qu'", "que", "dont", "où"} & set(before[:-1]))


def _as_what(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether somebody says what they are: « s'est présenté comme « … » »."""
    after = tokens[verb.after].low if verb.after < len(tokens) else ""
    return verb.lemma == "présenter" and after == "comme"


def _provides(tokens: Sequence[Token], verb: Verb, cast: Cast) -> bool:
    """Whether a verb has a thing for its object: « assure la sécurité »."""
    at = verb.after
    if tuple(t.low for t in tokens[at : at + 2]) in _TURNING:
        at += 3  # « poursuit quant à lui sa tournée »
    phrase = read_phrase(tokens, at, cast) if at < len(tokens) else None
    if phrase is None or phrase.determiner not in ("def", "indef", "poss"):
        return False
    person = phrase.role is not None and phrase.role.kind in "phkac"
    person = person or phrase.entity is not None
    person = person or (phrase.plural and verb.lemma == "assurer")
    person = person or (
        phrase.head is not None and phrase.head.low in words("speech_noun")
    )
    told = {t.low for t in tokens[phrase.after : phrase.after + 2]} & {"que", "qu'"}
    return not (person or told)


_TURNING = frozenset((("quant", "à"), ("de", "son"), ("de", "leur"), ("pour", "sa")))
"""How « quant à lui », « de son côté », « pour sa part » begin."""


def _of_faith(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether « croire » says in what: « croit aux « premiers de cordée » »."""
    after = verb.after
    while after < len(tokens) and tokens[after].low in words("adverb"):
        after += 1
    to = after < len(tokens) and tokens[after].low in ("à", "au", "aux", "en")
    apart = after + 1 < len(tokens) and tokens[after + 1].low in _APART
    to = to and not apart  # « la croient en revanche « impossible » »
    return to or tokens[verb.first].low == "y" or tokens[verb.first - 1].low == "y"


_APART = frozenset(("revanche", "effet", "outre", "fait", "particulier", "partie"))
"""What makes an adverb of « en »."""


def was_said_before(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether others report a promise: « rappelle que X s'était engagé à « … » »."""
    helps = [t.low for t in tokens[verb.first : verb.after]]
    return bool({"avait", "avaient", "était", "étaient"} & set(helps[:-1]))


def _begins(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb only says how another goes: « commence à se tisser »."""
    if verb.lemma not in _ASPECTS or verb.after + 1 >= len(tokens):
        return False
    if tokens[verb.after].low not in ("à", "de", "d'", "par"):
        return False
    near = tokens[verb.after + 1 : verb.after + 3]
    return any(t.kind == "w" and t.low.endswith(("er", "ir", "re")) for t in near)


_ASPECTS = frozenset(
    ("commencer", "continuer", "finir", "terminer", "persister", "démarrer", "achever")
)


def _read(tokens: Sequence[Token], place: int, cast: Cast) -> Verb | None:
    forms = verb_forms().get(tokens[place].low, (MAKE,))
    light = light_verb(tokens, place)
    if light is not None:
        return _phrase_verb(tokens, light, place, cast)
    for form in forms:
        if form.name.startswith("pp"):
            auxiliary = find_auxiliary(tokens, place, form)
            if auxiliary is not None:
                return _verb(tokens, auxiliary, place, form, "fin", cast)
    at = place - 1 - (place > 1 and tokens[place - 1].low == "il")  # « est-il écrit »
    passive = at >= 0 and tokens[at].low in BE
    for form in forms:
        mood = form.name.split(".")[0]
        if passive and any(f.name.startswith("pp") for f in forms):
            return None  # « sur lequel était écrit »
        if mood in _FINITE and not is_noun(tokens, place):
            first = place - _is_unaccented(tokens, place)
            return _verb(tokens, first, place, form, "fin", cast)
        if mood == "ger":
            return _verb(tokens, place, place, form, "ger", cast)
        if mood == "inf" and form.kind != "w":
            governor = find_governor(tokens, place)
            if governor is not None:
                mood = "ger" if tokens[governor].low.endswith("ant") else "fin"
                return _verb(tokens, governor, place, form, mood, cast)
            if is_introduced(tokens, place) or is_heard(tokens, place, cast):
                return _verb(tokens, place, place, form, "inf", cast)
    return None


def _is_unaccented(tokens: Sequence[Token], place: int) -> bool:
    """Whether a participle has lost its accent: « … », a lâche X."""
    if place < 2 or tokens[place - 1].low not in ("a", "ont"):
        return False
    return tokens[place - 2].text == "," or tokens[place - 2].kind == "q"


def _phrase_verb(
    tokens: Sequence[Token], first: int, place: int, cast: Cast
) -> Verb | None:
    """The verb of several words from `first` to `place`: « a mis en garde »."""
    low = tokens[first].low
    auxiliary = find_auxiliary(tokens, first, MAKE) if low in _PARTICIPLES else None
    if auxiliary is None and low in _PARTICIPLES - {"fait"}:
        return None
    participle = low.endswith("ant") or (low == "y" and tokens[place].low[-3:] == "ant")
    mood = "ger" if participle else "fin"
    begin = first if auxiliary is None else auxiliary
    return _verb(tokens, begin, place, MAKE, mood, cast)


def _verb(
    tokens: Sequence[Token],
    first: int,
    place: int,
    form: VerbForm,
    mood: str,
    cast: Cast,
) -> Verb:
    inverted = inverted_pronoun(tokens, first, place)
    after = place + 1 + (inverted == place + 1)
    begin = first
    while first and tokens[first - 1].low in OBJECTS:
        first -= 1
    if first > 1 and tokens[first - 1].low in _WHOM and tokens[first - 2].kind in "pq":
        first -= 1  # « … », l'interpelle un étudiant
    pronoun = read_phrase(tokens, inverted, cast) if inverted is not None else None
    return Verb(
        first=first,
        after=after,
        span=Span(start=tokens[first].start, end=tokens[after - 1].end),
        lemma=form.lemma,
        kind=form.kind,
        mood=mood,
        pronoun=pronoun,
        plural=form.name.endswith(".p") or tokens[begin].low in _PLURAL,
    )
