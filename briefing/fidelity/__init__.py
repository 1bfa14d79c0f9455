"""What must survive translation, and the verdict on a sentence that was translated.

`check` compares a French sentence with its English and says in words for the reader
what is in doubt; `severity` orders verdicts, so that a repair can be kept only if it
made things better.
"""

from __future__ import annotations

from collections.abc import Iterable

from briefing.fidelity.compare import check_quantities
from briefing.fidelity.compass import check_points
from briefing.fidelity.names import check_names
from briefing.fidelity.negation import check_modality, check_negation
from briefing.fidelity.shape import (
    check_articles,
    check_copied,
    check_echo,
    check_empty,
    check_length,
    check_marks,
    check_repetition,
)
from briefing.fidelity.turns import check_turns
from briefing.fidelity.verbless import check_verbs
from briefing.fidelity.words import check_words
from briefing.types import Flag

__all__ = ["CHECKS", "check", "severity"]

CHECKS = (
    check_quantities,
    check_names,
    check_points,
    check_negation,
    check_modality,
    check_turns,
    check_repetition,
    check_echo,
    check_length,
    check_copied,
    check_words,
    check_articles,
    check_verbs,
    check_marks,
)
"""Every check of a sentence that came back with text."""

_WEIGHTS = {
    "empty": 1000,
    "invented": 1000,
    "repetition": 200,
    "untranslated": 500,
    "copied": 120,
    "garbled": 110,
    "length": 100,
    "quantity": 60,
    "negation": 40,
    "echo": 35,
    "word": 30,
    "name": 25,
    "modality": 8,
    "marks": 5,
}


def check(source: str, target: str) -> tuple[Flag, ...]:
    """The doubts about `target` as English of `source`; none if it may stand."""
    fatal = tuple(check_empty(source, target))
    if fatal or not target.strip():
        return fatal
    return tuple(flag for one in CHECKS for flag in one(source, target))


def severity(flags: Iterable[Flag]) -> int:
    """How bad a verdict is: 0 is clean, lower is better."""
    return sum(_WEIGHTS.get(flag.kind, 10) for flag in flags)
