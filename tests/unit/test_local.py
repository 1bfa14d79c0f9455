"""The worker processes, with workers that fail in named ways."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from briefing.batch.inputs import Task
from briefing.batch.ledger import Line
from briefing.batch.local import (
    HANDFUL,
    HANDFUL_BYTES,
    Limits,
    handfuls,
    run_apart,
    run_here,
)
from briefing.errors import ModelError


@dataclass(frozen=True)
class FakeWorker:
    """Does what the names of its tasks say."""

    def run(self, tasks):
        for task in tasks:
            if task.id.startswith("die"):
                os.kill(os.getpid(), signal.SIGKILL)
            if task.id.startswith("exit"):
                os._exit(3)
            if task.id.startswith("sleep"):
                time.sleep(60)
            if task.id.startswith("hog"):
                bytearray(1 << 30)
            found = Line(
                input=task.source, id=task.id, sha256="0", key="k", status="written"
            )
            yield (found,)


def no_worker():
    raise ModelError("no such model")


def tasks(*names):
    return [
        (i, Task(id=name, source=f"{name}.txt", path=None))
        for i, name in enumerate(names)
    ]


def outcome(done):
    ordered = sorted(done, key=lambda item: item[0])
    return {lines[0].id: lines[0].error and lines[0].error.kind for _, lines in ordered}


def test_one_process_and_several_do_the_same():
    names = [str(i) for i in range(40)]
    here = outcome(run_here(tasks(*names), FakeWorker))
    apart = outcome(run_apart(tasks(*names), FakeWorker, jobs=2))
    assert here == apart == dict.fromkeys(names)


def test_a_task_that_kills_its_worker_fails_alone():
    done = outcome(run_apart(tasks("a", "die", "b", "exit", "c", "d"), FakeWorker, 2))
    assert done == {"a": None, "die": "crash", "b": None, "exit": "crash"} | {
        "c": None,
        "d": None,
    }


def test_the_cause_of_death_is_named():
    ((_, (line,)),) = run_apart(tasks("die"), FakeWorker, 1)
    assert "SIGKILL" in line.error.message
    assert "die.txt" in line.error.message


def test_what_was_done_before_a_death_is_not_done_again(tmp_path):
    named = [(i, Task(id=f"{tmp_path}/{i}", source="s", path=None)) for i in range(8)]
    worker = partial(DyingOnce, place=str(tmp_path))
    done = outcome(run_apart(named, worker, 1))
    assert set(done.values()) == {None}
    assert len(done) == 8
    times = [len(Path(f"{tmp_path}/{i}").read_text()) for i in range(8)]
    assert times == [1] * 8


@dataclass(frozen=True)
class DyingOnce:
    """Writes a letter into a file for each task; the first one dies."""

    place: str

    def run(self, tasks):
        for number, task in enumerate(tasks):
            died = Path(self.place) / "died"
            if number == 1 and not died.exists():
                died.touch()
                time.sleep(0.2)  # until the pipe has what was sent
                os.kill(os.getpid(), signal.SIGKILL)
            with Path(task.id).open("a") as file:
                file.write("x")
            yield (Line(input="s", id=task.id, sha256="0", key="k", status="written"),)


def test_a_worker_that_cannot_be_made_ends_the_run():
    with pytest.raises(ModelError, match="no such model"):
        list(run_apart(tasks("a", "b"), no_worker, 2))


def test_a_task_that_takes_too_long_fails_alone(monkeypatch):
    monkeypatch.setattr("briefing.batch.local.STARTUP", 2.0)
    done = outcome(run_apart(tasks("sleep", "a"), FakeWorker, 1, Limits(timeout=1)))
    assert done == {"sleep": "limit", "a": None}


def test_a_task_that_takes_too_much_memory_fails_alone():
    done = outcome(
        run_apart(tasks("a", "hog", "b"), FakeWorker, 1, Limits(max_memory=400))
    )
    assert done == {"a": None, "hog": "crash", "b": None}


def test_handfuls_hold_few_tasks_and_few_bytes():
    small = [
        Task(id=str(i), source="s", path=None, data=b"x")
        for i in range(2 * HANDFUL + 6)
    ]
    large = [Task(id="l", source="s", path=None, data=b"x" * HANDFUL_BYTES)] * 2
    sizes = [len(h.tasks) for h in handfuls(list(enumerate([*small, *large])))]
    assert sizes == [HANDFUL, HANDFUL, 6, 1, 1]


PARENT = """
import os, sys, time
sys.path.insert(0, {root!r})
from tests.unit.test_local import FakeWorker, tasks
from briefing.batch import local
if __name__ == "__main__":
    process = local._Process(FakeWorker)
    process.give(local.Handful(tasks=tuple(tasks("sleep"))))
    print(process._process.pid, flush=True)
    time.sleep(60)
"""


def test_workers_die_with_a_parent_that_is_killed(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(root=str(Path(__file__).parents[2])))
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE) as parent:
        worker = int(parent.stdout.readline())
        time.sleep(1.0)  # until it works
        assert Path(f"/proc/{worker}").exists()
        parent.kill()
    deadline = time.monotonic() + 10
    while running(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not running(worker)


def running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]
    except OSError:
        return False
    return state not in "ZX"
