"""The tensors of a training run, laid flat so that several processes can share them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import cast

import torch
from torch import Tensor

from models.training.checkpoint import MODEL
from models.training.network import Attention, Network
from models.training.quantization import round_rows

STATE = ("muon", "mean", "square")
PEAKS = {"encoder": 15.0, "decoder": 150.0}
"""Score above which a head's queries and keys shrink; the decoder's may be sharper."""
_SCORING = re.compile(r"(?P<attention>(?P<side>\w+)\..*)\.[qk]_proj\.")
GENTLY = 0.98
"""By how much at most in one step, so that what was learnt survives."""


def is_matrix(name: str, tensor: Tensor) -> bool:
    """Whether Muon moves this parameter: all matrices but the embedding."""
    return tensor.ndim == 2 and name != "shared"


class Memory:
    """Masters, working weights, optimizer state, and gradients of each worker.

    Masters and state are fp32; weights and gradients have the working precision.
    """

    def __init__(self, network: Network, precision: torch.dtype, workers: int) -> None:
        named = dict(network.named_parameters())
        self.shapes = {name: p.shape for name, p in named.items()}
        device = network.shared.device
        size = sum(p.numel() for p in named.values())

        def flat(dtype: torch.dtype) -> Tensor:
            tensor = torch.zeros(size, dtype=dtype, device=device)
            return tensor.share_memory_() if workers > 1 else tensor

        self.master = self.views(flat(torch.float32))
        self._weight = self.views(flat(precision))
        self._gradient = [self.views(flat(precision)) for _ in range(workers)]
        self._peaks = self._notes(network, workers, lambda a: a.heads)
        self.state = {kind: self.views(flat(torch.float32)) for kind in STATE}
        for name, parameter in named.items():
            self.master[name].copy_(parameter.detach())

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """Each parameter's part of a flat tensor, in its shape."""
        parts = flat.split([shape.numel() for shape in self.shapes.values()])
        named = zip(self.shapes.items(), parts, strict=True)
        return {name: part.view(shape) for (name, shape), part in named}

    @staticmethod
    def _notes(
        network: Network, workers: int, size: Callable[[Attention], int]
    ) -> list[dict[str, Tensor]]:
        """For each worker, room for what each attention notes about itself."""

        def room(attention: Attention) -> Tensor:
            tensor = torch.zeros(size(attention), device=network.shared.device)
            return tensor.share_memory_() if workers > 1 else tensor

        found = dict(network.named_modules())
        attentions = {n: m for n, m in found.items() if isinstance(m, Attention)}
        return [{n: room(m) for n, m in attentions.items()} for _ in range(workers)]

    def calm(self, names: Iterable[str]) -> None:
        """Keeps attention able to learn; to be called after each step.

        Queries and keys of heads whose scores grew beyond `PEAKS` shrink. Without it
        Muon lets them grow until each softmax picks one position, which has no
        gradient. After QK-Clip, https://arxiv.org/abs/2507.20534.
        """
        for name in names:
            match = _SCORING.match(name)
            if match is None:
                continue
            attention, side = match["attention"], match["side"]
            peaks = torch.stack([p[attention] for p in self._peaks]).amax(0)
            most = PEAKS[side]
            factor = (most / peaks.clamp_min(most)).sqrt().clamp_min(GENTLY)
            rows = self.master[name].unflatten(0, (len(factor), -1))
            rows.mul_(factor.view(-1, *[1] * (rows.ndim - 1)))

    def bind(self, network: Network, worker: int) -> None:
        """Makes `network` compute with the shared weights, into own gradients."""
        network.to(self._weight["shared"].dtype)
        for name, parameter in network.named_parameters():
            parameter.data = self._weight[name]
            parameter.grad = self._gradient[worker][name]
        for name, peaks in self._peaks[worker].items():
            cast(Attention, network.get_submodule(name)).peaks = peaks

    def clear(self, worker: int) -> None:
        """Zeroes the gradients and the largest scores of `worker`."""
        for tensors in (self._gradient[worker], self._peaks[worker]):
            for tensor in tensors.values():
                tensor.zero_()

    def gradients(self, names: Iterable[str]) -> dict[str, Tensor]:
        """Gradients summed over workers, fp32, in the order of the workers."""
        return {name: sum(g[name].float() for g in self._gradient) for name in names}

    def publish(self, names: Iterable[str], *, int8: bool) -> None:
        """Rounds masters to working weights, through int8 if that is rehearsed."""
        for name in names:
            master = self.master[name]
            rounded = round_rows(master) if int8 and master.ndim == 2 else master
            self._weight[name].copy_(rounded)

    def tensors(self) -> dict[str, Tensor]:
        """All that a checkpoint holds."""
        found = {MODEL + name: tensor for name, tensor in self.master.items()}
        for kind, views in self.state.items():
            for name, tensor in views.items():
                if (kind == "muon") == is_matrix(name, tensor):
                    found[f"{kind}.{name}"] = tensor
        return found

    def restore(self, tensors: Mapping[str, Tensor]) -> bool:
        """Takes over a checkpoint; returns whether it had the optimizer's state."""
        for name, master in self.master.items():
            saved = tensors[MODEL + name]
            master.zero_()[tuple(map(slice, saved.shape))] = saved.float()
        state = {n: t for n, t in tensors.items() if not n.startswith(MODEL)}
        for full, tensor in state.items():
            kind, name = full.split(".", 1)
            self.state[kind][name].copy_(tensor)
        return bool(state)
