"""What a page adds to a briefing that is made, beside what Typst takes for it.

    python -m benchmarks.pages FOLDER

Prints three medians over the articles of the folder, in milliseconds of CPU time: the
HTML page, the PDF page, and of the PDF the bare compile of the same page with the same
fonts, loaded before. Markdown is made first, as in a run.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from unittest import mock

from briefing.config import Config
from briefing.parts import build_pipeline, build_renderers
from briefing.protocols import Input
from briefing.read import read_each
from briefing.render import typst_files
from briefing.types import Briefing, Document

WARM = 2
"""Pages that warm fonts and templates up and do not count."""


def main(argv: Sequence[str]) -> int:
    """Print the figures."""
    config = Config(formats=("md", "html", "pdf"), memory="off")
    pipeline, render = build_pipeline(config), build_renderers(config)
    rows = []
    for path in sorted(Path(argv[0]).iterdir()):
        briefing = pipeline.brief(_document(path))
        render["md"](briefing)
        rows.append((_took(partial(render["html"], briefing)), *_pdf(render, briefing)))
    print(*(median(column) for column in zip(*rows[WARM:], strict=True)))
    return 0


def _document(path: Path) -> Document:
    found = read_each(Input(id=path.stem, source=path.name, data=path.read_bytes()))
    (document,) = found
    assert isinstance(document, Document)  # noqa: S101 - written by `articles.py`
    return document


def _pdf(
    render: dict[str, Callable[[Briefing], bytes]], briefing: Briefing
) -> tuple[float, float]:
    """Milliseconds for the page, and those of them that the compiler took."""
    compiled: list[float] = []
    bare = typst_files._compiled

    def timed(*arguments: object) -> bytes:
        found: list[bytes] = []
        compiled.append(_took(lambda: found.append(bare(*arguments))))  # type: ignore[arg-type]
        return found[0]

    with mock.patch.object(typst_files, "_compiled", timed):
        whole = _took(partial(render["pdf"], briefing))
    return whole, compiled[-1]  # by the standards that the page can follow


def _took(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
