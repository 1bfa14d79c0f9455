"""A run whose processes are killed at any moment, and the run after it."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.program import (
    ARTICLE,
    MODEL,
    environment,
    finish,
    ledger,
    outputs,
    start,
)

FORMATS = "md,json"
WORKERS = 2


def articles(folder: Path, count: int) -> Path:
    """Short articles, each with sentences of its own."""
    folder.mkdir()
    for number in range(count):
        text = ARTICLE.replace("Limoges", f"Port-{number}").replace("3,4", f"{number}")
        (folder / f"{number:03}.txt").write_text(text, "utf-8")
    return folder


def argv(source: Path, out: Path) -> list[object]:
    jobs = ("--jobs", WORKERS, "--model", MODEL)
    return ["build", source, "-o", out, "-f", FORMATS, *jobs]


def torn(out: Path) -> list[str]:
    """Outputs that a reader would find cut off: no JSON, a page without its end."""
    found = []
    for path in out.glob("*.*") if out.is_dir() else ():
        data = path.read_bytes()
        if path.suffix == ".json" and not is_json(data):
            found.append(path.name)
        if path.suffix == ".md" and not data.endswith(b"\n"):
            found.append(path.name)
    return found


def is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def finished(out: Path) -> dict[str, tuple[int, int]]:
    """Which files there are, and when each was written."""
    return {p.name: (p.stat().st_ino, p.stat().st_mtime_ns) for p in out.glob("*.md")}


def kill_and_go_on(source: Path, out: Path, seconds: float) -> dict[str, Any]:
    """A run that is killed after some seconds and the one after it."""
    process = start(argv(source, out), env=environment(), start_new_session=True)
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)  # the parent alone: workers must notice
    process.communicate()
    seen = finished(out) if out.is_dir() else {}
    broken = torn(out)
    again = finish(start(argv(source, out), env=environment()), timeout=600)
    assert again.code == 0, again.err
    kept = [name for name, when in finished(out).items() if seen.get(name) == when]
    return {"torn": broken, "redone": len(seen) - len(kept), "before": len(seen)}


def check(tmp_path: Path, count: int, instants: list[float]) -> None:
    source = articles(tmp_path / "in", count)
    assert finish(start(argv(source, tmp_path / "whole"))).code == 0
    whole = outputs(tmp_path / "whole")
    assert len(whole) == 2 * count
    for turn, instant in enumerate(instants):
        out = tmp_path / f"out-{turn}"
        found = kill_and_go_on(source, out, instant)
        assert found["torn"] == []
        assert outputs(out) == whole
        assert len(ledger(out)) == count
        assert not list(out.glob(".*.tmp"))
        # What was written, but not yet in the ledger.
        assert found["redone"] <= WORKERS, found


def test_a_run_that_was_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    check(tmp_path, 12, [0.6, 2.5])


@pytest.mark.slow
def test_a_run_killed_at_twenty_instants_is_finished_by_the_next(
    tmp_path: Path,
) -> None:
    instants = random.Random(8)  # noqa: S311 - a sample, not a secret
    check(tmp_path, 200, [instants.uniform(0.2, 8.0) for _ in range(20)])
