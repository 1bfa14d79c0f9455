"""How likely an attribution is right: a logistic score over a few readable features.

The weights stand in `data/confidence.tsv`; `models/training/quotes_scorer.py` fits
them on the development gold sets, near the prior that the file also gives.
"""

from __future__ import annotations

import math
from functools import cache

from briefing.quotes.resolution import PRESENT, Resolution
from briefing.quotes.scenes import Lead
from briefing.resources import rows

CERTAIN = 0.99
"""No attribution by rules is surer than that."""


def features(lead: Lead, resolution: Resolution, kind: str) -> dict[str, float]:
    """What the score looks at, by name.

    `rule:` how the cue was found, `step:` how the words beside it led to a name,
    `rivals` the share of the evidence that pointed elsewhere, `weak` a verb that
    often takes no speech, `fragment` a few words in the reporter's sentence, `name`
    a proper name that nothing shows to be a person's, `body` a pronoun for what is
    no person, `faint` one for somebody last named some way before.
    """
    found = {
        "bias": 1.0,
        f"rule:{lead.rule}": 1.0,
        f"step:{resolution.step}": 1.0,
        "rivals": 1.0 - resolution.margin,
    }
    if lead.weak:
        found["weak"] = 1.0
    if kind == "mixed":
        found["fragment"] = 1.0
    entity = resolution.entity
    if entity is not None and entity.kind == "name":
        found["name"] = 1.0
    if entity is not None and entity.kind != "person" and resolution.step == "pronoun":
        found["body"] = 1.0
    if resolution.present < PRESENT:
        found["faint"] = 1.0 - resolution.present / PRESENT
    return found


def estimate(lead: Lead, resolution: Resolution, kind: str) -> float:
    """The probability that the speaker is right."""
    table = weights()
    found = features(lead, resolution, kind)
    score = sum(value * table.get(name, 0.0) for name, value in found.items())
    return min(CERTAIN, 1 / (1 + math.exp(-score)))


@cache
def weights() -> dict[str, float]:
    """The fitted weights by feature."""
    return {row[0]: float(row[1]) for row in rows(__package__, "confidence.tsv")}
