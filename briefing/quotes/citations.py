"""Sources named without a verb: « selon X », « X : », « la phrase de X », « (X) »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.quotes.antecedents import antecedent
from briefing.quotes.candidates import plausible
from briefing.quotes.clauses import subject_after
from briefing.quotes.inversion import inverts
from briefing.quotes.lexicon import (
    any_of,
    sources,
    verb_forms,
    words,
)
from briefing.quotes.mouthpieces import author
from briefing.quotes.phrase import Phrase, owner_of
from briefing.quotes.phrases import read_phrase
from briefing.quotes.scenes import NEAR, Lead, Scene
from briefing.quotes.words import OF, PARTICIPLE, Token
from briefing.types import Span

FAR = 16
"""Tokens between « avec les mots de » and the quotation that they announce."""
_OPENERS = frozenset((",", "mais", "et", "or", "car"))
_WHOM = frozenset(("qui", "lequel", "laquelle", "lesquels", "lesquelles"))


def label(scene: Scene, place: int) -> Lead | None:
    """« X : « … » », as interviews, captions and agencies write."""
    tokens = scene.tokens
    if place < 2 or tokens[place - 1].text != ":":
        return None
    start = 1 if tokens[0].text in "-–—•" else 0
    phrase = read_phrase(tokens, start, scene.cast, place - 1)
    while phrase is not None and phrase.after < place - 1:
        if tokens[phrase.after].text not in ",(":
            return None
        closed = any(t.low in verb_forms() for t in tokens[phrase.after : place - 1])
        return None if closed else _labeled(tokens, place, phrase)
    return _labeled(tokens, place, phrase)


def noun_cue(scene: Scene, place: int) -> Lead | None:
    """« la phrase de mon père : « … » », « Même écho chez X : « … » »."""
    tokens = scene.tokens
    if place < 3:
        return None
    if tokens[place - 1].text != ":":
        return _formula(scene, place) or _words_about(scene, place)
    spoken = _speech_noun(scene, place) or _used_by(scene, place)
    if spoken is not None:
        return spoken
    given = _occasion_of(scene, place)
    if given is not None:
        return given
    for at in range(place - 2, max(0, place - 16), -1):
        if tokens[at].kind in "pq":
            return None
        phrase = read_phrase(tokens, at, scene.cast, place - 1)
        if phrase is None or phrase.after != place - 1 or plausible(phrase) < 2:
            continue
        speech = at > 1 and tokens[at - 2].low in words("speech_noun")
        silent = not any(v.after <= at for v in scene.verbs)
        if tokens[at - 1].low in ("pour", "chez") and plausible(phrase) >= 2.5:
            return Lead(rule="colon-subject", cue=None, phrase=phrase)
        of = tokens[at - 1].low in ("de", "du", "d'", "chez", "des")
        agent = tokens[at - 1].low == "par" and tokens[at - 2].low.endswith(("é", "ée"))
        of = of or (agent and at > 1 and silent)
        speech = speech or agent
        if of and (speech or (silent and at < 8 and tokens[at - 1].low == "chez")):
            cue = Span(start=tokens[at - 2].start, end=tokens[at - 2].end)
            return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


def _occasion_of(scene: Scene, place: int) -> Lead | None:
    """« L'occasion pour X de lui lancer une pique : « … » »: X, who does it."""
    tokens = scene.tokens
    for at in range(place - 4, max(0, place - FAR), -1):
        if tokens[at].low != "pour":
            continue
        phrase = read_phrase(tokens, at + 1, scene.cast, place - 1)
        if phrase is None or plausible(phrase) <= 2 or phrase.kind == "pronoun":
            return None
        acts = tokens[phrase.after : phrase.after + 3]
        done = any(t.low.endswith(("er", "ir", "re")) for t in acts[1:])
        if acts[0].low in ("de", "d'") and done:
            return Lead(rule="colon-subject", cue=None, phrase=phrase)
        return None
    return None


def _formula(scene: Scene, place: int) -> Lead | None:
    """« La formule de X, « … », est restée »."""
    tokens = scene.tokens
    told = any(verb.after <= place for verb in scene.verbs)
    if tokens[place - 1].text != "," or told:
        return None
    for at in range(place - 2, max(1, place - 10), -1):
        noun = tokens[at - 2]
        if tokens[at - 1].low not in OF or noun.low not in words("speech_noun"):
            continue
        phrase = read_phrase(tokens, at, scene.cast, place - 1)
        if phrase is None or phrase.after != place - 1 or plausible(phrase) < 2:
            return None
        cue = Span(start=noun.start, end=noun.end)
        return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


