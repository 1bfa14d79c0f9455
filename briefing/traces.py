"""English as a reader gets it, and what the model attended to while it wrote that."""

from __future__ import annotations

from functools import lru_cache

from briefing.auxiliaries import plain_verbs
from briefing.bearings import right_points
from briefing.daytime import in_zone, right_halves
from briefing.genders import of_women
from briefing.hearsay import heard
from briefing.inclusion import including
from briefing.indefinite import agreed
from briefing.naming import named
from briefing.protocols import Hypothesis
from briefing.slips import without_slips
from briefing.typography import headed, trailed


class Traces:
    """Answers to sources as the model gave them, found by what became of them.

    Most answers are never asked for, so none is finished before it is.
    """

    def __init__(self) -> None:
        self._answers: dict[str, list[tuple[str, Hypothesis]]] = {}

    def keep(self, source: str, text: str, hypothesis: Hypothesis) -> None:
        """Remember an answer; of those that come to the same the first counts.

        Args:
            source: the French as the model was given it.
            text: the answer's English, its punctuation English.
            hypothesis: the answer.
        """
        self._answers.setdefault(source, []).append((text, hypothesis))

    def of(self, source: str, target: str) -> Hypothesis | None:
        """The answer to a source that became `target`, if there is one."""
        answers = self._answers.get(source, ())
        found = (one for text, one in answers if finished(text, source) == target)
        return next(found, None)


@lru_cache(maxsize=1 << 12)
def finished(text: str, source: str) -> str:
    """English with slips mended, its grammar, names, times, points and both ends."""
    told = including(without_slips(text, source), source)
    timed = in_zone(right_halves(told, source), source)
    right = right_points(timed, source)
    mended = heard(source, agreed(plain_verbs(named(source, right))))
    return trailed(headed(of_women(source, mended), source), source)
