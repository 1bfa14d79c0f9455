"""Whose words a remark behind a quotation says they are: « La formule est de X »."""

from __future__ import annotations

from dataclasses import replace

from briefing.quotes.candidates import plausible
from briefing.quotes.kinds import stands_alone
from briefing.quotes.lexicon import words
from briefing.quotes.names import Cast
from briefing.quotes.phrase import owner_of
from briefing.quotes.phrases import read_phrase
from briefing.quotes.reading import Finding, Reading
from briefing.quotes.scenes import Lead, Scene
from briefing.quotes.words import Frame
from briefing.types import QuoteKind, Span


def credited(
    reading: Reading, scene: Scene, place: int, kind: QuoteKind
) -> Finding | None:
    """« … ». La formule est de X: X; « … ». Tel est le slogan: nobody."""
    number = scene.frame.index + 1
    if place != _last_quote(scene) or number >= len(reading.frames):
        return None
    following = reading.frames[number]
    vouched = _vouched(following, reading.cast)
    if vouched is not None and stands_alone(scene.frame):
        return reading.resolved(vouched, following, kind)
    opening = following.tokens[:_CREDIT]
    low = [t.low for t in opening]
    apart = following.paragraph != scene.frame.paragraph
    if len(opening) < _CREDIT or (apart and not stands_alone(scene.frame)):
        return None
    if low[0] in ("tel", "telle", "c'") and low[3] in words("motto"):
        return Finding(kind=kind)
    spoken = low[0] in _THIS and low[1] in words("speech_noun") and low[2] == "est"
    if not spoken or low[3] not in _BY:
        return None
    phrase = read_phrase(following.tokens, _CREDIT, reading.cast)
    if phrase is None or plausible(phrase) < 2:
        return None
    cue = Span(start=opening[1].start, end=opening[1].end)
    lead = Lead(rule="noun-cue", cue=cue, phrase=phrase)
    return reading.resolved(lead, following, kind)


def _vouched(frame: Frame, cast: Cast) -> Lead | None:
    """X in « « … » Parole de X. », « Dixit X. »; « Ce sont ses mots. »: who it is."""
    tokens = frame.tokens
    low = [t.low for t in tokens[:_OWN]]
    at = 1 if low[0] == "dixit" else 2 if low[0] in _WORD_OF else 0
    if at and (at == 1 or low[1:2] in (["de"], ["d'"])):
        phrase = read_phrase(tokens, at, cast)
        whole = phrase is not None and not tokens[phrase.after : phrase.after + 2][1:]
        person = phrase.entity if phrase is not None else None
        if not whole or person is None or person.kind != "person":
            return None
        cue = Span(start=tokens[0].start, end=tokens[0].end)
        return Lead(rule="noun-cue", cue=cue, phrase=phrase)
    own = next((n for n, word in enumerate(low) if word in ("ses", "leurs")), 0)
    said = low[own + 1 : own + 3]
    if low[:2] != ["ce", "sont"] or not own or not words("own_words") & set(said):
        return None
    owner = replace(owner_of(tokens, own), plural=low[own] == "leurs")
    return Lead(rule="noun-cue", cue=None, phrase=owner)


_WORD_OF = frozenset(("foi", "parole", "paroles", "mot"))
_OWN = 7
"""Tokens of « Ce sont là aussi ses propres mots »."""
_CREDIT = 4
"""Tokens of « La formule est de »."""


def _last_quote(scene: Scene) -> int:
    """The place of the last quotation of a frame."""
    return max(n for n, t in enumerate(scene.tokens) if t.kind == "q")


def phrase_of(scene: Scene) -> Lead | None:
    """X in « … » La phrase ouvre le discours de X. »: the only person it names."""
    tokens = scene.tokens
    nouns = {t.low for t in tokens[1:2]} & words("speech_noun")
    if tokens[0].low not in _THIS or not nouns:
        return None
    found: list[Lead] = []
    for place in range(2, len(tokens)):
        phrase = read_phrase(tokens, place, scene.cast)
        entity = phrase.entity if phrase is not None else None
        named = entity is not None and entity.kind == "person"
        if named and tokens[place - 1].low in _BY:
            found.append(Lead(rule="ahead", cue=None, phrase=phrase))
    return found[0] if len(found) == 1 else None


_BY = frozenset({"de", "d'", "du", "par", "signé", "signée"})
_THIS = words("definite") | words("demonstrative")
