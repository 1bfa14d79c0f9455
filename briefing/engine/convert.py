"""Marian weights to the format of the fast engine."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path

from briefing.errors import DependencyError, ModelError
from briefing.models import WEIGHTS, read_card
from briefing.tokenizer import PAD, Tokenizer


def convert(folder: Path, output: Path, *, quantization: str | None = "int8") -> None:
    """Write `folder` as a CTranslate2 model to `output`, whole or not at all.

    The same weights and library versions give the same bytes. Tokens that the folder's
    `generation_config.json` suppresses are left out of the output layer's products.

    Args:
        folder: a Marian model in the Hugging Face layout.
        output: a folder that is replaced if it is there.
        quantization: `int8`, or `None` to keep full precision.

    Raises:
        DependencyError: the extra `hf` is not installed.
        ModelError: the folder holds no safetensors, or a model of another kind.
    """
    try:
        import ctranslate2
        import torch  # noqa: F401 - the converter needs it, and says so less clearly
        import transformers
    except ImportError as error:
        raise DependencyError(
            "converting a model needs torch and transformers: "
            "pip install 'briefing[hf]', or name a folder that holds ctranslate2/"
        ) from error
    if not (folder / WEIGHTS).is_file():
        raise ModelError(f"{folder.name} has no {WEIGHTS}: nothing to convert")
    transformers.utils.logging.disable_progress_bar()
    output.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(dir=output.parent) as scratch,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")  # "Recommended: pip install sacremoses."
        fresh = Path(scratch) / "model"
        try:
            converter = ctranslate2.converters.TransformersConverter(str(folder))
            converter.convert(str(fresh), quantization=quantization)
            if weighed := vocabulary_map(folder):
                (fresh / "vmap.txt").write_text(weighed, "utf-8")
        except Exception as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(f"{folder.name} cannot be converted: {reason}") from error
        shutil.rmtree(output, ignore_errors=True)
        fresh.rename(output)


def vocabulary_map(folder: Path) -> str:
    """The target tokens that a search weighs, or `""` where it weighs all of them.

    One rule of CTranslate2's format (source n-gram, tab, target tokens) that holds
    for every source: with rules of their own, sentences would depend on the others
    of their batch.
    """
    suppressed = frozenset(read_card(folder).suppressed_ids)
    if not suppressed:
        return ""
    tokens = enumerate(Tokenizer(folder).target_tokens)
    weighed = [token for i, token in tokens if i not in suppressed and token != PAD]
    return f"\t{' '.join(weighed)}\n"
