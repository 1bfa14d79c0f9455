"""What mkdocs calls while it builds the site: generated pages, links, the picture."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.structure.files import File, Files

HERE = Path(__file__).parent
LATER = frozenset({"quotations.md", "fidelity.md", "summary.md", "scale.md"})
"""Pages of the navigation that may be missing."""


def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec and spec.loader  # noqa: S101 - the file lies beside this one
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


generate, architecture = _module("generate"), _module("architecture")


def on_config(config: Any) -> Any:
    """Leaves pages that are not written yet out of the navigation."""
    config.nav = _there(config.nav, Path(config.docs_dir))
    return config


def _there(entries: list[Any], docs: Path) -> list[Any]:
    found = []
    for entry in entries:
        ((title, inner),) = entry.items()
        if isinstance(inner, list):
            found.append({title: _there(inner, docs)})
        elif inner not in LATER or (docs / inner).is_file():
            found.append(entry)
    return found


def on_files(files: Files, config: Any) -> Files:
    """Adds the pages that are made of code and of files of the repository."""
    pages = {place: make() for place, make in generate.PAGES.items()}
    for place, content in {**pages, **dict(generate.copies())}.items():
        files.append(File.generated(config, place, content=content))
    picture = architecture.draw()
    files.append(
        File.generated(config, "explanation/architecture.svg", content=picture)
    )
    return files


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """Mends links between the repository and the site."""
    return str(
        generate.relinked(markdown, page.file.src_uri, Path(config.docs_dir).resolve())
    )
