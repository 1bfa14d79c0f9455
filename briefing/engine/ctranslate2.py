"""The fast engine: CTranslate2, 8-bit weights.

Measured against the reference engine on the same weights by `make bench`.

Only sentences of equal length share a batch. Padding would change the shapes of the
products in attention, with them the order of their sums, and now and then a rounding
to 8 bits after that: of 800 sentences of news, in padded batches of 2,048 tokens, 8 had
another score and one another translation than alone. In batches without padding none
has, and results depend neither on neighbors nor on the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from briefing.engine import EngineOptions
from briefing.errors import ModelError
from briefing.models import FAST_WEIGHTS, ModelCard, verify
from briefing.protocols import Hypothesis
from briefing.tokenizer import PAD, Tokenizer
from briefing.types import Decoding

BATCH_TOKENS = 1024
"""Source tokens in a batch."""


class CTranslate2Engine:
    """Generates with a converted model."""

    name = "ctranslate2"

    def __init__(
        self, translator: Any, tokenizer: Tokenizer, bad_token_ids: Sequence[int] = ()
    ) -> None:
        self._translator = translator
        self._source_tokens = tokenizer.source_tokens
        self._target_ids = {t: i for i, t in enumerate(tokenizer.target_tokens)}
        # The converter leaves the pad token out: it can't be generated anyway.
        bad = [tokenizer.target_tokens[i] for i in bad_token_ids]
        self._suppressed = [[token] for token in bad if token != PAD] or None

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """See `protocols.Engine`."""
        batches = list(equal_lengths(token_ids, BATCH_TOKENS))
        waiting = [self._start([token_ids[i] for i in b], decoding) for b in batches]
        found: list[list[Hypothesis]] = [[] for _ in token_ids]
        for rows, results in zip(batches, waiting, strict=True):
            for row, result in zip(rows, results, strict=True):
                found[row] = self._hypotheses(result.result())
        return found

    def _start(self, batch: Sequence[Sequence[int]], decoding: Decoding) -> list[Any]:
        """The results to come of a batch; batches share the threads."""
        tokens = self._source_tokens
        started: list[Any] = self._translator.translate_batch(
            [[tokens[i] for i in ids] for ids in batch],
            asynchronous=True,
            beam_size=max(decoding.beam_size, decoding.num_hypotheses),
            num_hypotheses=decoding.num_hypotheses,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            max_decoding_length=decoding.max_length,
            max_input_length=0,  # nothing is cut off: the translator splits instead
            suppress_sequences=self._suppressed,
            return_scores=True,
        )
        return started

    def _hypotheses(self, result: Any) -> list[Hypothesis]:
        ids = self._target_ids
        return [
            Hypothesis(token_ids=tuple(ids[t] for t in tokens), score=score)
            for tokens, score in zip(result.hypotheses, result.scores, strict=True)
        ]


def equal_lengths(token_ids: Sequence[Sequence[int]], size: int) -> Iterator[list[int]]:
    """Rows of `token_ids` in batches of one length and at most `size` tokens.

    The longest come first, so that threads end at about the same time.
    """
    by_length: dict[int, list[int]] = {}
    for row, ids in enumerate(token_ids):
        by_length.setdefault(len(ids), []).append(row)
    for length in sorted(by_length, reverse=True):
        rows, count = by_length[length], max(1, size // max(1, length))
        for i in range(0, len(rows), count):
            yield rows[i : i + count]


def load(
    card: ModelCard, tokenizer: Tokenizer, options: EngineOptions
) -> CTranslate2Engine:
    """The engine for a model folder, converted into the cache if need be.

    Raises:
        ModelError: the converted model is missing, altered or unfit.
    """
    import ctranslate2

    folder = card.folder / "ctranslate2"
    if FAST_WEIGHTS in card.files:
        verify(card, [name for name in card.files if name.startswith("ctranslate2/")])
    else:
        folder = _converted(card, options.cache or _user_cache())
    try:
        translator = ctranslate2.Translator(
            str(folder),
            device=options.device,
            compute_type=options.compute_type,
            inter_threads=options.threads,
            intra_threads=1,
        )
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"model {card.name} cannot be loaded: {str(error).splitlines()[0]}"
        ) from error
    return CTranslate2Engine(translator, tokenizer, card.bad_token_ids)


def _converted(card: ModelCard, cache: Path) -> Path:
    from briefing.engine.convert import convert

    folder = cache / "ctranslate2" / card.sha256
    if not (folder / "model.bin").is_file():
        convert(card.folder, folder)
    return folder


def _user_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "briefing"