def _words_about(scene: Scene, place: int) -> Lead | None:
    """« Malgré les propos de X sur la « … » »."""
    tokens, at = scene.tokens, place - 1
    while at > 3 and tokens[at].low in words("determiner"):
        at -= 1
    if tokens[at].low not in ("sur", "concernant"):
        return None
    for start in range(at - 1, max(1, at - 12), -1):
        phrase = read_phrase(tokens, start, scene.cast, at + 1)
        if phrase is None or phrase.after != at or plausible(phrase) < 2:
            continue
        noun = tokens[start - 2]
        if tokens[start - 1].low in OF and noun.low in words("speech_noun"):
            cue = Span(start=noun.start, end=noun.end)
            return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


def _speech_noun(scene: Scene, place: int) -> Lead | None:
    """« sa réponse : « … » », « le message du maire tient en une phrase : « … » »."""
    tokens = scene.tokens
    if scene.verbs:
        return None
    for at in range(min(place - 1, _OPENING)):
        if tokens[at].low not in words("speech_noun"):
            continue
        cue = Span(start=tokens[at].start, end=tokens[at].end)
        if at and tokens[at - 1].low in ("sa", "son", "ses"):
            owner = owner_of(tokens, at - 1)
            return Lead(rule="noun-cue", cue=cue, phrase=owner)
        if at + 2 < place and tokens[at + 1].low in ("de", "du", "d'", "des"):
            phrase = read_phrase(tokens, at + 2, scene.cast, place)
            if phrase is not None and plausible(phrase) >= 2:
                return Lead(rule="noun-cue", cue=cue, phrase=phrase)
        return None
    return None


def _used_by(scene: Scene, place: int) -> Lead | None:
    """« …, reprenant la formule employée jeudi par X : « … » »."""
    tokens = scene.tokens
    for at in range(place - 2, max(1, place - FAR), -1):
        if tokens[at].kind in "pq":
            return None
        if tokens[at].low != "par":
            continue
        phrase = read_phrase(tokens, at + 1, scene.cast, place - 1)
        whole = phrase is not None and phrase.after == place - 1
        if phrase is None or not whole or plausible(phrase) < 2:
            return None
        for noun in range(at - 2, max(0, at - _USED), -1):
            used = tokens[noun + 1].low.endswith(PARTICIPLE)
            if used and tokens[noun].low in words("speech_noun"):
                cue = Span(start=tokens[noun].start, end=tokens[noun].end)
                return Lead(rule="noun-cue", cue=cue, phrase=phrase)
        return None
    return None


_USED = 7
"""Tokens before « par » in which « les mots prononcés lundi soir » stand."""


def answer_of(scene: Scene, place: int, pronoun: Phrase) -> Lead | None:
    """X in « La réponse de X fuse : « … », dit-il », where « il » may be X."""
    tokens = scene.tokens
    for at in range(min(place - 3, _OPENING)):
        noun = tokens[at]
        if noun.low not in words("speech_noun") or tokens[at + 1].low not in OF:
            continue
        phrase = read_phrase(tokens, at + 2, scene.cast, place - 1)
        entity = phrase.entity if phrase is not None else None
        fits = entity is not None and entity.takes(pronoun.gender, pronoun.plural)
        if entity is None or entity.kind != "person" or not fits:
            return None
        cue = Span(start=noun.start, end=noun.end)
        return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


_OPENING = 8
"""Tokens of a sentence in which the noun of speech stands that announces it."""


def authored(scene: Scene, place: int) -> Lead | None:
    """« Le mot est de X : « … » », « … » : la formule est signée X."""
    tokens = scene.tokens
    for at in range(1, len(tokens) - 3):
        spoken = tokens[at].low in words("speech_noun") and tokens[at + 1].low == "est"
        if not spoken or tokens[at + 2].low not in _SIGNED:
            continue
        start = at + 3 + (tokens[at + 3].low in ("de", "d'", "du", "par"))
        phrase = read_phrase(tokens, start, scene.cast)
        beside = place in (at - 3, at - 2) or place > start
        if phrase is not None and plausible(phrase) >= 2 and beside:
            cue = Span(start=tokens[at].start, end=tokens[at].end)
            return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


