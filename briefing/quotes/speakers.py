"""Which words beside a quotation say who speaks, rule by rule.

A rule looks at one frame and gives a `Lead`: the cue, the phrase that is its
subject, and the name of the rule. Whom the phrase stands for is `resolve`'s affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.quotes.agents import agent
from briefing.quotes.candidates import (
    acts,
    agent_of,
    main_subject,
    phrases_before,
    plausible,
)
from briefing.quotes.citations import (
    FAR,
    according_near,
    according_to,
    answer_of,
    authored,
    cited_words,
    label,
    noun_cue,
    parenthesis,
    read_in,
    seems_to,
)
from briefing.quotes.clauses import (
    in_aside,
    in_relative,
    last_clause,
    subject_after,
    subject_of,
)
from briefing.quotes.inversion import follows, inverts
from briefing.quotes.lexicon import any_of, role_of, verb_forms, words
from briefing.quotes.mouthpieces import speaker_of
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.scenes import NEAR, Lead, Scene, has_object, tells
from briefing.quotes.verbs import Verb, was_said_before
from briefing.quotes.words import Token
from briefing.types import Span


def find_lead(scene: Scene, place: int) -> Lead | None:
    """The best lead for the quotation at `place` in the frame, if there is one."""
    for rule in _RULES:
        lead = rule(scene, place)
        if lead is not None and lead.phrase is not None:
            lead = _announced(scene, place, lead) or lead
            lead = _relayed(scene, place, lead) or lead
            return (according_to(scene, place) if _is_mute(lead) else None) or lead
    return None


def _is_mute(lead: Lead) -> bool:
    """Whether it may be no speech, or a thing's: « Pour X, l'affaire relève « … » »."""
    return lead.weak or lead.phrase is None or plausible(lead.phrase) < SPEAKS


def _announced(scene: Scene, place: int, lead: Lead) -> Lead | None:
    """Who speaks in « X affirme : « … », écrit Y », « vu par X : « … », dit-il »."""
    if lead.rule != "verb-after" or not place or scene.tokens[place - 1].text != ":":
        return None
    before = _beside_before(scene, place)
    before = before if before is not None and before.rule == "colon" else None
    if lead.phrase is not None and _is_anybody(lead.phrase):
        return before if before is not None and before.phrase is not None else None
    if lead.phrase is not None and lead.phrase.kind == "pronoun":
        if before is not None and _is_told_of(before):
            return before
        answer = _shared(scene, place) or answer_of(scene, place, lead.phrase)
        return answer or doer(scene, place, lead.phrase)
    if before is None or before.weak:
        return None
    both = [x.phrase.entity for x in (lead, before) if x.phrase is not None]
    named = len(both) == 2 and all(e is not None for e in both)
    person = named and both[1].kind == "person"  # type: ignore[union-attr]
    return before if person and both[0] is not both[1] else None


def _is_told_of(before: Lead) -> bool:
    """Whether somebody named said it: « Quand X lança : « … », raconte-t-il »."""
    phrase = before.phrase
    said = not before.weak and not before.told
    return said and phrase is not None and phrase.entity is not None


def _is_anybody(phrase: Phrase) -> bool:
    """Whether a phrase is « on »."""
    return phrase.head is not None and phrase.head.low == "on"


def _relayed(scene: Scene, place: int, lead: Lead) -> Lead | None:
    """X in « X avait promis « … », rappelle Le Journal »: a body only relays."""
    entity = lead.phrase.entity if lead.phrase is not None else None
    if lead.rule != "verb-after":
        return None
    source = according_to(scene, place) if _is_paper(lead.phrase) else None
    if source is not None and source.cue is not None and source.phrase is not None:
        ahead = source.cue.start < scene.tokens[place].start
        person = source.phrase.entity
        if ahead and person is not None and person.kind == "person":
            return source  # « Pour X, « … », rapporte le quotidien »
    if entity is None or entity.kind == "person":
        return None
    before = _beside_before(scene, place)
    if before is None or before.rule != "verb-before" or before.weak:
        return None
    known = before.phrase is not None and plausible(before.phrase) >= SPEAKS
    return before if known and not before.told else None


def _is_paper(phrase: Phrase | None) -> bool:
    """Whether it is a newspaper, or a body with a name of its own."""
    if phrase is None:
        return False
    if phrase.entity is not None:
        return phrase.entity.kind != "person"
    return phrase.head is not None and phrase.head.low in any_of(
        "medium", "generic_body"
    )


def doer(scene: Scene, place: int, pronoun: Phrase) -> Lead | None:
    """X in « X n'est pas de cet avis : « … », dit-il », where « il » goes with X."""
    lead = frame_subject(scene, place)
    phrase = lead.phrase if lead is not None else None
    entity = phrase.entity if phrase is not None else None
    if phrase is not None and entity is None and _is_relative(phrase):
        agrees = (phrase.gender, phrase.plural) == (pronoun.gender, pronoun.plural)
        return lead if agrees else None  # « Sa mère hésite : « … », dit-elle »
    if lead is None or entity is None or entity.kind != "person":
        return None
    agrees = pronoun.gender == entity.gender and pronoun.plural == entity.plural
    return lead if agrees else None


