"""Handfuls of tasks on this machine: in this process, or spread over several.

With several processes a crash, a limit or a time-out takes down one worker only. Its
handful is then tried again one task at a time, and the task that kills a worker twice
is given up.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from briefing.batch.inputs import Task
from briefing.batch.ledger import Line
from briefing.batch.worker import Worker, failed_line
from briefing.errors import BriefingError, CrashError, LimitError

MAX_TRIES = 2
"""Workers that one task may take down before it is given up."""

HANDFUL = 16
"""Tasks that share batches. More fill the batches better, and are lost together."""

WorkerFactory = Callable[[], Worker]
Done = tuple[int, Sequence[Line]]
"""Position of a task among the inputs, and its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handful:
    """Tasks that are worked on together, with their positions among the inputs."""

    tasks: tuple[tuple[int, Task], ...]
    tries: int = 0


def run_here(
    tasks: Sequence[tuple[int, Task]], factory: WorkerFactory
) -> Iterator[Done]:
    """The lines of each task, worked on in this process."""
    worker = factory()
    for handful in handfuls(tasks, HANDFUL):
        lines = worker.run([task for _, task in handful.tasks])
        yield from zip((position for position, _ in handful.tasks), lines, strict=True)


def run_apart(
    tasks: Sequence[tuple[int, Task]],
    factory: WorkerFactory,
    jobs: int,
    *,
    timeout: float = 0,
) -> Iterator[Done]:
    """The lines of each task as they come, worked on by `jobs` processes.

    Args:
        tasks: what to do, with positions among the inputs.
        factory: makes a worker; must be picklable.
        jobs: number of processes.
        timeout: seconds that a task may take; 0 for no limit.

    Raises:
        BriefingError: a worker could not be made (the model is missing, say).
    """
    size = max(1, min(HANDFUL, len(tasks) // jobs))
    waiting = deque(handfuls(tasks, size))
    crew = [_Process(factory) for _ in range(min(jobs, len(waiting)))]
    try:
        while waiting or any(process.busy for process in crew):
            for process in crew:
                if waiting and not process.busy:
                    process.give(waiting.popleft())
            for process in _ready(crew, timeout):
                handful, lines = process.take(timeout)
                if lines is None:
                    done, again = _after_death(handful, process.cause)
                    waiting.extendleft(reversed(again))
                    process.replace()
                    yield from done
                else:
                    positions = (position for position, _ in handful.tasks)
                    yield from zip(positions, lines, strict=True)
    finally:
        for process in crew:
            process.end()


def handfuls(tasks: Sequence[tuple[int, Task]], size: int) -> Iterator[Handful]:
    """The tasks in order, `size` at a time."""
    for i in range(0, len(tasks), size):
        yield Handful(tasks=tuple(tasks[i : i + size]))


def _after_death(
    handful: Handful, cause: BriefingError
) -> tuple[list[Done], list[Handful]]:
    """Lines of what is given up, and what is to be tried again, one task at a time."""
    tries = handful.tries + 1
    if len(handful.tasks) > 1:
        return [], [Handful(tasks=(item,)) for item in handful.tasks]
    if tries < MAX_TRIES and not isinstance(cause, LimitError):
        return [], [Handful(tasks=handful.tasks, tries=tries)]
    position, task = handful.tasks[0]
    error = type(cause)(f"{task.source}: {cause}")
    return [(position, (failed_line(task, error),))], []


class _Process:
    """A worker in a process of its own, and what it is working on."""

    def __init__(self, factory: WorkerFactory) -> None:
        self._factory = factory
        self._handful: Handful | None = None
        self._since = 0.0
        self.cause: BriefingError = CrashError("crashed")
        self._start()

    def _start(self) -> None:
        # spawn: a fork would copy the locks of whatever threads are running.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, self._factory), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def busy(self) -> bool:
        return self._handful is not None

    def give(self, handful: Handful) -> None:
        self._handful, self._since = handful, time.monotonic()
        try:
            self.connection.send([task for _, task in handful.tasks])
        except OSError:
            return  # dead already: `take` finds out

    def overdue(self, timeout: float) -> bool:
        if not timeout or self._handful is None:
            return False
        allowed = timeout * len(self._handful.tasks) + _STARTUP
        return time.monotonic() - self._since > allowed

    def take(self, timeout: float) -> tuple[Handful, list[tuple[Line, ...]] | None]:
        """What it was working on, and the lines; `None` if it died or was too slow."""
        assert self._handful is not None  # noqa: S101 - only asked when busy
        overdue = self.overdue(timeout) and not self.connection.poll()
        handful, self._handful = self._handful, None
        if overdue:
            self.cause = LimitError(
                f"took longer than {timeout:g} s; raise --timeout or split it"
            )
            return handful, None
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            self.cause = CrashError(
                f"the worker died ({_exit_reason(self._process.exitcode)}) {MAX_TRIES}"
                f" times; run this file alone to see more"
            )
            return handful, None
        if isinstance(answer, BriefingError):
            raise answer
        return handful, answer

    def replace(self) -> None:
        """End the process, whatever it is doing, and start a fresh one."""
        self.end()
        self._start()

    def end(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


_PATIENCE = 2.0
"""Seconds that a worker has to end before it is killed."""
_STARTUP = 30.0
"""Seconds beyond the time-out for loading the model."""


def _ready(crew: Sequence[_Process], timeout: float) -> list[_Process]:
    """Busy workers that have an answer, died, or are overdue; waits for one."""
    busy = [process for process in crew if process.busy]
    while True:
        found = wait([p.connection for p in busy], timeout=1.0 if timeout else None)
        ready = [p for p in busy if p.connection in found or p.overdue(timeout)]
        if ready:
            return ready


def _exit_reason(code: int | None) -> str:
    if code is not None and code < 0:
        try:
            return signal.Signals(-code).name
        except ValueError:
            return f"signal {-code}"
    return f"exit code {code}"


def _serve(connection: Connection, factory: WorkerFactory) -> None:
    """The life of a worker: make the parts, then answer until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    sys.stdout = sys.stderr
    try:
        worker = factory()
    except BriefingError as error:
        connection.send(error)
        return
    while True:
        try:
            connection.send(worker.run(connection.recv()))
        except (EOFError, BrokenPipeError):
            return
