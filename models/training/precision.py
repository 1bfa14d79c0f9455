"""The format of weights and gradients that the machine at hand multiplies fastest."""

from __future__ import annotations

from functools import cache

import torch

AUTO = "auto"


def named(name: str, device: torch.device | str) -> torch.dtype:
    """The format that a recipe names, for `auto` the fastest one."""
    if name == AUTO:
        return fastest(torch.device(device).type)
    found: torch.dtype = getattr(torch, name)
    return found


@cache
def fastest(device_type: str) -> torch.dtype:
    """bfloat16, unless the CPU would have to emulate it: 76 GFLOPS became 0.8 there."""
    if device_type != "cpu" or torch.ops.mkldnn._is_mkldnn_bf16_supported():
        return torch.bfloat16
    return torch.float32
