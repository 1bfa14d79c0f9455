"""Reporting verbs in a frame: auxiliaries, inversion, what is no verb at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.quotes.lexicon import (
    VerbForm,
    any_of,
    role_of,
    verb_forms,
    verb_phrases,
    words,
)
from briefing.quotes.names import Cast
from briefing.quotes.phrases import Phrase, read_phrase
from briefing.quotes.words import Token
from briefing.types import Span

_FAR_FROM_AUXILIARY = 9


_FINITE = frozenset(("pres", "imp", "past", "fut", "cond"))


_OBJECTS = frozenset(("s'", "se", "en", "nous", "lui", "leur", "m'", "me", "vous", "y"))


_WHOM = frozenset(("l'", "le", "la", "les"))
"""Objects before a verb that are articles elsewhere."""


_TAKES_PERSON = frozenset(["dit", "décrit", "qualifie", "considère", "estime"])


_BEFORE_CLITIC = frozenset(("ne", "n'", "qui", "me", "te", "y"))


_PARTICIPLES = frozenset(("fait", "mis", "pris", "donné", "laissé"))
_MAKE = VerbForm("faire", "pp.ms", "s")


_BE = frozenset(
    [
        "est",
        "sont",
        "était",
        "étaient",
        "sera",
        "seront",
        "serait",
        "seraient",
        "fut",
        "furent",
    ]
)


_AFTER_PAR = frozenset(("ailleurs", "exemple", "contre", "la", "avance", "écrit"))
"""What makes an adverb of « par », which else marks a passive."""


_PLURAL = frozenset(
    ("ont", "sont", "avaient", "auront", "auraient", "étaient", "eurent", "aient")
)


_UNACCUSATIVE = frozenset(("convenir", "intervenir", "reprendre", "revenir"))


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
        if token.kind not in "wc" or not (
            token.low in forms or _light(tokens, place) is not None
        ):
            verb = _inserted(tokens, place, cast)
            found += [] if verb is None else [verb]
            continue
        if token.kind == "c" and token.start in cast.at:
            continue
        verb = _read(tokens, place, cast)
        idle = verb is not None and (_idle(tokens, verb) or _begins(tokens, verb))
        if verb is not None and not idle:
            found.append(verb)
    return found


def _inserted(tokens: Sequence[Token], place: int, cast: Cast) -> Verb | None:
    """Any verb in « « … », a-t-il ironisé »: its place says that it reports."""
    if place < 2 or tokens[place].kind != "w":
        return None
    if tokens[place].low in any_of("function", "preposition"):
        return None  # « … », car on dit
    first = place - 2 if tokens[place - 1].low in words("subject") else place
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    helps = tokens[place].low in words("auxiliary")
    named = first == place and not helps and _names_speaker(tokens, place, cast)
    if first == place and not named and (helps or after not in words("subject")):
        return None
    if first != place and tokens[first].low not in words("auxiliary") - _BE:
        return None  # « est-il précisé » has nobody for its subject
    if first < 1 or not (
        tokens[first - 1].kind == "q"
        or (tokens[first - 1].text == "," and tokens[first - 2].kind == "q")
    ):
        return None
    verb = _verb(tokens, first, place, _MAKE, "fin", cast)
    return verb if verb.pronoun is not None or named else None


def _names_speaker(tokens: Sequence[Token], place: int, cast: Cast) -> bool:
    """Whether a word is a verb by what follows it: « … », compte le sexagénaire."""
    word, after = tokens[place], place + 1
    verbal = len(word.low) > 3 and word.low.endswith(_THIRD_PERSON)
    if not verbal or role_of(word.low) is not None or after >= len(tokens):
        return False
    if word.low in any_of("time", "before_noun", "adverb"):
        return False
    known = cast.at.get(tokens[after].start)
    if known is not None:
        return known.entity.kind == "person"
    phrase = read_phrase(tokens, after, cast)
    if phrase is None or phrase.determiner != "def" or phrase.plural:
        return False
    return phrase.role is not None and phrase.role.kind in "ph"


_THIRD_PERSON = ("e", "ait", "it", "nd", "a")
"""How a verb in the third person may end, that no table has."""


def _idle(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a weak verb says nothing: « se trouve », « si elle trouve »."""
    reflexive = tokens[verb.first].low in ("se", "s'")
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
    if verb.kind != "w":
        return False
    before = [t.low for t in tokens[max(0, verb.first - 3) : verb.first]]
    return bool({"si", "s'", "qu'", "que", "dont", "où"} & set(before[:-1]))


