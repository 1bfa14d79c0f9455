"""The program with an engine that gives back what it gets: all of it but the model.

python -m tests.reliability.null_program WORD...   as `briefing WORD...`
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.cli import main
from briefing.engine import ENGINES
from briefing.protocols import Hypothesis
from briefing.types import Decoding


@dataclass(frozen=True)
class EchoEngine:
    """Gives back what it gets, and remembers nothing."""

    name: str = "echo"

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        return [[Hypothesis(token_ids=(*ids[:-1],), score=0.0)] for ids in token_ids]

    def complete(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Hypothesis]:
        return [
            Hypothesis(token_ids=(*begun,), score=0.0, alignment=(0,) * len(begun))
            for begun in beginnings
        ]

    def score(
        self, token_ids: Sequence[Sequence[int]], target_ids: Sequence[Sequence[int]]
    ) -> list[float]:
        return [0.0 for _ in token_ids]


def load(*_: object) -> EchoEngine:
    return EchoEngine()


# Workers are spawned and import this module too, so they have the engine as well.
ENGINES["ctranslate2"] = "tests.reliability.null_program:load"

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