def cited_words(scene: Scene, place: int) -> Lead | None:
    """« X a cité le poète Y : « … » »: Y, whose words X only repeats."""
    tokens = scene.tokens
    if not place or tokens[place - 1].text != ":":
        return None
    for verb in scene.verbs:
        if verb.lemma != "citer" or inverts(tokens, verb):
            continue
        phrase = read_phrase(tokens, verb.after, scene.cast, place - 1)
        somebody = phrase is not None and plausible(phrase) > 2
        if phrase is not None and somebody and phrase.after == place - 1:
            return Lead(rule="colon", cue=verb.span, phrase=phrase)
    return None


_SIGNED = frozenset(("de", "d'", "du", "signé", "signée", "signés"))


def read_in(scene: Scene, place: int) -> Lead | None:
    """« … », lit-on dans sa lettre; « … », peut-on lire dans le message de X."""
    tokens = scene.tokens
    near = [t.low for t in tokens[place + 1 : place + _READ]]
    if "dans" not in near:
        return None
    start = place + near.index("dans") + 2
    passive = _is_added(tokens, place + 1)
    if passive is not None:
        phrase = read_phrase(tokens, start, scene.cast)
        return Lead(rule="noun-cue", cue=passive, phrase=phrase)
    if "on" not in near[: near.index("dans")]:
        return None
    reads = [t for t in tokens[place + 1 : start] if t.low in words("read")]
    if not reads or start + 1 >= len(tokens):
        return None
    cue = Span(start=reads[0].start, end=reads[0].end)
    papers = any_of("speech_noun", "document", "authored", "ruling")
    noun = tokens[start + 1].low in papers
    if noun and tokens[start].low in ("sa", "son", "ses"):
        return Lead(rule="noun-cue", cue=cue, phrase=owner_of(tokens, start))
    for at in range(start + 2, min(len(tokens), start + _READ) if noun else 0):
        if tokens[at - 1].low not in OF:
            continue
        phrase = read_phrase(tokens, at, scene.cast)
        if phrase is not None and plausible(phrase) >= 2:
            return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    known = tokens[start].low in words("definite")  # « ce courrier » may be anybody's
    if known and tokens[start + 1].low in any_of("document", "ruling"):
        phrase = read_phrase(tokens, start, scene.cast)
        return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


def _is_added(tokens: Sequence[Token], place: int) -> Span | None:
    """« est-il ajouté » at `place`, perhaps behind a comma: nobody is said to speak."""
    at = place + (place < len(tokens) and tokens[place].text == ",")
    three = tokens[at : at + 3]
    if [t.low for t in three[:2]] not in (["est", "il"], ["était", "il"]):
        return None
    told = len(three) > 2 and three[2].low in verb_forms()
    return Span(start=three[0].start, end=three[2].end) if told else None


_READ = 8
"""Tokens of « , pouvait-on lire lundi soir dans »."""


def parenthesis(scene: Scene, place: int) -> Lead | None:
    """« … » (X): the name right after, alone in its parentheses."""
    tokens = scene.tokens
    if place + 3 >= len(tokens) or tokens[place + 1].text != "(":
        return None
    phrase = read_phrase(tokens, place + 2, scene.cast)
    if phrase is None or phrase.entity is None or phrase.after >= len(tokens):
        return None
    person = phrase.entity.kind == "person" and tokens[phrase.after].text in (")", ",")
    return Lead(rule="label", cue=None, phrase=phrase) if person else None


def _labeled(tokens: Sequence[Token], place: int, phrase: Phrase | None) -> Lead | None:
    if phrase is None or plausible(phrase) < 2:
        return None
    colon = Span(start=tokens[place - 1].start, end=tokens[place - 1].end)
    return Lead(rule="label", cue=colon, phrase=phrase)


def according_to(scene: Scene, place: int) -> Lead | None:
    """Selon X, « … »; « … », d'après X; pour X, « … »; aux yeux de X, « … »."""
    tokens = scene.tokens
    after = [at for at in scene.sources if 0 < at - place <= 2]  # « … », selon X
    for at in (*after, *scene.sources):
        heard = _by_ear(tokens, at)
        if heard is not None:
            return heard
        start = _source(tokens, at)
        if start is None or not _may_cite(tokens, at, start, place):
            continue
        phrase = _cited(scene, at, start)
        if phrase is None or plausible(phrase) < 1 or _no_source(phrase):
            continue
        if _relays(scene, at, phrase):
            continue
        cue = Span(start=tokens[at].start, end=tokens[start - 1].end)
        return Lead(rule="according-to", cue=cue, phrase=phrase, gap=abs(at - place))
    return None


