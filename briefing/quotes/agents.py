"""Who speaks by a participle: « décrite par X comme « … » », « jugé « … » par X »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.candidates import plausible
from briefing.quotes.lexicon import any_of, verb_forms
from briefing.quotes.phrases import read_phrase
from briefing.quotes.scenes import Lead, Scene
from briefing.quotes.words import Token
from briefing.types import Span

LONGEST = 14
"""Tokens between the quotation and « par » before it."""


def agent(scene: Scene, place: int) -> Lead | None:
    """By whom a quotation is given, where a passive participle reports it."""
    tokens = scene.tokens
    end = place
    while end > 1 and tokens[end - 1].low in any_of("determiner"):
        end -= 1
    if end > 1 and tokens[end - 1].low in ("comme", "de", "d'"):
        end -= 1
        return _before(scene, end) or _after(scene, place, end)
    return _after(scene, place, end)


def _before(scene: Scene, end: int) -> Lead | None:
    """« décrite par X | comme « … » »."""
    tokens = scene.tokens
    for at in range(end - 1, max(0, end - LONGEST), -1):
        if tokens[at].kind in "pq":
            return None
        verb = _past_time(tokens, at)
        if tokens[at].low == "par" and _reports(tokens[verb]):
            return _lead(scene, at, end, "verb-before", tokens[verb])
    return None


def _past_time(tokens: Sequence[Token], by: int) -> int:
    """The place before « par », over « à l'époque », « mardi »."""
    at = by - 1
    while at > 0 and tokens[at].low in any_of("time", "span_of_time", "determiner"):
        at -= 1
    return at - (at > 0 and at < by - 1 and tokens[at].low in ("à", "en", "dans"))


def _after(scene: Scene, place: int, end: int) -> Lead | None:
    """« jugée | « … » par X »."""
    tokens = scene.tokens
    by = place + 1
    if end < 1 or by >= len(tokens) or tokens[by].low != "par":
        return None
    if not _reports(tokens[end - 1]):
        return None
    return _lead(scene, by, None, "verb-after", tokens[end - 1])


def _lead(
    scene: Scene, by: int, end: int | None, rule: str, verb: Token
) -> Lead | None:
    phrase = read_phrase(scene.tokens, by + 1, scene.cast, end)
    if phrase is None or plausible(phrase) < 2 or (end and phrase.after != end):
        return None
    cue = Span(start=verb.start, end=verb.end)
    return Lead(rule=rule, cue=cue, phrase=phrase)


def _reports(token: Token) -> bool:
    """Whether a token is the participle of a reporting verb."""
    forms = verb_forms().get(token.low, ())
    return token.low != "entendu" and any(f.name.startswith("pp") for f in forms)
