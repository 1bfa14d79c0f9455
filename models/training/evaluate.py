"""Step `evaluate`: BLEU and chrF of a model folder on test sets.

A test set is `NAME.fr` and `NAME.en` in one folder, a sentence a line; outputs of
other systems beside them are `NAME.SYSTEM.en`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.engine.convert import convert
from briefing.models import read_card
from briefing.tokenizer import Tokenizer

MOST_TOKENS = 256
"""Target pieces of a translation at most."""
BATCH_TOKENS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one system did on one set."""

    bleu: float
    chrf: float


def lines(path: Path) -> list[str]:
    """The lines of a test set."""
    return path.read_text("utf-8").splitlines()


def score(hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    """BLEU and chrF by sacrebleu, with its defaults."""
    import sacrebleu

    return Score(
        bleu=sacrebleu.corpus_bleu(hypotheses, [references]).score,
        chrf=sacrebleu.corpus_chrf(hypotheses, [references]).score,
    )


def signatures() -> dict[str, str]:
    """Sacrebleu's description of both metrics."""
    from sacrebleu.metrics import BLEU, CHRF

    found = {}
    for name, metric in (("BLEU", BLEU()), ("chrF", CHRF())):
        metric.corpus_score(["a"], [["a"]])
        found[name] = str(metric.get_signature())
    return found


class Decoder:
    """The fast engine on a model folder, for whole test sets.

    With `float32` the folder is converted again: its own converted weights have been
    rounded to int8, whatever they are computed with.
    """

    def __init__(self, folder: Path, *, engine: str = "int8", threads: int = 1) -> None:
        import ctranslate2

        self.tokenizer = Tokenizer(folder)
        card = read_card(folder)
        self.marks = card.marks
        """Whether the model was trained on marked terms."""
        self.length_penalty = card.length_penalty
        self.mapped = bool(card.suppressed_ids)
        with tempfile.TemporaryDirectory() as scratch:
            converted = folder / "ctranslate2"
            if engine == "float32":
                converted = Path(scratch) / "model"
                convert(folder, converted, quantization=None)
            self.translator: Any = ctranslate2.Translator(
                str(converted),
                compute_type=engine,
                inter_threads=1,
                intra_threads=threads,
            )

    def __call__(self, sources: Sequence[str], beam_size: int) -> list[str]:
        """The English of each source."""
        tokens = self.tokenizer.source_tokens
        ids = self.tokenizer.encode(sources)
        results = self.translator.translate_batch(
            [[tokens[i] for i in line] for line in ids],
            beam_size=beam_size,
            length_penalty=self.length_penalty,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_decoding_length=MOST_TOKENS,
            use_vmap=self.mapped,
        )
        numbers = {token: i for i, token in enumerate(self.tokenizer.target_tokens)}
        return [
            self.tokenizer.decode([numbers[t] for t in result.hypotheses[0]])
            for result in results
        ]


def speed(decoder: Decoder, sources: Sequence[str], beam_size: int) -> float:
    """Source pieces a second."""
    began = time.perf_counter()
    decoder(sources, beam_size)
    pieces = sum(map(len, decoder.tokenizer.encode(sources)))
    return pieces / (time.perf_counter() - began)


def evaluate(
    folder: Path, sets: Sequence[Path], *, beam_size: int = 4, engine: str = "int8"
) -> dict[str, Score]:
    """Scores on `sets`, each named by its path without `.fr`."""
    decoder, found = Decoder(folder, engine=engine), {}
    for name in sets:
        sources = lines(name.with_name(f"{name.name}.fr"))
        references = lines(name.with_name(f"{name.name}.en"))
        found[name.name] = score(decoder(sources, beam_size), references)
    return found