def _by_ear(tokens: Sequence[Token], place: int) -> Lead | None:
    """« À l'entendre », « à leurs yeux » at `place`: who is known already."""
    found = [t.low for t in tokens[place : place + 4]]
    if found[2:3] and found[1] in _THEIRS and found[2] in words("judgment"):
        owner = owner_of(tokens, place + 1)
        owner = replace(owner, plural=found[1].startswith("leur"))
        cue = Span(start=tokens[place].start, end=tokens[place + 2].end)
        return Lead(rule="according-to", cue=cue, phrase=owner)
    if found[:1] != ["à"] or found[1:2] not in (["l'"], ["le"], ["la"], ["les"]):
        return None
    end = place + 2 + (found[2:3] == ["en"])
    if end >= len(tokens) or tokens[end].low not in words("perceived"):
        return None
    owner = owner_of(tokens, place + 1)
    owner = replace(owner, plural=True) if found[1] == "les" else owner
    cue = Span(start=tokens[place].start, end=tokens[end].end)
    return Lead(rule="according-to", cue=cue, phrase=owner)


def seems_to(scene: Scene, place: int) -> Lead | None:
    """« Les données lui paraissent « … » »: who finds them so."""
    two = scene.tokens[max(0, place - 2) : place]
    whom = len(two) == 2 and two[0].low in ("lui", "leur")
    if not whom or two[1].low not in words("seems"):
        return None
    owner = replace(owner_of(scene.tokens, place - 2), plural=two[0].low == "leur")
    cue = Span(start=two[0].start, end=two[1].end)
    return Lead(rule="according-to", cue=cue, phrase=owner)


_THEIRS = frozenset(("son", "sa", "ses", "leur", "leurs"))


def _source(tokens: Sequence[Token], place: int) -> int | None:
    """The place after « selon », « aux yeux de » or « pour » at `place`."""
    low = tokens[place].low
    for words_of in sources().get(low, ()):
        after = place + len(words_of)
        found = [t.low for t in tokens[place:after]]
        if found[:-1] == list(words_of[:-1]) and _same(found[-1:], words_of[-1]):
            return after
    whose = place + 1 < len(tokens) and tokens[place + 1].low in _WHOM
    opens = place == 0 or (place <= 2 and tokens[place - 1].low in _OPENERS)
    behind = place > 1 and tokens[place - 2].kind == "q"
    opens = opens or (behind and tokens[place - 1].kind == "p")  # « … », pour X
    opens = opens or (
        place > 0 and tokens[place - 1].low in _OPENERS and _takes(tokens, place)
    )
    return place + 1 if low == "pour" and (opens or whose) else None


def _takes(tokens: Sequence[Token], place: int) -> bool:
    """Whether a clause is how somebody sees it: « et pour X, maire, c'est « … » »."""
    near = tokens[place + 2 : place + FAR]
    return any(one.text == "," and two.low == "c'" for one, two in pairwise(near))


def _same(found: Sequence[str], word: str) -> bool:
    return found == [word] or (word == "de" and found[0] in ("du", "des", "d'"))


def _may_cite(tokens: Sequence[Token], at: int, start: int, place: int) -> bool:
    """Whether a source at `at` is set off from the clause, or near the quotation."""
    if place < at and _in_parenthesis(tokens, place + 1, at):
        return False
    opening = at == 0 or tokens[at - 1].kind == "q" or tokens[at - 1].text == ","
    return opening or abs(at - place) <= (FAR if start - at > 2 else 12)


def _in_parenthesis(tokens: Sequence[Token], start: int, place: int) -> bool:
    """Whether `place` stands in a parenthesis that opens after `start`.

    Not where it opens there: « … » (selon X).
    """
    marks = [t.text for t in tokens[start:place] if t.text in ("(", ")")]
    return marks[-1:] == ["("] and tokens[place - 1].text != "("


