"""Cuts that a newspaper shows in what it quotes, « (...) », shown in English as well.

The model leaves them out, and what it makes of the words around them suffers. So it is
given the words without them, and they are put back where the words before end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from briefing.protocols import Engine, Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.placing import words_of
from briefing.types import Decoding

_CUT = re.compile(r"\s*([(\[](?:\.\.\.|…)[)\]])\s*")
_STOPS = ".!?…:;,"
_CLOSERS = re.compile(r"[.!?…\"”’»)\]\s]*$")
_OPENERS = re.compile(r"^[\"“‘«(\[\s]*")


class Cut(NamedTuple):
    """A cut in a sentence."""

    at: int
    """Characters of the sentence without its cuts that stand before it."""
    mark: str
    """« (...) » as it is printed."""


def shows_cut(text: str) -> bool:
    """Whether `text` shows that something was left out of it."""
    return bool(_CUT.search(text))


def without_cuts(text: str) -> str:
    """`text` without its cuts, a full stop where one of them ends a sentence."""
    return parted(text)[0]


def parted(text: str) -> tuple[str, tuple[Cut, ...]]:
    """`text` without its cuts, and these; equal texts are given back as they are."""
    kept, cuts, at = "", [], 0
    for match in _CUT.finditer(text):
        kept += text[at : match.start()]
        at = match.end()
        following = text[at : at + 1]
        if following.isupper() and kept and kept[-1] not in _STOPS:
            kept += "."
        cuts.append(Cut(len(kept), match[1]))
        if match[0][-1].isspace() and kept[-1:].strip():
            kept += " "
    return (kept + text[at:]).strip(), tuple(cuts)


def put_back(
    engine: Engine,
    tokenizer: Tokenizer,
    sources: Sequence[str],
    targets: Sequence[str],
    decoding: Decoding,
) -> list[str]:
    """Each target with the cuts of its source.

    Args:
        engine: the model.
        tokenizer: its tokenizer.
        sources: French with cuts, else as the model was given it.
        targets: its English.
        decoding: how the model was asked.
    """
    split = [parted(source) for source in sources]
    traces = engine.complete(
        tokenizer.encode([text for text, _ in split]),
        [tokenizer.encode_target(target) for target in targets],
        decoding,
    )
    found = []
    for target, (text, cuts), trace in zip(targets, split, traces, strict=True):
        words = (_words_before(text, cut, trace, tokenizer) for cut in cuts)
        offsets = [
            _offset(target, before, text, cut)
            for before, cut in zip(words, cuts, strict=True)
        ]
        in_order = accumulate(offsets, max)
        shown = target
        for at, cut in sorted(zip(in_order, cuts, strict=True), reverse=True):
            shown = _inserted(shown, cut.mark, at)
        found.append(shown)
    return found


def _words_before(text: str, cut: Cut, trace: Hypothesis, tokenizer: Tokenizer) -> int:
    """How many words of the English stand before a cut.

    The number with the fewest pieces on the wrong side: written for French that is
    behind the cut, but before it in the English, or the other way round.
    """
    if not trace.alignment:  # the engine does not tell: as far into the sentence
        size = len(tokenizer.decode(trace.token_ids).split())
        return round(size * cut.at / max(1, len(text)))
    (pieces,) = tokenizer.encode([text[: cut.at].rstrip()])
    upto = len(pieces) - 1  # the end of the sentence is one of them
    before = [position < upto for position in trace.alignment]
    ends = [word.stop for word in words_of(trace.token_ids, tokenizer)]
    best = min([0, *ends], key=lambda at: _misplaced(before, at))
    return len(tokenizer.decode(trace.token_ids[:best]).split())


def _misplaced(before: Sequence[bool], at: int) -> int:
    """Pieces on the wrong side of a cut in front of piece `at`."""
    return before[:at].count(False) + before[at:].count(True)


def _offset(target: str, words: int, text: str, cut: Cut) -> int:
    """Characters of the target before a cut with so many words before it."""
    if not _OPENERS.sub("", text[: cut.at]):
        return len(target) - len(_OPENERS.sub("", target))
    if not _CLOSERS.sub("", text[cut.at :]):
        return len(_CLOSERS.sub("", target))
    ends = [0, *(match.end() for match in re.finditer(r"\S+", target))]
    at = ends[min(words, len(ends) - 1)]
    closes = text[cut.at :].lstrip().startswith(('"', "»", "”"))
    return len(target[:at].rstrip(",.”’")) if closes else at


def _inserted(target: str, mark: str, at: int) -> str:
    before, after = target[:at].rstrip(), target[at:].lstrip()
    left = " " if before and before[-1] not in "“‘([" else ""
    right = " " if after[:1].isalnum() or after[:1] in ("“", "‘", "(", "[") else ""
    return f"{before}{left}{mark}{right}{after}"
