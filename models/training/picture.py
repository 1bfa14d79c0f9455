"""The learning curve as a picture: `docs/curve.tsv` to `docs/curve.svg`.

python -m models.training.picture [curve.tsv] [curve.svg]
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT, MARGIN = 760, 400, 56
COLORS = {"train": "#8aa4c8", "dev": "#1f4e9c"}
NAMES = {
    "train": "training loss, smoothed labels",
    "dev": "loss on newstest2009",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measured loss."""

    tokens: float
    """Millions of target tokens seen."""
    loss: float


def read(path: Path) -> dict[str, list[list[Point]]]:
    """Train and dev points of each stretch."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found: dict[str, list[list[Point]]] = {"train": [], "dev": []}
    for kind, parts in found.items():
        for stretch in dict.fromkeys(row["stretch"] for row in rows):
            parts.append(
                [
                    Point(tokens=float(row["mtokens"]), loss=float(row[f"{kind}_loss"]))
                    for row in rows
                    if row["stretch"] == stretch and row[f"{kind}_loss"]
                ]
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What part of the plane is shown."""

    right: float
    low: float
    high: float

    def x(self, tokens: float) -> float:
        """Pixels from the left."""
        return MARGIN + tokens / self.right * (WIDTH - 1.5 * MARGIN)

    def y(self, loss: float) -> float:
        """Pixels from the top."""
        share = (self.high - loss) / (self.high - self.low)
        return MARGIN / 2 + share * (HEIGHT - 1.5 * MARGIN)


def label(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """A text in the picture."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" '
        f'fill="#333">{text}</text>'
    )


def axes(frame: Frame) -> list[str]:
    """Grid lines with their numbers."""
    parts, tokens = [], 0
    while tokens <= frame.right:
        parts.append(label(frame.x(tokens), HEIGHT - MARGIN / 2, str(tokens)))
        tokens += 2
    tenths = range(round(frame.low * 10), round(frame.high * 10) + 1)
    for loss in (t / 10 for t in tenths if t % 5 == 0):
        y, right = frame.y(loss), WIDTH - MARGIN / 2
        parts.append(
            f'<line x1="{MARGIN}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="#ddd"/>'
        )
        parts.append(label(MARGIN - 8, y + 4, f"{loss:.1f}", "end"))
    middle = WIDTH / 2, HEIGHT - 8
    return [*parts, label(*middle, "million target tokens (nats a token upward)")]


def draw(curves: dict[str, list[list[Point]]]) -> str:
    """The picture."""
    points = [p for parts in curves.values() for part in parts for p in part]
    frame = Frame(
        right=max(p.tokens for p in points),
        low=min(p.loss for p in points) - 0.1,
        high=max(p.loss for p in points) + 0.1,
    )
    parts = axes(frame)
    for kind, stretches in curves.items():
        for stretch in stretches:
            path = " ".join(
                f"{frame.x(p.tokens):.1f},{frame.y(p.loss):.1f}" for p in stretch
            )
            parts.append(
                f'<polyline points="{path}" fill="none" stroke="{COLORS[kind]}" '
                f'stroke-width="2"/>'
            )
    for k, (kind, name) in enumerate(NAMES.items()):
        y = MARGIN / 2 + 20 + 18 * k
        parts.append(
            f'<rect x="{WIDTH - 250}" y="{y - 9}" width="18" height="4" '
            f'fill="{COLORS[kind]}"/>'
        )
        parts.append(label(WIDTH - 225, y, name, "start"))
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'font-family="sans-serif">\n<title>Learning curve</title>\n{body}\n</svg>\n'
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Writes the picture."""
    given = [Path(a) for a in (sys.argv[1:] if argv is None else argv)]
    docs = Path(__file__).parents[2] / "docs"
    source, target = [*given, docs / "curve.tsv", docs / "curve.svg"][:2]
    target.write_text(draw(read(source)), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
