"""Ten thousand documents in one call, one in a hundred of them poisoned.

The engine gives back what it gets: reading, checking, quoting, summing up, rendering
and the ledger are real. The same with the model: `python -m benchmarks.scale`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from benchmarks.bench import family, mib
from benchmarks.scale import POISON_EACH, write
from tests.reliability.program import ROOT, environment, ledger

NULL_PROGRAM = (sys.executable, "-m", "tests.reliability.null_program")
EARLY = slice(500, 1_000)
LATE = slice(5_000, 10_000)
"""Documents of which the largest processes are compared."""


def largest(pid: int, samples: list[tuple[float, float]]) -> None:
    """Adds times and the MiB of the largest process then, while the program runs."""
    while sizes := [size for size in map(mib, family(pid)) if size]:
        samples.append((time.time(), max(sizes)))
        time.sleep(0.5)


@pytest.mark.slow
def test_ten_thousand_documents_one_in_a_hundred_poisoned(tmp_path: Path) -> None:
    count = 10_000
    poisoned = write(tmp_path / "in", count)
    assert poisoned == count // POISON_EACH
    # What the engine gives back is French, which the checks do not let pass.
    (tmp_path / "echo.toml").write_text("min_coverage = 0.0\n")
    command = [*NULL_PROGRAM, "build", "in", "-o", "out", "-f", "md,html,pdf"]
    command += ["--config", "echo.toml", "--log-json", "--jobs", "1"]
    samples: list[tuple[float, float]] = []
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment(PYTHONPATH=str(ROOT)),
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        watch = threading.Thread(target=largest, args=(process.pid, samples))
        watch.start()
        done = [
            time.time()
            for line in process.stderr or ()
            if line.startswith("{") and json.loads(line)["event"] == "document"
        ]
    watch.join()
    assert process.returncode == 1
    lines = ledger(tmp_path / "out")
    assert len(lines) == len(done) == count
    failed = {name for name, line in lines.items() if line["status"] != "written"}
    assert len(failed) == poisoned
    for suffix in ("md", "html", "pdf"):
        assert len([*(tmp_path / "out").rglob(f"*.{suffix}")]) == count - poisoned
    early, late = (
        max(size for when, size in samples if times[0] <= when <= times[-1])
        for times in (done[EARLY], done[LATE])
    )
    assert late <= 1.10 * early, (early, late)
    print(f"largest process: {early:.0f} MiB early, {late:.0f} MiB late")
