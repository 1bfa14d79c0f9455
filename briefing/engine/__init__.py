"""Engines: token ids in, token ids out. One more is one more row in `ENGINES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.models import ModelCard
    from briefing.protocols import Engine
    from briefing.tokenizer import Tokenizer


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineOptions:
    """How an engine uses the machine; none of it may change its output."""

    threads: int = 1
    """Batches translated at the same time."""
    device: str = "cpu"
    compute_type: str = "int8"
    """Of the fast engine: `int8`, or `float32` to compare it with the reference."""
    cache: Path | None = None
    """Folder for converted models; `None` for the user's cache folder."""


EngineFactory = Callable[["ModelCard", "Tokenizer", EngineOptions], "Engine"]

ENGINES = {
    "ctranslate2": "briefing.engine.ctranslate2:load",
    "transformers": "briefing.engine.transformers:load",
}
"""Name of an engine to the function that loads it (imported only when used)."""


def load_engine(
    name: str, card: ModelCard, tokenizer: Tokenizer, options: EngineOptions
) -> Engine:
    """The engine called `name` with the weights of `card`.

    Raises:
        UsageError: there is no such engine.
        ModelError: the weights are missing, altered or unfit.
    """
    if name not in ENGINES:
        raise UsageError(f"no engine {name!r}: choose from {', '.join(ENGINES)}")
    module, _, function = ENGINES[name].partition(":")
    factory: EngineFactory = getattr(import_module(module), function)
    return factory(card, tokenizer, options)
