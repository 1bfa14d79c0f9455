"""The fast engine: CTranslate2, 8-bit weights.

Measured against the reference engine on the same weights by `make bench`.

A batch is as wide as its sentences say, never as their neighbors say: the length of a
sentence, rounded up to a multiple of `STEP`. Padding changes the shapes of the products
in attention, with them the order of their sums, and now and then a rounding to 8 bits
after that: of 800 sentences of news, padded to the longest of their batch, 8 had
another score and one another translation than alone. With widths that depend on the
sentence alone none has, and results depend neither on neighbors nor on the number of
threads. Where no sentence of a batch fills its width, a short filler does. Tokens that
searches do not weigh are weighed again throughout a batch where a beginning in it holds
them, so such sentences have batches of their own.
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
"""Source tokens in a batch, padding included."""

STEP = 8
"""Widths of batches are multiples of this. Over 14 press articles, each by itself, 4
gave 2,380 source tokens per CPU second, 8 gave 2,720, batches of one length 1,790; with
all articles at once the three do the same."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Names in `malloc.h`."""
_KEPT = 32 << 20
"""Bytes of free memory that are kept, and of the largest array taken from it."""

_SHORT = "Oui."
"""Translated in a step or two, so that a filler is never what a batch waits for."""


class CTranslate2Engine:
    """Generates with a converted model."""

    name = "ctranslate2"

    def __init__(
        self,
        translator: Any,
        tokenizer: Tokenizer,
        bad_token_ids: Sequence[int] = (),
        suppressed_ids: Sequence[int] = (),
        *,
        longest: int = 512,
    ) -> None:
        self._translator = translator
        self._unweighed = frozenset(suppressed_ids)
        self._longest = longest
        self._short, self._eos = tokenizer.encode([_SHORT])[0], tokenizer.eos_id
        self._source_tokens = tokenizer.source_tokens
        self._target_tokens = tokenizer.target_tokens
        self._target_ids = {t: i for i, t in enumerate(tokenizer.target_tokens)}
        # The converter leaves the pad token out: it can't be generated anyway.
        bad = [tokenizer.target_tokens[i] for i in bad_token_ids]
        self._suppressed = [[token] for token in bad if token != PAD] or None

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """See `protocols.Engine`."""
        return self._hypotheses_of(token_ids, [()] * len(token_ids), decoding)

    def complete(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Hypothesis]:
        """See `protocols.Engine`."""
        found = self._hypotheses_of(token_ids, beginnings, decoding)
        return [hypotheses[0] for hypotheses in found]

    def score(
        self,
        token_ids: Sequence[Sequence[int]],
        target_ids: Sequence[Sequence[Sequence[int]]],
    ) -> list[list[float]]:
        """See `protocols.Engine`; each source is a batch of its own."""
        return [
            self._scores(ids, targets)
            for ids, targets in zip(token_ids, target_ids, strict=True)
        ]

    def _scores(
        self, ids: Sequence[int], targets: Sequence[Sequence[int]]
    ) -> list[float]:
        scored = self._translator.score_batch(
            [[self._source_tokens[i] for i in ids]] * len(targets),
            [[self._target_tokens[i] for i in target] for target in targets],
            max_batch_size=0,  # all of them
            max_input_length=0,
        )
        return [sum(one.log_probs) / len(one.log_probs) for one in scored]

    def _hypotheses_of(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[list[Hypothesis]]:
        """What was found for each sentence with the beginning that is its own."""
        widths = [width_of(len(ids), self._longest) for ids in token_ids]
        returning = [self._unweighed.intersection(ids) for ids in beginnings]
        batches = list(equal_batches(widths, returning, BATCH_TOKENS))
        waiting = [
            self._start(
                self._filled([token_ids[i] for i in rows], width),
                [beginnings[i] for i in rows],
                decoding,
            )
            for width, rows in batches
        ]
        found: list[list[Hypothesis]] = [[] for _ in token_ids]
        for (_, rows), results in zip(batches, waiting, strict=True):
            done = [result.result() for result in results]
            for row, result in zip(rows, done, strict=False):  # the filler is last
                found[row] = self._hypotheses(result)
        return found

    def _filled(
        self, batch: list[Sequence[int]], width: int
    ) -> Sequence[Sequence[int]]:
        """The batch, with a filler at its end if no sentence is as long as `width`."""
        if max(map(len, batch)) == width:
            return batch
        filler = [*self._short, *[self._eos] * width][:width]
        return [*batch, filler]

    def _start(
        self,
        batch: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Any]:
        """The results to come of a batch; batches share the threads."""
        tokens, begun = self._source_tokens, any(beginnings)
        prefixes = [[self._target_tokens[i] for i in ids] for ids in beginnings]
        prefixes += [[]] * (len(batch) - len(beginnings))  # a filler has none
        started: list[Any] = self._translator.translate_batch(
            [[tokens[i] for i in ids] for ids in batch],
            target_prefix=prefixes if begun else None,
            asynchronous=True,
            beam_size=max(decoding.beam_size, decoding.num_hypotheses),
            num_hypotheses=decoding.num_hypotheses,
            length_penalty=decoding.length_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram_size,
            max_decoding_length=decoding.max_length,
            max_input_length=0,  # nothing is cut off: the translator splits instead
            suppress_sequences=self._suppressed,
            use_vmap=bool(self._unweighed),
            return_scores=True,
            return_attention=True,  # costs nothing
        )
        return started

    def _hypotheses(self, result: Any) -> list[Hypothesis]:
        """What was found for one sentence.

        The attention of a first token depends on the sentences beside it (6 of 320
        hypotheses): it is taken to look at the first piece.
        """
        ids = self._target_ids
        found = zip(result.hypotheses, result.scores, result.attention, strict=True)
        return [
            Hypothesis(
                token_ids=tuple(ids[t] for t in tokens),
                score=score,
                alignment=tuple(
                    row.index(max(row)) if place else 0
                    for place, row in enumerate(attention[: len(tokens)])
                ),
            )
            for tokens, score, attention in found
        ]


def width_of(length: int, longest: int) -> int:
    """Tokens to which a sentence of `length` is padded; no more than `longest`."""
    rounded = -(-length // STEP) * STEP
    return max(length, min(rounded, longest))


def equal_batches(
    widths: Sequence[int], returning: Sequence[frozenset[int]], size: int
) -> Iterator[tuple[int, list[int]]]:
    """Batches of rows of one width and at most `size` tokens, each after its width.

    Rows of a batch have the same `returning` tokens too. The widest come first, so that
    threads end at about the same time.
    """
    alike: dict[tuple[int, frozenset[int]], list[int]] = {}
    for row, kind in enumerate(zip(widths, returning, strict=True)):
        alike.setdefault(kind, []).append(row)
    for (width, _), rows in sorted(alike.items(), key=lambda found: -found[0][0]):
        count = max(1, size // max(1, width))
        for i in range(0, len(rows), count):
            yield width, rows[i : i + count]


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
    _keep_freed_memory()
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
    return CTranslate2Engine(
        translator,
        tokenizer,
        card.bad_token_ids,
        card.suppressed_ids,
        longest=card.max_source_tokens,
    )


def _keep_freed_memory() -> None:
    """Tell the C library to keep the pages of what is freed, where it can be told.

    Each step of a search frees the arrays of the one before, megabytes that come back
    to be cleared page by page: 6 % of all time that the engine takes.
    """
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return  # not the C library of GNU
    mallopt(_M_MMAP_THRESHOLD, _KEPT)
    mallopt(_M_TRIM_THRESHOLD, _KEPT)


def _converted(card: ModelCard, cache: Path) -> Path:
    from briefing.engine.convert import convert

    folder = cache / "ctranslate2" / card.sha256
    if not (folder / "model.bin").is_file():
        convert(card.folder, folder)
    return folder


def _user_cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "briefing"
