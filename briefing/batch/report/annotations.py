"""Lines on standard output that a CI system shows beside the files they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from briefing.batch.report.entries import Entry, most_doubtful, printable


def github(found: Sequence[Entry]) -> str:
    """Workflow commands: an error for each failure, a warning where there is doubt.

    GitHub shows ten of each kind for a step, so the most doubtful come first.
    """
    lines = [
        _command("error", entry, entry.line.error.kind, entry.line.error.message)
        for entry in found
        if entry.line.error
    ]
    lines += [
        _command("warning", entry, "doubt", _doubts(entry))
        for entry in most_doubtful(found)
        if not entry.line.error
    ]
    return "".join(f"{line}\n" for line in lines)


ANNOTATIONS: Mapping[str, Callable[[Sequence[Entry]], str]] = MappingProxyType(
    {"github": github}
)


def _doubts(entry: Entry) -> str:
    line = entry.line
    return (
        f"{line.flags} of {line.sentences} sentences are doubtful, {line.kept} kept in "
        f"French; they are marked in {line.outputs[0]}"
    )


def _command(kind: str, entry: Entry, title: str, message: str) -> str:
    place = f"file={_property(entry.path)},title={_property(title)}"
    return f"::{kind} {place}::{_data(message)}"


_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))
"""As `escapeData` and `escapeProperty` in actions/toolkit, `core/src/command.ts`."""


def _data(text: str) -> str:
    return _replace(text, _DATA)


def _property(text: str) -> str:
    return _replace(text, _PROPERTY)


def _replace(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    text = printable(text)
    for old, new in pairs:
        text = text.replace(old, new)
    return text
