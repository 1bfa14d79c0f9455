"""Output folders that cannot be had."""

from __future__ import annotations

import fcntl
from pathlib import Path

from tests.reliability.program import Run, outputs


def test_two_runs_do_not_write_into_one_folder(
    run: Run, article: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        outcome = run("build", article, "-o", out)
        assert outcome.complains(4, "another run is writing", "out")
        assert outputs(out) == {}
    assert run("build", article, "-o", out, "--no-repair").code == 0


def test_a_folder_below_a_file_is_refused(
    run: Run, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    outcome = run("build", article, "-o", tmp_path / "file" / "out")
    assert outcome.complains(4, "cannot be written")


def test_memory_that_cannot_be_kept_is_done_without(
    run: Run, article: Path, tmp_path: Path
) -> None:
    memory = ("--memory", "/proc/memory.sqlite", "--no-repair")
    assert run("build", article, "-o", tmp_path / "out", *memory).code == 0
