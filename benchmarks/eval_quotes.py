"""Quotation figures on a gold set: spans, speakers, abstention, full names, ECE.

    python benchmarks/eval_quotes.py [GOLD.jsonl ...] [--kinds] [--reliability]
                                     [--errors] [--picture SVG] [--min-confidence P]

`--errors` shows texts: never use it on a hold-out.

A gold line has `text` and `quotes`: `start`, `end`, `type`, `speaker`,
`speaker_aliases`. Types: D direct, M mixed, I intertitle, N no quotation,
U a quotation of which nobody is said to be the speaker. A found span matches a gold
one if they share at least 0.8 of the longer. Spans of type N may be found or not;
a speaker given to one (or to U) is a wrong speaker. Type R is speech retold without
marks: a set that has it is measured with what `--indirect` finds.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from briefing.quotes import MIN_CONFIDENCE, find_quotes
from briefing.types import Document, Quote, Span

OVERLAP = 0.8
BINS = 10
_ARTICLE = re.compile(r"^(?:le |la |les |l'|un |une |des |d'|certains |certaines )")
Gold = dict[str, Any]
Outcome = tuple[float, bool]
"""Confidence of an attribution, and whether it was right."""


def document_of(text: str) -> Document:
    """A document whose paragraphs are the lines of `text`."""
    lines = re.finditer(r"\S(?:.*\S)?", text)
    paragraphs = tuple(Span(start=m.start(), end=m.end()) for m in lines)
    return Document(id="gold", text=text, paragraphs=paragraphs, source="", sha256="")


def overlap(quote: Quote, gold: Gold) -> float:
    """Shared length as a share of the longer of the two spans."""
    shared = min(quote.span.end, gold["end"]) - max(quote.span.start, gold["start"])
    longer = max(quote.span.end - quote.span.start, gold["end"] - gold["start"])
    return float(max(0, shared) / longer)


def normalized(name: str) -> str:
    """A name without its article, marks, case and kind of apostrophe."""
    name = re.sub(r"[«»“”\"]", "", name).replace("’", "'").casefold()
    return _ARTICLE.sub("", " ".join(name.split())).strip()


def same_speaker(name: str, gold: Gold) -> bool:
    """Whether `name` is the gold speaker or one of the aliases."""
    names = [gold["speaker"], *gold.get("speaker_aliases", ())]
    return normalized(name) in {normalized(n) for n in names if n}


def pairs(quotes: Sequence[Quote], golds: Sequence[Gold]) -> list[tuple[Quote, Gold]]:
    """Each gold span with the quotation that matches it best, if one does."""
    taken: set[int] = set()
    found: list[tuple[Quote, Gold]] = []
    for gold in golds:
        best = max(quotes, key=lambda q: overlap(q, gold), default=None)
        if best is None or overlap(best, gold) < OVERLAP or best.index in taken:
            continue
        taken.add(best.index)
        found.append((best, gold))
    return found


def is_retold(gold: Iterable[Gold]) -> bool:
    """Whether a set is about speech without marks."""
    return any(quote["type"] == "R" for one in gold for quote in one["quotes"])


def find(passage: Gold, min_confidence: float, retold: bool) -> list[Quote]:
    """The quotations of a passage: those in marks, or the speech retold."""
    found = find_quotes(document_of(passage["text"]), (), min_confidence, retold)
    return [quote for quote in found if (quote.kind == "indirect") == retold]


def evaluate(
    gold: Sequence[Gold], min_confidence: float = MIN_CONFIDENCE
) -> dict[str, float]:
    """The figures over all passages of `gold`."""
    count: Counter[str] = Counter()
    outcomes: list[Outcome] = []
    retold = is_retold(gold)
    for passage in gold:
        quotes = find(passage, min_confidence, retold)
        _count(quotes, passage["quotes"], count, outcomes)
    return _figures(count, outcomes)


def reliability(gold: Sequence[Gold]) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, number) of attributions by bin of confidence."""
    outcomes: list[Outcome] = []
    retold = is_retold(gold)
    for passage in gold:
        quotes = find(passage, 0.0, retold)
        _count(quotes, passage["quotes"], Counter(), outcomes)
    return [
        (
            sum(c for c, _ in part) / len(part),
            sum(r for _, r in part) / len(part),
            len(part),
        )
        for part in _bins(outcomes)
    ]


