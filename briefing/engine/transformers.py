"""The reference engine: `MarianMTModel.generate` of transformers, on torch.

Slow and exact: the fast engine is measured against it on the same weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from briefing.engine import EngineOptions
from briefing.errors import DependencyError, ModelError
from briefing.models import WEIGHTS, ModelCard, verify
from briefing.protocols import Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.types import Decoding

BATCH_TOKENS = 2048
"""Source tokens in a batch, padding included."""

ALIGNING = 0
"""Head of the last layer whose attention is given out: CTranslate2 gives the same."""


class TransformersEngine:
    """Generates with a torch model."""

    name = "transformers"

    def __init__(self, model: Any) -> None:
        self._model = model
        config = model.generation_config
        self._pad = config.pad_token_id
        self._begin, self._eos = config.decoder_start_token_id, config.eos_token_id
        self._special = {
            config.pad_token_id,
            config.eos_token_id,
            config.decoder_start_token_id,
        }
        self._suppressed = frozenset(config.suppress_tokens or ())

    def generate(
        self, token_ids: Sequence[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """See `protocols.Engine`."""
        results: list[list[Hypothesis]] = [[] for _ in token_ids]
        for rows in _batches(token_ids, BATCH_TOKENS):
            found = self._generate([token_ids[row] for row in rows], decoding)
            for row, hypotheses in zip(rows, found, strict=True):
                results[row] = hypotheses
        return results

    def complete(
        self,
        token_ids: Sequence[Sequence[int]],
        beginnings: Sequence[Sequence[int]],
        decoding: Decoding,
    ) -> list[Hypothesis]:
        """See `protocols.Engine`."""
        pairs = zip(token_ids, beginnings, strict=True)
        return [self._complete(ids, beginning, decoding) for ids, beginning in pairs]

    def _complete(
        self, ids: Sequence[int], beginning: Sequence[int], decoding: Decoding
    ) -> Hypothesis:
        found = [i for i in beginning if i not in self._special]
        if len(beginning) + 1 < decoding.max_length:  # the start token counts
            found = self._continued(ids, beginning, decoding)
        log_probs, attention = self._traced(
            ids, found, self._suppressed.difference(beginning)
        )
        return Hypothesis(
            token_ids=tuple(found),
            score=float(log_probs[min(len(beginning), len(log_probs) - 1) :].mean()),
            alignment=tuple(attention[: len(found)].argmax(dim=-1).tolist()),
        )

    def _continued(
        self, ids: Sequence[int], beginning: Sequence[int], decoding: Decoding
    ) -> list[int]:
        """The best target ids that begin so."""
        import torch

        # (1, source length), (1, beginning)
        source = torch.tensor([list(ids)], device=self._model.device)
        begun = torch.tensor([[self._begin, *beginning]], device=self._model.device)
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=source,
                decoder_input_ids=begun,
                **_search(decoding),
                suppress_tokens=sorted(self._suppressed.difference(beginning)) or None,
            )
        return [i for i in output[0].tolist() if i not in self._special]

    def score(
        self,
        token_ids: Sequence[Sequence[int]],
        target_ids: Sequence[Sequence[Sequence[int]]],
    ) -> list[list[float]]:
        """See `protocols.Engine`."""
        return [
            [float(self._traced(ids, target)[0].mean()) for target in targets]
            for ids, targets in zip(token_ids, target_ids, strict=True)
        ]

    def _traced(
        self, ids: Sequence[int], found: Sequence[int], suppressed: Iterable[int] = ()
    ) -> tuple[Any, Any]:
        """Log-probabilities of target tokens, and what each attends to.

        They are those among all tokens but the `suppressed` ones.

        *Shape:* `(target length + 1,)` and `(target length + 1, source length)`, the
        end token last; attention is that of one head of the last layer. Tokens for
        which the model has no positions are left out.
        """
        import torch

        source = torch.tensor([list(ids)], device=self._model.device)
        room = self._model.config.max_position_embeddings
        row = [self._begin, *found, self._eos][: room + 1]
        target = torch.tensor([row], device=source.device)
        usual = self._model.config._attn_implementation
        self._model.set_attn_implementation("eager")  # the others give no attention
        with torch.inference_mode():
            output = self._model(
                input_ids=source,
                decoder_input_ids=target[:, :-1],
                output_attentions=True,
            )
        self._model.set_attn_implementation(usual)
        rest = torch.zeros(output.logits.shape[-1])
        rest[list(suppressed)] = -torch.inf
        log_probs = (output.logits[0] + rest.to(source.device)).log_softmax(dim=-1)
        wanted = log_probs.gather(1, target[0, 1:, None])[:, 0]
        return wanted, output.cross_attentions[-1][0, ALIGNING]

    def _generate(
        self, batch: list[Sequence[int]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        import torch

        count = decoding.num_hypotheses
        width = max(map(len, batch))
        padded = [[*ids, *[self._pad] * (width - len(ids))] for ids in batch]
        # (batch, source length)
        input_ids = torch.tensor(padded, device=self._model.device)
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=input_ids,
                attention_mask=(input_ids != self._pad).long(),
                num_return_sequences=count,
                **_search(decoding),
                return_dict_in_generate=True,
                output_scores=True,
            )
        # (batch * hypotheses, target length)
        sequences = output.sequences.tolist()
        scores = getattr(output, "sequences_scores", None)
        numbers = scores.tolist() if scores is not None else [0.0] * len(sequences)
        flat = [
            Hypothesis(
                token_ids=tuple(i for i in ids if i not in self._special), score=number
            )
            for ids, number in zip(sequences, numbers, strict=True)
        ]
        return [flat[i : i + count] for i in range(0, len(flat), count)]


def _search(decoding: Decoding) -> dict[str, Any]:
    """How `generate` calls the settings of a search."""
    return {
        "num_beams": max(decoding.beam_size, decoding.num_hypotheses),
        "length_penalty": decoding.length_penalty,
        "no_repeat_ngram_size": decoding.no_repeat_ngram_size or None,
        "max_length": decoding.max_length,
        "do_sample": False,
    }


def load(
    card: ModelCard, tokenizer: Tokenizer, options: EngineOptions
) -> TransformersEngine:
    """The reference engine with the safetensors of `card`, in full precision.

    Raises:
        DependencyError: the extra `hf` is not installed.
        ModelError: the weights are missing, altered or unfit.
    """
    try:
        import torch
        import transformers
        from safetensors import SafetensorError
    except ImportError as error:
        raise DependencyError(
            "--engine transformers needs torch: pip install 'briefing[hf]'"
        ) from error
    verify(card, [WEIGHTS, "config.json"])
    torch.set_num_threads(options.threads)
    transformers.utils.logging.disable_progress_bar()
    try:
        model = transformers.MarianMTModel.from_pretrained(
            str(card.folder),
            use_safetensors=True,
            local_files_only=True,
            dtype=torch.float32,
        )
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        reason = str(error).splitlines()[0]
        raise ModelError(f"model {card.name} cannot be loaded: {reason}") from error
    return TransformersEngine(model.to(options.device).eval())


def _batches(token_ids: Sequence[Sequence[int]], size: int) -> Iterator[list[int]]:
    """Rows of `token_ids` in batches of at most `size` padded tokens, longest first."""
    batch: list[int] = []
    width = 0
    for row in sorted(range(len(token_ids)), key=lambda r: (-len(token_ids[r]), r)):
        width = width or len(token_ids[row])
        if batch and width * (len(batch) + 1) > size:
            yield batch
            batch, width = [], len(token_ids[row])
        batch.append(row)
    if batch:
        yield batch
