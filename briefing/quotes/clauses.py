"""Reporting verbs in a frame, and their subjects before or after them."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.antecedents import antecedent, antecedent_among
from briefing.quotes.candidates import (
    is_addressee,
    is_temporal,
    phrases_before,
    plausible,
)
from briefing.quotes.extents import opening_of
from briefing.quotes.inversion import follows, inverts
from briefing.quotes.lexicon import role_of, words
from briefing.quotes.mouthpieces import speaker_of
from briefing.quotes.names import Cast
from briefing.quotes.ordinals import is_same
from briefing.quotes.phrase import Phrase, both, others
from briefing.quotes.phrases import read_phrase
from briefing.quotes.verb_shapes import is_heard
from briefing.quotes.verbs import Verb
from briefing.quotes.words import Token

_REACH = 16
"""Tokens after a verb in which its subject is looked for."""
_LABEL = 6
"""Tokens of the longest label that names who speaks in an interview."""
_FIRST_PERSON = frozenset(("je", "j'", "tu"))


def subject_after(tokens: Sequence[Token], verb: Verb, cast: Cast) -> Phrase | None:
    """The subject that follows its verb: « a déclaré jeudi à l'AFP le ministre »."""
    if verb.pronoun is not None:
        told = _whose(tokens, verb, cast) or _doubled(tokens, verb, cast)
        return told or verb.pronoun
    at, limit, commas = verb.after, min(len(tokens), verb.after + _REACH), 0
    while at < limit:
        token = tokens[at]
        if token.text == ",":
            commas += 1
            at += 1
        elif token.kind == "q" or token.text in ".:;?!" or commas > 2:
            return None
        elif token.low in ("que", "qu'"):
            return None  # « révèle que X … »: the subject stands before
        elif [t.low for t in tokens[at : at + 3]] == ["il", "y", "a"]:
            at = _past_complement(tokens, at + 2, cast)  # « il y a une semaine »
        elif token.low in ("avant", "après") and tokens[at - 1].low in _SOON:
            at += 1  # « avait promis peu avant X »
        elif token.low in words("preposition") and not _partitive(tokens, at):
            at = _past_complement(tokens, at, cast)
        else:
            phrase = read_phrase(tokens, at, cast)
            if phrase is None:
                at += 1
            elif (
                is_temporal(phrase)
                or is_addressee(tokens, at)
                or _is_channel(tokens, verb, at, cast)
                or _bare_body(tokens, phrase)
            ):
                at = phrase.after
            elif commas != 1 or phrase.kind != "noun":
                return _with_next(tokens, verb, phrase, cast)
            else:
                return None
    return None


_SOON = frozenset(("peu", "juste", "jour", "jours", "heures", "veille"))
"""Words with which « avant » is no preposition: « deux jours avant »."""


def _is_channel(tokens: Sequence[Token], verb: Verb, place: int, cast: Cast) -> bool:
    """Whether a network at `place` is where it is said: « a réagi Twitter | le maire ».

    Not where nobody else follows: « a réagi Twitter dans un message ».
    """
    if tokens[place].low not in words("channel"):
        return False
    return place > verb.after or read_phrase(tokens, place + 1, cast) is not None


