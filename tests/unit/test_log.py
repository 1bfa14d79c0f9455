import io
import json
from datetime import UTC, datetime

from briefing.batch.ledger import Failure, Line
from briefing.batch.log import JsonLog
from briefing.batch.run import Report
from briefing.errors import UsageError

WRITTEN = Line(input="a.txt", id="a", sha256="0", key="k", status="written", flags=2)
FAILED = Line(
    input="\udcff.txt",
    id="b",
    sha256=None,
    key=None,
    status="failed",
    error=Failure(kind="language", message="not French\x1b[2J", exit_code=1),
)


def test_every_event_is_a_line_of_json():
    stream = io.StringIO()
    log = JsonLog(stream, lambda: datetime(2026, 1, 2, 3, 4, 5, 678_000, UTC))
    log.start(2)
    log.document([WRITTEN], 2)
    log.document([FAILED], 2)
    log.summary(Report(lines=(WRITTEN, FAILED), paths=(None, None)))
    log.error(UsageError("no such option"))
    text = stream.getvalue()
    assert text.isascii()
    assert "\x1b" not in text
    events = [json.loads(line) for line in text.splitlines()]
    assert {event["time"] for event in events} == {"2026-01-02T03:04:05.678Z"}
    start, first, second, summary, error = events
    assert (start["event"], start["inputs"]) == ("start", 2)
    assert (first["done"], first["inputs"], first["id"]) == (1, 2, "a")
    assert second["error"]["kind"] == "language"
    assert (summary["written"], summary["failed"]) == (1, 1)
    assert (summary["flags"], summary["exit_code"]) == (2, 1)
    assert (error["kind"], error["exit_code"]) == ("usage", 2)