def _is_relative(phrase: Phrase) -> bool:
    """Whether a phrase means somebody of the family: « son grand-père »."""
    return phrase.role is not None and phrase.role.kind == "k"


def _beside_after(scene: Scene, place: int) -> Lead | None:
    """« … », a déclaré X."""
    verb = _next_inverted(scene, place)
    if verb is None or verb.first - place > 2 + _adverbs(scene.tokens, place, verb):
        return None
    lead = verb_lead("verb-after", scene, verb, verb.first - place - 1)
    if lead.gap == 0 and _is_subject(lead) and not tells(scene.tokens, verb):
        return None
    return lead


def _ends_broken(scene: Scene, place: int) -> Lead | None:
    """« X pointe un risque : « … » les élus, « … », a dit Y »: Y, of both fragments."""
    tokens, verb = scene.tokens, _next_inverted(scene, place)
    if verb is None or verb.kind != "s" or tokens[place - 1].text != ":":
        return None
    last = verb.first - 1 - (tokens[verb.first - 1].text == ",")
    between = tokens[place + 1 : last]
    if last <= place or tokens[last].kind != "q" or not 0 < len(between) <= FAR:
        return None
    begun = any_of("finite", "auxiliary")
    if any(t.text in ";:?!" or t.kind == "q" or t.low in begun for t in between):
        return None
    lead = verb_lead("verb-after-far", scene, verb, verb.first - place)
    named = lead.phrase is not None and plausible(lead.phrase) > SPEAKS
    return lead if named else None


def has_cue_after(scene: Scene, place: int) -> bool:
    """Whether a verb right after a quotation says that somebody speaks."""
    verb = _next_inverted(scene, place)
    if verb is None or verb.kind == "w" or verb.first < place:
        return False
    between = scene.tokens[place + 1 : verb.first]
    return all(t.kind == "q" or t.text in ",;?!" or t.low == "et" for t in between)


def _is_subject(lead: Lead) -> bool:
    """Whether what is quoted does it itself: « Le Canard » a révélé des faits."""
    phrase = lead.phrase
    return phrase is not None and plausible(phrase) < 2


def _adverbs(tokens: Sequence[Token], place: int, verb: Verb) -> int:
    between = tokens[place + 1 : verb.first]
    return sum(t.kind == "w" and t.low in words("adverb") for t in between)


def _next_inverted(scene: Scene, place: int) -> Verb | None:
    for verb in scene.verbs:
        like = verb.first > 0 and scene.tokens[verb.first - 1].low in (
            "comme",
            "le",
            "l'",
        )
        if (
            like
            and inverts(scene.tokens, verb)
            and not _speaks_since(scene, verb, place)
        ):
            return verb  # « comme le dit X, « … » »
        if verb.first > place and inverts(scene.tokens, verb):
            return verb
    return None


def _speaks_since(scene: Scene, like: Verb, place: int) -> bool:
    """Whether somebody else speaks: « comme l'a écrit X, Y dit, « … » »."""
    return any(like.after < v.first < place and v.kind != "w" for v in scene.verbs)


