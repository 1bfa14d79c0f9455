"""All settings of one model, read from its TOML file; an unknown key is an error."""

from __future__ import annotations

import dataclasses
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models.training.network import Shape
from models.training.precision import AUTO


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """Which pairs are used, and how much of each."""

    tokenizer: str
    """SentencePiece model, relative to the work folder or absolute."""
    longest: int = 160
    """Pieces of a sentence at most."""
    domains: dict[str, list[str]] = field(default_factory=dict)
    """Corpora of each domain, by name."""
    nearest: dict[str, float] = field(default_factory=dict)
    """Share of a domain that is kept, nearest to the press first; all by default."""
    aligned: float = 0.45
    """Share of its target pieces that must be linked for a pair to be kept."""
    figures: int = 0
    """Synthetic pairs made by `figures`."""
    noise: int = 0
    """Pairs with spoilt French."""
    quoted: int = 0
    """Pairs drawn for who says them; those that are no plain sentence are left out."""
    renamed: int = 0
    """Written pairs that are used once more with rare names in them, at most."""
    clauses: dict[str, int] = field(default_factory=dict)
    """Clauses cut from the pairs of each domain, at most."""
    terms: dict[str, int] = field(default_factory=dict)
    """Pairs of each domain that are used once more with terms marked, at most."""
    vocabulary: dict[str, int] = field(default_factory=dict)
    """Pairs of each domain used once more with words in them that it lacks, at most."""
    shares: dict[str, float] = field(default_factory=dict)
    """Share of the target tokens of each domain in training."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Learning rates and their course."""

    muon: float = 0.005
    """Of matrices; 0.02 and 0.01 kept the decoder from finding the source."""
    adam: float = 1e-3
    """Of biases and normalization."""
    embedding: float = 4e-4
    warmup_steps: int = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """How steps are made."""

    step_tokens: int = 8000
    batch_positions: int = 4000
    pool_tokens: int = 1_000_000
    smoothing: float = 0.1
    dropout: float = 0.0
    guide: float = 0.02
    """Weight of the attention's guide at the end of its fall."""
    guide_start: float = 0.02
    guide_tokens: float = 2e6
    """Tokens over which the guide falls from `guide_start` to `guide`."""
    first_longest: int = 160
    """Longest pair at the start; grows to `Data.longest` over `growth_tokens`."""
    growth_tokens: float = 1e6
    seed: int = 0
    precision: str = AUTO
    """Of weights and gradients in a step; masters are float32 always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A model's name, sizes and course of training."""

    name: str
    shape: Shape
    data: Data
    rates: Rates = Rates()
    training: Training = Training()


def _build(kind: type, values: dict[str, Any], where: str) -> Any:
    known = {f.name for f in dataclasses.fields(kind)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"{where}: unknown key {unknown[0]!r}; known: {sorted(known)}")
    return kind(**values)


PARTS = {"shape": Shape, "data": Data, "rates": Rates, "training": Training}


def parse(text: str, where: str = "recipe") -> Recipe:
    """The recipe in a TOML text that stands by itself.

    Raises:
        ValueError: an unknown key.
    """
    return _recipe(tomllib.loads(text), where)


def read(path: Path) -> Recipe:
    """The recipe in the file `path`, on top of the one beside it that it `extends`.

    Raises:
        ValueError: an unknown key.
    """
    return _recipe(_values(path), path.name)


def _values(path: Path) -> dict[str, Any]:
    own = tomllib.loads(path.read_text("utf-8"))
    base = own.pop("extends", None)
    return _merged(_values(path.parent / base), own) if base else own


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Both; where both have a value that of `own`, tables key by key."""
    tables = {
        key: _merged(base[key], value)
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(base.get(key), dict)
    }
    return base | own | tables


def _recipe(values: dict[str, Any], where: str) -> Recipe:
    for part, kind in PARTS.items():
        if part in values:
            values[part] = _build(kind, values[part], f"{where} [{part}]")
    return _build(Recipe, values, where)
