"""Draws which part of the program imports which, from the imports themselves.

    python docs/site/architecture.py > architecture.svg

A part is a module or package right below `briefing`. Each stands one row below all
that it imports; so an arrow never points down.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "briefing"
_LEFT_OUT = frozenset({"__init__", "__main__"})
_WIDTH, _HEIGHT, _GAP, _ROW = 112, 30, 14, 74


def parts() -> dict[str, frozenset[str]]:
    """Each part with the parts that it imports."""
    files: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if name not in _LEFT_OUT:
            files.setdefault(name, set()).update(_imported(path))
    return {
        name: frozenset(wanted & files.keys() - {name})
        for name, wanted in files.items()
    }


def _imported(path: Path) -> Iterator[str]:
    """The parts that a file imports, but for those it needs for its types alone."""
    tree = ast.parse(path.read_text("utf-8"))
    for_types = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node not in for_types:
            words = (node.module or "").split(".")
            if words[0] == "briefing":
                yield from words[1:2] or [alias.name for alias in node.names]


def rows(imports: Mapping[str, frozenset[str]]) -> list[list[str]]:
    """The parts, row by row: each below all that it imports.

    Parts that import each other, by imports inside functions, share a row.
    """
    depth: dict[str, int] = {}

    def measure(name: str, above: tuple[str, ...]) -> int:
        if name not in depth:
            inner = [n for n in sorted(imports[name]) if n not in above]
            found = [measure(n, (*above, name)) for n in inner]
            depth[name] = 1 + max(found, default=-1)
        return depth[name]

    for name in sorted(imports):
        measure(name, (name,))
    found: list[list[str]] = [[] for _ in range(1 + max(depth.values()))]
    for name in sorted(depth):
        found[depth[name]].append(name)
    return found


def draw() -> str:
    """The picture as SVG."""
    imports = parts()
    layout = rows(imports)
    width, height = max(map(_wide, layout)) + 2 * _GAP, len(layout) * _ROW
    places = dict(_places(layout, width))
    lines = [
        _line(places[name], places[wanted])
        for name in sorted(imports)
        for wanted in sorted(_direct(name, imports))
    ]
    boxes = [_box(name, x, y) for name, (x, y) in places.items()]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'role="img" aria-label="Parts of briefing and their imports" '
        'font-family="sans-serif" font-size="13">\n'
        f'<rect width="{width}" height="{height}" fill="#fff"/>\n'
        + "\n".join([*lines, *boxes])
        + "\n</svg>\n"
    )


def _direct(name: str, imports: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """What a part imports, but for what it reaches through another import as well."""
    return frozenset(
        wanted
        for wanted in imports[name]
        if not any(
            wanted in imports[other] for other in imports[name] if other != wanted
        )
    )


def _wide(row: list[str]) -> int:
    return len(row) * (_WIDTH + _GAP) - _GAP


def _places(
    layout: list[list[str]], width: int
) -> Iterator[tuple[str, tuple[int, int]]]:
    for number, row in enumerate(layout):
        for column, name in enumerate(row):
            x = (width - _wide(row)) // 2 + column * (_WIDTH + _GAP)
            yield name, (x, number * _ROW + (_ROW - _HEIGHT) // 2)


def _box(name: str, x: int, y: int) -> str:
    package = (PACKAGE / name).is_dir()
    text = f"{name}/" if package else name
    return (
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4" '
        f'fill="{"#e3edf7" if package else "#f2f5f8"}" stroke="#16324f"/>'
        f'<text x="{x + _WIDTH // 2}" y="{y + 20}" text-anchor="middle" '
        f'fill="#16324f">{escape(text)}</text>'
    )


def _line(below: tuple[int, int], above: tuple[int, int]) -> str:
    x1, y1 = below[0] + _WIDTH // 2, below[1]
    x2, y2 = above[0] + _WIDTH // 2, above[1] + _HEIGHT
    bend = (y1 - y2) // 2
    return (
        f'<path d="M{x1} {y1} C{x1} {y1 - bend} {x2} {y2 + bend} {x2} {y2}" '
        'fill="none" stroke="#9db2c6"/>'
    )


if __name__ == "__main__":
    sys.stdout.write(draw())