def by_kind(gold: Iterable[Gold]) -> dict[str, dict[str, float]]:
    """The figures for each kind of passage, if the gold set says kinds."""
    parts: dict[str, list[Gold]] = {}
    for passage in gold:
        parts.setdefault(passage.get("kind", "all"), []).append(passage)
    return {kind: evaluate(part) for kind, part in sorted(parts.items())}


def _count(
    quotes: Sequence[Quote],
    golds: Sequence[Gold],
    count: Counter[str],
    outcomes: list[Outcome],
) -> None:
    matched = pairs(quotes, golds)
    wanted = [g for g in golds if g["type"] != "N"]
    indices = {q.index for q, _ in matched}
    count["gold"] += len(wanted)
    count["found"] += len(quotes) - sum(g["type"] == "N" for _, g in matched)
    count["hit"] += sum(g["type"] != "N" for _, g in matched)
    count["false speaker"] += sum(
        q.speaker is not None for q in quotes if q.index not in indices
    )
    for quote, one in matched:
        _count_speaker(quote, one, count, outcomes)


def _count_speaker(
    quote: Quote, gold: Gold, count: Counter[str], outcomes: list[Outcome]
) -> None:
    right = False
    if gold["speaker"]:
        count["attributable"] += 1
        count["abstained"] += quote.speaker is None
        right = quote.speaker is not None and same_speaker(quote.speaker.name, gold)
    if quote.speaker is None:
        return
    count["given"] += 1
    count["right"] += right
    outcomes.append((quote.speaker.confidence, right))
    if gold["speaker"] and " " in gold["speaker"] and gold["speaker"][0].isupper():
        full = normalized(quote.speaker.name) == normalized(gold["speaker"])
        count["named"] += right
        count["full"] += right and full


def _figures(count: Counter[str], outcomes: Sequence[Outcome]) -> dict[str, float]:
    precision = count["hit"] / max(1, count["found"])
    recall = count["hit"] / max(1, count["gold"])
    return {
        "quotations": count["gold"],
        "span_precision": precision,
        "span_recall": recall,
        "span_f1": 2 * precision * recall / max(1e-9, precision + recall),
        "speaker_accuracy": count["right"] / max(1, count["given"]),
        "speakers_given": count["given"],
        "abstention": count["abstained"] / max(1, count["attributable"]),
        "full_names": count["full"] / max(1, count["named"]),
        "ece": expected_calibration_error(outcomes),
    }


def expected_calibration_error(outcomes: Sequence[Outcome]) -> float:
    """Mean distance of confidence and accuracy over bins of confidence."""
    total = 0.0
    for inside in _bins(outcomes):
        gap = sum(c for c, _ in inside) - sum(right for _, right in inside)
        total += abs(gap)
    return total / max(1, len(outcomes))


def _bins(outcomes: Sequence[Outcome]) -> list[list[Outcome]]:
    """The outcomes by tenth of confidence, without the empty ones."""
    parts: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        parts.setdefault(min(int(outcome[0] * BINS), BINS - 1), []).append(outcome)
    return [parts[low] for low in sorted(parts)]


