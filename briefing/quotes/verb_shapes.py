"""What surrounds a word that may be a reporting verb: auxiliary, governor, noun."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import (
    VerbForm,
    any_of,
    role_of,
    verb_forms,
    verb_phrases,
    words,
)
from briefing.quotes.names import Cast
from briefing.quotes.ordinals import is_pronominal
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token

_FAR_FROM_AUXILIARY = 9


OBJECTS = frozenset(("s'", "se", "en", "nous", "lui", "leur", "m'", "me", "vous", "y"))


_TAKES_PERSON = frozenset(["dit", "décrit", "qualifie", "considère", "estime"])


_BEFORE_CLITIC = frozenset(("ne", "n'", "qui", "me", "te", "y"))


MAKE = VerbForm("faire", "pp.ms", "s")


BE = frozenset(
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


_UNACCUSATIVE = frozenset(("convenir", "intervenir", "reprendre", "revenir"))


_THIRD_PERSON = ("e", "ait", "it", "nd", "a")
"""How a verb in the third person may end, that no table has."""


def names_speaker(tokens: Sequence[Token], place: int, cast: Cast) -> bool:
    """Whether a word is a verb by what follows it: « … », compte le sexagénaire."""
    word, after = tokens[place], place + 1
    verbal = len(word.low) > 3 and word.low.endswith(_THIRD_PERSON)
    if not verbal or role_of(word.low) is not None or after >= len(tokens):
        return False
    if word.low in any_of("time", "before_noun", "adverb"):
        return False
    after = _past_outlet(tokens, after, cast)
    known = cast.at.get(tokens[after].start)
    if known is not None:
        return known.entity.kind == "person"
    phrase = read_phrase(tokens, after, cast)
    if phrase is None or phrase.determiner != "def" or phrase.plural:
        return False
    return phrase.role is not None and phrase.role.kind in "ph"


def _past_outlet(tokens: Sequence[Token], place: int, cast: Cast) -> int:
    """The place behind « pour l'AFP », « sur RTL » at `place`, who is told it."""
    at = place + 1 + (tokens[place].low == "auprès")
    if tokens[place].low not in words("outlet") or at + 1 >= len(tokens):
        return place
    at += tokens[at].low in words("definite")
    end = at
    while end + 1 < len(tokens) and tokens[end].kind == "c":
        known = cast.at.get(tokens[end].start)
        if known is not None and known.entity.kind == "person":
            break
        end += 1
    return end if end > at else place


def find_governor(tokens: Sequence[Token], place: int) -> int | None:
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
    return find_auxiliary(tokens, at, MAKE)


def light_verb(tokens: Sequence[Token], place: int) -> int | None:
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


def is_heard(tokens: Sequence[Token], place: int, cast: Cast) -> bool:
    """Whether an infinitive has its subject before: « on entend le maire ordonner »."""
    for at in range(place - 1, max(0, place - _HEARD), -1):
        if tokens[at].kind in "pq":
            return False
        if tokens[at].low in words("hears"):
            phrase = read_phrase(tokens, at + 1, cast, place)
            return phrase is not None and phrase.after == place
    return False


_HEARD = 9
"""Tokens of « entend le maire de Brest X » before an infinitive."""


def is_introduced(tokens: Sequence[Token], place: int) -> bool:
    """Whether an infinitive reports: « avant d'ajouter », « et X de réclamer »."""
    while place > 1 and tokens[place - 1].low in OBJECTS:
        place -= 1
    before = tokens[place - 1].low if place else ""
    earlier = tokens[place - 2] if place > 1 else None
    if before in ("de", "d'"):
        return earlier is not None and (earlier.low == "avant" or tokens[0].low == "et")
    if before == "à":
        return earlier is not None and earlier.low in ("tient", "tenu", "tenait")
    return before == "pour"


def find_auxiliary(tokens: Sequence[Token], place: int, form: VerbForm) -> int | None:
    """Place of the auxiliary of a participle; `None` for a passive or an adjective."""
    if place and tokens[place - 1].low in _FILED:
        return None  # « a porté plainte » complains of nothing
    commas = 0
    listed = place > 0 and tokens[place - 1].low in ("et", "puis")
    reach = _FAR_FROM_AUXILIARY * (2 if listed else 1)
    for at in range(place - 1, max(-1, place - reach), -1):
        low = tokens[at].low
        commas += tokens[at].text == "," and not listed  # « a lu, souligné et dit »
        if _participle(tokens[at]) and not listed and low not in words("auxiliary"):
            return None
        if (low in words("auxiliary") and tokens[at].kind != "c") or low in (
            "a",
            "ont",
        ):
            if low in BE and not _reflexive(tokens, at):
                return at if form.lemma in _UNACCUSATIVE else None
            return at if commas != 1 else None
        if low == "par" and tokens[at + 1].low in _AFTER_PAR:
            continue
        if low in ("été", "par") or tokens[at].kind == "q":
            return None
        if tokens[at].text in ".:;?!()":
            return None
    return None


_FILED = frozenset(("porté", "déposé"))


def _participle(token: Token) -> bool:
    """Whether `token` is a participle of a reporting verb, in the masculine."""
    return any(f.name == "pp.ms" for f in verb_forms().get(token.low, ()))


def _reflexive(tokens: Sequence[Token], place: int) -> bool:
    at = place - 1 - (place > 1 and tokens[place - 1].low in ("en", "y"))
    return at >= 0 and tokens[at].low in ("s'", "se")


def is_noun(tokens: Sequence[Token], place: int) -> bool:
    """Whether the word before makes a noun of it: « le juge », « à la demande »."""
    if not place:
        return False
    before = tokens[place - 1].low
    if place > 1 and is_pronominal(tokens, place - 2):
        return False  # « le premier accuse »
    if place > 1 and tokens[place - 2].low == "sur" and before in words("number_word"):
        return False  # « six Français sur dix jugent »
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
    if before.endswith("ième"):  # « son sixième livre », not « la troisième juge que »
        return tokens[place].low in words("noun_forms")
    nominal = any_of("determiner", "preposition", "before_noun")
    return before in nominal and before not in ("en", "leur", "dont", "tous")


def inverted_pronoun(tokens: Sequence[Token], first: int, place: int) -> int | None:
    """Place of the pronoun that is tied to the verb by a hyphen."""
    for at in {first + 1, place + 1}:
        if at < len(tokens) and tokens[at].low in words("subject"):
            gap = tokens[at].start - tokens[at - 1].end
            if gap == 3 or (
                gap == 1 and at == (first if first != place else place) + 1
            ):
                return at
    return None
