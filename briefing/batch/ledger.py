"""One line for each document of a run, and what they tell the next run.

The ledger is written to `.ledger.partial` while the run goes on and takes its name at
the end, so that `ledger.jsonl` is always that of a whole run, and a run that was
killed leaves what it finished.
"""

from __future__ import annotations

import dataclasses
import fcntl
import hashlib
import json
import time
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from briefing.errors import BriefingError, OutputError
from briefing.remote import is_remote
from briefing.write import remove_scratch, write_atomically

LEDGER = "ledger.jsonl"
_PARTIAL = ".ledger.partial"
_LOCK = ".lock"

LineStatus = Literal["written", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a document failed."""

    kind: str
    message: str
    exit_code: int

    @classmethod
    def of(cls, error: BriefingError) -> Failure:
        """The failure that `error` stands for."""
        return cls(kind=error.kind, message=str(error), exit_code=error.exit_code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What became of one document."""

    input: str
    """The input as the user named it; a container stands on a line per document."""
    id: str
    """Name of the outputs without their suffixes."""
    sha256: str | None
    """Of the input's bytes; `None` if they could not be read."""
    key: str | None
    """Hash of all that decides the outputs: input, model, settings, templates."""
    status: LineStatus
    outputs: tuple[str, ...] = ()
    """Names of the files written, in the order of the formats."""
    output_sha256: tuple[str, ...] = ()
    error: Failure | None = None
    sentences: int = 0
    kept: int = 0
    """Sentences left in French."""
    flags: int = 0
    """Sentences in doubt."""
    seconds: float = 0.0

    def fields(self) -> dict[str, Any]:
        """The values by name, for JSON."""
        # dataclasses.asdict copies every string: too slow for ten thousand lines.
        values = {name: getattr(self, name) for name in self.__slots__}
        return {**values, "error": self.error and dataclasses.asdict(self.error)}

    def json(self) -> str:
        """The line as it stands in the ledger, without the line end."""
        text = json.dumps(self.fields(), ensure_ascii=False)
        # Messages name files, and names of files need not be UTF-8.
        return text.encode(errors="replace").decode()


def parse_line(text: str) -> Line:
    """The line that `Line.json` wrote.

    Raises:
        ValueError: it is not such a line.
    """
    try:
        value: dict[str, Any] = json.loads(text)
        error = value.pop("error")
        outputs, hashes = value.pop("outputs"), value.pop("output_sha256")
        return Line(
            **value,
            outputs=tuple(outputs),
            output_sha256=tuple(hashes),
            error=Failure(**error) if error else None,
        )
    except (TypeError, KeyError, AttributeError) as problem:
        raise ValueError("not a ledger line") from problem


class Ledger:
    """The ledger of the run that is going on in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._previous = _previous(folder)
        if not is_remote(folder):
            remove_scratch(folder)
        carried = [line for lines in self._previous.values() for line in lines]
        self._carried = len(carried)
        self._positions = array("q")  # of the lines that this run adds
        # A second kill must not lose what the first run finished.
        self._partial = _partial(folder, _rows(carried))

    def unchanged(self, source: str, key: str) -> tuple[Line, ...] | None:
        """The earlier lines of an input that need not be done again, else `None`."""
        lines = self._previous.get(source, ())
        if not lines or any(line.key != key or line.error for line in lines):
            return None
        if any(broken_outputs(self._folder, line) for line in lines):
            return None
        return tuple(
            dataclasses.replace(line, status="unchanged", seconds=0.0) for line in lines
        )

    def add(self, position: int, lines: Sequence[Line]) -> None:
        """Take the lines of the input at `position` and make them last."""
        self._positions.extend([position] * len(lines))
        self._partial.write(_rows(lines))

    def lines(self) -> list[tuple[int, Line]]:
        """Positions and lines of this run, in the order of the inputs.

        They are read back: kept in memory they would make it grow with each document.
        """
        rows = self._partial.text().splitlines()[self._carried :]
        pairs = zip(self._positions, map(parse_line, rows), strict=True)
        return sorted(pairs, key=itemgetter(0))

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._partial.close()
        if kind is None:
            self._publish()

    def _publish(self) -> None:
        """Give the ledger its name, with its lines in the order of the inputs."""
        text = "".join(f"{line.json()}\n" for _, line in self.lines())
        write_atomically(self._folder / LEDGER, text.encode())
        (self._folder / _PARTIAL).unlink(missing_ok=True)


def _rows(lines: Iterable[Line]) -> str:
    """The lines so that `parse_line` gives back the same, bytes in names included."""
    return "".join(f"{json.dumps(line.fields())}\n" for line in lines)


class _LocalPartial:
    """Lines of a run that goes on, each in the file as soon as it is known."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        path.write_text(text)
        self._file = path.open("a", encoding="utf-8")

    def text(self) -> str:
        return self._path.read_text(encoding="utf-8")

    def write(self, text: str) -> None:
        self._file.write(text)
        self._file.flush()

    def close(self) -> None:
        self._file.close()


class _RemotePartial:
    """The same as a remote object, which can only be written whole: now and then."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._written = 0.0

    def text(self) -> str:
        return self._text

    def write(self, text: str) -> None:
        self._text += text
        if time.monotonic() - self._written > PERIOD:
            self.close()

    def close(self) -> None:
        write_atomically(self._path, self._text.encode())
        self._written = time.monotonic()


PERIOD = 10.0
"""Seconds between two writings of what a run into a remote folder has finished."""


def _partial(folder: Path, text: str) -> _LocalPartial | _RemotePartial:
    kind = _RemotePartial if is_remote(folder) else _LocalPartial
    return kind(folder / _PARTIAL, text)


@contextmanager
def open_ledger(folder: Path) -> Iterator[Ledger]:
    """The ledger of a new run; one run at a time has it.

    An interrupted run keeps what it finished for the next one. Remote folders have no
    lock: see to it that one run at a time writes there.

    Raises:
        OutputError: the folder cannot be written, or another run is using it.
    """
    if is_remote(folder):
        with _remote_ledger(folder) as ledger:
            yield ledger
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise OutputError(
            f"output folder {folder} cannot be written: {error.strerror}; "
            f"choose another with -o"
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OutputError(_busy(folder)) from error
        try:
            ledger = Ledger(folder)
        except OSError as error:
            raise OutputError(
                f"output folder {folder} cannot be written: {error.strerror}"
            ) from error
        with ledger:
            yield ledger


def _remote_ledger(folder: Path) -> Ledger:
    try:
        return Ledger(folder)
    except BriefingError:
        raise
    except Exception as error:  # whatever the client of that place raises
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise OutputError(
            f"output folder {folder} cannot be reached: {reason}; check the address"
        ) from error


@contextmanager
def read_ledger(folder: Path) -> Iterator[Mapping[str, tuple[Line, ...]]]:
    """What earlier runs left in a folder, by input; nothing is written.

    No run can begin to write to the folder while this lasts.

    Raises:
        OutputError: another run is writing to it.
    """
    with ExitStack() as stack:
        if (folder / _LOCK).is_file():
            try:
                lock = stack.enter_context((folder / _LOCK).open())
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError(_busy(folder)) from error
        yield _previous(folder)


def input_key(sha256: str, settings: str) -> str:
    """Hash of an input's bytes and of all the settings that decide its outputs."""
    return hashlib.sha256(f"{sha256}\n{settings}".encode()).hexdigest()


def broken_outputs(folder: Path, line: Line) -> dict[str, list[str]]:
    """The outputs of a line that are not as written: `missing`, `altered`."""
    from briefing.models import sha256_of

    broken: dict[str, list[str]] = {}
    for name, sha256 in zip(line.outputs, line.output_sha256, strict=True):
        if not (folder / name).is_file():
            broken.setdefault("missing", []).append(name)
        elif sha256_of(folder / name) != sha256:
            broken.setdefault("altered", []).append(name)
    return broken


def _busy(folder: Path) -> str:
    return (
        f"another run is writing to {folder}; wait for it to end, "
        f"or choose another folder with -o"
    )


def _previous(folder: Path) -> Mapping[str, tuple[Line, ...]]:
    return _group((*_read(folder / LEDGER), *_read(folder / _PARTIAL)))


def _read(path: Path) -> Iterator[Line]:
    """The lines of a ledger file; a torn last line is passed over."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            try:
                yield parse_line(text)
            except ValueError:
                continue


def _group(lines: Iterable[Line]) -> Mapping[str, tuple[Line, ...]]:
    """Lines by input; for each of its documents the last line counts."""
    grouped: dict[str, dict[str, Line]] = {}
    for line in lines:
        known = grouped.setdefault(line.input, {})
        if any(old.key != line.key for old in known.values()):
            known.clear()
        known[line.id] = line
    return {source: tuple(known.values()) for source, known in grouped.items()}
