"""The readers of untrusted formats, a minute under a coverage-guided fuzzer."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.program import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("atheris") is None,
        reason="needs atheris: pip install -e '.[fuzz]'",
    ),
]


@pytest.mark.parametrize(
    ("name", "seconds"), [("html", 20), ("pdf", 20), ("docx", 5), ("word-xml", 15)]
)
def test_a_reader_withstands_the_fuzzer(
    name: str, seconds: int, tmp_path: Path
) -> None:
    argv = [sys.executable, "-m", "tests.fuzz.readers", name]
    done = subprocess.run(
        [*argv, f"-max_total_time={seconds}", f"-artifact_prefix={tmp_path}/"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=seconds + 120,
    )
    runs = re.search(r"Done (\d+) runs", done.stderr)
    assert done.returncode == 0, done.stderr[-3000:]
    assert runs, done.stderr[-3000:]
    assert int(runs[1]) > 50
    print(f"{name}: {runs[1]} executions in {seconds} s")
