"""Two optimizers on fp32 masters: Muon for matrices, Adam for the rest.

Their state is handed to them as named tensors: it lies in memory that workers share
and is written to checkpoints by others.
Muon: Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from torch import Tensor

from models.training.precision import fastest

LIMIT = 4.0
"""Singular value above which decay is stronger than any step. Without one, branches
grew to ten times the stream that they add to; normalization wiped it out, and
self-attention behind the first layer had nothing to say (docs/model.md)."""
QUINTIC = (3.4445, -4.7750, 2.0315)
"""Coefficients of the Newton–Schulz iteration, from the Muon post."""


def orthogonalize(stack: Tensor, iterations: int = 5) -> Tensor:
    """The nearest (semi-)orthogonal matrix to each of `stack`, roughly.

    *Shape:* `(matrices, rows, columns)`, in and out.
    """
    tall = stack.shape[1] > stack.shape[2]
    x = stack.transpose(1, 2) if tall else stack
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    x = x.to(fastest(x.device.type))
    a, b, c = QUINTIC
    for _ in range(iterations):
        square = x @ x.transpose(1, 2)
        square = torch.baddbmm(square, square, square, beta=b, alpha=c)
        x = torch.baddbmm(x, square, x, beta=a)
    x = x.float()
    return x.transpose(1, 2) if tall else x


class Muon:
    """Orthogonalized momentum, for matrices."""

    def __init__(
        self,
        masters: Mapping[str, Tensor],
        momenta: Mapping[str, Tensor],
        keep: float = 0.95,
    ) -> None:
        self.masters = masters
        self.momenta = momenta
        self.keep = keep
        self.groups: dict[torch.Size, list[str]] = {}
        for name, master in masters.items():
            self.groups.setdefault(master.shape, []).append(name)

    def step(self, gradients: Mapping[str, Tensor], rate: float) -> None:
        """Moves the masters; matrices of one shape are worked on together.

        Every singular value of an update is about `rate * 0.2 * sqrt(longer side)`,
        which makes its entries as large as Adam's would be.
        """
        for shape, names in self.groups.items():
            moved = torch.stack([self._ahead(n, gradients[n]) for n in names])
            size = rate * 0.2 * math.sqrt(max(shape))
            for name, update in zip(names, orthogonalize(moved), strict=True):
                self.masters[name].mul_(1 - size / LIMIT).sub_(update, alpha=size)

    def _ahead(self, name: str, gradient: Tensor) -> Tensor:
        """Nesterov's look ahead, from a gradient no longer than the momentum.

        Momentum is about three gradients long. One that is longer still comes from a
        batch gone wrong and would steer the next twenty steps; a run was lost so.
        """
        momentum = self.momenta[name]
        length, usual = gradient.norm(), momentum.norm()
        if usual > 0 and length > usual:
            gradient = gradient * (usual / length)
        momentum.mul_(self.keep).add_(gradient)
        return gradient + self.keep * momentum


class Adam:
    """Adam without weight decay."""

    def __init__(
        self,
        masters: Mapping[str, Tensor],
        means: Mapping[str, Tensor],
        squares: Mapping[str, Tensor],
        betas: tuple[float, float] = (0.9, 0.98),
    ) -> None:
        self.masters = masters
        self.means = means
        self.squares = squares
        self.betas = betas

    def step(
        self,
        gradients: Mapping[str, Tensor],
        rates: Mapping[str, float],
        count: int,
    ) -> None:
        """Moves each master by its own rate; `count` is 1 at the first step."""
        first, second = self.betas
        for name, master in self.masters.items():
            gradient = gradients[name]
            mean = self.means[name].lerp_(gradient, 1 - first)
            square = self.squares[name].mul_(second)
            square.addcmul_(gradient, gradient, value=1 - second)
            scale = (square / (1 - second**count)).sqrt_().add_(1e-8)
            master.addcdiv_(mean, scale, value=-rates[name] / (1 - first**count))