def _of_faith(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether « croire » says in what: « croit aux « premiers de cordée » »."""
    after = verb.after
    while after < len(tokens) and tokens[after].low in words("adverb"):
        after += 1
    to = after < len(tokens) and tokens[after].low in ("à", "au", "aux", "en")
    return to or tokens[verb.first].low == "y" or tokens[verb.first - 1].low == "y"


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
    forms = verb_forms().get(tokens[place].low, (_MAKE,))
    light = _light(tokens, place)
    if light is not None:
        return _phrase_verb(tokens, light, place, cast)
    for form in forms:
        if form.name.startswith("pp"):
            auxiliary = _auxiliary(tokens, place, form)
            if auxiliary is not None:
                return _verb(tokens, auxiliary, place, form, "fin", cast)
    at = place - 1 - (place > 1 and tokens[place - 1].low == "il")  # « est-il écrit »
    passive = at >= 0 and tokens[at].low in _BE
    for form in forms:
        mood = form.name.split(".")[0]
        if passive and any(f.name.startswith("pp") for f in forms):
            return None  # « sur lequel était écrit »
        if mood in _FINITE and not _is_noun(tokens, place):
            return _verb(tokens, place, place, form, "fin", cast)
        if mood == "ger":
            return _verb(tokens, place, place, form, "ger", cast)
        if mood == "inf" and form.kind != "w":
            governor = _governor(tokens, place)
            if governor is not None:
                return _verb(tokens, governor, place, form, "fin", cast)
            if _introduced(tokens, place):
                return _verb(tokens, place, place, form, "inf", cast)
    return None


def _phrase_verb(
    tokens: Sequence[Token], first: int, place: int, cast: Cast
) -> Verb | None:
    """The verb of several words from `first` to `place`: « a mis en garde »."""
    low = tokens[first].low
    auxiliary = _auxiliary(tokens, first, _MAKE) if low in _PARTICIPLES else None
    if auxiliary is None and low in _PARTICIPLES - {"fait"}:
        return None
    participle = low.endswith("ant") or (low == "y" and tokens[place].low[-3:] == "ant")
    mood = "ger" if participle else "fin"
    begin = first if auxiliary is None else auxiliary
    return _verb(tokens, begin, place, _MAKE, mood, cast)


def _governor(tokens: Sequence[Token], place: int) -> int | None:
    """Place of « a tenu » in « a tenu à préciser », « veut » in « veut croire »."""
    at = place - 1
    while at > 0 and tokens[at].low in any_of("clitic", "adverb"):
        at -= 1
    if at > 0 and tokens[at].low in ("à", "de", "d'", "par"):
        at -= 1
        while at > 0 and tokens[at].low in words("adverb"):
            at -= 1
    at -= at > 0 and tokens[at].low in words("subject")  # « tient-elle à souligner »
    if at < 0 or tokens[at].low not in words("governor"):
        return None
    if tokens[at].low not in words("governed"):
        return at
    return _auxiliary(tokens, at, _MAKE)


def _light(tokens: Sequence[Token], place: int) -> int | None:
    """Place of « met » where « met en garde » ends at `place`."""
    for tail, heads in verb_phrases().get(tokens[place].low, ()):
        at = place - len(tail)
        found = tuple(t.low for t in tokens[max(0, at) : place])
        if at < 1 or found != tail:
            continue
        at -= tokens[at - 1].low in any_of("subject", "adverb")  # « fait-il savoir »
        if at >= 1 and tokens[at - 1].low in heads:
            return at - 1
    return None


def _introduced(tokens: Sequence[Token], place: int) -> bool:
    """Whether an infinitive reports: « avant d'ajouter », « et X de réclamer »."""
    while place > 1 and tokens[place - 1].low in _OBJECTS:
        place -= 1
    before = tokens[place - 1].low if place else ""
    earlier = tokens[place - 2] if place > 1 else None
    if before in ("de", "d'"):
        return earlier is not None and (earlier.low == "avant" or tokens[0].low == "et")
    if before == "à":
        return earlier is not None and earlier.low in ("tient", "tenu", "tenait")
    return before == "pour"


def _auxiliary(tokens: Sequence[Token], place: int, form: VerbForm) -> int | None:
    """Place of the auxiliary of a participle; `None` for a passive or an adjective."""
    commas = 0
    for at in range(place - 1, max(-1, place - _FAR_FROM_AUXILIARY), -1):
        low = tokens[at].low
        commas += tokens[at].text == ","
        if _participle(tokens[at]) and low not in words("auxiliary"):
            return None
        if (low in words("auxiliary") and tokens[at].kind != "c") or low in (
            "a",
            "ont",
        ):
            if low in _BE and not _reflexive(tokens, at):
                return at if form.lemma in _UNACCUSATIVE else None
            return at if commas != 1 else None
        if low == "par" and tokens[at + 1].low in _AFTER_PAR:
            continue
        if low in ("été", "par") or tokens[at].kind == "q":
            return None
        if tokens[at].text in ".:;?!()":
            return None
    return None


def _participle(token: Token) -> bool:
    """Whether `token` is a participle of a reporting verb, in the masculine."""
    return any(f.name == "pp.ms" for f in verb_forms().get(token.low, ()))


def _reflexive(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].low in ("s'", "se")


def _is_noun(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word before makes a noun of it: « le juge », « à la demande »."""
    if not place:
        return False
    before = tokens[place - 1].low
    if before in ("le", "la", "les", "l'"):
        earlier = tokens[place - 2].low if place > 1 else ""
        if earlier == "comme":
            return False
        named = place > 1 and tokens[place - 2].kind == "c"
        if named and place + 1 < len(tokens) and tokens[place + 1].kind == "q":
            return False  # « X le juge « courageux » »
        if earlier == "," and tokens[place].low in _TAKES_PERSON:
            return False  # « X, avec qui …, la dit « … » »
        if earlier in words("subject") or earlier in _BEFORE_CLITIC:
            return False
        return before == "les" or tokens[place].low in words("noun_forms")
    nominal = any_of("determiner", "preposition", "before_noun")
    return before in nominal and before not in ("en", "leur", "dont", "tous")


def _verb(
    tokens: Sequence[Token],
    first: int,
    place: int,
    form: VerbForm,
    mood: str,
    cast: Cast,
) -> Verb:
    inverted = _inverted(tokens, first, place)
    after = place + 1 + (inverted == place + 1)
    begin = first
    while first and tokens[first - 1].low in _OBJECTS:
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


def _inverted(tokens: Sequence[Token], first: int, place: int) -> int | None:
    """Place of the pronoun that is tied to the verb by a hyphen."""
    for at in {first + 1, place + 1}:
        if at < len(tokens) and tokens[at].low in words("subject"):
            gap = tokens[at].start - tokens[at - 1].end
            if gap == 3 or (
                gap == 1 and at == (first if first != place else place) + 1
            ):
                return at
    return None
