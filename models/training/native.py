"""Loops in C beside this file, compiled on the spot where there is a compiler."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

FLAGS = ("-O3", "-march=native", "-ffast-math", "-shared", "-fPIC")


@cache
def library(name: str) -> ctypes.CDLL | None:
    """The functions of `NAME.c`, or `None` where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not compiler:
        return None
    source = Path(__file__).with_name(f"{name}.c")
    built = Path(tempfile.mkdtemp()) / f"{name}.so"
    command = [compiler, *FLAGS, str(source), "-o", str(built), "-lm"]
    subprocess.run(command, check=True)  # noqa: S603
    return ctypes.CDLL(str(built))
