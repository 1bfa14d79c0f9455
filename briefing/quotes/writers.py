"""What no source says: common talk (« dit-on »), and what the writer says."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from briefing.quotes.kinds import stands_alone
from briefing.quotes.lexicon import words
from briefing.quotes.reading import Reading
from briefing.quotes.scenes import Scene
from briefing.quotes.speakers import has_cue_after
from briefing.quotes.verbs import Verb
from briefing.quotes.words import Frame, Token


def says_anybody(scene: Scene, place: int) -> bool:
    """Whether what is quoted is common talk: « … », c'est ce que l'on dit."""
    for one, two in pairwise(scene.tokens[place + 1 : place + ANYBODY]):
        if two.low == "on" and one.low in ("que", "qu'", "l'"):
            return True
    return False


def _is_writers(tokens: Sequence[Token], verb: Verb) -> bool:
    """Whether « je » is the subject of a verb: « je lui ai dit »."""
    at = verb.first - 1
    while at >= 0 and (tokens[at].low in words("clitic") or tokens[at].low in _HAVE):
        at -= 1
    return at >= 0 and at < verb.first - 1 and tokens[at].low in ("je", "j'")


_HAVE = frozenset(("ai", "avais", "aurai", "aurais"))


ANYBODY = 8
"""Tokens after a quotation in which « on » says it."""


def says_author(scene: Scene, place: int) -> bool:
    """Whether the writer says it: « je réponds que « … » », « … », ai-je dit."""
    after = scene.tokens[place + 1 : place + 6]
    for one, two in pairwise(after):
        if two.low == "je" and one.kind == "w" and two.start - one.end == 1:
            return True
    last = max((v.after for v in scene.verbs if v.after <= place), default=0)
    said = any(v.after == last and _is_writers(scene.tokens, v) for v in scene.verbs)
    if said and not has_cue_after(scene, place):
        return True
    near = range(place - 1, max(last, place - 6) - 1, -1)
    if last and any(scene.tokens[at].low in ("que", "qu'") for at in near):
        return False  # « m'a répondu que j'étais « … » »
    for at in near:
        token = scene.tokens[at]
        if token.low in ("je", "j'"):
            return True
        if token.kind in "pq" and token.text != ":":
            return False
    return False


def answers_self(reading: Reading, frame: Frame) -> bool:
    """Whether the writer asks and answers: « Les golfs ? Oui. Les parcs ? « … » »."""
    if frame.index < 3 or not stands_alone(frame):
        return False
    first, reply, second = reading.frames[frame.index - 3 : frame.index]
    asked = first.tokens[-1].text == second.tokens[-1].text == "?"
    return asked and len(reply.tokens) <= _REPLY and not (reply.quotes or second.quotes)


_REPLY = 3
"""Tokens of « Oui. » or « Bien sûr. »."""


def is_commented(scene: Scene, place: int) -> bool:
    """Whether the writer says « je » of a quotation: « … » : je l'ai lu trois fois."""
    after = [t.low for t in scene.tokens[place + 1 : place + 3]]
    return after[:1] in ([":"], [","], [";"]) and after[1:] in (["je"], ["j'"])
