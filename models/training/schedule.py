"""What a call of `train` shall do, and the course of its rates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.training import batches
from models.training.checkpoint import Position
from models.training.recipe import Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one call of `train` shall do."""

    recipe: Recipe
    folder: Path
    """Gets `checkpoint.safetensors`, `curve.tsv` and `snapshots/`."""
    start: Path | None = None
    """Checkpoint or released model to start from where the folder has none."""
    steps: int | None = None
    """Stops at this step, counted from the very beginning."""
    tokens: float = float("inf")
    """Target tokens of this call at most."""
    minutes: float = float("inf")
    """Wall time of this call at most."""
    decay_tokens: float = 0
    """Tokens over which the rate falls to zero, from this call's start; then stop."""
    decay_minutes: float = 0
    """The same by the clock, for releases that have a deadline: not repeatable."""
    int8: bool = False
    """Rehearse the rounding of the int8 engine."""
    log_steps: int = 25
    """Steps between two lines of the curve."""
    save_minutes: float = 10
    snapshot_tokens: float = 0
    """Keeps the weights every so many tokens, for averaging; 0 for never."""
    workers: int = 1
    device: str = "cpu"

    @property
    def decays(self) -> bool:
        """Whether the rate falls."""
        return bool(self.decay_tokens or self.decay_minutes)


def plan(recipe: Recipe) -> batches.Plan:
    """How the recipe cuts its data."""
    training = recipe.training
    return batches.Plan(
        shares=recipe.data.shares,
        pool_tokens=training.pool_tokens,
        step_tokens=training.step_tokens,
        batch_positions=training.batch_positions,
        seed=training.seed,
    )


def longest(recipe: Recipe, tokens: int) -> int:
    """Pieces of the longest pair allowed after `tokens` target tokens."""
    grown = min(1.0, tokens / recipe.training.growth_tokens) ** 1.5
    first = recipe.training.first_longest
    return round(first + (recipe.data.longest - first) * grown)


def guide_weight(recipe: Recipe, tokens: int) -> float:
    """Weight of the attention's guide after `tokens` target tokens."""
    training = recipe.training
    left = max(0.0, 1 - tokens / training.guide_tokens)
    return training.guide + (training.guide_start - training.guide) * left


def falling(run: Run, position: Position) -> float:
    """What is left of the rate, 1 to 0; 1 where it does not fall."""
    left = 1.0
    if run.decay_minutes:
        left = min(left, 1 - position.decay_minutes / run.decay_minutes)
    if run.decay_tokens and position.decay_start is not None:
        fallen = position.tokens - position.decay_start
        left = min(left, 1 - fallen / run.decay_tokens)
    return max(0.0, left)
