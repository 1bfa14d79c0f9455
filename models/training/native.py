"""Loops in C beside this file, compiled on the spot where there is a compiler."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import torch
from torch import Tensor

MACROS = {torch.float32: (), torch.bfloat16: ("HALF",)}
"""What `loops.c` is compiled with for each format that it knows."""
FLAGS = ("-O3", "-march=native", "-ffast-math", "-shared", "-fPIC")


@cache
def library(name: str, *defined: str) -> ctypes.CDLL | None:
    """The functions of `NAME.c`, or `None` where there is no compiler.

    Args:
        name: of the file.
        defined: macros that are defined in it.
    """
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        return None
    source = Path(__file__).with_name(f"{name}.c")
    built = Path(tempfile.mkdtemp()) / f"{name}.so"
    macros = [f"-D{macro}" for macro in defined]
    command = [compiler, *FLAGS, *macros, str(source), "-o", str(built), "-lm"]
    subprocess.run(command, check=True)  # noqa: S603
    return ctypes.CDLL(str(built))


def loops(tensor: Tensor) -> ctypes.CDLL | None:
    """The loops of a training step, where they can work on `tensor`."""
    if tensor.is_cuda or tensor.dtype not in MACROS:
        return None
    return library("loops", *MACROS[tensor.dtype])


def pointer(tensor: Tensor) -> ctypes.c_void_p:
    """Where the values of `tensor` begin."""
    return ctypes.c_void_p(tensor.data_ptr())
