"""Which words beside a quotation say who speaks, rule by rule.

A rule looks at one frame and gives a `Lead`: the cue, the phrase that is its
subject, and the name of the rule. Whom the phrase stands for is `resolve`'s affair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.quotes.clauses import (
    Verb,
    antecedent,
    find_verbs,
    inverts,
    phrases_before,
    plausible,
    subject_after,
    subject_of,
)
from briefing.quotes.lexicon import sources, verb_forms, words
from briefing.quotes.names import Cast
from briefing.quotes.phrases import Phrase, owner_of, read_phrase
from briefing.quotes.words import Frame, Token, tokenize
from briefing.types import Span

NEAR = 4
"""Tokens between a verb and its quotation that still count as beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What points from a quotation at a speaker."""

    rule: str
    cue: Span | None
    phrase: Phrase | None
    gap: int = 0
    """Tokens between the cue and the quotation."""
    weak: bool = False
    """Whether the verb is one that often takes no speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A frame with its verbs, as the rules look at it."""

    frame: Frame
    verbs: Sequence[Verb]
    cast: Cast

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The frame's tokens."""
        return self.frame.tokens


def read_scene(frame: Frame, cast: Cast) -> Scene:
    """The frame with its reporting verbs found."""
    return Scene(frame=frame, verbs=find_verbs(frame.tokens, cast), cast=cast)


def find_lead(scene: Scene, place: int) -> Lead | None:
    """The best lead for the quotation at `place` in the frame, if there is one."""
    for rule in _RULES:
        lead = rule(scene, place)
        if lead is not None and lead.phrase is not None:
            return lead
    return None


def _beside_after(scene: Scene, place: int) -> Lead | None:
    """« … », a déclaré X."""
    verb = _next_inverted(scene, place)
    if verb is None or verb.first - place > 2 + _adverbs(scene.tokens, place, verb):
        return None
    return _lead("verb-after", scene, verb, verb.first - place - 1)


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
        if like and inverts(scene.tokens, verb):
            return verb  # « comme le dit X, « … » »
        if verb.first > place and inverts(scene.tokens, verb):
            return verb
    return None


def _lead(rule: str, scene: Scene, verb: Verb, gap: int) -> Lead:
    if rule.startswith("verb-after"):
        phrase = subject_after(scene.tokens, verb, scene.cast)
    else:
        phrase = subject_of(scene.tokens, verb, scene.cast, scene.verbs)
    return Lead(rule=rule, cue=verb.span, phrase=phrase, gap=gap, weak=verb.kind == "w")


def _label(scene: Scene, place: int) -> Lead | None:
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


def _noun(scene: Scene, place: int) -> Lead | None:
    """« la phrase de mon père : « … » », « Même écho chez X : « … » »."""
    tokens = scene.tokens
    if place < 3 or tokens[place - 1].text != ":":
        return None
    spoken = _speech_noun(scene, place)
    if spoken is not None:
        return spoken
    for at in range(place - 2, max(0, place - 16), -1):
        if tokens[at].kind in "pq":
            return None
        phrase = read_phrase(tokens, at, scene.cast, place - 1)
        if phrase is None or phrase.after != place - 1 or plausible(phrase) < 2:
            continue
        speech = at > 1 and tokens[at - 2].low in words("speech_noun")
        silent = not any(v.after <= at for v in scene.verbs)
        of = tokens[at - 1].low in ("de", "du", "d'", "chez", "des")
        agent = tokens[at - 1].low == "par" and tokens[at - 2].low.endswith(("é", "ée"))
        of = of or (agent and at > 1 and silent)
        speech = speech or agent
        if of and (speech or (silent and at < 8 and tokens[at - 1].low == "chez")):
            cue = Span(start=tokens[at - 2].start, end=tokens[at - 2].end)
            return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return None


def _speech_noun(scene: Scene, place: int) -> Lead | None:
    """« sa réponse : « … » », « le message du maire tient en une phrase : « … » »."""
    tokens = scene.tokens
    if scene.verbs:
        return None
    for at in range(1, min(place - 1, 8)):
        if tokens[at].low not in words("speech_noun"):
            continue
        cue = Span(start=tokens[at].start, end=tokens[at].end)
        if tokens[at - 1].low in ("sa", "son", "ses"):
            owner = owner_of(tokens, at - 1)
            return Lead(rule="noun-cue", cue=cue, phrase=owner)
        if at + 2 < place and tokens[at + 1].low in ("de", "du", "d'", "des"):
            phrase = read_phrase(tokens, at + 2, scene.cast, place - 1)
            if phrase is not None and plausible(phrase) >= 2:
                return Lead(rule="noun-cue", cue=cue, phrase=phrase)
        return None
    return None


