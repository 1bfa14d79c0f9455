"""Who says what stands in no marks: « X affirme que … », « …, a-t-il ajouté »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.candidates import plausible
from briefing.quotes.citations import according_to
from briefing.quotes.clauses import is_main, subject_after
from briefing.quotes.extents import is_past
from briefing.quotes.lexicon import any_of, sources, words
from briefing.quotes.scenes import Lead, Scene
from briefing.quotes.speakers import verb_lead
from briefing.quotes.verbs import Verb
from briefing.quotes.words import Token


def reported(scene: Scene) -> Lead | None:
    """Who says what a frame without quotation marks reports, if it says so."""
    tokens = scene.tokens
    ending = _told_after(scene)
    if ending is not None:
        return ending
    source = according_to(scene, 0) if tokens[0].low in sources() else None
    if source is not None:
        return source
    for verb in scene.verbs:
        says = verb.kind == "s" and verb.mood == "fin"
        if says and _takes_that(tokens, verb.after) and _in_main(tokens, verb):
            return verb_lead("verb-before", scene, verb, 0)
    return None


def _told_after(scene: Scene) -> Lead | None:
    """« …, a-t-il ajouté »; « …, a dit X »: the cue after a comma."""
    tokens = scene.tokens
    for verb in scene.verbs:
        if verb.first < 1 or tokens[verb.first - 1].text != ",":
            continue
        if verb.pronoun is not None:
            return verb_lead("verb-after", scene, verb, 0)
        says = verb.kind == "s" and verb.mood == "fin"
        if says and _is_clause(tokens, verb.first - 1):
            phrase = subject_after(tokens, verb, scene.cast)
            if phrase is not None and plausible(phrase) >= 2:
                return Lead(rule="verb-after", cue=verb.span, phrase=phrase)
    return None


def _in_main(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether a verb stands in no clause that « qui » or « si » opens."""
    return is_main(tokens, verb.first)


def _is_clause(tokens: Sequence[Token], end: int) -> bool:
    """Whether the words before a comma have a verb of their own, to be told."""
    verbal = any_of("finite", "auxiliary")
    return any(
        t.kind == "w" and (t.low in verbal or is_past(t)) and is_main(tokens, at)
        for at, t in enumerate(tokens[:end])
    )


def _takes_that(tokens: Sequence[Token], place: int) -> bool:
    """Whether « que » follows, over a day, an adverb or « à la barre »."""
    aside = False
    for token in tokens[place : place + _ASIDE]:
        if token.low in ("que", "qu'"):
            return True
        if token.low in _COMPARED or token.low in any_of("finite", "auxiliary"):
            return False  # « rapporte plus qu'elle ne coûte »
        aside = aside or token.low in words("preposition") or token.text == ","
        if token.kind == "q" or token.text in ".:;":
            return False
        if not aside and token.low not in any_of("time", "adverb"):
            return False
    return False


_ASIDE = 9
"""Tokens between a verb and its « que » where a complement stands between."""
_COMPARED = frozenset(("plus", "moins", "autant", "aussi", "mieux", "plutôt"))