def _bare_body(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a body has no determiner, as no subject: « lors d'un point | presse »."""
    role = phrase.role if phrase.entity is None and not phrase.determiner else None
    return role is not None and role.kind == "i" and tokens[phrase.first].kind == "w"


def _with_next(
    tokens: Sequence[Token], verb: Verb, phrase: Phrase, cast: Cast
) -> Phrase:
    """« ont expliqué Igor et Grichka Bogdanoff »: both, where the verb is plural."""
    single = verb.plural and not phrase.plural
    if not single or phrase.after >= len(tokens) or tokens[phrase.after].low != "et":
        return phrase
    other = read_phrase(tokens, phrase.after + 1, cast)
    return phrase if other is None else both(tokens, phrase, other)


def _whose(tokens: Sequence[Token], verb: Verb, cast: Cast) -> Phrase | None:
    """The source beside « on »: « dit-on de source proche du dossier »."""
    on = verb.pronoun is not None and verb.pronoun.head is not None
    if not on or tokens[verb.pronoun.first].low != "on":  # type: ignore[union-attr]
        return None
    if verb.after + 1 >= len(tokens):
        return None
    if tokens[verb.after].low not in ("de", "dans", "à", "au", "chez", "auprès"):
        return None
    near = tokens[verb.after].low == "auprès"  # « a-t-on appris auprès du parquet »
    phrase = read_phrase(tokens, verb.after + 1 + near, cast)
    return phrase if phrase is not None and plausible(phrase) >= 2 else None


def _doubled(tokens: Sequence[Token], verb: Verb, cast: Cast) -> Phrase | None:
    """The subject that a pronoun takes up: « Pourquoi X a-t-il dit … ? »."""
    if verb.first == 0 or tokens[verb.first - 1].kind not in "wc":
        return None
    for start in range(max(0, verb.first - _REACH), verb.first):
        phrase = read_phrase(tokens, start, cast, verb.first)
        if phrase is None or phrase.after != verb.first or plausible(phrase) < 2:
            continue
        before = tokens[start - 1].low if start else ""
        return None if before in words("preposition") else phrase
    return None


def _where(tokens: Sequence[Token], cast: Cast) -> Phrase | None:
    """The body in « Du côté de Bercy, on … », « Dans l'entourage de X, on … »."""
    opening = [t.low for t in tokens[:3]]
    start = 3 if opening[:2] == ["du", "côté"] else 1
    if start == 1 and opening[:1] not in (["chez"], ["à"], ["au"], ["dans"]):
        return None
    phrase = read_phrase(tokens, start, cast) if start < len(tokens) else None
    if opening[:1] == ["dans"] and (phrase is None or phrase.kind != "role"):
        return None  # « Dans l'entourage de X, on assure », no place or time
    if phrase is None or plausible(phrase) < 2 or phrase.after >= len(tokens):
        return None
    return phrase if tokens[phrase.after].text == "," else None


def _partitive(tokens: Sequence[Token], place: int) -> bool:
    """« des habitants », « d'autres » after a verb: a subject, not a complement."""
    return tokens[place].low == "des" or others(tokens, place, len(tokens))


def _past_complement(tokens: Sequence[Token], place: int, cast: Cast) -> int:
    aside = [t.low for t in tokens[place + 1 : place + 3]]
    if (
        len(aside) == 2
        and aside[0] in words("possessive") & words("determiner")
        and (aside[1] in words("asides"))
    ):
        return place + 3  # « assure de son côté M. X »
    phrase = read_phrase(tokens, place + 1, cast)
    if phrase is not None and phrase.role is None and phrase.entity is not None:
        for at in range(phrase.first + 2, phrase.after):
            known = cast.at.get(tokens[at].start)
            if known is not None and known.entity is phrase.entity and known.size > 1:
                return at  # « lors d'un entretien | X Y »
    if phrase is not None and phrase.kind == "name" and phrase.determiner == "":
        return phrase.after
    behind = _behind_body(tokens, phrase, cast) if phrase is not None else None
    if behind is not None:
        return behind
    if phrase is not None and phrase.entity is not None and phrase.role is not None:
        return phrase.after  # « au micro de X », « au président Y »
    if phrase is not None:
        return max(phrase.after, place + 2)
    return place + 1


def _behind_body(tokens: Sequence[Token], phrase: Phrase, cast: Cast) -> int | None:
    """The place of X in « s'est réjouie auprès de la chaîne d'information | X »."""
    body = phrase.role is not None and phrase.role.kind == "i"
    if not body or phrase.entity is not None:
        return None
    for at in range(phrase.first + 3, phrase.after):
        known = cast.at.get(tokens[at].start)
        person = known is not None and known.entity.kind == "person"
        if known is None or not person or at + known.size != phrase.after:
            continue
        plain = tokens[at - 1].kind == "w" and role_of(tokens[at - 1].low) is None
        governed = tokens[at - 1].low in words("preposition")
        return at if plain and not governed else None
    return None


def subject_before(
    tokens: Sequence[Token], verb: Verb, cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """The subject that stands before its verb, over appositions and coordination."""
    if verb.mood != "fin":
        return _controller(tokens, verb, cast, verbs)
    at = verb.first - 1
    while at >= 0 and _between(tokens[at]) and not is_same(tokens, at - 1):
        at -= 1
    if at < 0:
        return None
    token = tokens[at]
    if token.low in words("subject") or token.low in _FIRST_PERSON:
        somewhere = _where(tokens, cast) if token.low == "on" else None
        return somewhere or read_phrase(tokens, at, cast)
    start = _after_label(tokens, verb.first)
    phrases = list(phrases_before(tokens, verb.first, cast, start))
    if token.low == "qui":
        return antecedent_among(tokens, at, cast, phrases)
    then = any(t.low == "puis" for t in tokens[at : verb.first])
    if then and token.text == ",":  # « Il compose un numéro, raccroche, puis dit »
        return _best(phrases)
    if token.text == "," or token.text == ")":
        return _before_comma(phrases, at, tokens) or _best(phrases)
    for phrase in reversed(phrases):
        if phrase.after == at + 1:
            return _over_relative(tokens, phrase, cast) or phrase
    ending = _ending(tokens, at + 1, cast)
    if ending is not None:
        return ending
    earlier = [v for v in verbs if v.after <= verb.first and v.mood == "fin"]
    if token.low in ("et", "puis", "mais", "ou") and earlier:
        nearer = _in_clause(tokens, phrases, earlier[-1].after)
        return nearer or subject_of(tokens, earlier[-1], cast, verbs)
    return _best(phrases)


def _in_clause(
    tokens: Sequence[Token], phrases: Sequence[Phrase], start: int
) -> Phrase | None:
    """The subject of a clause after `start`: « Il rit quand X entre et demande »."""
    for phrase in reversed(phrases):
        if phrase.first > start and in_aside(tokens, phrase):
            return phrase if plausible(phrase) >= 2.5 else None
    return None


def in_aside(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a phrase is the subject of « Il rit quand le gardien entre »."""
    return phrase.first > 1 and tokens[phrase.first - 1].low in _WHEN


_WHEN = frozenset(("quand", "lorsque", "lorsqu'", "où"))


def last_clause(
    tokens: Sequence[Token], start: int, end: int, cast: Cast
) -> Phrase | None:
    """Who acts in « X se souvient d'un chantier où Y l'attendait »: Y."""
    return _in_clause(tokens, list(phrases_before(tokens, end, cast, start)), start)


def _after_label(tokens: Sequence[Token], end: int) -> int:
    """Where a clause begins behind « LE MATIN : », 0 if no label opens the frame."""
    for at in range(1, min(end, _LABEL)):
        if tokens[at].text == ":":
            return at + 1
        if tokens[at].kind != "c" and tokens[at].low not in words("definite"):
            return 0
    return 0


def _over_relative(
    tokens: Sequence[Token], phrase: Phrase, cast: Cast
) -> Phrase | None:
    """X in « X, qui soutenait Y | a assuré », where Y ends the relative clause."""
    for at in range(phrase.first - 1, 0, -1):
        low = tokens[at].low
        if tokens[at].kind in "pq" or low in ("et", "ou", "mais"):
            return None
        if low in words("clause_opener"):
            acts = at + 1 < phrase.first and low == "qui"
            return antecedent(tokens, at, cast) if acts else None
    return None


def _ending(tokens: Sequence[Token], end: int, cast: Cast) -> Phrase | None:
    """A subject right before its verb, in a second clause: « …, et X pense »."""
    for start in range(max(0, end - 14), end):
        before = tokens[start - 1] if start else None
        if before is not None and before.low not in _CLAUSE_OPENERS:
            continue
        phrase = read_phrase(tokens, start, cast, end)
        if phrase is not None and phrase.after == end and plausible(phrase) >= 2.5:
            return phrase
    return None


_CLAUSE_OPENERS = frozenset(("et", "mais", "ou", "que", "qu'", "car", "or", ";", ":"))


def _between(token: Token) -> bool:
    """Whether `token` may stand between a subject and its verb."""
    if token.low in words("clitic") or token.low in ("tous", "elle-même", "lui-même"):
        return True
    if token.low in words("adverb"):
        return True
    return token.kind == "w" and token.low.endswith("ment") and len(token.low) > 6


def _before_comma(
    phrases: Sequence[Phrase], comma: int, tokens: Sequence[Token]
) -> Phrase | None:
    """The phrase that « , maire de X, » between it and its verb describes."""
    good = [p for p in phrases if p.after <= comma and plausible(p) >= 2]
    named = good[-1].entity if good and good[-1].after == comma else None
    if named is not None and named.kind == "person" and _unnamed(good[0]):
        return good[-1]  # « Le président du Mali, un pays voisin, X, a dit »
    for phrase in good:
        if phrase.after < len(tokens) and tokens[phrase.after].text in (",", "("):
            return phrase
    return good[0] if good else None


def _unnamed(phrase: Phrase) -> bool:
    """Whether a phrase is an office without its holder's name."""
    person = phrase.role is not None and phrase.role.kind in "ph"
    return person and phrase.entity is None and not phrase.plural


def _best(phrases: Sequence[Phrase]) -> Phrase | None:
    """The first of those that do best as who speaks."""
    ranked = [p for p in phrases if plausible(p) >= 2]
    return ranked[0] if ranked else None


def _controller(
    tokens: Sequence[Token], verb: Verb, cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """Who « soulignant » or « avant d'ajouter » is said of: the clause's subject."""
    beside = _noun_beside(tokens, verb, cast)
    if beside is not None:
        return beside
    earlier = [v for v in verbs if v.after <= verb.first and v.mood == "fin"]
    main = [v for v in earlier if is_main(tokens, v.first)]
    if earlier:
        told = (main or earlier)[-1]
        behind = _closing(tokens, told, verb.first, cast)
        found = behind or subject_of(tokens, told, cast, verbs)
        return _somebody(tokens, earlier, cast, verbs) if _is_thing(found) else found
    best = _best(list(phrases_before(tokens, verb.first, cast)))
    if best is not None:
        return best
    comma = next(
        (n for n in range(verb.after, len(tokens)) if tokens[n].text == ","), None
    )
    if comma is None:
        return None
    return _best(list(phrases_before(tokens, len(tokens), cast, comma + 1)))


def _is_thing(phrase: Phrase | None) -> bool:
    """Whether a phrase is a thing's: « Ces demandes »."""
    return phrase is not None and plausible(phrase) < 2 and phrase.kind == "noun"


def _somebody(
    tokens: Sequence[Token], earlier: Sequence[Verb], cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """X in « Ces avis tombent alors que X a admis …, jugeant »: no thing judges."""
    found = [subject_of(tokens, v, cast, verbs) for v in reversed(earlier)]
    people = [p for p in found if p is not None and not _is_thing(p)]
    return next(iter((*people, *found)), None)


def _closing(
    tokens: Sequence[Token], verb: Verb, end: int, cast: Cast
) -> Phrase | None:
    """X in « Rien n'est sûr, a dit X, ajoutant »: between the verb and a comma."""
    if verb.pronoun is not None or not follows(tokens, verb, cast):
        return None
    phrase = subject_after(tokens[:end], verb, cast)
    if phrase is None or plausible(phrase) < 2 or phrase.first > verb.after + 1:
        return None
    near = tokens[phrase.after : end]
    return phrase if any(t.text == "," for t in near) else None


def in_relative(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb says what somebody does: « des clients qui ajoutent … »."""
    at = verb.first - 1
    while at > 0 and tokens[at].low in words("clitic"):
        at -= 1
    return at >= 0 and tokens[at].low == "qui"


def _noun_beside(tokens: Sequence[Token], verb: Verb, cast: Cast) -> Phrase | None:
    """X in « une note de X demandant de signaler »: no comma, no « en » between.

    Not a thing, which says nothing: « les raisons justifiant un choix ».
    """
    heard = verb.mood == "inf" and is_heard(tokens, verb.first, cast)
    if not (verb.mood == "ger" or heard) or tokens[verb.first].low in _NOT_BESIDE:
        return None
    end = verb.first
    if tokens[end - 1].text == ")":  # « le ministre (voir plus haut) proclamant »
        end = opening_of(tokens, end)
    for start in range(max(0, end - 6), end):
        phrase = read_phrase(tokens, start, cast, end)
        known = phrase is not None and (
            phrase.entity is not None
            or phrase.determiner == "def"
            or (heard and phrase.kind == "pronoun")
        )
        if phrase is not None and known and phrase.after == end:
            return phrase if plausible(phrase) >= 2 else None
    return None


_NOT_BESIDE = frozenset(("en", "lui", "leur"))
"""Words by which a gerund says nothing of who stands before: « à X lui demandant »."""


def is_main(tokens: Sequence[Token], place: int) -> bool:
    """Whether no « qui » or « si » opens the clause before `place`."""
    for at in range(place - 1, -1, -1):
        if tokens[at].text in ",;:":
            return True
        if tokens[at].low in words("clause_opener"):
            return False
    return True


def subject_of(
    tokens: Sequence[Token], verb: Verb, cast: Cast, verbs: Sequence[Verb]
) -> Phrase | None:
    """The subject of `verb`, after it where it is inverted, else before it.

    Where a body speaks through somebody, that is who speaks.
    """
    if verb.pronoun is not None:
        return _doubled(tokens, verb, cast) or verb.pronoun
    found = subject_after(tokens, verb, cast) if inverts(tokens, verb) else None
    found = found or subject_before(tokens, verb, cast, verbs)
    return found and speaker_of(tokens, found, cast)