def _parenthesis(scene: Scene, place: int) -> Lead | None:
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


def _beside_before(scene: Scene, place: int) -> Lead | None:
    """X a déclaré : « … », X estime que « … »."""
    verb = _previous(scene, place)
    if verb is None:
        return None
    between = scene.tokens[verb.after : place]
    colon = scene.tokens[place - 1].text == ":"
    if not colon and (len(between) > NEAR or any(t.text in ",;" for t in between)):
        return None
    if verb.kind == "w" and not colon and len(between) > 1:
        return None
    rule = "colon" if colon else "verb-before" if verb.mood == "fin" else "gerund"
    return _lead(rule, scene, verb, len(between))


def _previous(scene: Scene, place: int) -> Verb | None:
    """The last verb before `place`."""
    earlier = [v for v in scene.verbs if v.after <= place]
    return earlier[-1] if earlier else None


def _according(scene: Scene, place: int) -> Lead | None:
    """Selon X, « … »; « … », d'après X; pour X, « … »; aux yeux de X, « … »."""
    tokens = scene.tokens
    for at in range(len(tokens)):
        start = _source(tokens, at)
        if start is None or not _may_cite(tokens, at, place):
            continue
        phrase = _cited(scene, at, start)
        if phrase is None or plausible(phrase) < 1 or _no_source(phrase):
            continue
        cue = Span(start=tokens[at].start, end=tokens[start - 1].end)
        return Lead(rule="according-to", cue=cue, phrase=phrase, gap=abs(at - place))
    return None


def _source(tokens: Sequence[Token], place: int) -> int | None:
    """The place after « selon », « aux yeux de » or « pour » at `place`."""
    low = tokens[place].low
    for words_of in sources().get(low, ()):
        after = place + len(words_of)
        found = [t.low for t in tokens[place:after]]
        if found[:-1] == list(words_of[:-1]) and _same(found[-1:], words_of[-1]):
            return after
    whose = place + 1 < len(tokens) and tokens[place + 1].low == "qui"
    return place + 1 if low == "pour" and (place == 0 or whose) else None


def _same(found: Sequence[str], word: str) -> bool:
    return found == [word] or (word == "de" and found[0] in ("du", "des", "d'"))


