"""The layout in DESIGN.md against the imports of the package."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

TOP = Path(__file__).parents[2]


def listed() -> list[str]:
    """Modules and packages in the order of the list, such as `finishing.slips`."""
    text = (TOP / "DESIGN.md").read_text("utf-8")
    block = re.search(r"^## Layout.*?```\n(.*?)```", text, re.DOTALL | re.MULTILINE)
    assert block
    names: list[str] = []
    for line in block[1].splitlines():
        name = line.split()[0].rstrip("/")
        if line.startswith(" "):
            name = f"{names[-1].split('.')[0]}.{name}"
        names.append(name)
    return names


def imports() -> Iterator[tuple[str, str]]:
    """Which module of the package imports which, wherever in it."""
    for file in (TOP / "briefing").rglob("*.py"):
        module = ".".join(file.relative_to(TOP / "briefing").with_suffix("").parts)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.ImportFrom) or not node.module:
                continue
            if node.module == "briefing":
                yield from ((module, alias.name) for alias in node.names)
            elif node.module.startswith("briefing."):
                yield module, node.module.removeprefix("briefing.")


def place(module: str, order: list[str]) -> int | None:
    """Where a module, or the package that it is in, stands in the list."""
    parts = module.removesuffix(".__init__").split(".")
    names = (".".join(parts[:depth]) for depth in (2, 1))
    return next((order.index(name) for name in names if name in order), None)


def test_imports_point_up_the_list() -> None:
    order = listed()
    wrong = []
    for importer, imported in imports():
        here, there = place(importer, order), place(imported, order)
        if here is None or there is None or here == there:
            continue
        same_package = order[here] == importer.split(".")[0] == imported.split(".")[0]
        if there > here and not same_package:
            wrong.append(f"{importer} imports {imported}")
    assert not wrong


def test_the_list_has_all_there_is() -> None:
    order = set(listed())
    there = {
        path.stem if path.is_file() else path.name
        for path in (TOP / "briefing").iterdir()
        if (path / "__init__.py").is_file() or path.suffix == ".py"
    }
    assert there - {"__init__", "__main__"} == {n for n in order if "." not in n}


def test_a_package_that_is_taken_apart_is_so_whole() -> None:
    inner = {name for name in listed() if "." in name}
    there = {
        f"{package}.{file.stem}"
        for package in {name.split(".")[0] for name in inner}
        for file in (TOP / "briefing" / package).glob("*.py")
        if file.stem != "__init__"
    }
    assert inner == there
