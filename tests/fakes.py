"""Parts that stand in for real ones: a null engine and faults with a name."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log

from briefing.protocols import Hypothesis
from briefing.types import Decoding, Document, Flag, Span

EOS_ID = 0


class WordTokenizer:
    """One id for each word, in the order of their first use; "-s" goes on with one."""

    eos_id = EOS_ID

    def __init__(self) -> None:
        self.words = ["</s>"]

    @property
    def source_tokens(self) -> list[str]:
        return [w.removeprefix("-") if w[0] == "-" else f"▁{w}" for w in self.words]

    @property
    def target_tokens(self) -> list[str]:
        return self.source_tokens

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        return [[*(self._id(word) for word in t.split()), EOS_ID] for t in texts]

    def encode_target(self, text: str) -> list[int]:
        return [self._id(word) for word in text.split()]

    def continues_word(self, token_id: int) -> bool:
        return self.words[token_id].startswith("-")

    def decode(self, token_ids: Sequence[int]) -> str:
        return " ".join(self.words[i] for i in token_ids if i != EOS_ID)

    def _id(self, word: str) -> int:
        if word not in self.words:
            self.words.append(word)
        return self.words.index(word)


def traced(
    tokenizer: WordTokenizer, target: str, alignment: tuple[int, ...]
) -> Hypothesis:
    """A translation with what the model attended to for each of its words."""
    ids = tuple(tokenizer.encode_target(target))
    return Hypothesis(token_ids=ids, score=-0.1, alignment=alignment)


@dataclass
class NullEngine:
    """Gives back what it gets, and remembers what it was asked."""

    name: str = "null"
    calls: list[tuple[list[list[int]], Decoding]] = field(default_factory=list)

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        self.calls.append(([list(ids) for ids in token_ids], decoding))
        return [self.hypotheses(ids, decoding) for ids in token_ids]

    def complete(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Hypothesis]:
        """Word for word, so that each word is aligned to the one in its place."""
        whole = [
            (*beginning, *ids[len(beginning) : -1])
            for ids, beginning in zip(token_ids, beginnings, strict=True)
        ]
        return [
            Hypothesis(token_ids=ids, score=0.0, alignment=tuple(range(len(ids))))
            for ids in whole
        ]

    def score(
        self,
        token_ids: Sequence[Sequence[int]],
        target_ids: Sequence[Sequence[Sequence[int]]],
    ) -> list[list[float]]:
        return [[log(0.5) for _ in targets] for targets in target_ids]

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis(token_ids=tuple(ids[:-1]), score=0.0)]


class EmptyEngine(NullEngine):
    """Answers nothing, as models do on input they have never seen."""

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        return [Hypothesis(token_ids=(), score=0.0)]


class RepeatingEngine(NullEngine):
    """Says the first word again and again, unless it is told not to."""

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        if decoding.no_repeat_ngram_size:
            return super().hypotheses(ids, decoding)
        return [Hypothesis(token_ids=(ids[0],) * 30, score=0.0)]


class SecondBestEngine(NullEngine):
    """Has the right answer, but in the second place of the n-best list."""

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        wrong = Hypothesis(token_ids=(ids[0],), score=0.0)
        right = super().hypotheses(ids, decoding)
        return [wrong, *right][: decoding.num_hypotheses]


class CrashingEngine(NullEngine):
    """Raises an error that is none of ours."""

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        raise RuntimeError("engine on fire")


class DyingEngine(NullEngine):
    """Takes its whole process down."""

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        os.kill(os.getpid(), signal.SIGKILL)
        return []


class StdoutPolluter(NullEngine):
    """Prints to standard output, as careless libraries do."""

    def hypotheses(self, ids: Sequence[int], decoding: Decoding) -> list[Hypothesis]:
        print("noise from a library", file=sys.stdout)
        return super().hypotheses(ids, decoding)


def no_doubts(source: str, target: str) -> tuple[Flag, ...]:
    """A checker that is content with everything."""
    return ()


def count_flags(flags: Sequence[Flag]) -> float:
    """A severity that counts."""
    return len(flags)


def document(text: str, **more: object) -> Document:
    """A document whose paragraphs are the non-empty lines of `text`."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(Span(start=start, end=start + len(line)))
        start += len(line) + 1
    values: dict[str, object] = {
        "id": "article",
        "source": "article.txt",
        "sha256": "0" * 64,
        "text": text,
        "paragraphs": tuple(paragraphs),
    }
    return Document(**(values | more))  # type: ignore[arg-type]