def _may_cite(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Whether a source at `at` is set off from the clause, or near the quotation."""
    opening = at == 0 or tokens[at - 1].kind == "q" or tokens[at - 1].text == ","
    return opening or abs(at - place) <= 12


def _cited(scene: Scene, at: int, start: int) -> Phrase | None:
    """The phrase after the words that name a source."""
    tokens = scene.tokens
    if start < len(tokens) and tokens[start].low == "qui":
        return antecedent(tokens, at, scene.cast)
    phrase = read_phrase(tokens, start, scene.cast)
    if phrase is None or tokens[at].low != "pour":
        return phrase
    closed = phrase.after < len(tokens) and tokens[phrase.after].text == ","
    return phrase if closed and plausible(phrase) >= 2 else None


def _no_source(phrase: Phrase) -> bool:
    """« selon les premiers éléments », « selon nos informations »: nobody."""
    return phrase.head is not None and phrase.head.low in words("no_source")


def _far(scene: Scene, place: int) -> Lead | None:
    """A verb further off: after the quotation, else before it."""
    after = _next_inverted(scene, place)
    strong = [v for v in scene.verbs if v.after <= place and v.kind != "w"]
    before = strong[-1] if strong else None
    if before is not None:
        gap = place - before.after
        between = scene.tokens[before.after : place]
        broken = any(t.text in ",;" for t in between)
        if broken and inverts(scene.tokens, before) and _apposed(scene.tokens, place):
            return None
        if after is None or (gap <= 8 and not broken):
            return _lead("verb-before-far", scene, before, gap)
    if after is not None:
        return _lead("verb-after-far", scene, after, after.first - place)
    return None


def _apposed(tokens: Sequence[Token], place: int) -> bool:
    """Whether a fragment describes somebody: « , un autre « gilet jaune libre » »."""
    return tokens[place - 1].low in words("determiner") | {"autre", "autres"}


def _according_near(scene: Scene, place: int) -> Lead | None:
    """« selon lui « … » »: the source right before the quotation."""
    lead = _according(scene, place)
    return (
        lead
        if lead is not None and 0 < lead.gap <= NEAR and _leads(lead, scene, place)
        else None
    )


def _leads(lead: Lead, scene: Scene, place: int) -> bool:
    return lead.cue is not None and lead.cue.start < scene.tokens[place].start


_RULES = (
    _beside_after,
    _parenthesis,
    _label,
    _noun,
    _according_near,
    _beside_before,
    _according,
    _far,
)
"""The rules in the order in which they are asked."""


def frame_subject(scene: Scene, place: int) -> Lead | None:
    """The subject of the sentence that a fragment stands in."""
    beside = read_phrase(scene.tokens, place - 1, scene.cast, place) if place else None
    if beside is not None and plausible(beside) >= 2 and beside.first == place - 1:
        return Lead(rule="subject", cue=None, phrase=beside)
    for phrase in phrases_before(scene.tokens, place, scene.cast):
        if plausible(phrase) >= 2:
            return Lead(
                rule="subject", cue=None, phrase=phrase, gap=place - phrase.after
            )
    return None


def inserted_lead(text: str, content: Span, cast: Cast) -> Lead | None:
    """The cue inside the marks: « Nous irons, assure-t-il, jusqu'au bout »."""
    tokens = tuple(tokenize(text, content.start, content.end))
    for verb in find_verbs(tokens, cast):
        if verb.first == 0 or tokens[verb.first - 1].text != ",":
            continue
        phrase = subject_after(tokens, verb, cast)
        if phrase is None or verb.mood != "fin":
            continue
        first_person = phrase.head is not None and phrase.head.low in (
            "on",
            "je",
            "nous",
        )
        known = phrase.kind == "name" or phrase.entity is not None
        named = verb.pronoun is not None or known
        ends = phrase.after < len(tokens) and tokens[phrase.after].text == ","
        named = named or (phrase.kind == "role" and ends)
        close = phrase.after < len(tokens) and phrase.first - verb.after <= 1
        if named and close and not first_person and _closes(tokens, phrase.after):
            return Lead(rule="verb-inside", cue=verb.span, phrase=phrase)
    return None


def _closes(tokens: Sequence[Token], place: int) -> bool:
    """Whether the insertion ends with a comma soon after its subject."""
    return any(t.text in ",.?!…" for t in tokens[place : place + 10])


def _takes_that(tokens: Sequence[Token], place: int) -> bool:
    """Whether « que » follows, over a day or an adverb."""
    for token in tokens[place : place + 4]:
        if token.low in ("que", "qu'"):
            return True
        if token.low not in words("time") | words("adverb"):
            return False
    return False


def reported(scene: Scene) -> Lead | None:
    """Who says what a frame without quotation marks reports, if it says so."""
    tokens = scene.tokens
    source = _according(scene, 0) if tokens[0].low in sources() else None
    if source is not None:
        return source
    for verb in scene.verbs:
        comma = verb.first > 0 and tokens[verb.first - 1].text == ","
        that = _takes_that(tokens, verb.after)
        if verb.pronoun is not None and comma:
            return _lead("verb-after", scene, verb, 0)
        if comma and verb.kind == "s" and verb.mood == "fin" and verb.first > 6:
            phrase = subject_after(tokens, verb, scene.cast)
            if phrase is not None and plausible(phrase) >= 2:
                return Lead(rule="verb-after", cue=verb.span, phrase=phrase)
        if that and verb.kind == "s" and verb.mood == "fin":
            return _lead("verb-before", scene, verb, 0)
    return None


def says_author(scene: Scene, place: int) -> bool:
    """Whether the writer says it: « je réponds que « … » », « … », ai-je dit."""
    after = scene.tokens[place + 1 : place + 6]
    for one, two in pairwise(after):
        if two.low == "je" and one.kind == "w" and two.start - one.end == 1:
            return True
    last = max((v.after for v in scene.verbs if v.after <= place), default=0)
    for at in range(place - 1, max(last, place - 6) - 1, -1):
        token = scene.tokens[at]
        if token.low in ("je", "j'"):
            return True
        if token.kind in "pq" and token.text != ":":
            return False
    return False
