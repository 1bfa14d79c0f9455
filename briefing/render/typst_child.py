"""Compiles a template that a user brought, in a process of its own.

Typst has no limits: a template may loop for hours, read files below the working
folder and fetch packages. Here it gets an empty folder, a bounded time and memory,
and no way out: every request goes to a port of this machine that nobody answers.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SECONDS = 30
"""What a page may take; the shipped dossier of 60 pages takes under 2."""
MEMORY = 4 * 2**30
"""Address space in bytes, of which Rust's threads reserve most without using it."""

_DEAD_END = "http://127.0.0.1:9"


class ChildError(Exception):
    """The template is wrong or wants too much; `diagnostic` is Typst's, with lines."""

    def __init__(self, message: str, diagnostic: str = "") -> None:
        super().__init__(message)
        self.diagnostic = diagnostic


def compile_apart(files: Mapping[str, bytes], inputs: Mapping[str, str]) -> bytes:
    """The PDF of `main.typ` among `files`, made in a child process.

    Raises:
        ChildError: Typst refused the template, or it took too long or too much memory.
    """
    packed = {name: base64.b64encode(data).decode() for name, data in files.items()}
    order = json.dumps({"files": packed, "inputs": dict(inputs)})
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(  # noqa: S603 - this module, by the same Python
                [sys.executable, "-m", __name__],
                input=order.encode(),
                capture_output=True,
                check=False,
                cwd=empty,
                env=_environment(empty),
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            raise ChildError(f"it took more than {SECONDS} s") from None
    if done.returncode:
        raise ChildError("it took too much memory")
    answer = json.loads(done.stdout)
    if "message" in answer:
        raise ChildError(answer["message"], answer["diagnostic"])
    return base64.b64decode(answer["pdf"])


def _environment(empty: str) -> dict[str, str]:
    """The child's environment: this package, and requests that lead nowhere."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _DEAD_END)
    package = str(Path(__file__).parents[2])
    system = {k: v for k, v in os.environ.items() if k in {"PATH", "SYSTEMROOT"}}
    return {**system, **proxies, "PYTHONPATH": package, "XDG_CACHE_HOME": empty}


def _answer(order: dict[str, Any]) -> dict[str, str]:
    """What `compile_apart` gets back."""
    from typst import TypstError

    from briefing.render.typst_files import compile_files

    files = {name: base64.b64decode(data) for name, data in order["files"].items()}
    try:
        pdf = compile_files(files, order["inputs"])
    except TypstError as error:
        return {"message": str(error), "diagnostic": str(error.diagnostic)}
    return {"pdf": base64.b64encode(pdf).decode()}


def _limit_memory() -> None:
    """Bound the address space, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    _limit_memory()
    sys.stdout.write(json.dumps(_answer(json.load(sys.stdin))))
