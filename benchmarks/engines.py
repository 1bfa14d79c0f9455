"""The bare libraries that `briefing` stands on, each measured in its own process.

    python -m benchmarks.engines count       SENTENCES.json
    python -m benchmarks.engines ctranslate2 SENTENCES.json
    python -m benchmarks.engines generate    SENTENCES.json COUNT

Prints the number of source tokens, or two numbers: source tokens per second and per
second of CPU time. Both libraries get the decoding settings of the model's card, and
their model is loaded before the clock runs.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from briefing.engine import EngineOptions, load_engine
from briefing.models import DEFAULT_MODEL, ModelCard, find_model
from briefing.tokenizer import Tokenizer
from briefing.types import Decoding

MAX_BATCH_TOKENS = (1024, 4096)
SAMPLE = 200
"""Sentences on which the best settings are chosen, and which warm the library up."""
SAMPLE_OF_SLOW = 8

Tokens = Sequence[Sequence[Any]]
Speeds = tuple[float, float]
"""Source tokens per second, and per second of CPU time."""


def main(argv: Sequence[str]) -> int:
    """Print the figure asked for."""
    what, path, *rest = argv
    sentences = json.loads(Path(path).read_text("utf-8"))
    card = find_model(DEFAULT_MODEL)
    token_ids = Tokenizer(card.folder).encode(sentences)
    if what == "count":
        print(sum(map(len, token_ids)))
    elif what == "ctranslate2":
        print(*_ctranslate2(card, token_ids))
    else:
        print(*_generate(card, _spread(token_ids, int(rest[0]))))
    return 0


def _ctranslate2(card: ModelCard, token_ids: Tokens) -> Speeds:
    """The speed with the best settings found on a sample."""
    pieces = Tokenizer(card.folder).source_tokens
    tokens = [[pieces[i] for i in ids] for ids in token_ids]
    sample = tokens[:SAMPLE]
    cores = len(os.sched_getaffinity(0))
    ways = [
        partial(_translate, _translator(card, inter, intra), card, size)
        for inter, intra in {(cores, 1), (1, cores)}
        for size in MAX_BATCH_TOKENS
    ]
    best = max(ways, key=lambda translate: _speed(translate, sample))
    return _speed(best, tokens)


def _translator(card: ModelCard, inter: int, intra: int) -> Any:
    import ctranslate2

    folder = str(card.folder / "ctranslate2")
    return ctranslate2.Translator(folder, inter_threads=inter, intra_threads=intra)


def _translate(
    translator: Any, card: ModelCard, size: int, tokens: Sequence[Sequence[str]]
) -> None:
    translator.translate_batch(
        tokens,
        max_batch_size=size,
        batch_type="tokens",
        beam_size=card.beam_size,
        length_penalty=card.length_penalty,
        max_decoding_length=card.max_target_tokens,
        use_vmap=bool(card.suppressed_ids),
    )


def _generate(card: ModelCard, token_ids: Tokens) -> Speeds:
    """The speed of the reference engine, zeros without torch."""
    try:
        import torch
    except ImportError:
        return 0.0, 0.0
    engine = load_engine(
        "transformers", card, Tokenizer(card.folder), EngineOptions(threads=1)
    )
    decoding = Decoding(
        beam_size=card.beam_size,
        length_penalty=card.length_penalty,
        max_length=card.max_target_tokens,
    )

    def generate(tokens: Tokens, threads: int) -> None:
        torch.set_num_threads(threads)
        engine.generate(tokens, decoding)

    ways = [partial(generate, threads=n) for n in (len(os.sched_getaffinity(0)), 1)]
    best = max(ways, key=lambda way: _speed(way, token_ids[:SAMPLE_OF_SLOW]))
    return _speed(best, token_ids)


def _speed(work: Callable[[Tokens], object], tokens: Tokens) -> Speeds:
    start, cpu = time.perf_counter(), time.process_time()
    work(tokens)
    count = sum(map(len, tokens))
    return count / (time.perf_counter() - start), count / (time.process_time() - cpu)


def _spread(items: Tokens, count: int) -> Tokens:
    """About `count` of the items, taken evenly."""
    return items[:: max(1, len(items) // count)][:count]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
