"""Files that ship with the package: where they lie, and tables of text among them.

In tables `#` starts a comment line, and a tab divides the fields of a row.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The file or folder `name` (`templates`, `models/fr-en-small`).

    In an installed wheel it lies in `briefing/_data/`, in a checkout at the top.
    """
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.exists() else _PACKAGE.parent / name


@cache
def lines(package: str, name: str) -> tuple[str, ...]:
    """The lines of a package's `data/name`, without comments and empty ones."""
    text = (files(package) / "data" / name).read_text("utf-8")
    return tuple([x for x in text.split("\n") if x.strip() and x[0] != "#"])


@cache
def rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a package's `data/name`, each a tuple of its fields."""
    return tuple([tuple(line.split("\t")) for line in lines(package, name)])
