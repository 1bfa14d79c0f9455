"""Step `reopen`: new self-attention for encoder layers whose own has died.

A head that looks at the same position from every word passes a constant on and has no
gradient that would lead it out. Its layer's output is replaced by its mean, which costs
next to nothing, and its heads start anew, looking at near positions: where a word
stands can be read from the states by linear regression, and a query that asks for the
position next to its own, given as sines and cosines, is that reading turned.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from models.training import arrays, checkpoint
from models.training.batches import END
from models.training.checkpoint import MODEL
from models.training.network import Attention, Network
from models.training.recipe import Recipe

OFFSETS = (-1, 1, -2, 2, -3, 3, -6, 6)
"""Positions from its own at which each head looks, over again for more heads."""
FIRST_WAVE, LAST_WAVE = 12 / 256, 72 / 256
"""Which of the position table's waves are read, as a share of its width: the shortest
cannot be read from the states behind the first layer (R² 0.17), these can."""
SCORE = 20.0
"""Score of the position asked for, where positions can be read perfectly."""
SENTENCES = 2000
SMOOTHING = 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """What one layer reads, over many sentences."""

    inputs: Tensor
    """*Shape:* `(words, width)`."""
    outputs: Tensor
    """What its self-attention makes of them. *Shape:* `(words, width)`."""
    positions: Tensor
    """*Shape:* `(words,)`."""


@torch.no_grad()
def states(network: Network, layer: int, sources: Sequence[np.ndarray]) -> States:
    """States before and after the self-attention of `layer`."""
    inputs, outputs, positions = [], [], []
    for source in sources:
        x = network.embed(torch.from_numpy(source.astype(np.int64))[None])
        for before in network.encoder.layers[:layer]:
            x = before(x)
        inputs.append(x[0])
        outputs.append(network.encoder.layers[layer].self_attn(x, x, [])[0])
        positions.append(torch.arange(len(source)))
    return States(
        inputs=torch.cat(inputs),
        outputs=torch.cat(outputs),
        positions=torch.cat(positions),
    )


def waves(width: int, count: int) -> Tensor:
    """`count` frequencies of the position table, in radians a position."""
    columns = torch.linspace(FIRST_WAVE * width, LAST_WAVE * width, count).round()
    return 10000.0 ** (-2 * columns / width)


def reading(found: States, frequencies: Tensor) -> Tensor:
    """How sines, then cosines, of positions are read from centered states.

    *Shape:* `(width, 2 * frequencies)`.
    """
    angles = found.positions[:, None] * frequencies
    wanted = torch.cat([angles.sin(), angles.cos()], 1)
    x = found.inputs - found.inputs.mean(0)
    squares = x.T @ x
    squares += SMOOTHING * len(x) * torch.eye(len(squares))
    return torch.linalg.solve(squares, x.T @ (wanted - wanted.mean(0)))


@torch.no_grad()
def look_around(attention: Attention, found: States) -> None:
    """Gives `attention` new heads that look near, and its old mean as output."""
    width = found.inputs.shape[1]
    size = width // attention.heads
    frequencies = waves(width, size // 2)
    sine, cosine = reading(found, frequencies).chunk(2, 1)
    scale = (SCORE * size**0.5 / len(frequencies)) ** 0.5
    for head in range(attention.heads):
        turn = frequencies * OFFSETS[head % len(OFFSETS)]
        asked = (
            sine * turn.cos() + cosine * turn.sin(),
            cosine * turn.cos() - sine * turn.sin(),
        )
        rows = slice(size * head, size * head + 2 * len(frequencies))
        attention.q_proj.weight[rows] = torch.cat(asked, 1).T * scale
        attention.k_proj.weight[rows] = torch.cat([sine, cosine], 1).T * scale
    for part in (attention.q_proj, attention.k_proj):
        part.bias.copy_(-part.weight @ found.inputs.mean(0))
    torch.nn.init.orthogonal_(attention.v_proj.weight)
    attention.v_proj.bias.zero_()
    attention.out_proj.weight.zero_()
    attention.out_proj.bias.copy_(found.outputs.mean(0))


def sample(recipe: Recipe, work: Path) -> list[np.ndarray]:
    """Source sentences of all domains, with their end."""
    random = np.random.default_rng(recipe.training.seed)
    found = []
    for name in recipe.data.domains:
        pairs = arrays.load(work / "arrays" / name)
        wanted = min(len(pairs), SENTENCES // len(recipe.data.domains))
        rows = random.choice(len(pairs), wanted, replace=False)
        found += [np.append(pairs.pair(row)[0], END) for row in rows]
    return found


def reopen(
    recipe: Recipe,
    tensors: Mapping[str, Tensor],
    layers: Sequence[int],
    sources: Sequence[np.ndarray],
) -> dict[str, Tensor]:
    """The checkpoint's `tensors` with `layers` of the encoder opened, first to last."""
    torch.manual_seed(recipe.training.seed)
    network = Network(recipe.shape).eval()
    model = {n.removeprefix(MODEL): t.float() for n, t in tensors.items()}
    own = dict(network.named_parameters())
    network.load_state_dict({n: model[n] for n in own})
    for layer in sorted(layers):
        found = states(network, layer, sources)
        look_around(network.encoder.layers[layer].self_attn, found)
    opened = {MODEL + name: own[name].detach() for name in own}
    parts = tuple(f".encoder.layers.{layer}.self_attn." for layer in layers)
    fresh = {
        name: torch.zeros_like(tensor)  # what the optimizer knew of the old heads
        for name, tensor in tensors.items()
        if not name.startswith(MODEL) and any(part in name for part in parts)
    }
    return {**tensors, **opened, **fresh}


def reopen_file(
    recipe: Recipe, work: Path, path: Path, layers: Sequence[int], output: Path
) -> None:
    """Reads the checkpoint `path` and writes `output`."""
    tensors, position = checkpoint.load(path)
    opened = reopen(recipe, tensors, layers, sample(recipe, work))
    checkpoint.save(output, opened, position)
