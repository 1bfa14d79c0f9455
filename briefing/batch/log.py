"""What happens in a run, as lines of JSON for programs that watch it.

Every line is an object with `time` (UTC, ISO 8601) and `event`: `start`, `document`
(a line of the ledger, and how far the run has come), `summary`, `error` (the run ended
with it; documents that failed are `document` events).
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from briefing.batch.ledger import Failure, Line
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.batch.run import Report


def _now() -> datetime:
    return datetime.now(UTC)


class JsonLog:
    """Writes events to a stream, a line for each, at once."""

    def __init__(self, stream: TextIO, now: Callable[[], datetime] = _now) -> None:
        self._stream = stream
        self._now = now
        self._done = 0

    def start(self, total: int) -> None:
        """The run begins."""
        self._write("start", inputs=total)

    def document(self, lines: Sequence[Line], total: int) -> None:
        """An input is done; it stands on a line for each document in it."""
        self._done += 1
        for line in lines:
            self._write("document", done=self._done, inputs=total, **line.fields())

    def summary(self, report: Report) -> None:
        """The run has ended."""
        counts = {s: report.count(s) for s in ("written", "unchanged", "failed")}
        doubts = sum(line.flags for line in report.lines)
        self._write("summary", **counts, flags=doubts, exit_code=report.exit_code)

    def error(self, error: BriefingError) -> None:
        """The run cannot go on."""
        self._write("error", **dataclasses.asdict(Failure.of(error)))

    def _write(self, event: str, **fields: object) -> None:
        stamp = self._now().isoformat(timespec="milliseconds")
        value = {"time": stamp.replace("+00:00", "Z"), "event": event, **fields}
        # All in ASCII: names of files need not be UTF-8, nor need the terminal.
        print(json.dumps(value), file=self._stream, flush=True)
