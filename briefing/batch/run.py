"""A run over many inputs: what is unchanged is passed over, the rest is worked on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from briefing.batch.inputs import Task, read_task
from briefing.batch.ledger import Line, input_key, open_ledger
from briefing.batch.local import Done, Limits, run_apart, run_here
from briefing.batch.worker import Worker
from briefing.config import Config
from briefing.errors import BriefingError, OutputError
from briefing.remote import is_remote

OnProgress = Callable[[Sequence[Line], int], None]
"""Called with the lines of each input as it is done, and the number of inputs."""

_NO_EFFECT = frozenset({"jobs", "runner", "memory", "memory_mib", "max_doubts"})
"""Settings that never change an output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run came to."""

    lines: tuple[Line, ...]
    """In the order of the inputs."""
    paths: tuple[Path | None, ...]
    """For each line the file of its input as the user named it, if it is one."""

    @classmethod
    def of(cls, tasks: Sequence[Task], lines: Sequence[tuple[int, Line]]) -> Report:
        """The report of lines, each with the position of its task, in order."""
        return cls(
            lines=tuple(line for _, line in lines),
            paths=tuple(tasks[position].path for position, _ in lines),
        )

    def count(self, status: str) -> int:
        """Documents with that status."""
        return sum(1 for line in self.lines if line.status == status)

    @property
    def doubtful(self) -> float:
        """Share of all sentences that are in doubt."""
        sentences = sum(line.sentences for line in self.lines)
        doubts = sum(line.flags for line in self.lines)
        return doubts / sentences if sentences else 0.0

    @property
    def exit_code(self) -> int:
        """0 if all is written, 4 if an output could not be, 1 if a document failed."""
        codes = {line.error.exit_code for line in self.lines if line.error}
        if OutputError.exit_code in codes:
            return OutputError.exit_code
        return 1 if codes else 0


def run(
    tasks: Sequence[Task],
    config: Config,
    output: Path,
    on_progress: OnProgress = lambda lines, total: None,
    limits: Limits | None = None,
) -> Report:
    """Build the briefings of all tasks into `output`, and its ledger.

    Args:
        tasks: what to do.
        config: how.
        output: folder for the briefings.
        on_progress: told of every input that is done.
        limits: what a task and a worker may take.

    Raises:
        ModelError: the model is missing, altered or unfit.
        OutputError: the output folder cannot be written, or another run has it.
        UsageError: an output would overwrite an input.
    """
    from briefing.parts import job_count

    settings = settings_key(config)
    with open_ledger(output) as ledger:
        wanted: list[tuple[int, Task]] = []
        for position, task in enumerate(tasks):
            old = _unchanged(task, settings, ledger.unchanged)
            if old is None:
                wanted.append((position, task))
            else:
                ledger.add(position, old)
                on_progress(old, len(tasks))
        memory = memory_file(config, output, len(wanted))
        place = output if is_remote(output) else output.absolute()
        factory = partial(make_worker, config, place, settings, memory=memory)
        jobs = config.jobs if config.runner == "ray" else job_count(config)
        limits = limits or Limits()
        for position, new in _work(wanted, factory, jobs, limits, config.runner):
            ledger.add(position, new)
            on_progress(new, len(tasks))
        return Report.of(tasks, ledger.lines())


def memory_file(config: Config, output: Path, count: int) -> Path | None:
    """Where translations are kept for sentences that come again, if anywhere.

    One article alone gets no file in its output folder: what it repeats is shared.
    """
    if config.memory == "off":
        return None
    if config.memory == "output":
        from briefing.memory import MEMORY

        # The file needs locks that hold, which file systems on a network lack.
        shared = is_remote(output) or config.runner == "ray"
        return None if shared or count < 2 else output / MEMORY
    return Path(config.memory).expanduser()


def make_worker(
    config: Config,
    output: Path,
    settings: str,
    threads: int = 1,
    memory: Path | None = None,
) -> Worker:
    """A worker with its model loaded."""
    from briefing.parts import build_pipeline, build_renderers

    return Worker(
        pipeline=build_pipeline(config, threads=threads, memory=memory),
        renderers=build_renderers(config),
        output=output,
        settings=settings,
        text_field=config.text_field,
        id_field=config.id_field,
    )


def settings_key(config: Config) -> str:
    """Hash of all that decides an output besides the input itself."""
    from briefing.models import find_model
    from briefing.parts import build_provenance, build_renderers

    chosen = {k: v for k, v in asdict(config).items() if k not in _NO_EFFECT}
    card = find_model(config.model)
    build_renderers(config)  # a format or template that is not there ends the run here
    parts = [chosen, asdict(build_provenance(config, card))]
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _work(
    wanted: Sequence[tuple[int, Task]],
    factory: Callable[..., Worker],
    jobs: int,
    limits: Limits,
    runner: str,
) -> Iterator[Done]:
    if not wanted:
        return iter(())
    if runner == "ray":
        from briefing.batch.cluster import run_on_cluster

        return run_on_cluster(wanted, factory, jobs, limits)
    if limits.any or (len(wanted) > 1 and jobs > 1):
        return run_apart(wanted, factory, jobs, limits)
    return run_here(wanted, partial(factory, threads=jobs))


def _unchanged(
    task: Task,
    settings: str,
    look_up: Callable[[str, str], tuple[Line, ...] | None],
) -> tuple[Line, ...] | None:
    """The earlier lines of a task whose outputs are up to date, else `None`."""
    try:
        data = read_task(task).data
    except BriefingError:
        return None  # the worker meets the same error and writes its line
    return look_up(task.source, input_key(hashlib.sha256(data).hexdigest(), settings))
