"""How good, fast and large the embedded model is, next to other systems' outputs.

    python -m benchmarks.eval_translation [--model FOLDER] [--sets FOLDER] [--limit N]
                                          [--page FILE] [--raise-floors]

Test sets are `NAME.fr`, `NAME.en` and outputs of peers, `NAME.SYSTEM.en`; they are
measured with, never trained on and never committed. The challenge set is the
repository's own. `--page` writes the sentences where most is lost against a peer;
`--raise-floors` lifts the floors of the tests to what was measured, never lowers them.
COMET is not measured: no checkpoint with a permissive licence is at hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from briefing.fidelity import check
from briefing.translation.marking import insert, unmarked, wanted
from models.training.evaluate import Decoder, Score, lines, score, signatures, speed

ROOT = Path(__file__).parents[1]
CHALLENGE = ROOT / "tests" / "data" / "challenge" / "challenge.tsv"
FLOORS = ROOT / "tests" / "quality" / "translation_floors.json"
PEER = "bergamot-tiny"
LENGTHS = ((1, 10), (11, 20), (21, 30), (31, 1000))
"""Words of the French sentence, first and last of each class."""
SPEED_LINES = 400
PAGE_LINES = 40
SLACK = 0.02
"""How far below the measured pass rate a floor is set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestSet:
    """One set with the outputs of all systems, ours among them."""

    __test__ = False
    name: str
    sources: list[str]
    references: list[str]
    outputs: Mapping[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One sentence of the challenge set."""

    category: str
    french: str
    english: str
    must: str
    must_not: str

    def passed(self, english: str) -> bool:
        """Whether a translation has what it must and lacks what it must not."""
        wrong = self.must_not and re.search(self.must_not, english, re.I)
        return bool(re.search(self.must, english, re.I)) and not wrong


def challenges(path: Path = CHALLENGE) -> list[Challenge]:
    """The challenge set."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Challenge(**{k: v or "" for k, v in row.items()}) for row in rows]


def pass_rates(
    items: Sequence[Challenge], outputs: Sequence[str]
) -> dict[str, tuple[int, int]]:
    """Passed and all, by category."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for item, english in zip(items, outputs, strict=True):
        passed, all_ = found[item.category]
        found[item.category] = passed + item.passed(english), all_ + 1
    return dict(found)


def read_set(folder: Path, name: str, limit: int) -> TestSet:
    """One test set with its peers' outputs."""
    peers = sorted(folder.glob(f"{name}.*.en"))
    outputs = {p.name.split(".")[1]: lines(p)[:limit] for p in peers}
    return TestSet(
        name=name,
        sources=lines(folder / f"{name}.fr")[:limit],
        references=lines(folder / f"{name}.en")[:limit],
        outputs=outputs,
    )


def by_length(test: TestSet, output: Sequence[str]) -> list[tuple[str, int, Score]]:
    """Scores of the sentences of each length class."""
    found = []
    for first, last in LENGTHS:
        rows = [
            k for k, s in enumerate(test.sources) if first <= len(s.split()) <= last
        ]
        if rows:
            name = f"{first}–{last}" if last < 1000 else f"{first} and more"
            chosen = [output[k] for k in rows], [test.references[k] for k in rows]
            found.append((name, len(rows), score(*chosen)))
    return found


def right_figures(test: TestSet, output: Sequence[str]) -> tuple[int, int]:
    """Sentences with digits: without a doubt about a quantity, and all of them."""
    rows = [k for k, s in enumerate(test.sources) if re.search(r"\d", s)]
    wrong = [
        k
        for k in rows
        if any(f.kind == "quantity" for f in check(test.sources[k], output[k]))
    ]
    return len(rows) - len(wrong), len(rows)


def marked_terms(decoder: Decoder, test: TestSet) -> tuple[Score, int, int]:
    """Score with all terms marked, terms that came out as wanted, and all of them."""
    terms = [wanted(source) for source in test.sources]
    sources = [insert(s, t) for s, t in zip(test.sources, terms, strict=True)]
    output = list(map(unmarked, decoder(sources, 2)))
    obeyed = [
        term.english.lower() in line.lower()
        for line, found in zip(output, terms, strict=True)
        for term in found
    ]
    return score(output, test.references), sum(obeyed), len(obeyed)


def losses(test: TestSet, output: Sequence[str]) -> list[tuple[float, str, int]]:
    """For each sentence: chrF lost against the peer, cause as checked, row."""
    from sacrebleu import sentence_chrf

    found = []
    for k, (ours, theirs) in enumerate(zip(output, test.outputs[PEER], strict=True)):
        reference = [test.references[k]]
        lost = sentence_chrf(theirs, reference).score
        lost -= sentence_chrf(ours, reference).score
        flags = check(test.sources[k], ours)
        found.append((lost, flags[0].kind if flags else "wording", k))
    return sorted(found, reverse=True)


def page(test: TestSet, output: Sequence[str]) -> str:
    """Markdown with the sentences where most is lost, by cause."""
    causes: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for lost, cause, k in losses(test, output)[:PAGE_LINES]:
        causes[cause].append((lost, k))
    parts = [f"# {test.name}: where we lose most against {PEER}\n"]
    for cause, rows in sorted(causes.items(), key=lambda item: -len(item[1])):
        parts.append(f"## {cause} ({len(rows)})\n")
        for lost, k in rows:
            parts.append(
                f"- {lost:.0f} chrF · line {k + 1}\n  - fr: {test.sources[k]}\n"
                f"  - us: {output[k]}\n  - {PEER}: {test.outputs[PEER][k]}\n"
                f"  - reference: {test.references[k]}\n"
            )
    return "\n".join(parts)


def size(folder: Path) -> dict[str, float]:
    """Megabytes of the reference's and the fast engine's weights."""
    files = {"safetensors": "model.safetensors", "int8": "ctranslate2/model.bin"}
    return {name: (folder / file).stat().st_size / 1e6 for name, file in files.items()}


def show(name: str, system: str, found: Score) -> None:
    """Prints one line of the table."""
    print(f"{name:14} {system:22} {found.bleu:6.2f} {found.chrf:6.2f}")


def measure_set(decoder: Decoder, reference: Decoder, test: TestSet) -> list[str]:
    """Prints all about one set; our output at beam 2."""
    print(f"\n{test.name:14} {'system':22} {'BLEU':>6} {'chrF':>6}")
    kept: list[str] = []
    for engine, run in (("int8", decoder), ("float32", reference)):
        for beam_size in (1, 2, 4):
            output = run(test.sources, beam_size)
            show(
                test.name,
                f"ours {engine} beam {beam_size}",
                score(output, test.references),
            )
            if engine == "int8" and beam_size == 2:
                kept = output
    for peer, output in test.outputs.items():
        show(test.name, peer, score(output, test.references))
    peers = by_length(test, test.outputs[PEER])
    for (name, count, found), peer in zip(by_length(test, kept), peers, strict=True):
        values = f"BLEU {found.bleu:5.2f}, {PEER} {peer[2].bleu:5.2f}"
        print(f"  {name:12} words, {count:4}: {values}")
    right, all_ = right_figures(test, kept)
    print(f"  figures right in {right} of {all_} sentences that have one")
    if decoder.marks:
        found, obeyed, all_ = marked_terms(decoder, test)
        show(test.name, "ours, terms marked", found)
        print(f"  {obeyed} of {all_} marked names and figures as wanted")
    return kept


def measure_challenge(decoder: Decoder, beam_size: int = 2) -> float:
    """Prints the pass rates; the share of all that passed."""
    items = challenges()
    rates = pass_rates(items, decoder([item.french for item in items], beam_size))
    print("\nchallenge set, int8, beam 2")
    for category, (passed, all_) in sorted(rates.items()):
        print(f"  {category:14} {passed:3} of {all_:3}")
    share = sum(p for p, _ in rates.values()) / len(items)
    print(f"  {'all':14} {share:.1%}")
    return share


def raise_floors(path: Path, challenge: float, version: str) -> None:
    """Adds an entry to the history of floors if it lies above the last one.

    Floors of the test sets stay as they are.
    """
    floors = json.loads(path.read_text("utf-8"))
    floor, last = round(challenge - SLACK, 3), floors["history"][-1]
    if floor > last["challenge"]:
        raised = {"version": version, "challenge": floor, "reason": ""}
        floors["history"].append({**last, **raised})
        path.write_text(json.dumps(floors, indent=2) + "\n", "utf-8")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    shared = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
    found = argparse.ArgumentParser(description=__doc__)
    add = found.add_argument
    add("--model", type=Path, default=ROOT / "models" / "fr-en-small")
    add("--sets", type=Path, default=shared / "testsets")
    add("--names", nargs="*", help="sets to measure; all by default")
    add("--limit", type=int, default=1_000_000, help="sentences of each set at most")
    add("--page", type=Path, help="write the worst losses here (not into the project)")
    add("--raise-floors", metavar="VERSION")
    return found


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the whole table."""
    args = parser().parse_args(argv)
    decoder = Decoder(args.model)
    reference = Decoder(args.model, engine="float32")
    print(*(f"{k}: {v}" for k, v in signatures().items()), sep="\n")
    print("size in MB:", {k: round(v, 1) for k, v in size(args.model).items()})
    found = [p.name.removesuffix(".fr") for p in sorted(args.sets.glob("*.fr"))]
    pages = []
    for name in args.names or found:
        test = read_set(args.sets, name, args.limit)
        pages.append(page(test, measure_set(decoder, reference, test)))
        if name == "wmt12":
            sources = test.sources[:SPEED_LINES]
            for beam_size in (1, 2, 4):
                rate = speed(decoder, sources, beam_size)
                print(
                    f"  one core, beam {beam_size}: {rate:,.0f} source pieces a second"
                )
    share = measure_challenge(decoder)
    if args.page:
        args.page.write_text("\n".join(pages), "utf-8")
    if args.raise_floors:
        raise_floors(FLOORS, share, args.raise_floors)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
