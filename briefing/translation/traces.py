"""What the model attended to while it wrote the English that a reader gets."""

from __future__ import annotations

from briefing.finishing import finished
from briefing.protocols import Hypothesis


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
        found = (one for text, one in answers if finished(source, text) == target)
        return next(found, None)
