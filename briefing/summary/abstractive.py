"""A summary written by a seq2seq model, shown only as far as the article bears it out.

Any model that `AutoModelForSeq2SeqLM` loads will do (BART, T5, mBART, PEGASUS, a
fine-tuned Marian), from a folder or the hub; weights from safetensors only, never code.
What the model writes is taken apart into sentences, and each has to be found again in
the source (`grounding`): without support it is dropped, with a figure or a name that
is not there it carries a flag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from briefing.errors import DependencyError, ModelError
from briefing.models import hub_folder, is_hub_id
from briefing.summary.extractive import ExtractiveSummarizer
from briefing.summary.grounding import Grounding, Source, ground, read_source
from briefing.types import Article, Flag, SummarySentence, Translation

Write = Callable[[Sequence[str]], list[str]]
"""Summaries of texts, in their order."""

LIMIT = 512
"""Source tokens in one piece where the model's config states no limit."""

UNWRITTEN = Flag(
    kind="summary",
    detail="taken from the article: nothing that the model wrote had support there",
)


class AbstractiveSummarizer:
    """Summarizes with a seq2seq model.

    Args:
        name_or_path: a folder, or a hub id (`ORG/NAME` or `ORG/NAME@REVISION`).
        sentences: shown at most.
        language: what the model reads and writes. `fr` models read the source; what
            they write is translated by `translate`.
        translate: French sentences to English ones; needed for `fr` only.
    """

    def __init__(
        self,
        name_or_path: str,
        *,
        sentences: int = 3,
        language: Literal["en", "fr"] = "en",
        translate: Callable[[Sequence[str]], list[Translation]] | None = None,
    ) -> None:
        if language == "fr" and translate is None:
            raise ValueError("a summarizer that writes French needs a translator")
        self.name = name_or_path
        self.sentences = sentences
        self.language = language
        self._translate = translate

    def __call__(self, article: Article) -> tuple[SummarySentence, ...]:
        """At most `sentences` sentences with support, in the order they were written.

        Where none has, sentences of the article, flagged as such.

        Raises:
            DependencyError: transformers or torch is missing.
            ModelError: the model cannot be loaded.
        """
        sources = _sources(article, self.language)
        if not sources:
            return ()
        pieces = self.model.pieces([s.text for s in sources])
        written = [
            c for text in self.model.write(pieces) for c in _claims(text, self.language)
        ]
        grounded = [
            (c, ground(c, sources, self.language)) for c in dict.fromkeys(written)
        ]
        shown = [(c, g) for c, g in grounded if g.shown][: self.sentences]
        if not shown:
            return _instead(article, self.sentences)
        return tuple(self._sentence(claim, found) for claim, found in shown)

    @cached_property
    def model(self) -> Seq2SeqModel:
        """The model, loaded when it is first needed."""
        return load_model(self.name)

    def _sentence(self, claim: str, found: Grounding) -> SummarySentence:
        flags, text = found.flags, claim
        if self._translate and self.language == "fr":
            translation = self._translate([claim])[0]
            flags, text = (*flags, *translation.flags), translation.target or claim
        return SummarySentence(text=text, sources=found.sources, flags=flags)


def _sources(article: Article, language: str) -> list[Source]:
    """The sentences that can be summarized: translated prose, without headings."""
    return [
        read_source(
            sentence.index,
            translation.target if language == "en" else sentence.text,
            sentence.text,
            language,
        )
        for sentence, translation in zip(
            article.sentences, article.translations, strict=True
        )
        if translation.status == "translated" and sentence.kind != "heading"
    ]


def _claims(text: str, language: str) -> list[str]:
    from sentencex import segment

    found = (part.strip() for part in segment(language, text))
    return [part for part in found if part]


def _instead(article: Article, sentences: int) -> tuple[SummarySentence, ...]:
    taken = ExtractiveSummarizer(sentences)(article)
    return tuple(
        SummarySentence(text=s.text, sources=s.sources, flags=(*s.flags, UNWRITTEN))
        for s in taken
    )


