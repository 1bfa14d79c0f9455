"""Reporting verbs in a frame, and their subjects before or after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.quotes.lexicon import VerbForm, any_of, verb_forms, words
from briefing.quotes.names import Cast
from briefing.quotes.phrases import Phrase, read_phrase
from briefing.quotes.words import Token
from briefing.types import Span

_REACH = 16
"""Tokens after a verb in which its subject is looked for."""
_FAR_FROM_AUXILIARY = 9
_FINITE = frozenset(("pres", "imp", "past", "fut", "cond"))
_LIGHT = {
    "fai": frozenset(
        ["savoir", "valoir", "remarquer", "observer", "part", "état", "comprendre"]
    ),
    "lai": frozenset(("entendre", "comprendre", "échapper")),
}
_OBJECTS = frozenset(("s'", "se", "en", "nous", "lui", "leur", "m'", "me", "vous", "y"))
_TAKES_PERSON = frozenset(["dit", "décrit", "qualifie", "considère", "estime"])
_FIRST_PERSON = frozenset(("je", "j'", "tu"))
_BEFORE_CLITIC = frozenset(("ne", "n'", "qui", "me", "te", "y"))
_MAKE = VerbForm("faire", "pp.ms", "s")
_SPANS_OF_TIME = frozenset(
    ("semaine", "année", "mois", "jour", "week-end", "fois", "an", "ans", "jours")
) | {"heures", "minutes", "semaines", "années", "siècle", "heure", "minute", "temps"}
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
        if token.low not in forms or token.kind not in "wc":
            continue
        if token.kind == "c" and token.start in cast.at:
            continue
        verb = _read(tokens, place, cast)
        if verb is not None and not (verb.kind == "w" and _idle(tokens, verb)):
            found.append(verb)
    return found


def _idle(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a weak verb says nothing: « se trouve », « si elle trouve »."""
    if tokens[verb.first].low in ("se", "s'"):
        return True
    before = [t.low for t in tokens[max(0, verb.first - 3) : verb.first]]
    return bool({"si", "s'", "qu'", "que", "dont", "où"} & set(before[:-1]))


def _read(tokens: Sequence[Token], place: int, cast: Cast) -> Verb | None:
    forms = verb_forms()[tokens[place].low]
    light = _light(tokens, place)
    if light is not None:
        first = (
            _auxiliary(tokens, light, _MAKE) if tokens[light].low == "fait" else None
        )
        mood = "ger" if tokens[light].low.endswith("ant") else "fin"
        return _verb(
            tokens, light if first is None else first, place, forms[0], mood, cast
        )
    for form in forms:
        if form.name.startswith("pp"):
            auxiliary = _auxiliary(tokens, place, form)
            if auxiliary is not None:
                return _verb(tokens, auxiliary, place, form, "fin", cast)
    for form in forms:
        mood = form.name.split(".")[0]
        if mood in _FINITE and not _is_noun(tokens, place):
            return _verb(tokens, place, place, form, "fin", cast)
        if mood == "ger":
            return _verb(tokens, place, place, form, "ger", cast)
        if mood == "inf" and form.kind != "w" and _introduced(tokens, place):
            return _verb(tokens, place, place, form, "inf", cast)
    return None


