"""Checkpoints: one safetensors file with masters, optimizer state and position."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor

MODEL = "model."


@dataclass(slots=True, kw_only=True)
class Position:
    """Where training stands; all that decides which data comes next."""

    step: int = 0
    pool: int = 0
    inside: int = 0
    """Steps of the pool that are done."""
    tokens: int = 0
    """Target tokens seen, of all runs that led here."""
    pool_start: int = 0
    """Target tokens seen when the pool began."""
    warm_from: int = 0
    """Step at which the optimizer last started with empty state."""
    decay_start: int | None = None
    """Target tokens seen when the rate began to fall."""
    decay_minutes: float = 0.0
    """Minutes for which it has fallen."""
    loss: float = 0.0
    """Sum over the target tokens since the last line of the curve."""
    guide: float = 0.0
    counted: int = 0
    """Target tokens since the last line of the curve."""


def save(path: Path, tensors: Mapping[str, Tensor], position: Position) -> None:
    """Writes a checkpoint whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    metadata = {"position": json.dumps(dataclasses.asdict(position))}
    copies = {name: tensor.contiguous().cpu() for name, tensor in tensors.items()}
    save_file(copies, part, metadata=metadata)
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(path)


def load(path: Path) -> tuple[dict[str, Tensor], Position]:
    """Tensors and position of a checkpoint.

    A file without a position, such as published weights, gives a fresh one.
    """
    with safe_open(path, framework="pt") as file:
        metadata = file.metadata() or {}
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    position = Position(**json.loads(metadata.get("position", "{}")))
    return tensors, position


def weights(path: Path) -> dict[str, Tensor]:
    """The model's parameters in a checkpoint, as fp32."""
    tensors, _ = load(path)
    return {
        name.removeprefix(MODEL): tensor.float()
        for name, tensor in tensors.items()
        if name.startswith(MODEL)
    }
