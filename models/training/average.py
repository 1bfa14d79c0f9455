"""Step `average`: the mean of the last snapshots of a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.training import checkpoint
from models.training.checkpoint import MODEL


def average(paths: Sequence[Path], output: Path) -> None:
    """Writes the mean of the weights in `paths`; position and so on from the last."""
    total = {
        name: tensor.clone() for name, tensor in checkpoint.weights(paths[0]).items()
    }
    for path in paths[1:]:
        for name, tensor in checkpoint.weights(path).items():
            total[name] += tensor
    _, position = checkpoint.load(paths[-1])
    mean = {MODEL + name: tensor / len(paths) for name, tensor in total.items()}
    checkpoint.save(output, mean, position)


def last_snapshots(run: Path, count: int) -> list[Path]:
    """The run's checkpoint and its youngest snapshots, `count` files in all."""
    snapshots = sorted((run / "snapshots").glob("*.safetensors"))
    own = run / "checkpoint.safetensors"
    return [*snapshots[len(snapshots) - count + 1 :], own] if count > 1 else [own]
