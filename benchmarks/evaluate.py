"""All quality figures, one part after the other.

    python -m benchmarks.evaluate [PART ...]

What lies in the repository is always measured; texts that may not be shipped are read
from `../shared` (or the folder that `BRIEFING_SHARED` names) where they are at hand.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
QUOTES = ROOT / "tests" / "data" / "quotes"

PARTS: dict[str, tuple[str, ...]] = {
    "translation": ("benchmarks.eval_translation",),
    "quotations": (
        "benchmarks.eval_quotes",
        str(QUOTES / "gold_dev.jsonl"),
        str(QUOTES / "gold_later.jsonl"),
        str(QUOTES / "gold_debate.jsonl"),
        str(QUOTES / "gold_opened.jsonl"),
        str(QUOTES / "gold_fresh.jsonl"),
        str(QUOTES / "gold_varied.jsonl"),
        str(QUOTES / "gold_holdout.jsonl"),
        str(QUOTES / "gold_indirect.jsonl"),
        str(SHARED / "quotes" / "gold_dev.jsonl"),
    ),
    "fidelity": ("benchmarks.eval_fidelity",),
    "certainty": ("benchmarks.eval_certainty",),
    "summary": (
        "benchmarks.eval_summary",
        str(SHARED / "summaries" / "orangesum_valid.jsonl.gz"),
    ),
}
"""Name of a part to the module that measures it and the files it is given."""


def main(names: Sequence[str]) -> int:
    """0 if every part ran; parts whose files are missing are named and left out."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no part {unknown[0]!r}: there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    return max([_measure(name) for name in names or PARTS])


def _measure(name: str) -> int:
    module, *files = PARTS[name]
    there = [file for file in files if Path(file).exists()]
    print(f"\n=== {name}", flush=True)
    for file in files:
        if file not in there:
            print(f"left out, not at hand: {Path(file).name}")
    if files and not there:
        return 0
    return subprocess.run([sys.executable, "-m", module, *there], cwd=ROOT).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
