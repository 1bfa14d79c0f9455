"""What a user sees beside the results: messages and a bar of progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, cast

if TYPE_CHECKING:
    from briefing.batch.ledger import Line
    from briefing.commands import Environ


def inert(text: str) -> str:
    """Text without the control characters that a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\t" else " " for c in text)


def say(text: str) -> None:
    """Write a line to standard error."""
    print(text, file=sys.stderr)


@contextmanager
def stdout_kept_clean() -> Iterator[TextIO]:
    """Standard output for us alone: what libraries print goes to standard error."""
    out, sys.stdout = cast(TextIO, sys.stdout), sys.stderr
    try:
        yield out
        out.flush()
    finally:
        sys.stdout = out


@contextmanager
def progress(total: int, quiet: bool, environ: Environ) -> Iterator[Any]:
    """A function to call with finished lines; draws a bar on a terminal only."""
    if quiet or not sys.stderr.isatty() or environ.get("CI"):
        yield lambda lines, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TimeRemainingColumn,
    )

    columns = (
        "[progress.description]{task.description}",
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        "{task.fields[speed]} sentences/s",
        "{task.fields[failed]} failed",
    )
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("briefings", total=total, failed=0, speed="-")
        failed = sentences = 0
        start = time.monotonic()

        def show(lines: Sequence[Line], total: int) -> None:
            nonlocal failed, sentences
            failed += sum(1 for line in lines if line.error)
            sentences += sum(x.sentences for x in lines if x.status == "written")
            speed = f"{sentences / max(0.1, time.monotonic() - start):.0f}"
            progress.update(bar, advance=1, failed=failed, speed=speed)

        yield show