def _cited(scene: Scene, at: int, start: int) -> Phrase | None:
    """The phrase after the words that name a source."""
    tokens = scene.tokens
    if start < len(tokens) and tokens[start].low in _WHOM:
        found = antecedent(tokens, at, scene.cast)
        return found if found is not None and plausible(found) >= 2 else None
    if start + 1 < len(tokens) and tokens[start].low == "ce":
        return _reporter(scene, start)
    phrase = read_phrase(tokens, start, scene.cast)
    if phrase is not None and (_no_source(phrase) or _is_speech(phrase)):
        return _given_by(scene, phrase) or phrase
    written = author(tokens, phrase, scene.cast) if phrase is not None else None
    if written is not None:
        return written
    if phrase is None or tokens[at].low != "pour":
        return phrase
    end = _behind_initials(tokens, phrase.after)
    after = tokens[end] if end < len(tokens) else None
    closed = after is None or after.text in (",", "-", "–", ".") or after.kind == "q"
    return phrase if closed and plausible(phrase) >= 2 else None


def _behind_initials(tokens: Sequence[Token], place: int) -> int:
    """The place behind « (LDH) », if that is what stands at `place`, else `place`."""
    shape = [t.text for t in tokens[place : place + 3]]
    bracketed = len(shape) == 3 and shape[0] == "(" and shape[2] == ")"
    return place + 3 if bracketed and shape[1].isupper() else place


def _given_by(scene: Scene, phrase: Phrase) -> Phrase | None:
    """X in « selon les chiffres donnés par X », « d'après le récit de X »."""
    tokens = scene.tokens
    for at in range(phrase.first + 1, min(len(tokens), phrase.first + _USED)):
        of = tokens[at].low in OF or tokens[at].low == "par"
        asked = tokens[at - 1].low == "auprès"  # « auprès de salariés »
        if tokens[at].kind in "pq" or not of or asked:
            continue
        giver = read_phrase(tokens, at + 1, scene.cast)
        if giver is not None and plausible(giver) >= 2 and not _no_source(giver):
            return giver
    return None


def _reporter(scene: Scene, place: int) -> Phrase | None:
    """The subject in « selon ce qu'a rapporté X »."""
    tokens = scene.tokens
    if tokens[place + 1].low not in ("que", "qu'"):
        return read_phrase(tokens, place, scene.cast)
    for verb in scene.verbs:
        if place + 2 <= verb.first <= place + 4:
            return subject_after(tokens, verb, scene.cast)
    return read_phrase(tokens, place + 2, scene.cast)


def _no_source(phrase: Phrase) -> bool:
    """« selon les premiers éléments », « selon nos informations »: nobody.

    « Cette enquête » is a survey, where « l'enquête » is that of the police.
    """
    low = phrase.head.low if phrase.head is not None else ""
    survey = low in words("survey") and phrase.determiner == "dem"
    return low in words("no_source") and not survey


def _is_speech(phrase: Phrase) -> bool:
    """« selon le témoignage de X »: X."""
    return phrase.head is not None and phrase.head.low in words("testimony")


def according_near(scene: Scene, place: int) -> Lead | None:
    """« selon lui « … » »: the source right before the quotation."""
    lead = according_to(scene, place)
    if lead is None or not _leads(lead, scene, place):
        return None
    words_of = [t for t in scene.tokens if lead.cue and lead.cue.overlaps(_span(t))]
    return lead if 0 < lead.gap <= (FAR if len(words_of) > 2 else NEAR) else None


def _relays(scene: Scene, at: int, phrase: Phrase) -> bool:
    """Whether a source only relays: « X a dénoncé, selon Le Journal, « … » »."""
    named = phrase.entity is not None
    person = phrase.entity is not None and phrase.entity.kind == "person"
    if person or (not named and phrase.role is None):
        return False
    after = at - (at > 0 and scene.tokens[at - 1].text == ",")
    told = range(after if named else after - _TOLD, after + 1)  # « a dit à X, selon Y »
    verbs = (v for v in scene.verbs if v.after in told and v.mood == "fin")
    return any(v.kind != "w" and not inverts(scene.tokens, v) for v in verbs)


_TOLD = 2
"""Tokens of « à X » between a verb and the source that relays."""


def _span(token: Token) -> Span:
    return Span(start=token.start, end=token.end)


def _leads(lead: Lead, scene: Scene, place: int) -> bool:
    return lead.cue is not None and lead.cue.start < scene.tokens[place].start
