"""The training loss: label-smoothed cross entropy and the guide of the attention."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from models.training.softmax import softmax_loss

CHUNK = 1024
"""Positions whose logits are in memory at once; 512 and 2,048 were no faster."""
GRAIN = 128
"""The last chunk is filled up to a multiple, so that few shapes occur."""
FLOOR = 1e-4
"""Keeps the logarithm of an attention weight finite."""


class _SmoothedCrossEntropy(torch.autograd.Function):
    """Loss and gradients chunk by chunk: the logits are never all in memory."""

    @staticmethod
    def forward(ctx, hidden, table, wanted, smoothing):
        to_hidden = torch.empty_like(hidden)
        to_table = torch.zeros_like(table, dtype=torch.float32)
        total = 0.0
        for start in range(0, len(hidden), CHUNK):
            h, y = hidden[start : start + CHUNK], wanted[start : start + CHUNK]
            h = functional.pad(h, (0, 0, 0, -len(h) % GRAIN))
            logits = h @ table.t()
            total += softmax_loss(logits[: len(y)], y, smoothing)
            logits[len(y) :] = 0
            to_hidden[start : start + CHUNK] = (logits @ table)[: len(y)]
            to_table += (h.t() @ logits).t()
        ctx.save_for_backward(to_hidden, to_table.to(table.dtype))
        return hidden.new_tensor(total, dtype=torch.float32)

    @staticmethod
    def backward(ctx, gradient):
        to_hidden, to_table = ctx.saved_tensors
        return to_hidden * gradient, to_table * gradient, None, None


def cross_entropy(
    hidden: Tensor, table: Tensor, wanted: Tensor, smoothing: float
) -> Tensor:
    """Label-smoothed cross entropy of `hidden @ table.T`, summed over positions.

    Args:
        hidden: *Shape:* `(positions, width)`.
        table: the output embedding. *Shape:* `(rows, width)`.
        wanted: the right row for each position. *Shape:* `(positions,)`.
        smoothing: share of the probability that is spread over all rows.
    """
    return _SmoothedCrossEntropy.apply(hidden, table, wanted, smoothing)


def guide(weights: list[Tensor], links: Tensor) -> Tensor:
    """How little the first head looks where the word alignment points, summed.

    CTranslate2 reads alignments from the first head of the last layer.

    Args:
        weights: cross-attention of each layer.
        links: aligned source position for each target position, or -1.
            *Shape:* `(batch, target length)`.
    """
    known = links.ge(0)
    at = links.clamp_min(0)[:, None, :, None]
    total = torch.zeros(())
    for layer in weights:
        looked = layer[:, :1].gather(3, at)[:, 0, :, 0]
        total = total - (looked[known].float() + FLOOR).log().sum()
    return total / len(weights)