class Seq2SeqModel:
    """A seq2seq model and its tokenizer: text in, text out."""

    def __init__(self, model: Any, tokenizer: Any) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self.limit = source_limit(model.config, tokenizer)
        self._prefix = _prefix(model.config)
        self._search = search_settings(model.config, model.generation_config)

    def pieces(self, sentences: Sequence[str]) -> list[str]:
        """Runs of sentences that fit the model's input; a longer one is cut there."""
        room = self.limit - len(self._ids(self._prefix))
        pieces: list[list[str]] = []
        used = room + 1
        for sentence in sentences:
            size = len(self._ids(f" {sentence}"))
            if used + size > room:
                pieces.append([])
                used = 0
            pieces[-1].append(sentence)
            used += size
        return [" ".join(piece) for piece in pieces]

    def write(self, texts: Sequence[str]) -> list[str]:
        """A summary of each text, one at a time, so that none depends on another."""
        return [self._write(text) for text in texts]

    def _write(self, text: str) -> str:
        import torch

        encoded = self._tokenizer(
            self._prefix + text,
            truncation=True,
            max_length=self.limit,
            return_tensors="pt",
        )
        with torch.inference_mode():
            # (1, target length)
            output = self._model.generate(
                input_ids=encoded["input_ids"],
                attention_mask=encoded["attention_mask"],
                do_sample=False,
                **self._search,
            )
        decoded: str = self._tokenizer.decode(output[0], skip_special_tokens=True)
        return decoded.strip()

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer(text, truncation=False)["input_ids"]
        return ids


def source_limit(config: Any, tokenizer: Any) -> int:
    """Source tokens that the model reads, by its config, else by its tokenizer."""
    for value in (
        getattr(config, "max_position_embeddings", None),
        getattr(config, "n_positions", None),
        getattr(tokenizer, "model_max_length", None),
    ):
        # Tokenizers without a limit say 10^30.
        if isinstance(value, int) and 0 < value < 1_000_000:
            return value
    return LIMIT


def search_settings(config: Any, generation_config: Any) -> dict[str, Any]:
    """How the model's makers search for a summary, where it is not the default.

    Older models keep it in their config, for each task. Where nothing is said, the
    library would stop after 20 tokens: then `NEW_TOKENS` of them.
    """
    stated = _task(config)
    found = {key: stated[key] for key in _SEARCH if key in stated}
    lengths = (
        found.get("max_length"),
        getattr(generation_config, "max_new_tokens", None),
        getattr(generation_config, "max_length", None),
    )
    if all(length in (None, 20) for length in lengths):
        found = {k: v for k, v in found.items() if "length" not in k}
        found["max_new_tokens"] = NEW_TOKENS
    return found


NEW_TOKENS = 128

_SEARCH = (
    "max_length",
    "min_length",
    "num_beams",
    "length_penalty",
    "no_repeat_ngram_size",
    "early_stopping",
)


def _task(config: Any) -> dict[str, Any]:
    tasks = getattr(config, "task_specific_params", None) or {}
    found: dict[str, Any] = tasks.get("summarization", {})
    return found


def _prefix(config: Any) -> str:
    """What T5 wants before the text; models that want nothing say nothing."""
    prefix = _task(config).get("prefix", "")
    if not prefix and getattr(config, "model_type", "") == "t5":
        return "summarize: "
    return str(prefix)


def load_model(name_or_path: str) -> Seq2SeqModel:
    """The model in a folder or on the hub.

    Raises:
        DependencyError: transformers or torch is missing.
        ModelError: there is no such model, it has no safetensors, or needs code.
    """
    try:
        import torch  # noqa: F401
        from safetensors import SafetensorError
        from transformers import AutoModelForSeq2SeqLM, AutoTokenizer
    except ImportError as error:
        raise DependencyError(
            f"summarizer {name_or_path}: {error.name or 'transformers'} is not "
            "installed; run: pip install 'briefing[hf]'"
        ) from error
    folder = Path(name_or_path)
    if not folder.is_dir() and is_hub_id(name_or_path):
        folder = hub_folder(name_or_path)
    safely = {"trust_remote_code": False, "local_files_only": True}
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, **safely)
        model = AutoModelForSeq2SeqLM.from_pretrained(
            folder, use_safetensors=True, **safely
        )
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        raise ModelError(
            f"summarizer {name_or_path}: {_first_line(error)}; name a folder or hub id "
            "of a seq2seq model with safetensors weights, or use: extractive"
        ) from error
    return Seq2SeqModel(model.eval(), tokenizer)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
