"""What sort of quotation it is: utterance, fragment, heading, continuation."""

from __future__ import annotations

import re

from briefing.quotes.lexicon import any_of, role_of, verb_forms, words
from briefing.quotes.scenes import Scene
from briefing.quotes.words import Frame
from briefing.types import QuoteKind

UTTERANCE = 4
"""Words above which a capital letter makes a fragment a whole utterance."""


INTERTITLE = 9
"""Words of the longest intertitle."""


HEADLINE = 12
"""Tokens of the longest line with a quotation that is read as an intertitle."""


LONG_FRAGMENT = 34
"""Characters above which a fragment without a cue still goes on from before."""


_VERB_FIRST = re.compile(r"(?:s['’]|se |l['’]|les? |la )?([^\W\d_]{3,})\b")
_FINITE = frozenset(("pre", "imp", "pas", "fut", "con"))


_IN_WORD = re.compile(r"(?<=\w)[(\[](\w{1,3})[)\]]")
"""What an editor has put into a word: « crain(t) »."""


_EDITED = re.compile(r"\([a-zéèêàç' ]{2,30}\)|\[[^\]]{2,30}\]")


def is_heading(content: str) -> bool:
    """Whether a quotation that stands alone looks like an intertitle."""
    return len(content.split()) <= INTERTITLE and content[-1] not in ".…,"


def stands_alone(frame: Frame) -> bool:
    """Whether a frame holds a quotation and nothing else."""
    return all(t.kind in "qp" for t in frame.tokens)


def is_line(frame: Frame, alone: bool) -> bool:
    """Whether a frame is a line that heads what follows: « Une « faute grave » ».

    Args:
        frame: what is looked at.
        alone: whether it is all there is in its paragraph.
    """
    last = frame.tokens[-1]
    open_end = last.kind != "p" or last.text in "-–—"
    return alone and open_end and len(frame.tokens) <= HEADLINE


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
    if any(t.low in words("speech_noun") for t in near):
        return True
    return (_acts(content) and _may_act(scene, place)) or _has_acted(
        scene, place, content
    )


def _acts(content: str) -> bool:
    """Whether a fragment begins with a finite verb: « craint », « s'inquiète de »."""
    match = _VERB_FIRST.match(_IN_WORD.sub(r"\1", content))
    low = match[1].lower() if match is not None else ""
    finite = any(f.name[:3] in _FINITE for f in verb_forms().get(low, ()))
    return (finite or low in words("finite")) and role_of(low) is None


def _has_acted(scene: Scene, place: int, content: str) -> bool:
    """Whether a fragment goes on with a participle: « a cependant « trouvé … » »."""
    near = content.split()[:2]
    first = next((w for w in near if not _is_adverb(w)), "")
    at = place - 1
    while at > 0 and scene.tokens[at].low in words("adverb"):
        at -= 1
    have = at > 0 and scene.tokens[at].low in ("a", "ont", "avait", "avaient")
    if have and scene.tokens[at - 1].low in ("n'", "ne"):
        return "pas" in content.split()  # « n'a « pour l'heure pas voulu … » »
    return have and first.endswith(("é", "i", "u", "is", "it"))


def _is_adverb(word: str) -> bool:
    """Whether a word says how: « déjà », « vivement »."""
    return word in words("adverb") or word.endswith("ment")


def _may_act(scene: Scene, place: int) -> bool:
    """Whether what stands before a fragment may be the subject of its verb."""
    if place and scene.tokens[place - 1].text == ")":
        return True
    if not place or scene.tokens[place - 1].kind not in "wc":
        return False
    low = scene.tokens[place - 1].low
    return low not in any_of("determiner", "preposition", "auxiliary", "finite")


def kind_of(scene: Scene, place: int, content: str) -> QuoteKind:
    """`direct` for a whole utterance, `mixed` for a fragment of the reporter's."""
    before = scene.tokens[place - 1] if place else None
    opens = before is None or before.text in ":.!?…-–—" or before.kind == "q"
    count = len(content.split())
    if content[0].isupper() and (opens or count > UTTERANCE):
        return "direct"
    return "direct" if opens and count > UTTERANCE + 2 else "mixed"
