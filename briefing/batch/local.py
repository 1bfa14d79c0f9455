"""Handfuls of tasks on this machine: in this process, or spread over several.

With several processes a crash, a limit or a time-out takes down one worker only. Its
handful is then tried again one task at a time, and the task that kills a worker twice
is given up.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from briefing.batch.inputs import Task
from briefing.batch.ledger import Line
from briefing.batch.worker import Worker, failed_line
from briefing.errors import BriefingError, CrashError, LimitError
from briefing.garbage import look_rarely

MAX_TRIES = 2
"""Workers that one task may take down before it is given up."""

HANDFUL = 128
"""Tasks that share batches. More fill the batches better, and are lost together."""
HANDFUL_BYTES = 400_000
"""Bytes of input that share batches, one task apart: about a hundred articles. It
takes some two thousand sentences to fill the batches of every width."""

WorkerFactory = Callable[[], Worker]
Done = tuple[int, Sequence[Line]]
"""Position of a task among the inputs, and its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What work may take; 0 for no limit."""

    timeout: float = 0
    """Seconds for a task."""
    max_memory: int = 0
    """MiB for a process."""

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.timeout or self.max_memory)


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
    for handful in handfuls(tasks):
        lines = worker.run([task for _, task in handful.tasks])
        yield from zip((position for position, _ in handful.tasks), lines, strict=True)


def run_apart(
    tasks: Sequence[tuple[int, Task]],
    factory: WorkerFactory,
    jobs: int,
    limits: Limits | None = None,
) -> Iterator[Done]:
    """The lines of each task as they come, worked on by `jobs` processes.

    Args:
        tasks: what to do, with positions among the inputs.
        factory: makes a worker; must be picklable.
        jobs: number of processes.
        limits: what a task and a process may take.

    Raises:
        BriefingError: a worker could not be made (the model is missing, say).
    """
    waiting = Waiting(tasks, jobs)
    limits = limits or Limits()
    timeout = limits.timeout
    crew = [_Process(factory, limits.max_memory) for _ in range(min(jobs, len(tasks)))]
    try:
        while waiting or any(process.busy for process in crew):
            for process in crew:
                if waiting and not process.busy:
                    process.give(waiting.take())
            for process in _ready(crew, timeout):
                done, lost = process.take(timeout)
                yield from done
                if lost is not None:
                    given_up, again = after_death(lost, process.cause)
                    waiting.put_back(again)
                    process.replace()
                    yield from given_up
    finally:
        for process in crew:
            process.end()


def handfuls(tasks: Sequence[tuple[int, Task]]) -> Iterator[Handful]:
    """The tasks in order, as many at a time as may share batches."""
    waiting = Waiting(tasks, 0)
    while waiting:
        yield waiting.take()


class Waiting:
    """Tasks that are still to be given out, in handfuls.

    Handfuls grow smaller towards the end, so that all workers end at about the same
    time.
    """

    def __init__(self, tasks: Sequence[tuple[int, Task]], jobs: int) -> None:
        self._tasks = deque(tasks)
        self._again: deque[Handful] = deque()
        self._shares = 2 * jobs or 1

    def __bool__(self) -> bool:
        return bool(self._tasks or self._again)

    def take(self) -> Handful:
        """The next handful; what has to be tried again comes first."""
        if self._again:
            return self._again.popleft()
        most = max(1, min(HANDFUL, len(self._tasks) // self._shares))
        taken = [self._tasks.popleft()]
        room = HANDFUL_BYTES - size(taken[0][1])
        while self._tasks and len(taken) < most:
            room -= size(self._tasks[0][1])
            if room < 0:
                break
            taken.append(self._tasks.popleft())
        return Handful(tasks=tuple(taken))

    def put_back(self, handfuls: Sequence[Handful]) -> None:
        """Give these out again, in this order, before all others."""
        self._again.extendleft(reversed(handfuls))


def size(task: Task) -> int:
    """Bytes of a task's input, 0 if there is no telling."""
    if task.path is None:
        return len(task.data or b"")
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


