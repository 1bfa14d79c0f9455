"""Whether a run would find everything done already; nothing is loaded or written."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefing.batch.inputs import Task, read_task
from briefing.batch.ledger import (
    LEDGER,
    Failure,
    Line,
    LineStatus,
    broken_outputs,
    input_key,
    read_ledger,
)
from briefing.batch.run import Report, settings_key
from briefing.batch.worker import failed_line
from briefing.config import Config
from briefing.errors import BriefingError

_OUTDATED = "out of date: article, settings, terms, template or weights have changed"
"""The key says that one of them did, not which."""


def check(tasks: Sequence[Task], config: Config, output: Path) -> Report:
    """What a run over `tasks` would find: lines `unchanged`, and `failed` for the rest.

    The kind of a failure is `missing`, `altered` or `outdated`; an input that failed
    when it was built, or that cannot be read, keeps its own. All have exit code 1.

    Raises:
        ModelError: the model is missing or unfit.
        OutputError: a run is writing to the folder at this moment.
    """
    settings = settings_key(config)
    with read_ledger(output) as previous:
        found = [
            (position, line)
            for position, task in enumerate(tasks)
            for line in _check(task, config, settings, previous, output)
        ]
    return Report.of(tasks, found)


def _check(
    task: Task,
    config: Config,
    settings: str,
    previous: Mapping[str, Sequence[Line]],
    output: Path,
) -> tuple[Line, ...]:
    try:
        sha256 = hashlib.sha256(read_task(task).data).hexdigest()
    except BriefingError as error:
        return (failed_line(task, error),)
    lines = previous.get(task.source)
    if not lines:
        return (_unknown(task, config, output),)
    key = input_key(sha256, settings)
    return tuple(_judged(line, key, output) for line in lines)


def _judged(line: Line, key: str, output: Path) -> Line:
    """An earlier line as it stands now."""
    error = _problem(line, key, output)
    status: LineStatus = "failed" if error else "unchanged"
    return dataclasses.replace(line, status=status, error=error, seconds=0.0)


def _unknown(task: Task, config: Config, output: Path) -> Line:
    """The line of an input that the ledger does not know."""
    names = [f"{task.id}.{name}" for name in config.formats]
    missing = [name for name in names if not (output / name).exists()]
    found = [name for name in names if name not in missing]
    reasons = {"missing": missing, f"not in {LEDGER}": found}
    error = _failure("missing" if missing else "outdated", task.source, reasons)
    return dataclasses.replace(failed_line(task, BriefingError()), error=error)


def _problem(line: Line, key: str, output: Path) -> Failure | None:
    """Why the outputs of a line must be built again, if they must."""
    if line.error:
        return dataclasses.replace(line.error, exit_code=1)
    if line.key != key:
        return _failure("outdated", line.input, {_OUTDATED: line.outputs})
    broken = broken_outputs(output, line)
    return _failure(min(broken), line.input, broken) if broken else None


def _failure(kind: str, source: str, reasons: Mapping[str, Sequence[str]]) -> Failure:
    parts = [f"{', '.join(names)} {why}" for why, names in reasons.items() if names]
    return Failure(kind=kind, message=f"{source}: {'; '.join(parts)}", exit_code=1)
