"""Helpers: the program as a process of its own, and what a run left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
MODEL = ROOT / "models" / "fr-en-small"

ARTICLE = (
    "Le maire de Limoges a inauguré mardi la nouvelle bibliothèque municipale.\n\n"
    "« Ce lieu appartient à tous les habitants », a déclaré Claire Fontaine devant "
    "une centaine d’invités. Les travaux ont duré deux ans et coûté 3,4 millions "
    "d’euros.\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run of the program came to."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """The lines in which the program complains."""
        return [x for x in self.err.splitlines() if x.startswith("briefing: ")]

    def complains(self, code: int, *words: str) -> bool:
        """Whether it ended with `code` and one line that has all the `words`."""
        assert self.code == code, self.err
        assert "Traceback" not in self.err, self.err
        assert len(self.errors) == 1, self.err
        missing = [word for word in words if word not in self.errors[0]]
        assert missing == [], self.errors[0]
        return True


OF_THE_RUN = {
    *("ledger.jsonl", ".ledger.partial", ".lock"),
    *(".memory.sqlite", ".memory.sqlite-wal", ".memory.sqlite-shm"),
}
"""Files that a run keeps for the next one; they tell the time it took."""


Run = Callable[..., Outcome]


def environment(**changes: str) -> dict[str, str]:
    """The environment with `changes`, and the program importable."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", **changes}


def heed_interrupts() -> None:
    """Behind a shell's `&` children ignore interrupts, and so would the program."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(
    argv: Sequence[object],
    *,
    under: Sequence[str] = (),
    env: Mapping[str, str] | None = None,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """The program as a process of its own, started `under` another if named."""
    words = [*under, sys.executable, "-m", "briefing", *map(str, argv)]
    return subprocess.Popen(
        words,
        env=environment() if env is None else env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **{"preexec_fn": heed_interrupts, **options},
    )


def finish(process: subprocess.Popen[bytes], timeout: float = 120) -> Outcome:
    """What the process came to."""
    try:
        out, err = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return Outcome(
        code=process.returncode,
        out=(out or b"").decode("utf-8", "replace"),
        err=err.decode("utf-8", "replace"),
    )


def ledger(folder: Path) -> dict[str, dict[str, Any]]:
    """The ledger's lines by the name of their input."""
    lines = (folder / "ledger.jsonl").read_text("utf-8").splitlines()
    return {line["input"]: line for line in map(json.loads, lines)}


def outputs(folder: Path) -> dict[str, bytes]:
    """What a run wrote for its readers."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in OF_THE_RUN
    }
