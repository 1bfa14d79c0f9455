"""The fast engine: CTranslate2, 8-bit weights.

Measured against the reference engine on the same weights by `make bench`. Results do
not depend on which sentences share a batch, nor on the number of threads; the
determinism tests keep watch over that.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefing.engine import EngineOptions
from briefing.errors import ModelError
from briefing.models import FAST_WEIGHTS, ModelCard, verify
from briefing.protocols import Hypothesis
from briefing.tokenizer import PAD, Tokenizer
from briefing.types import Decoding

BATCH_TOKENS = 2048
"""Source tokens in a batch, padding included."""


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
        tokens = self._source_tokens
        results = self._translator.translate_batch(
            [[tokens[i] for i in ids] for ids in token_ids],
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            beam_size=max(decoding.beam_size, decoding.num_hypotheses),
            num_hypotheses=decoding.num_hypotheses,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            max_decoding_length=decoding.max_length,
            max_input_length=0,  # nothing is cut off: the translator splits instead
            suppress_sequences=self._suppressed,
            return_scores=True,
        )
        return [self._hypotheses(result) for result in results]

    def _hypotheses(self, result: Any) -> list[Hypothesis]:
        ids = self._target_ids
        return [
            Hypothesis(token_ids=tuple(ids[t] for t in tokens), score=score)
            for tokens, score in zip(result.hypotheses, result.scores, strict=True)
        ]


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
