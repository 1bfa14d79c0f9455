"""A run over thousands of articles that finds nothing to do."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

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


def calls_of(argv: Sequence[object], run: Run, count: int) -> int:
    """Functions that a run over `count` done articles calls; they tell its cost."""
    calls = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        outcome = run(*argv)
    finally:
        sys.setprofile(None)
    assert f"{count} unchanged: everything is up to date" in outcome.err
    return calls


@pytest.mark.parametrize("count", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_run_that_has_nothing_to_do_costs_little_for_each_article(
    count: int, run: Run, tmp_path: Path
) -> None:
    def cost(name: str, articles: int) -> int:
        folder = tmp_path / name
        folder.mkdir()
        finished_run(folder / "in", folder / "out", articles)
        argv = ("build", folder / "in", "-o", folder / "out", "-f", "md,json")
        calls = calls_of(argv, run, articles)
        assert len(ledger(folder / "out")) == articles
        return calls

    few, many = cost("few", count // 10), cost("many", count)
    assert (many - few) / (count - count // 10) < 900, (few, many)
