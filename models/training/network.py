"""A Marian-shaped transformer in plain torch, as fast as a CPU allows.

Parameter names are those of `transformers.MarianMTModel` without `model.`, so that
release is a renaming. There is no padding mask anywhere: all sources of a batch have
one length, and what stands after the end of a target is hidden by causality.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.training.quantization import fake_int8
from models.training.softmax import attention_weights

MAX_POSITIONS = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The sizes that define a network."""

    pieces: int
    """Pieces of the tokenizer; the id of `<pad>` is the one after them."""
    width: int = 256
    encoder_inner: int = 1024
    """Width of the encoder's feed-forward layers."""
    decoder_inner: int = 1024
    heads: int = 8
    encoder_layers: int = 6
    decoder_layers: int = 2

    @property
    def pad(self) -> int:
        """Id of `<pad>`, with which every target starts."""
        return self.pieces

    @property
    def rows(self) -> int:
        """Rows of the embedding: a multiple of 64, for the matrix units."""
        return (self.pieces + 64) // 64 * 64


def sinusoids(positions: int, width: int) -> Tensor:
    """Marian's position table: sines in the first half, cosines in the second."""
    rate = torch.arange(0, width, 2, dtype=torch.float64) / width
    angle = torch.arange(positions, dtype=torch.float64)[:, None] / 10000.0**rate
    return torch.cat([angle.sin(), angle.cos()], dim=1).float()


class Linear(nn.Linear):
    """A linear layer that can rehearse the rounding of its input to int8."""

    int8 = False

    def forward(self, x: Tensor) -> Tensor:
        """*Shape:* `(…, in)` to `(…, out)`."""
        return functional.linear(
            fake_int8(x) if self.int8 else x, self.weight, self.bias
        )


class Attention(nn.Module):
    """Attention with several heads, without a mask for padding."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.q_proj = Linear(width, width)
        self.k_proj = Linear(width, width)
        self.v_proj = Linear(width, width)
        self.out_proj = Linear(width, width)

    def _split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(
        self, x: Tensor, memory: Tensor, kept: list[Tensor], *, causal: bool = False
    ) -> Tensor:
        """Attends from `x` to `memory`; appends the weights to `kept`.

        Two products and a softmax: in bf16 on a CPU the fused attention of torch
        is several times slower.
        """
        query = self._split(self.q_proj(x))
        key = self._split(self.k_proj(memory))
        value = self._split(self.v_proj(memory))
        weights = attention_weights(
            query @ key.transpose(-1, -2),
            query.shape[-1] ** -0.5,
            causal=causal,
        )
        kept.append(weights)
        return self.out_proj((weights @ value).transpose(1, 2).flatten(2))


class Layer(nn.Module):
    """One layer of the encoder or the decoder, normalized after each part."""

    def __init__(self, shape: Shape, *, decoder: bool, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.self_attn = Attention(shape.width, shape.heads)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        if decoder:
            self.encoder_attn = Attention(shape.width, shape.heads)
            self.encoder_attn_layer_norm = nn.LayerNorm(shape.width)
        inner = shape.decoder_inner if decoder else shape.encoder_inner
        self.fc1 = Linear(shape.width, inner)
        self.fc2 = Linear(inner, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training) if self.dropout else x

    def forward(
        self,
        x: Tensor,
        memory: Tensor | None = None,
        kept: list[Tensor] | None = None,
    ) -> Tensor:
        """The layer's output; the weights on `memory` are appended to `kept`."""
        around = self.self_attn(x, x, [], causal=memory is not None)
        x = self.self_attn_layer_norm(x + self._drop(around))
        if memory is not None:
            kept = [] if kept is None else kept
            across = self.encoder_attn(x, memory, kept)
            x = self.encoder_attn_layer_norm(x + self._drop(across))
        inner = torch.relu(self.fc1(x))
        return self.final_layer_norm(x + self._drop(self.fc2(inner)))


class Stack(nn.Module):
    """The layers of one side."""

    def __init__(self, layers: list[Layer]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers)


class Network(nn.Module):
    """Encoder, decoder and one embedding for source, target and output."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.shared = nn.Parameter(
            torch.randn(shape.rows, shape.width) * shape.width**-0.5
        )
        self.encoder = Stack(
            [
                Layer(shape, decoder=False, dropout=dropout)
                for _ in range(shape.encoder_layers)
            ]
        )
        self.decoder = Stack(
            [
                Layer(shape, decoder=True, dropout=dropout)
                for _ in range(shape.decoder_layers)
            ]
        )
        table = sinusoids(MAX_POSITIONS, shape.width)
        self.register_buffer("positions", table, persistent=False)
        self.silence_start()

    def silence_start(self) -> None:
        """Zeroes the start row: CTranslate2 starts Marian decoders from zero."""
        with torch.no_grad():
            self.shared[self.shape.pad :].zero_()

    def rehearse_int8(self, on: bool) -> None:
        """Switches the rounding of the decoder's inputs to int8 on or off.

        Rounding the encoder's inputs costs nothing that can be measured (0.0002
        nats a token), the decoder's 0.01.
        """
        for module in self.decoder.modules():
            if isinstance(module, Linear):
                module.int8 = on

    def embed(self, ids: Tensor) -> Tensor:
        """*Shape:* `(batch, length)` to `(batch, length, width)`."""
        scaled = functional.embedding(ids, self.shared) * math.sqrt(self.shape.width)
        return scaled + self.positions[: ids.shape[1]]

    def encode(self, source: Tensor) -> Tensor:
        """The encoder's last layer."""
        x = self.embed(source)
        for layer in self.encoder.layers:
            x = layer(x)
        return x

    def decode(self, memory: Tensor, target: Tensor) -> tuple[Tensor, list[Tensor]]:
        """The decoder's last layer and each layer's weights on the source.

        The weights have the *shape* `(batch, heads, target length, source length)`.
        """
        x, kept = self.embed(target), []
        for layer in self.decoder.layers:
            x = layer(x, memory, kept)
        return x, kept

    def forward(self, source: Tensor, target: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Decoder states and cross-attention for targets that are given."""
        return self.decode(self.encode(source), target)
