"""One run over thousands of articles, one in a hundred of them poisoned.

    python -m benchmarks.scale [--articles N] [--folder DIR] [--jobs N]

The articles are short: a title and one to five sentences, recombined from sentences of
this repository as in `benchmarks.articles`, as plain text, Markdown, HTML and JSON
records. There are about 14,000 different sentences, so in a large run some come again,
as they do in agency copy; the translation memory is on, as it is for everybody. Of a
hundred articles one is none: empty, in English, or a PDF or DOCX that is garbage.

Prints what was to be shown: that every article has its line and every good one its
briefing, what the first and the last tenth cost, memory, how long a second run takes,
which tries again only what is poisoned, and a third that finds nothing to do.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.articles import different_sentences
from benchmarks.bench import PROGRAM, ROOT, family, mib

POISON_EACH = 100
LENGTHS = (1, 2, 2, 3, 3, 3, 4, 5)
"""Sentences of the articles, title apart, in turn."""
KINDS = ("txt",) * 14 + ("md",) * 3 + ("html",) * 2 + ("json",)
ENGLISH = "The mayor opened the new library on Tuesday before a hundred guests. " * 6
POISONS: dict[str, bytes] = {
    "empty.txt": b"",
    "english.txt": ENGLISH.encode(),
    "garbage.pdf": b"%PDF-1.7\n" + b"\x00\xff garbage" * 200,
    "garbage.docx": b"PK\x03\x04" + b"\x00\xff garbage" * 200,
    "digits.txt": b"12 345 678 90\n" * 40,
}
SAMPLING = 2.0
"""Seconds between two looks at the memory of the processes."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the articles, build them three times, print the figures."""
    arguments = _parse(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.folder or Path(scratch)
        poisoned = write(folder / "in", arguments.articles)
        first = _run(folder, arguments.jobs)
        figures = list(_figures(folder, arguments.articles, poisoned, first))
        figures += again(folder, arguments.jobs)
    print("\n".join(f"{name:<44} {value}" for name, value in figures))
    return 0


def write(folder: Path, count: int) -> int:
    """Write `count` articles below `folder`; how many of them are poisoned."""
    sentences = cycle(different_sentences())
    poisons = cycle(POISONS.items())
    poisoned = 0
    for number in range(count):
        place = folder / f"{number // 1000:02}"
        place.mkdir(parents=True, exist_ok=True)
        if number % POISON_EACH == POISON_EACH // 2:
            name, data = next(poisons)
            poisoned += 1
        else:
            kind = KINDS[number % len(KINDS)]
            size = LENGTHS[number % len(LENGTHS)]
            name = f"article.{kind}"
            data = _article(kind, list(islice(sentences, size + 1))).encode()
        (place / f"{number:05}-{name}").write_bytes(data)
    return poisoned


def again(folder: Path, jobs: int) -> Iterator[tuple[str, str]]:
    """What two more runs take, the second without the poisoned articles."""
    yield "a second run, seconds", f"{_run(folder, jobs)['seconds']:.1f}"
    for name in POISONS:
        for path in (folder / "in").rglob(f"*-{name}"):
            path.unlink()
    third = _run(folder, jobs)
    yield "nothing to do, seconds", f"{third['seconds']:.1f}"
    yield "nothing to do, CPU seconds", f"{third['cpu']:.1f}"


def _article(kind: str, sentences: Sequence[str]) -> str:
    title, text = sentences[0].rstrip("."), " ".join(sentences[1:])
    if kind == "md":
        return f"# {title}\n\n{text}\n"
    if kind == "html":
        return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p></article></body></html>\n"  # noqa: E501
    if kind == "json":
        return json.dumps({"title": title, "text": text}, ensure_ascii=False)
    return f"{title}\n\n{text}\n"


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--folder", type=Path, metavar="DIR", help="keep all here")
    parser.add_argument("--jobs", type=int, default=0, metavar="N")
    return parser.parse_args(argv)


def _run(folder: Path, jobs: int) -> dict[str, Any]:
    """The events of one run, what it took, and its memory over time."""
    command = [*PROGRAM, "build", str(folder / "in"), "-o", str(folder / "out")]
    command += ["-f", "md,json", "--log-json", *(["--jobs", str(jobs)] if jobs else [])]
    start = time.time()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    samples = _watch(process.pid)
    said = process.stderr or ()
    events = [json.loads(line) for line in said if line.startswith("{")]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {
        "start": start,
        "seconds": time.time() - start,
        "cpu": usage.ru_utime + usage.ru_stime,
        "code": process.returncode,
        "events": [e for e in events if e["event"] == "document"],
        "memory": samples,
    }


def _watch(pid: int) -> list[tuple[float, float]]:
    """Times, and MiB of the largest process then; filled while the process runs."""
    samples: list[tuple[float, float]] = []

    def look() -> None:
        while sizes := [size for size in map(mib, family(pid)) if size]:
            samples.append((time.time(), max(sizes)))
            time.sleep(SAMPLING)

    threading.Thread(target=look, daemon=True).start()
    return samples


def _figures(
    folder: Path,
    count: int,
    poisoned: int,
    first: dict[str, Any],
) -> Iterator[tuple[str, str]]:
    out = folder / "out"
    lines = [json.loads(x) for x in (out / "ledger.jsonl").read_text().splitlines()]
    written = sum(1 for _ in out.glob("*.md"))
    kinds = sorted({x["error"]["kind"] for x in lines if x["error"]})
    yield "articles, poisoned", f"{count:,}, {poisoned:,}"
    yield "exit code", str(first["code"])
    yield "ledger lines, briefings", f"{len(lines):,}, {written:,}"
    yield "failures", f"{sum(1 for x in lines if x['error']):,}: {', '.join(kinds)}"
    yield "sentences", f"{sum(x['sentences'] for x in lines):,}"
    yield "seconds, CPU seconds", f"{first['seconds']:,.0f}, {first['cpu']:,.0f}"
    yield "articles a second", f"{count / first['seconds']:.1f}"
    tenth = count // 10
    early, late = _span(first, 0, tenth), _span(first, count - tenth, count)
    yield "seconds for the first tenth, start included", f"{early[1] - early[0]:.1f}"
    yield "seconds for the second tenth", f"{_took(first, tenth, 2 * tenth):.1f}"
    yield "seconds for the last tenth", f"{late[1] - late[0]:.1f}"
    second_tenth = _span(first, tenth, 2 * tenth)
    yield "MiB of the largest process, second tenth", _mib(first, *second_tenth)
    yield "MiB of the largest process, last tenth", _mib(first, *late)
    size = sum(p.stat().st_size for p in out.glob(".memory.sqlite*")) / 2**20
    yield "translation memory, MiB", f"{size:.1f}"


def _span(run: dict[str, Any], first: int, last: int) -> tuple[float, float]:
    """When the `first` and the `last` of the inputs were done."""
    times = [_seconds(event) for event in run["events"]]
    return (times[first - 1] if first else run["start"]), times[last - 1]


def _took(run: dict[str, Any], first: int, last: int) -> float:
    begin, end = _span(run, first, last)
    return end - begin


def _seconds(event: dict[str, Any]) -> float:
    return datetime.fromisoformat(event["time"]).timestamp()


def _mib(run: dict[str, Any], begin: float, end: float) -> str:
    found = [size for when, size in run["memory"] if begin <= when <= end]
    return f"{median(found):.0f}" if found else "-"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
