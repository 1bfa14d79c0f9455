"""Handfuls of tasks on the machines of a Ray cluster.

Every actor holds a worker with its model, made once, that does what a local one does.
The cluster is the one that `RAY_ADDRESS` names, or one of this machine's cores. Every
machine must reach the inputs, the output folder and the model by the same names: a
shared file system, or URLs. An actor that dies, alone or with its machine, has its
handful given to others, as a local worker's is.
"""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from briefing.batch.inputs import Task
from briefing.batch.ledger import Line
from briefing.batch.local import (
    STARTUP,
    Done,
    Handful,
    Limits,
    Waiting,
    WorkerFactory,
    after_death,
)
from briefing.errors import BriefingError, CrashError, DependencyError, LimitError

_TICK = 1.0
"""Seconds between two looks for tasks that take too long."""


def run_on_cluster(
    tasks: Sequence[tuple[int, Task]],
    factory: WorkerFactory,
    jobs: int,
    limits: Limits | None = None,
) -> Iterator[Done]:
    """The lines of each task as they come, worked on by the actors of a cluster.

    Args:
        tasks: what to do, with positions among the inputs.
        factory: makes a worker; must be picklable.
        jobs: number of actors; 0 for one on each core of the cluster.
        limits: what a task and an actor may take.

    Raises:
        BriefingError: Ray is not installed, or a worker could not be made.
    """
    ray = _connected()
    count = jobs or int(ray.cluster_resources().get("CPU", 1))
    waiting = Waiting([(n, _absolute(task)) for n, task in tasks], count)
    crew = _Crew(ray, factory, limits or Limits())
    try:
        crew.hire(min(count, len(tasks)))
        while waiting or crew.busy:
            crew.give(waiting)
            for handful, lines, cause in crew.finished():
                if lines is None:
                    done, again = after_death(handful, cause)
                    waiting.put_back(again)
                    yield from done
                else:
                    positions = (position for position, _ in handful.tasks)
                    yield from zip(positions, lines, strict=True)
    finally:
        crew.dismiss()


class Actor:
    """A worker in a process of the cluster."""

    def __init__(self, factory: WorkerFactory, max_memory: int) -> None:
        self._factory = factory
        if max_memory:
            size = max_memory << 20
            resource.setrlimit(resource.RLIMIT_DATA, (size, size))

    def prepare(self) -> BriefingError | None:
        """Load the model; the error if that cannot be done."""
        try:
            self._worker = self._factory()
        except BriefingError as error:
            return error
        return None

    def run(self, tasks: Sequence[Task]) -> list[tuple[Line, ...]]:
        """The lines of each task."""
        return list(self._worker.run(tasks))


Finished = tuple[Handful, "list[tuple[Line, ...]] | None", BriefingError]
"""A handful with its lines, or `None` and why its actor died."""


class _Crew:
    """The actors: who prepares, who waits for work, who works on what."""

    def __init__(self, ray: Any, factory: WorkerFactory, limits: Limits) -> None:
        self._ray = ray
        self._limits = limits
        self._factory = factory
        self._preparing: dict[Any, Any] = {}
        self._idle: list[Any] = []
        self._working: dict[Any, tuple[Any, Handful, float]] = {}

    @property
    def busy(self) -> bool:
        return bool(self._working)

    def hire(self, count: int) -> None:
        """Start actors; where there is no room for one, it waits until there is."""
        kind = self._ray.remote(num_cpus=1)(Actor)
        for _ in range(count):
            actor = kind.remote(self._factory, self._limits.max_memory)
            self._preparing[actor.prepare.remote()] = actor

    def give(self, waiting: Waiting) -> None:
        """Give work to whoever has none."""
        while waiting and self._idle:
            actor, handful = self._idle.pop(), waiting.take()
            answer = actor.run.remote([task for _, task in handful.tasks])
            self._working[answer] = (actor, handful, time.monotonic())

    def finished(self) -> Iterator[Finished]:
        """What has come back, or was lost, since the last look; waits for something."""
        answers = [*self._preparing, *self._working]
        ready, _ = self._ray.wait(answers, timeout=_TICK)
        for answer in ready:
            if answer in self._preparing:
                self._prepared(answer)
            else:
                yield self._outcome(answer)
        for answer in [a for a in self._working if self._overdue(a)]:
            actor, handful, _ = self._working.pop(answer)
            self._ray.kill(actor)
            self.hire(1)
            seconds = f"{self._limits.timeout:g} s"
            yield (
                handful,
                None,
                LimitError(f"took longer than {seconds}; raise --timeout or split it"),
            )

    def dismiss(self) -> None:
        """End all actors."""
        working = (actor for actor, _, _ in self._working.values())
        for actor in (*self._preparing.values(), *self._idle, *working):
            self._ray.kill(actor)

    def _prepared(self, answer: Any) -> None:
        actor = self._preparing.pop(answer)
        try:
            error = self._ray.get(answer)
        except self._ray.exceptions.RayError:
            self.hire(1)
            return
        if error is not None:
            raise error
        self._idle.append(actor)

    def _outcome(self, answer: Any) -> Finished:
        actor, handful, _ = self._working.pop(answer)
        try:
            lines = self._ray.get(answer)
        except self._ray.exceptions.RayError as error:
            self.hire(1)
            what = type(error).__name__
            return handful, None, CrashError(f"the worker or its machine died ({what})")
        self._idle.append(actor)
        return handful, lines, CrashError("none")

    def _overdue(self, answer: Any) -> bool:
        _, handful, since = self._working[answer]
        allowed = self._limits.timeout * len(handful.tasks) + STARTUP
        return bool(self._limits.timeout) and time.monotonic() - since > allowed


def _connected() -> Any:
    """Ray, connected to a cluster."""
    try:
        import ray
    except ImportError as error:
        raise DependencyError(
            "--runner ray needs Ray: pip install 'briefing[ray]'"
        ) from error
    if not ray.is_initialized():
        ray.init(
            address=os.environ.get("RAY_ADDRESS"),
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
        )
    return ray


def _absolute(task: Task) -> Task:
    """The task with a path that other processes understand."""
    local = isinstance(task.path, Path)
    return replace(task, path=task.path.absolute()) if local and task.path else task
