"""A run over thousands of articles that finds nothing to do."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from briefing.batch.ledger import LEDGER, Line, input_key
from briefing.batch.run import settings_key
from briefing.config import Config
from tests.reliability.program import ARTICLE, Run, ledger


def finished_run(source: Path, out: Path, count: int) -> None:
    """Inputs, outputs and the ledger as a run over `count` articles leaves them."""
    source.mkdir()
    out.mkdir()
    settings = settings_key(Config(formats=("md", "json")))
    lines = []
    for number in range(count):
        name, data = f"{number:05}", f"{ARTICLE}{number}".encode()
        (source / f"{name}.txt").write_bytes(data)
        outputs = (f"{name}.md", f"{name}.json")
        for output in outputs:
            (out / output).write_bytes(data * 10)
        sha256 = hashlib.sha256(data).hexdigest()
        line = Line(
            input=f"{name}.txt",
            id=name,
            sha256=sha256,
            key=input_key(sha256, settings),
            status="written",
            outputs=outputs,
            output_sha256=(hashlib.sha256(data * 10).hexdigest(),) * 2,
        )
        lines.append(f"{line.json()}\n")
    (out / LEDGER).write_text("".join(lines))


@pytest.mark.parametrize(
    ("count", "seconds"),
    [(1_000, 2.0), pytest.param(10_000, 10.0, marks=pytest.mark.slow)],
)
def test_a_run_that_has_nothing_to_do_ends_soon(
    count: int, seconds: float, run: Run, tmp_path: Path
) -> None:
    finished_run(tmp_path / "in", tmp_path / "out", count)
    argv = ("build", tmp_path / "in", "-o", tmp_path / "out", "-f", "md,json")
    start = time.process_time()
    outcome = run(*argv)
    took = time.process_time() - start
    assert f"{count} unchanged: everything is up to date" in outcome.err
    assert len(ledger(tmp_path / "out")) == count
    assert took < seconds, took
    print(f"{count} unchanged in {took:.2f} s")
