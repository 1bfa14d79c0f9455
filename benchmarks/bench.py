"""Speed and memory of `briefing`, side by side with the libraries under it.

    python -m benchmarks.bench [--quick] [--json FILE]

Everything is measured in one run, in turns, so that a machine that slows down slows
down all rows. Each figure is the median of the turns. Every measured program is a
process of its own: its start and the loading of its model count where a user waits
for them, and its peak memory is its own. Absolute figures depend on the machine;
the ratios are what to compare.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.articles import ROOT, write_articles

PROGRAM = [sys.executable, "-m", "briefing"]
ENGINES = [sys.executable, "-m", "benchmarks.engines"]
PAGES = [sys.executable, "-m", "benchmarks.pages"]


SAMPLING = 0.1
"""Seconds between two looks at the memory of a running process."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is measured."""

    articles: int
    few: int
    """Articles for the run on one core."""
    generate_sentences: int
    """Of the same sentences, for the slow reference."""
    turns: int


FULL = Size(articles=300, few=60, generate_sentences=200, turns=3)
QUICK = Size(articles=30, few=10, generate_sentences=24, turns=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """What one finished process took, its children included."""

    seconds: float
    cpu_seconds: float
    peak_mib: float
    output: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    what: str
    value: float
    unit: str
    note: str = ""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print the table, and write it as JSON if asked."""
    arguments = _parse(argv)
    size = QUICK if arguments.quick else FULL
    with tempfile.TemporaryDirectory() as scratch:
        rows = list(_measure(Path(scratch), size))
    print(_table(rows, size))
    if arguments.json:
        figures = {row.what: {"value": row.value, "unit": row.unit} for row in rows}
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench")
    parser.add_argument("--quick", action="store_true", help="rough, under a minute")
    parser.add_argument("--json", type=Path, metavar="FILE", help="figures for scripts")
    return parser.parse_args(argv)


def _measure(scratch: Path, size: Size) -> Iterator[Row]:
    for name, count in (("articles", size.articles), ("few", size.few)):
        sentences = write_articles(scratch / name, count)
        (scratch / f"{name}.json").write_text(json.dumps(sentences), "utf-8")
    yield from _throughput(scratch, size)
    yield from _pages(scratch / "few")
    yield from _waiting(scratch, size.turns)


def _throughput(scratch: Path, size: Size) -> Iterator[Row]:
    """Source tokens per second of the whole program and of the bare libraries."""
    turns = [_turn(scratch, size) for _ in range(size.turns)]
    of = {name: median(turn[name] for turn in turns) for name in turns[0]}
    whole, bare, slow = of["build"], of["ctranslate2"], of["generate"]
    rate, sample, tokens = "tokens/s", size.generate_sentences, int(of["tokens"])
    yield Row(
        "briefing build -f md,json", whole, rate, f"{tokens:,} tokens, with start"
    )
    yield Row("CTranslate2 alone", bare, rate, "same sentences, best settings, loaded")
    yield Row(
        "MarianMTModel.generate", slow, rate, f"{sample} of them, batched, loaded"
    )
    yield Row("build / CTranslate2 alone", whole / bare, "×")
    yield Row("build / generate", _ratio(whole, slow), "×")
    cpu, bare, slow = of["build cpu"], of["ctranslate2 cpu"], of["generate cpu"]
    yield Row("build / CTranslate2, CPU time", cpu / bare, "×", "on a busy machine")
    yield Row("build / generate, CPU time", _ratio(cpu, slow), "×", "on a busy machine")
    yield Row("build --no-repair", of["no repair"], rate, "doubtful sentences left")
    yield Row("build on one core", of["one core"], rate, f"{size.few} articles")
    yield Row("articles", 60 * size.articles * whole / tokens, "a minute")
    yield Row("peak memory of build", of["memory"], "MiB", "all its processes")
    yield Row("second run, nothing to do", of["rerun"], "s")


def _ratio(a: float, b: float) -> float:
    """`a / b`, 0 where `b` could not be measured."""
    return a / b if b else 0.0


def _turn(scratch: Path, size: Size) -> dict[str, float]:
    """One round of everything that has to do with many articles."""
    sentences, articles = scratch / "articles.json", scratch / "articles"
    tokens = _tokens(sentences)
    first = _build(articles, scratch / "out", "md,json")
    again = _build(articles, scratch / "out", "md,json")
    shutil.rmtree(scratch / "out")
    plain = _build(articles, scratch / "out", "md,json", "--no-repair")
    shutil.rmtree(scratch / "out")
    pinned = _build(scratch / "few", scratch / "pinned", "md,json", cores=1)
    shutil.rmtree(scratch / "pinned")
    fast, fast_cpu = _speed("ctranslate2", sentences)
    slow, slow_cpu = _speed("generate", sentences, size.generate_sentences)
    return {
        "tokens": tokens,
        "build": tokens / first.seconds,
        "build cpu": tokens / first.cpu_seconds,
        "no repair": tokens / plain.seconds,
        "ctranslate2": fast,
        "ctranslate2 cpu": fast_cpu,
        "generate": slow,
        "generate cpu": slow_cpu,
        "one core": _tokens(scratch / "few.json") / pinned.seconds,
        "memory": first.peak_mib,
        "rerun": again.seconds,
    }


def _pages(articles: Path) -> Iterator[Row]:
    """What HTML and PDF add to a briefing that is made."""
    html, pdf, bare = map(float, _run([*PAGES, str(articles)]).output.split())
    yield Row("HTML page", html, "ms", "CPU time, a document")
    yield Row("PDF page / bare typst compile", pdf / bare, "×", f"of {bare:.1f} ms")


def _waiting(scratch: Path, turns: int) -> Iterator[Row]:
    """What somebody with one article waits for."""
    article = scratch / "articles" / "article-0000.txt"
    turns = max(3, turns)
    for what, formats in (("first Markdown", "md"), ("Markdown and PDF", "md,pdf")):
        times = []
        for _ in range(turns):
            times.append(_build(article, scratch / "one", formats).seconds)
            shutil.rmtree(scratch / "one")
        yield Row(f"cold start to {what}", median(times), "s")
    times = [_run([*PROGRAM, "--help"]).seconds for _ in range(max(5, turns))]
    yield Row("briefing --help", median(times), "s")


def _build(
    source: Path, out: Path, formats: str, *options: str, cores: int | None = None
) -> Process:
    command = [*PROGRAM, "build", str(source), "-o", str(out), "-f", formats, *options]
    return _run(command, cores)


def _tokens(sentences: Path) -> int:
    """Source tokens, an end token for each sentence included."""
    return int(_run([*ENGINES, "count", str(sentences)]).output)


def _speed(engine: str, sentences: Path, count: int = 0) -> tuple[float, float]:
    """Source tokens per second and per second of CPU time of a bare engine.

    Zeros if its packages are missing.
    """
    wall, cpu = _run([*ENGINES, engine, str(sentences), str(count)]).output.split()
    return float(wall), float(cpu)


def _run(command: Sequence[str], cores: int | None = None) -> Process:
    """Run a command to its end, on the first `cores` of the machine's cores.

    Raises:
        SystemExit: it failed; its own words are shown.
    """
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    # An installed program has its bytecode; so shall this one from its second start on.
    keeping = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=keeping,
            stdout=output,
            stderr=errors,
            preexec_fn=lambda: os.sched_setaffinity(0, allowed),
        )
        peak = _watch_memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            words = errors.read().decode(errors="replace")[-2000:]
            raise SystemExit(f"{' '.join(command)}\nfailed: {words}")
        return Process(
            seconds=seconds,
            cpu_seconds=usage.ru_utime + usage.ru_stime,
            peak_mib=peak(),
            output=output.read().decode(),
        )


def _watch_memory(pid: int) -> Callable[[], float]:
    """Watch a process and its children; the result tells the peak so far, in MiB."""
    samples = [0.0]

    def watch() -> None:
        while size := sum(map(mib, family(pid))):
            samples.append(size)
            time.sleep(SAMPLING)

    threading.Thread(target=watch, daemon=True).start()
    return lambda: max(samples)


def family(pid: int) -> Iterator[int]:
    """A process and all that it started, as far as they still run."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = path.read_text().split()
        except OSError:  # gone meanwhile
            continue
        for child in children:
            yield from family(int(child))


def mib(pid: int) -> float:
    """Memory of one process, pages shared with others counted in part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(x.split()[1]) for x in lines if x.startswith("Pss:")) / 1024


def _table(rows: Sequence[Row], size: Size) -> str:
    width = max(len(row.what) for row in rows)
    lines = [
        f"{row.what:<{width}}  {_figure(row.value):>9} {row.unit:<9} {row.note}"
        for row in rows
    ]
    cores = len(os.sched_getaffinity(0))
    return "\n".join(
        [
            f"{size.articles} articles, median of {size.turns} turns, {cores} cores, "
            f"{platform.machine()}, Python {platform.python_version()}",
            "",
            *(line.rstrip() for line in lines),
            "",
            "Absolute figures depend on the machine and on what else it does;",
            "compare the ratios.",
        ]
    )


def _figure(value: float) -> str:
    if not value:
        return "-"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