def verb_lead(rule: str, scene: Scene, verb: Verb, gap: int) -> Lead:
    """The lead that a verb gives, `gap` tokens from what is said, with its subject."""
    if rule.startswith("verb-after"):
        phrase = subject_after(scene.tokens, verb, scene.cast)
        phrase = phrase and speaker_of(scene.tokens, phrase, scene.cast)
    else:
        phrase = subject_of(scene.tokens, verb, scene.cast, scene.verbs)
    weak = verb.kind == "w"
    told = not rule.startswith("verb-after") and tells(scene.tokens, verb)
    told = told or (phrase is not None and in_aside(scene.tokens, phrase))
    return Lead(rule=rule, cue=verb.span, phrase=phrase, gap=gap, weak=weak, told=told)


def _beside_before(scene: Scene, place: int) -> Lead | None:
    """X a déclaré : « … », X estime que « … »."""
    verb = _previous(scene, place)
    if verb is None:
        return None
    between = scene.tokens[verb.after : place]
    colon = scene.tokens[place - 1].text == ":"
    behind = colon and follows(scene.tokens, verb, scene.cast)
    if behind or (colon and _is_shared(scene.tokens, verb)):  # « …, dit X : « … » »
        phrase = subject_after(scene.tokens, verb, scene.cast)
        known = phrase is not None and (
            plausible(phrase) >= 2 or phrase.determiner == "indef"
        )
        if phrase is not None and known and phrase.after == place - 1:
            return Lead(rule="colon", cue=verb.span, phrase=phrase)
    own = _acts_since(scene, verb.after, place) if colon else None
    if own is not None:
        return Lead(rule="colon-subject", cue=None, phrase=own)
    if not colon and (len(between) > NEAR or any(t.text in ",;" for t in between)):
        return None
    if verb.kind == "w" and not colon and not _is_beside(scene, verb, place):
        return None
    if verb.mood == "inf" and _cited_after(scene, place):
        return None
    nearer = last_clause(scene.tokens, verb.after, place, scene.cast) if colon else None
    if nearer is not None:
        told = has_object(scene.tokens, nearer.after)
        return Lead(rule="colon-subject", cue=None, phrase=nearer, told=told)
    rule = "colon" if colon else "verb-before" if verb.mood == "fin" else "gerund"
    lead = verb_lead(rule, scene, verb, len(between))
    if lead.phrase is None:
        return lead
    thing = plausible(lead.phrase) < SPEAKS and not lead.phrase.plural
    anybody = colon and _is_anybody(lead.phrase)
    return None if (lead.weak and thing) or anybody else lead


def _narrated(scene: Scene, place: int) -> Lead | None:
    """« Et X de poursuivre : « … » »: X."""
    tokens = scene.tokens
    if place < _NARRATED or tokens[place - 1].text != ":":
        return None
    verb = next((v for v in scene.verbs if v.after == place - 1), None)
    low = tokens[place - 2].low
    told = verb is not None or any(f.name == "inf" for f in verb_forms().get(low, ()))
    if not told or tokens[place - 3].low not in ("de", "d'"):
        return None
    for start in range(max(1, place - FAR), place - 3):
        if tokens[start - 1].low != "et":
            continue
        phrase = read_phrase(tokens, start, scene.cast, place - 3)
        known = phrase is not None and plausible(phrase) > SPEAKS
        if phrase is not None and known and phrase.after == place - 3:
            cue = Span(start=tokens[place - 2].start, end=tokens[place - 2].end)
            return Lead(rule="colon", cue=cue, phrase=phrase)
    return None


_NARRATED = 5
"""Tokens of « Et X de poursuivre : »."""


def _acts_since(scene: Scene, start: int, place: int) -> Phrase | None:
    """Y in « X a averti que « … », Y se veut rassurant : « … » »: the cue is spent."""
    tokens = scene.tokens
    said = [at for at in range(start, place) if tokens[at].kind == "q"]
    if not said:
        return None
    for phrase in phrases_before(tokens, place - 1, scene.cast, said[-1] + 1):
        if plausible(phrase) > SPEAKS and phrase.kind != "pronoun":
            return phrase if acts(tokens, phrase) else None
    return None