def load(path: Path) -> list[Gold]:
    """The passages of a gold file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def print_errors(gold: Sequence[Gold]) -> None:
    """Show each miss, false find and wrong or missing speaker."""
    retold = is_retold(gold)
    for passage in gold:
        text = passage["text"]
        quotes = find(passage, MIN_CONFIDENCE, retold)
        matched = pairs(quotes, passage["quotes"])
        seen = {q.index for q, _ in matched}
        starts = {g["start"] for _, g in matched}
        for one in passage["quotes"]:
            if one["start"] not in starts and one["type"] != "N":
                print(
                    f"{passage['id']} MISSED {text[one['start'] : one['end']][:90]!r}"
                )
        for quote in quotes:
            if quote.index not in seen:
                print(f"{passage['id']} FALSE {quote.content[:90]!r} {quote.speaker}")
        for quote, one in matched:
            _print_speaker(passage["id"], quote, one)


def _print_speaker(name: str, quote: Quote, gold: Gold) -> None:
    given = quote.speaker
    right = given is not None and same_speaker(given.name, gold)
    if right or (given is None and not gold["speaker"]):
        return
    kind = "ABSTAINED" if given is None else "WRONG"
    rule = quote.evidence.rule if quote.evidence else quote.candidates
    print(
        f"{name} {kind} {gold['type']} {quote.content[:60]!r} gold={gold['speaker']!r} "
        f"given={given and (given.name, given.confidence)} cue={quote.cue!r} {rule}"
    )


def print_table(passages: Sequence[Gold]) -> None:
    """Show a line of figures for each kind of passage."""
    print(f"  {'kind':12} {'F1':>6} {'right':>6} {'abstain':>8} {'quotations':>11}")
    for kind, one in by_kind(passages).items():
        print(
            f"  {kind:12} {one['span_f1']:6.3f} {one['speaker_accuracy']:6.3f} "
            f"{one['abstention']:8.3f} {one['quotations']:11.0f}"
        )


def draw_reliability(bins: Sequence[tuple[float, float, int]]) -> str:
    """A reliability diagram as SVG: a dot for each bin, its area its share."""
    total = sum(number for _, _, number in bins) or 1
    dots = "".join(
        f'<circle cx="{_across(c):.1f}" cy="{_up(right):.1f}" '
        f'r="{3 + 22 * (number / total) ** 0.5:.1f}"><title>{number} attributions, '
        f"mean confidence {c:.2f}, right {right:.2f}</title></circle>"
        for c, right, number in bins
    )
    ticks = "".join(_tick(tenth / 10) for tenth in range(0, 11, 2))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 370" '
        'font-family="sans-serif" font-size="12">'
        "<title>Confidence of attributions against the share that is right</title>"
        '<rect width="380" height="370" fill="white"/>'
        '<path d="M50 20V320H350M50 320L350 20" fill="none" stroke="gray"/>'
        f"{ticks}"
        '<text x="200" y="358" text-anchor="middle">confidence</text>'
        '<text transform="translate(14 170) rotate(-90)" text-anchor="middle">'
        "share right</text>"
        f'<g fill="steelblue" fill-opacity="0.7">{dots}</g></svg>\n'
    )


def _across(share: float) -> float:
    return 50 + 300 * share


def _up(share: float) -> float:
    return 320 - 300 * share


def _tick(share: float) -> str:
    """A value on both axes."""
    return (
        f'<text x="{_across(share):.0f}" y="336" text-anchor="middle">{share:g}</text>'
        f'<text x="44" y="{_up(share) + 4:.0f}" text-anchor="end">{share:g}</text>'
    )


def main(argv: Sequence[str]) -> int:
    """Print the figures of each gold file."""
    parser = argparse.ArgumentParser(description="Quotation figures on a gold set.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--kinds", action="store_true", help="figures by kind of text")
    parser.add_argument("--reliability", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--picture", type=Path, help="reliability of all sets as SVG")
    parser.add_argument("--min-confidence", type=float, default=MIN_CONFIDENCE)
    options = parser.parse_args(argv)
    everything: list[Gold] = []
    for path in options.gold:
        passages = load(path)
        everything += passages
        print(path.name, len(passages), "passages")
        for name, value in evaluate(passages, options.min_confidence).items():
            print(f"  {name:18} {value:.3f}")
        if options.kinds:
            print_table(passages)
        if options.reliability:
            for confidence, right, number in reliability(passages):
                print(f"  confidence {confidence:.2f}  right {right:.2f}  of {number}")
        if options.errors:
            print_errors(passages)
    if options.picture:
        options.picture.write_text(draw_reliability(reliability(everything)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
