"""Where the files that ship with the package lie: wheel first, checkout second."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The file or folder `name` (`templates`, `models/fr-en-small`).

    In an installed wheel it lies in `briefing/_data/`, in a checkout at the top.
    """
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.exists() else _PACKAGE.parent / name
