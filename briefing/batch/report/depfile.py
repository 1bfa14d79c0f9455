"""What the outputs depend on, as rules that make includes (`-include $@.d`)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.config import Config
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.batch.run import Report

_UNSAYABLE = re.compile(r"[\n\r\\;=]|^~|\)$")
"""What no quoting gets past GNU make 4.3; a `;` would begin a command of the shell."""
_IN_TARGET = re.compile(r"([ \t#%:*?\[])")
_IN_SOURCE = re.compile(r"([ \t#:|*?\[])")


def rules(report: Report, output: Path, common: Sequence[Path]) -> bytes:
    """A rule for each document that has outputs, as `rule` writes it."""
    pairs = zip(report.paths, report.lines, strict=True)
    return b"".join(
        rule(
            [output / name for name in line.outputs],
            [*([path] if path else ()), *common],
        )
        for path, line in pairs
        if line.outputs and not line.error
    ) + phony(common)


def rule(targets: Iterable[Path], sources: Iterable[Path]) -> bytes:
    """`targets: sources`, one source on a line, each name quoted as make needs.

    Raises:
        UsageError: make has no way to write one of the names.
    """
    left = " ".join(_quote(path, _IN_TARGET) for path in targets)
    right = "".join(f" \\\n  {_quote(path, _IN_SOURCE)}" for path in sources)
    return os.fsencode(f"{left}:{right}\n")


def phony(sources: Iterable[Path]) -> bytes:
    """An empty rule for each source, so that make goes on when one is deleted."""
    return b"".join(rule([path], []) for path in dict.fromkeys(sources))


def common_sources(config: Config, config_path: Path | None) -> list[Path]:
    """The user's files that all outputs depend on, in the order of the settings.

    What ships with the program is left out, as `-MMD` leaves out system headers.
    """
    from briefing.models import embedded_models
    from briefing.render import template_names

    found = [config_path] if config_path else []
    if config.glossary:
        found.append(Path(config.glossary).expanduser())
    if config.template and config.template not in template_names():
        found += _files(Path(config.template))
    if config.model not in {card.name for card in embedded_models()}:
        found += _files(Path(config.model).expanduser())
    return found


def _files(path: Path) -> list[Path]:
    """The file, or the files in the folder; none for what is only a name."""
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file())
    return [path] if path.is_file() else []


def _quote(path: Path, special: re.Pattern[str]) -> str:
    text = str(path)
    if _UNSAYABLE.search(text):
        raise UsageError(f"make cannot name the file {text!r}: rename it")
    return special.sub(r"\\\1", text).replace("$", "$$")
