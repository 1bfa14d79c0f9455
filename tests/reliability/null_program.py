"""The program with an engine that gives back what it gets: all of it but the model.

python -m tests.reliability.null_program WORD...   as `briefing WORD...`
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from briefing.cli import main
from briefing.engine import ENGINES
from briefing.protocols import Hypothesis
from briefing.types import Decoding
from tests.fakes import NullEngine


class EchoEngine(NullEngine):
    """Gives back what it gets, and remembers nothing."""

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        return [self.hypotheses(ids, decoding) for ids in token_ids]


def load(*_: object) -> EchoEngine:
    return EchoEngine()


# Workers are spawned and import this module too, so they have the engine as well.
ENGINES["ctranslate2"] = "tests.reliability.null_program:load"

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
