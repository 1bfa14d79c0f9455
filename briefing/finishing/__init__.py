"""English as a reader gets it: what the two texts alone can put right.

No step asks the model, and each changes only what it is sure of. All take the French
and the English so far, in this order.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, reduce

from briefing.finishing.articles import counted, of_names, of_persons
from briefing.finishing.auxiliaries import plain_verbs
from briefing.finishing.bearings import right_points
from briefing.finishing.daytime import in_zone, right_halves
from briefing.finishing.ends import headed, trailed
from briefing.finishing.genders import of_women
from briefing.finishing.hearsay import heard
from briefing.finishing.inclusion import including
from briefing.finishing.marks import inner_marked
from briefing.finishing.naming import named
from briefing.finishing.plurals import of_countries, of_owners
from briefing.finishing.slips import without_slips
from briefing.indefinite import agreed

Step = Callable[[str, str], str]


def _grammatical(_source: str, target: str) -> str:
    """Verbs and articles as English grammar wants them, whatever the French."""
    return agreed(plain_verbs(target))


STEPS: tuple[Step, ...] = (
    without_slips,
    including,
    right_halves,
    in_zone,
    right_points,
    named,
    of_persons,
    of_names,
    counted,
    of_countries,
    of_owners,
    inner_marked,
    _grammatical,
    heard,
    of_women,
    headed,
    trailed,
)
"""In their order: names are looked for when times and points stand, articles
beside them after that, ends come last."""


@lru_cache(maxsize=1 << 12)
def finished(source: str, target: str) -> str:
    """English that has gone through all steps."""
    return reduce(lambda text, step: step(source, text), STEPS, target)
