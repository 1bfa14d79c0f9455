"""How likely an attribution is right, from the rule that made it."""

from __future__ import annotations

from briefing.quotes.resolve import Resolution
from briefing.quotes.speakers import Lead

_RULES = {
    "verb-after": 0.97,
    "verb-inside": 0.95,
    "label": 0.93,
    "colon": 0.94,
    "verb-before": 0.93,
    "gerund": 0.9,
    "according-to": 0.9,
    "verb-after-far": 0.85,
    "verb-before-far": 0.75,
    "subject": 0.65,
    "colon-subject": 0.75,
    "topic": 0.75,
    "ahead": 0.7,
    "signature": 0.9,
    "noun-cue": 0.85,
}


def estimate(lead: Lead, resolution: Resolution, kind: str) -> float:
    """The probability that the speaker is right."""
    value = _RULES.get(lead.rule, 0.5)
    if resolution.step in ("pronoun", "last", "person"):
        value *= 0.6 + 0.4 * resolution.margin
        value *= 0.85 if resolution.step == "person" else 1.0
    elif resolution.step in ("noun", "bare"):
        value *= 0.85
    return value * (0.85 if lead.weak else 1.0)
