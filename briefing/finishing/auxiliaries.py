"""Verbs behind "did not" in their plain form: "did not lacked" is "did not lack"."""

from __future__ import annotations

import re

from briefing.fidelity.lexicon import irregular
from briefing.fidelity.words import common

_NEGATED = re.compile(
    r"\b((?:do|does|did|could|would|should|will|must|may|might)(?: not|n’t)|cannot"
    r"|can’t|won’t) (?!(?:always|perhaps|sometimes)\b)([a-z]{3,})(?![\w’-])",
    re.IGNORECASE,
)
_PLAIN = re.compile("(?:ss|us|is|eed)$")
"""Endings of words that are in their plain form, whatever their last letters say."""


def plain_verbs(text: str) -> str:
    """`text` with the verbs behind a negated auxiliary in their plain form."""

    def plain(match: re.Match[str]) -> str:
        return f"{match[1]} {base(match[2]) or match[2]}"

    return _NEGATED.sub(plain, text)


def base(verb: str) -> str | None:
    """The plain form of a verb in "-ed" or "-s", or of an irregular one.

    `None` where `verb` is none, or its plain form no everyday word.
    """
    if verb in irregular():
        return irregular()[verb]
    return None if _PLAIN.search(verb) else next(filter(common, _stems(verb)), None)


def _stems(verb: str) -> tuple[str, ...]:
    """What a regular form may come from, the likeliest first: "hoped", "hope"."""
    if verb.endswith(("ied", "ies")):
        return (verb[:-3] + "y",)
    if verb.endswith("ed"):
        doubled = (verb[:-3],) if verb[-3:-2] == verb[-4:-3] else ()
        return (verb[:-1], verb[:-2], *doubled)
    if verb.endswith("s"):
        return (verb[:-1], verb[:-2])
    return ()