def after_death(
    handful: Handful, cause: BriefingError
) -> tuple[list[Done], list[Handful]]:
    """Lines of what is given up, and what is to be tried again, one task at a time."""
    tries = handful.tries + 1
    if len(handful.tasks) != 1:
        return [], [Handful(tasks=(item,)) for item in handful.tasks]
    if tries < MAX_TRIES and not isinstance(cause, LimitError):
        return [], [Handful(tasks=handful.tasks, tries=tries)]
    position, task = handful.tasks[0]
    error = type(cause)(f"{task.source}: {cause}")
    return [(position, (failed_line(task, error),))], []


class _Process:
    """A worker in a process of its own, and what it is working on."""

    def __init__(self, factory: WorkerFactory, memory: int = 0) -> None:
        self._factory = factory
        self._memory = memory
        self._handful: Handful | None = None
        self._left: deque[tuple[int, Task]] = deque()
        """Of the handful, what has not come back."""
        self._since = 0.0
        self.cause: BriefingError = CrashError("crashed")
        self._start()

    def _start(self) -> None:
        # spawn: a fork would copy the locks of whatever threads are running.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, self._factory, self._memory), daemon=True
        )
        self._process.start()
        theirs.close()

    @property
    def busy(self) -> bool:
        return self._handful is not None

    def give(self, handful: Handful) -> None:
        self._handful, self._since = handful, time.monotonic()
        self._left = deque(handful.tasks)
        try:
            self.connection.send([task for _, task in handful.tasks])
        except OSError:
            return  # dead already: `take` finds out

    def overdue(self, timeout: float) -> bool:
        if not timeout or self._handful is None:
            return False
        allowed = timeout * len(self._handful.tasks) + STARTUP
        return time.monotonic() - self._since > allowed

    def take(self, timeout: float) -> tuple[list[Done], Handful | None]:
        """What has come back, and what is lost if it died or was too slow."""
        done: list[Done] = []
        if self.overdue(timeout) and not self.connection.poll():
            self.cause = LimitError(
                f"took longer than {timeout:g} s; raise --timeout or split it"
            )
            return done, self._lose()
        try:
            self._receive(done)
        except (EOFError, OSError):
            self._process.join()
            self.cause = CrashError(
                f"the worker died ({_exit_reason(self._process.exitcode)}) {MAX_TRIES}"
                f" times; run this file alone to see more"
            )
            return done, self._lose()
        return done, None

    def _receive(self, done: list[Done]) -> None:
        """Put what has been sent into `done`; waits for the first of it."""
        while not done or self.connection.poll():
            answer = self.connection.recv()
            if isinstance(answer, BriefingError):
                raise answer
            if answer is None:  # the end of the handful
                self._handful = None
                return
            position, _ = self._left.popleft()
            done.append((position, answer))

    def _lose(self) -> Handful:
        """What it was working on and has not brought back."""
        assert self._handful is not None  # noqa: S101 - only called when busy
        tries, self._handful = self._handful.tries, None
        return Handful(tasks=tuple(self._left), tries=tries)

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
STARTUP = 30.0
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


def _serve(connection: Connection, factory: WorkerFactory, memory: int) -> None:
    """The life of a worker: make the parts, then answer until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides
    _die_with_parent()
    look_rarely()
    sys.stdout = sys.stderr
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory << 20, memory << 20))
    try:
        worker = factory()
    except BriefingError as error:
        connection.send(error)
        return
    while True:
        try:
            for lines in worker.run(connection.recv()):
                connection.send(lines)
            connection.send(None)
        except (EOFError, BrokenPipeError):
            return


def _die_with_parent() -> None:
    """Have the kernel kill this process when its parent is gone, on Linux.

    A worker that outlived its run would go on writing into the next one's folder.
    """
    kill_when_parent_dies = 1  # PR_SET_PDEATHSIG
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(kill_when_parent_dies, signal.SIGKILL)
    parent = multiprocessing.parent_process()
    if parent and os.getppid() != parent.pid:  # it was gone already
        sys.exit(1)
