"""The tensors of a training run, laid flat so that several processes can share them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from models.training.checkpoint import MODEL
from models.training.network import Network
from models.training.quantization import round_rows

STATE = ("muon", "mean", "square")


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
        self.state = {kind: self.views(flat(torch.float32)) for kind in STATE}
        for name, parameter in named.items():
            self.master[name].copy_(parameter.detach())

    def views(self, flat: Tensor) -> dict[str, Tensor]:
        """Each parameter's part of a flat tensor, in its shape."""
        parts = flat.split([shape.numel() for shape in self.shapes.values()])
        named = zip(self.shapes.items(), parts, strict=True)
        return {name: part.view(shape) for (name, shape), part in named}

    def bind(self, network: Network, worker: int) -> None:
        """Makes `network` compute with the shared weights, into own gradients."""
        network.to(self._weight["shared"].dtype)
        for name, parameter in network.named_parameters():
            parameter.data = self._weight[name]
            parameter.grad = self._gradient[worker][name]

    def clear(self, worker: int) -> None:
        """Zeroes the gradients of `worker`."""
        for gradient in self._gradient[worker].values():
            gradient.zero_()

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
        """Takes over a checkpoint; returns whether it had the optimizer's state.

        Of a network with narrower layers this one computes the same: what the added
        units write is nothing yet, what they read is as at random.
        """
        for name, master in self.master.items():
            saved = tensors[MODEL + name]
            master[..., saved.shape[-1] :] = 0
            _same_part(master, saved).copy_(saved)
        state = {n: t for n, t in tensors.items() if not n.startswith(MODEL)}
        for full, tensor in state.items():
            kind, name = full.split(".", 1)
            _same_part(self.state[kind][name], tensor).copy_(tensor)
        return bool(state)


def _same_part(whole: Tensor, saved: Tensor) -> Tensor:
    """The part of a tensor that was there when a narrower network was saved."""
    return whole[tuple(map(slice, saved.shape))]
