"""The worker processes, with workers that fail in named ways."""

import os
import signal
import time
from dataclasses import dataclass

import pytest

from briefing.batch.inputs import Task
from briefing.batch.ledger import Line
from briefing.batch.local import run_apart, run_here
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
        return [
            (Line(input=t.source, id=t.id, sha256="0", key="k", status="written"),)
            for t in tasks
        ]


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


def test_a_worker_that_cannot_be_made_ends_the_run():
    with pytest.raises(ModelError, match="no such model"):
        list(run_apart(tasks("a", "b"), no_worker, 2))


def test_a_task_that_takes_too_long_fails_alone(monkeypatch):
    monkeypatch.setattr("briefing.batch.local._STARTUP", 2.0)
    done = outcome(run_apart(tasks("sleep", "a"), FakeWorker, 1, timeout=1))
    assert done == {"sleep": "limit", "a": None}