def _is_beside(scene: Scene, verb: Verb, place: int) -> bool:
    """Whether nothing stands between but « lui aussi », or what is judged."""
    tokens, at = scene.tokens, verb.after
    two = [t.low for t in tokens[at : at + 2]]
    if len(two) > 1 and two[0] in _THEY and two[1] in ("aussi", "même", "non"):
        at += 2
    if verb.lemma == "trouver" and place - at > 1:
        judged = read_phrase(tokens, at, scene.cast, place)
        return judged is not None and judged.after == place  # « trouve l'air « … » »
    return place - at <= 1


_THEY = frozenset(("lui", "elle", "eux", "elles"))


def _is_shared(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb has its subject behind it: « Un avis que partage X : « … » »."""
    return verb.first > 0 and tokens[verb.first - 1].low in ("que", "qu'")


def _cited_after(scene: Scene, place: int) -> bool:
    """Whether a source follows: « pour voir et « … », selon la ville »."""
    return any(0 < at - place <= 2 for at in scene.sources)


SPEAKS = 2.0
"""Plausibility from which a phrase may be who speaks."""


def _aside(scene: Scene, place: int) -> Lead | None:
    """« L'objectif était, notait X, « … » »: the cue between commas before."""
    tokens = scene.tokens
    for verb in reversed([v for v in scene.verbs if v.after <= place]):
        if (verb.kind == "w" and verb.pronoun is None) or verb.mood != "fin":
            return None
        if verb.first < 2 or tokens[verb.first - 1].text != ",":
            return None
        if tokens[verb.first - 2].kind == "q":
            return None
        phrase = subject_after(tokens, verb, scene.cast)
        if phrase is None or plausible(phrase) < 2 or phrase.after >= place:
            return None
        begun = any_of("finite", "auxiliary")
        clause = any(t.low in begun for t in tokens[: verb.first - 1])
        clause = clause or verb.first <= NEAR  # « Même si, rappelle X, « … » »
        if clause and tokens[phrase.after].text == ",":
            return Lead(rule="verb-before", cue=verb.span, phrase=phrase)
        return None
    return None


def _previous(scene: Scene, place: int, strong: bool = False) -> Verb | None:
    """The last verb before `place`, or the one in whose report it stands."""
    earlier = [v for v in scene.verbs if v.after <= place]
    earlier = [v for v in earlier if v.kind != "w"] if strong else earlier
    if len(earlier) > 1 and _goes_on_that(scene, place, earlier[-1]):
        return next(
            (v for v in reversed(earlier) if not inverts(scene.tokens, v)), None
        )
    if len(earlier) > 1 and _of_those(scene.tokens, earlier[-1], place):
        return earlier[-2]
    if len(earlier) > 1 and _is_closed(scene.tokens, earlier[-1], place):
        between = scene.tokens[earlier[-2].after : earlier[-1].first]
        if earlier[-2].kind == "s" and any(t.low in ("que", "qu'") for t in between):
            return earlier[-2]
    plain = bool(earlier) and (
        earlier[-1].kind != "s" or earlier[-1].lemma in _GOES_ON_DOING
    )
    anybody = bool(earlier) and _by_anybody(scene.tokens, earlier[-1])
    kinds = "so" if anybody else "s"
    quoted = bool(earlier) and was_said_before(scene.tokens, earlier[-1])
    plain = plain and not quoted
    if len(earlier) > 1 and (plain or anybody) and earlier[-2].kind in kinds:
        gap = scene.tokens[earlier[-2].after : earlier[-1].first]
        reports = any(t.low in ("que", "qu'") for t in gap[:NEAR])
        if reports and not any(t.text in ";:" or t.kind == "q" for t in gap):
            return earlier[-2]  # « X assure que ses collègues défendront « … » »
    return earlier[-1] if earlier else None


def _goes_on_that(scene: Scene, place: int, verb: Verb) -> bool:
    """Whether « X dit que « … », note Y, et que « … » »: X goes on behind Y."""
    two = [t.low for t in scene.tokens[max(0, place - 2) : place]]
    that = len(two) > 1 and two[0] in ("et", "mais") and two[1] in ("que", "qu'")
    return that and inverts(scene.tokens, verb)


def _of_those(tokens: Sequence[Token], verb: Verb, place: int) -> bool:
    """Whether it says who others are: « accuse ceux qui appellent à … de « … » »."""
    at = verb.first - 2
    those = at >= 0 and in_relative(tokens, verb) and tokens[at].low in words("those")
    return those and place - verb.after > NEAR


def _by_anybody(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether « on » stands before a verb: « demande que l'on juge « … » »."""
    return verb.first > 0 and tokens[verb.first - 1].low == "on"


def _is_closed(tokens: Sequence[Token], verb: Verb, place: int) -> bool:
    """Whether a relative clause has ended: « que X, qui juge Y, a « … » »."""
    if not in_relative(tokens, verb) or verb.after >= place:
        return False
    rest = tokens[verb.after + 1 : place]
    opened = any(t.low in words("clause_opener") for t in tokens[verb.after : place])
    return not opened and any(t.low in words("auxiliary") for t in rest)


_GOES_ON_DOING = frozenset(("continuer", "poursuivre", "reprendre", "commencer"))
"""Verbs of speech that are mostly none in the report of another."""


def _far(scene: Scene, place: int) -> Lead | None:
    """A verb further off: after the quotation, else before it."""
    after = _next_inverted(scene, place)
    before = _previous(scene, place, strong=True)
    if before is not None:
        gap = place - before.after
        between = scene.tokens[before.after : place]
        broken = any(t.text in ",;" for t in between)
        aside = inverts(scene.tokens, before) and _apposed(scene.tokens, place)
        if broken and (aside or before.mood == "inf"):
            return None
        said = not broken or any(t.low in ("que", "qu'") for t in between)
        ended = not said and in_relative(scene.tokens, before)
        if not ended and (after is None or (gap <= 8 and not broken)):
            lead = verb_lead("verb-before-far", scene, before, gap)
            colon = scene.tokens[place - 1].text == ":"
            anybody = lead.phrase is not None and _is_anybody(lead.phrase)
            return None if colon and anybody else lead
    if after is not None:
        lead = verb_lead("verb-after-far", scene, after, after.first - place)
        beside = after.first == place + 1
        return None if beside and _is_subject(lead) else lead
    return None


def _apposed(tokens: Sequence[Token], place: int) -> bool:
    """Whether a fragment describes somebody: « , un autre « gilet jaune libre » »."""
    return tokens[place - 1].low in words("determiner") | {"autre", "autres"}


def _label_after(scene: Scene, place: int) -> Lead | None:
    """« … » : X, 47 ans, bloque l'entrée du dépôt."""
    tokens = scene.tokens
    if place + 2 >= len(tokens) or tokens[place + 1].text != ":":
        return None
    phrase = read_phrase(tokens, place + 2, scene.cast)
    if phrase is None or phrase.entity is None or phrase.entity.kind != "person":
        return None
    return Lead(rule="colon-subject", cue=None, phrase=phrase)


def _leads_in(scene: Scene, place: int) -> Lead | None:
    """« … » : face aux avocats, X a répété que …: who says what a headline quotes."""
    tokens = scene.tokens
    if place or len(tokens) < FAR // 2 or tokens[1].text != ":":
        return None
    for verb in scene.verbs:
        if verb.kind != "s" or verb.mood != "fin":
            continue
        phrase = subject_of(tokens, verb, scene.cast, scene.verbs)
        known = phrase is not None and plausible(phrase) > SPEAKS
        if phrase is None or not known or phrase.kind == "pronoun":
            return None
        if phrase.first > FAR:
            return None
        return Lead(rule="verb-after-far", cue=verb.span, phrase=phrase)
    return None


def _then_acts(scene: Scene, place: int) -> Lead | None:
    """« … », X, épouse de Y, raconte comment: the subject and its verb after."""
    tokens = scene.tokens
    if place or len(tokens) < 4 or tokens[1].text != ",":
        return None
    phrase = read_phrase(tokens, 2, scene.cast)
    if phrase is None or phrase.entity is None or phrase.entity.kind != "person":
        return None
    for verb in scene.verbs:
        own = subject_of(tokens, verb, scene.cast, scene.verbs)
        if verb.kind == "s" and verb.mood == "fin" and own is not None:
            same = own.first == phrase.first and verb.first - phrase.after < FAR
            if same:
                return Lead(rule="verb-after-far", cue=verb.span, phrase=phrase)
            return None
    return None


_RULES = (
    agent,
    read_in,
    _beside_after,
    _label_after,
    _leads_in,
    parenthesis,
    label,
    authored,
    cited_words,
    noun_cue,
    according_near,
    seems_to,
    _aside,
    _narrated,
    _ends_broken,
    _beside_before,
    _then_acts,
    according_to,
    _far,
)
"""The rules in the order in which they are asked."""


def frame_subject(scene: Scene, place: int) -> Lead | None:
    """The subject of the sentence that a fragment stands in."""
    beside = read_phrase(scene.tokens, place - 1, scene.cast, place) if place else None
    free = beside is not None and beside.first == place - 1
    free = free and not _is_governed(scene.tokens, place - 1)
    if beside is not None and plausible(beside) >= 2 and free:
        return Lead(rule="subject", cue=None, phrase=beside)
    phrase = main_subject(scene.tokens, place, scene.cast)
    if phrase is None:
        return None
    return Lead(rule="subject", cue=None, phrase=phrase, gap=place - phrase.after)


def conceded(scene: Scene, place: int) -> Lead | None:
    """« Si « … », X reste prudent »: X, who grants it."""
    tokens = scene.tokens
    opening = [t.low for t in tokens[: min(place, 3)]]
    if opening not in (["si"], ["s'"], ["même", "si"]) or place + 3 > len(tokens):
        return None
    if tokens[place + 1].text != ",":
        return None
    phrase = read_phrase(tokens, place + 2, scene.cast)
    known = phrase is not None and plausible(phrase) > SPEAKS
    return Lead(rule="subject", cue=None, phrase=phrase) if known else None


def _is_governed(tokens: Sequence[Token], place: int) -> bool:
    """Whether a preposition stands over a name: « hommage au père X « mort … » »."""
    at = place - 1
    while at > 0 and (role_of(tokens[at].low) or tokens[at].low in words("definite")):
        at -= 1
    return at >= 0 and tokens[at].low in words("preposition")


def colon_subject(scene: Scene, place: int) -> Lead | None:
    """Who does something before a colon: « X hausse les épaules : « … » »."""
    own = _acts_since(scene, 0, place)
    if own is not None:
        return Lead(rule="colon-subject", cue=None, phrase=own)
    lead = _shared(scene, place) or frame_subject(scene, place)
    if lead is None or lead.phrase is None:
        return None
    role = lead.phrase.role
    thing = lead.phrase.entity is None and role is not None and role.kind == "i"
    if thing and not _goes_on(scene.tokens, lead.phrase):
        return None
    return replace(lead, rule="colon-subject")


def _shared(scene: Scene, place: int) -> Lead | None:
    """« Sentiment partagé par X, adjoint de Y : « … » »."""
    if any(verb.after <= place for verb in scene.verbs):
        return None
    phrase = agent_of(scene.tokens[:place], scene.cast)
    return None if phrase is None else Lead(rule="subject", cue=None, phrase=phrase)


def _goes_on(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether « Et le collectif d'enfoncer le clou : » is what a frame says."""
    near = [token.low for token in tokens[phrase.after : phrase.after + 2]]
    return tokens[0].low == "et" and len(near) > 1 and near[0] in ("de", "d'")


def hearsay(scene: Scene, place: int) -> Lead | None:
    """« X a tenté de l'excuser : son client serait « … » »: what X says."""
    tokens = scene.tokens
    colon = next((n for n in range(place - 1, 0, -1) if tokens[n].text == ":"), None)
    if colon is None or not any(_conditional(t) for t in tokens[colon:place]):
        return None
    phrase = main_subject(tokens[:colon], colon, scene.cast)
    known = phrase is not None and plausible(phrase) > SPEAKS
    return Lead(rule="subject", cue=None, phrase=phrase) if known else None


def _conditional(token: Token) -> bool:
    return token.kind == "w" and token.low.endswith(("rait", "raient"))
