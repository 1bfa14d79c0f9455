"""Marian weights to the format of the fast engine."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from pathlib import Path

from briefing.errors import DependencyError, ModelError
from briefing.models import WEIGHTS


def convert(folder: Path, output: Path, *, quantization: str | None = "int8") -> None:
    """Write `folder` as a CTranslate2 model to `output`, whole or not at all.

    The same weights and library versions give the same bytes.

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
        except Exception as error:
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(f"{folder.name} cannot be converted: {reason}") from error
        shutil.rmtree(output, ignore_errors=True)
        fresh.rename(output)
