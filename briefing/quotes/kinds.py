"""What sort of quotation it is: utterance, fragment, heading, continuation."""

from __future__ import annotations

import re

from briefing.quotes.lexicon import (
    any_of,
    words,
)
from briefing.quotes.scenes import Scene
from briefing.quotes.words import Frame
from briefing.types import QuoteKind

UTTERANCE = 4
"""Words above which a capital letter makes a fragment a whole utterance."""


INTERTITLE = 9
"""Words of the longest intertitle."""


LONG_FRAGMENT = 34
"""Characters above which a fragment without a cue still goes on from before."""


_EDITED = re.compile(r"\([a-zéèêàç' ]{2,30}\)|\[[^\]]{2,30}\]")


def is_heading(content: str) -> bool:
    """Whether a quotation that stands alone looks like an intertitle."""
    return len(content.split()) <= INTERTITLE and content[-1] not in ".…,"


def stands_alone(frame: Frame) -> bool:
    """Whether a frame holds a quotation and nothing else."""
    return all(t.kind in "qp" for t in frame.tokens)


def goes_on(scene: Scene, place: int, said: Frame) -> bool:
    """Whether a fragment is still the speaker's whose words stand before it."""
    token = scene.tokens[place]
    size = token.end - token.start
    if said.index == scene.frame.index:
        between = scene.tokens[max(0, place - 8) : place]
        turned = any(t.low in ("alors", "tandis", "quand", "dont") for t in between)
        fixed = turned or describes(scene, place)
        return not fixed or size > LONG_FRAGMENT
    return scene.frame.index - said.index == 1 and size > LONG_FRAGMENT


def describes(scene: Scene, place: int) -> bool:
    """Whether a fragment describes somebody: « , un autre « gilet jaune libre » »."""
    for token in reversed(scene.tokens[max(0, place - 4) : place]):
        if token.text == ",":
            return place > 0 and scene.tokens[place - 1].text != ","
        if token.low not in any_of("determiner", "before_noun"):
            return False
    return False


def is_said(scene: Scene, place: int, content: str) -> bool:
    """Whether a noun of speech, or editing in brackets, marks a fragment as said."""
    if _EDITED.search(content) or content.startswith(("ne ", "n'", "n’")):
        return True
    if place and scene.tokens[place - 1].low in ("il", "elle") and len(content) > 20:
        return True
    near = scene.tokens[max(0, place - 7) : place]
    return any(t.low in words("speech_noun") for t in near)


def kind_of(scene: Scene, place: int, content: str) -> QuoteKind:
    """`direct` for a whole utterance, `mixed` for a fragment of the reporter's."""
    before = scene.tokens[place - 1] if place else None
    opens = before is None or before.text in ":.!?…-–—" or before.kind == "q"
    count = len(content.split())
    if content[0].isupper() and (opens or count > UTTERANCE):
        return "direct"
    return "direct" if opens and count > UTTERANCE + 2 else "mixed"