def _light(tokens: Sequence[Token], place: int) -> int | None:
    """Place of « fait » in « fait savoir »."""
    for at in (place - 1, place - 2):
        if at >= 0 and tokens[place].low in _LIGHT.get(tokens[at].low[:3], ()):
            between = tokens[place - 1].low
            return at if at == place - 1 or between in words("subject") else None
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
    return before in (
        "pour",
        "veut",
        "voulait",
        "peut",
        "va",
        "pouvait",
        "devait",
        "doit",
    )


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
    while first and tokens[first - 1].low in _OBJECTS:
        first -= 1
    pronoun = read_phrase(tokens, inverted, cast) if inverted is not None else None
    return Verb(
        first=first,
        after=after,
        span=Span(start=tokens[first].start, end=tokens[after - 1].end),
        lemma=form.lemma,
        kind=form.kind,
        mood=mood,
        pronoun=pronoun,
        plural=form.name.endswith(".p") or tokens[first].low in ("ont", "sont"),
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


def subject_after(tokens: Sequence[Token], verb: Verb, cast: Cast) -> Phrase | None:
    """The subject that follows its verb: « a déclaré jeudi à l'AFP le ministre »."""
    if verb.pronoun is not None:
        return _whose(tokens, verb, cast) or verb.pronoun
    at, limit, commas = verb.after, min(len(tokens), verb.after + _REACH), 0
    while at < limit:
        token = tokens[at]
        if token.text == ",":
            commas += 1
            at += 1
        elif token.kind == "q" or token.text in ".:;?!" or commas > 2:
            return None
        elif token.low in words("preposition") and not _partitive(tokens, at):
            at = _past_complement(tokens, at, cast)
        else:
            phrase = read_phrase(tokens, at, cast)
            if phrase is None:
                at += 1
            elif _temporal(phrase) or _addressee(tokens, at):
                at = phrase.after
            else:
                return phrase if commas == 0 or phrase.kind != "noun" else None
    return None


def _whose(tokens: Sequence[Token], verb: Verb, cast: Cast) -> Phrase | None:
    """The source beside « on »: « dit-on de source proche du dossier »."""
    on = verb.pronoun is not None and verb.pronoun.head is not None
    if not on or tokens[verb.pronoun.first].low != "on":  # type: ignore[union-attr]
        return None
    if verb.after + 1 >= len(tokens):
        return None
    if tokens[verb.after].low not in ("de", "dans", "à", "au", "chez"):
        return None
    phrase = read_phrase(tokens, verb.after + 1, cast)
    return phrase if phrase is not None and plausible(phrase) >= 2 else None


def _partitive(tokens: Sequence[Token], place: int) -> bool:
    """« des habitants », « d'autres » after a verb: a subject, not a complement."""
    return tokens[place].low == "des" or (
        tokens[place].low == "d'"
        and tokens[min(place + 1, len(tokens) - 1)].low == "autres"
    )


def _past_complement(tokens: Sequence[Token], place: int, cast: Cast) -> int:
    phrase = read_phrase(tokens, place + 1, cast)
    if phrase is not None and phrase.kind == "name" and phrase.determiner == "":
        return phrase.after
    if phrase is not None and phrase.entity is not None and phrase.role is not None:
        return phrase.after  # « au micro de X », « au président Y »
    if phrase is not None:
        return max(phrase.after, place + 2)
    return place + 1


def _temporal(phrase: Phrase) -> bool:
    """« lundi soir », « ce jeudi », « la semaine dernière », « le 5 mai »."""
    head = phrase.head
    return (
        head is not None
        and phrase.kind == "noun"
        and (
            head.low in words("time") or head.kind == "n" or head.low in _SPANS_OF_TIME
        )
    )


def _addressee(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].low in ("lui", "leur", "nous", "eux") and place > 0


def phrases_before(
    tokens: Sequence[Token], end: int, cast: Cast, start: int = 0
) -> Iterator[Phrase]:
    """Phrases of `tokens[start:end]` that stand under no preposition."""
    at, under = start, False
    while at < end:
        phrase = read_phrase(tokens, at, cast, end)
        if phrase is None:
            at += 1
            continue
        paired = at > 0 and tokens[at - 1].low in ("et", "ou")
        under = (under and paired) or (at > 0 and _governs(tokens, at))
        bare = phrase.kind in ("role", "noun") and not phrase.determiner
        apposed = bare and phrase.entity is None
        if not (under or apposed or _temporal(phrase) or _addressee(tokens, at)):
            yield phrase
        at = max(phrase.after, at + 1)


def _governs(tokens: Sequence[Token], place: int) -> bool:
    """Whether a preposition stands over the phrase at `place`."""
    low = tokens[place - 1].low
    if tokens[place].low == "des" and tokens[place - 1].kind in "wcn":
        return low not in verb_forms() and low not in ("et", "ou", "que", "mais")
    if low in words("according") or low in ("comme", "que", "qu'"):
        return low != "que" and low != "qu'"
    return low in words("preposition")


def plausible(phrase: Phrase) -> float:
    """How well a phrase does as who speaks: 3 a person, 1 any noun, 0 none."""
    if phrase.kind == "pronoun":
        return 0.0 if phrase.head and phrase.head.low in ("on", "je", "nous") else 3.0
    if phrase.kind == "last" or (phrase.entity and phrase.entity.kind == "person"):
        return 3.0
    if phrase.kind == "role" and phrase.role is not None:
        return 2.0 if phrase.role.kind in "ic" else 2.5
    return 2.0 if phrase.kind == "name" else 1.0


def subject_before(
    tokens: Sequence[Token], verb: Verb, cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """The subject that stands before its verb, over appositions and coordination."""
    if verb.mood != "fin":
        return _controller(tokens, verb, cast, verbs)
    at = verb.first - 1
    while at >= 0 and _between(tokens[at]):
        at -= 1
    if at < 0:
        return None
    token = tokens[at]
    if token.low in words("subject") or token.low in _FIRST_PERSON:
        return read_phrase(tokens, at, cast)
    phrases = list(phrases_before(tokens, verb.first, cast))
    if token.low == "qui":
        return _antecedent(tokens, at, cast, phrases)
    if token.text == "," or token.text == ")":
        return _before_comma(phrases, at, tokens) or _best(phrases)
    for phrase in reversed(phrases):
        if phrase.after == at + 1:
            return phrase
    earlier = [v for v in verbs if v.after <= verb.first and v.mood == "fin"]
    if token.low in ("et", "puis", "mais", "ou") and earlier:
        return subject_of(tokens, earlier[-1], cast, verbs)
    return _best(phrases)


def antecedent(tokens: Sequence[Token], place: int, cast: Cast) -> Phrase | None:
    """What « qui » at `place` stands for."""
    return _antecedent(tokens, place, cast, list(phrases_before(tokens, place, cast)))


def _apart(
    tokens: Sequence[Token], comma: int, cast: Cast, phrases: Sequence[Phrase]
) -> Phrase | None:
    """What « , qui » goes with: the person right before, else the last free phrase."""
    for start in range(max(0, comma - 16), comma):
        phrase = read_phrase(tokens, start, cast, comma)
        if phrase is None or phrase.after != comma or plausible(phrase) < 2.5:
            continue
        governor = tokens[start - 1].low if start else ""
        if governor not in ("de", "du", "d'", "des", "et", "ou"):
            return phrase
        if governor in ("de", "d'") and not _of_person(tokens, start - 1, cast):
            return phrase
    free = [p for p in phrases if p.after <= comma and plausible(p) >= 2]
    return free[-1] if free else None


def _of_person(tokens: Sequence[Token], place: int, cast: Cast) -> bool:
    """Whether what stands before « de » at `place` is a person."""
    for start in range(max(0, place - 8), place):
        phrase = read_phrase(tokens, start, cast, place)
        if phrase is not None and phrase.after == place and plausible(phrase) >= 2:
            return True
    return False


def _between(token: Token) -> bool:
    """Whether `token` may stand between a subject and its verb."""
    if token.low in words("clitic") or token.low in ("tous", "elle-même", "lui-même"):
        return True
    if token.low in words("adverb"):
        return True
    return token.kind == "w" and token.low.endswith("ment") and len(token.low) > 6


def _antecedent(
    tokens: Sequence[Token], place: int, cast: Cast, phrases: Sequence[Phrase]
) -> Phrase | None:
    """What « qui » at `place` stands for: after a comma, no complement."""
    if place and tokens[place - 1].text == ",":
        return _apart(tokens, place - 1, cast, phrases)
    found: Phrase | None = None
    for start in range(place - 1, max(-1, place - 12), -1):
        phrase = read_phrase(tokens, start, cast, place)
        if phrase is not None and phrase.after == place:
            found = phrase
        elif found is not None and found.first - start > 2:
            break
    return found


def _before_comma(
    phrases: Sequence[Phrase], comma: int, tokens: Sequence[Token]
) -> Phrase | None:
    """The phrase that « , maire de X, » between it and its verb describes."""
    good = [p for p in phrases if p.after <= comma and plausible(p) >= 2]
    for phrase in good:
        if phrase.after < len(tokens) and tokens[phrase.after].text in (",", "("):
            return phrase
    return good[0] if good else None


def _best(phrases: Sequence[Phrase]) -> Phrase | None:
    """The first of those that do best as who speaks."""
    ranked = [p for p in phrases if plausible(p) >= 2]
    return ranked[0] if ranked else None


def _controller(
    tokens: Sequence[Token], verb: Verb, cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """Who « soulignant » or « avant d'ajouter » is said of: the clause's subject."""
    earlier = [v for v in verbs if v.after <= verb.first and v.mood == "fin"]
    if earlier:
        return subject_of(tokens, earlier[-1], cast, verbs)
    best = _best(list(phrases_before(tokens, verb.first, cast)))
    if best is not None:
        return best
    comma = next(
        (n for n in range(verb.after, len(tokens)) if tokens[n].text == ","), None
    )
    if comma is None:
        return None
    return _best(list(phrases_before(tokens, len(tokens), cast, comma + 1)))


def subject_of(
    tokens: Sequence[Token], verb: Verb, cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """The subject of `verb`, after it where it is inverted, else before it."""
    if verb.pronoun is not None:
        return verb.pronoun
    if inverts(tokens, verb):
        return subject_after(tokens, verb, cast) or subject_before(
            tokens, verb, cast, verbs
        )
    return subject_before(tokens, verb, cast, verbs)


def inverts(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether the verb stands where French inverts: after a quotation or a comma."""
    if verb.mood != "fin":
        return False
    if verb.pronoun is not None:
        return True
    at = verb.first - 1
    while at >= 0 and tokens[at].kind == "w" and tokens[at].low in words("adverb"):
        at -= 1
    if at < 0:
        return False
    if tokens[at].kind == "q" or _like(tokens, at):
        return True
    quoted = any(t.kind == "q" for t in tokens[:at])
    if tokens[at].text != "," or not quoted or _closes_relative(tokens, at):
        return False
    return tokens[at - 1].kind == "q" or verb.kind != "o" or not _named(tokens, at)


def _closes_relative(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a comma ends « , qui met en cause « … » , » after a subject."""
    for at in range(comma - 1, 0, -1):
        if tokens[at].text == ",":
            return tokens[at + 1].low in ("qui", "dont") and tokens[0].kind != "q"
    return False


def _like(tokens: Sequence[Token], place: int) -> bool:
    """Whether the verb after `place` is that of « comme le dit X »."""
    if tokens[place].low in ("le", "l'") and place:
        place -= 1
    return tokens[place].low == "comme"


def _named(tokens: Sequence[Token], comma: int) -> bool:
    """Whether a name stands before a comma: « , Aurélien Létocart, a appelé »."""
    return tokens[comma - 1].kind == "c" and tokens[comma - 2].kind == "c"
