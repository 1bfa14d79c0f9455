"""The repair chain: how a model is asked again for a doubtful sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from briefing.fidelity.stutter import said_once, without_echo
from briefing.translation.marking import Wanted
from briefing.types import Decoding, Flag

SERIOUS = frozenset(
    {"quantity", "negation", "repetition", "length", "copied", "garbled", "empty"}
)
"""Flags for which the model is asked again without being told what is wanted. Not for a
name: over 293 sentences of ten articles that mended 12 of 183 for as much time as all
first answers took."""


_MADE_UP = ("no English word: ", "no words: ", "name not in the French: ")
"""What flags say before words which are none, or names that the French has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One way of asking the model again."""

    name: str
    decoding: Decoding
    kinds: frozenset[str] = SERIOUS
    """Flags that it is meant for."""
    split: bool = False
    """Whether the sentence is cut into clauses first."""
    place: bool = False
    """Whether they are put in their places, one after the other."""
    exchange: bool = False
    """Whether they take the place of the words that were written for them, all else
    left as it is; the model is not asked."""
    reword: bool = False
    """Whether words that are none, or not what the French says, are exchanged, whatever
    the flags; the model is not asked."""
    cut: Callable[[str], str] | None = None
    """Takes out of a translation what it says twice; the model is not asked."""


def repairs(decoding: Decoding) -> tuple[Repair, ...]:
    """The repair chain, in the order in which it is tried.

    A wider search is not in it: over 505 sentences of news, splitting and unlooping
    took 2.3 s and left 43 serious doubts, a search of beam 4 before them 4.3 s and 36;
    BLEU and chrF were the same. Nor are names and figures marked in the French, since
    they are put in their places: over 995 sentences of the press that took a sixteenth
    of all time for 17 sentences.

    Args:
        decoding: how the first answers were searched for.
    """
    again = n_best(decoding, max(2, decoding.beam_size))
    no_loop = replace(n_best(decoding, 4), no_repeat_ngram_size=4)
    loops = frozenset({"repetition", "length"})
    echoes = frozenset({"echo"})
    terms = frozenset({"quantity", "name"})
    return (
        Repair(name="terms exchanged", decoding=decoding, kinds=terms, exchange=True),
        Repair(name="words exchanged", decoding=decoding, reword=True),
        Repair(name="terms placed", decoding=decoding, kinds=terms, place=True),
        Repair(name="split at clauses", decoding=again, split=True),
        Repair(name="no repeated words", decoding=no_loop, kinds=loops),
        Repair(name="said once", decoding=decoding, kinds=loops, cut=said_once),
        Repair(name="said once", decoding=decoding, kinds=echoes, cut=without_echo),
    )


def n_best(decoding: Decoding, size: int) -> Decoding:
    """A search that gives as many hypotheses as its beam is wide."""
    return replace(decoding, beam_size=size, num_hypotheses=size)


def strange_words(flags: Sequence[Flag]) -> list[str]:
    """The words that flags say are none."""
    told = [flag.detail for flag in flags if flag.detail.startswith(_MADE_UP)]
    return [word for detail in told for word in detail.partition(": ")[2].split(", ")]


def among(
    source: str, terms: Sequence[Wanted], surfaces: Collection[str]
) -> list[Wanted]:
    """Those of the terms whose French is one of `surfaces`."""
    return [term for term in terms if source[term.start : term.end] in surfaces]


def doubted(
    source: str, terms: Sequence[Wanted], flags: Sequence[Flag]
) -> list[Wanted]:
    """Those of the terms of which a flag names a word."""
    doubts = " ".join(flag.detail for flag in flags)
    return [
        term
        for term in terms
        if any(word in doubts for word in source[term.start : term.end].split())
    ]
