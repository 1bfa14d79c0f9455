"""What was translated before: sentences and their Translations in one SQLite file.

A translation depends on its sentence, the model, the settings and the program, on
nothing else; so what one worker has translated, all others and the next run can take.
Several processes may use a file at once (write-ahead log). A file that cannot be used
is done without: it only saves time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from briefing.protocols import Translator
from briefing.types import Flag, Translation

_T = TypeVar("_T")

MEMORY = ".memory.sqlite"
"""The file in an output folder."""

_CHUNK = 500
"""Keys in one query; SQLite takes at most 999 in old releases."""
_PATIENCE = 5.0
"""Seconds to wait for another process that writes."""
_PAUSE = 0.01
"""Seconds between two tries where SQLite does not wait by itself."""
_SHARE_KEPT = 0.8
"""Of the limit, when the oldest sentences have to go."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS translations (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    key BLOB NOT NULL UNIQUE,
    value TEXT NOT NULL
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberingTranslator:
    """A translator that asks the memory first."""

    translate: Translator
    memory: Memory

    def __call__(self, sources: Sequence[str], /) -> list[Translation]:
        """One translation for each source, in the same order."""
        known = self.memory.look_up(sources)
        missing = [s for s in dict.fromkeys(sources) if s not in known]
        fresh = self.translate(missing) if missing else []
        self.memory.store(fresh)
        found = known | {t.source: t for t in fresh}
        return [found[source] for source in sources]


@dataclass(slots=True, kw_only=True)
class Memory:
    """Translations in a file, for one model with one set of settings.

    The file is open while it is used and no longer, so that nobody has to close it.
    """

    path: Path
    scope: str
    """All that decides a translation besides its sentence."""
    max_bytes: int
    """Size from which on the oldest sentences are forgotten."""
    _usable: bool = field(default=True, init=False)

    def look_up(self, sources: Sequence[str]) -> dict[str, Translation]:
        """The translations that are known, by source."""
        keys = {self._key(source): source for source in sources}

        def known(file: sqlite3.Connection) -> dict[str, Translation]:
            rows = _rows(file, list(keys))
            return {keys[key]: _read(keys[key], value) for key, value in rows}

        return self._use(known, {})

    def store(self, translations: Sequence[Translation]) -> None:
        """Keep translations for others."""
        rows = [(self._key(t.source), _written(t)) for t in translations]
        query = "INSERT OR IGNORE INTO translations (key, value) VALUES (?, ?)"

        def keep(file: sqlite3.Connection) -> None:
            file.executemany(query, rows)
            _forget_oldest(file, self.max_bytes)

        if rows:
            self._use(keep, None)

    def _use(self, work: Callable[[sqlite3.Connection], _T], otherwise: _T) -> _T:
        """What `work` gives with the file open; `otherwise` if it cannot be used.

        It may be damaged, full or locked for too long; then it is not tried again.
        """
        if not self._usable:
            return otherwise
        try:
            with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as file:
                _set_up(file)
                with file:
                    return work(file)
        except (sqlite3.Error, OSError, ValueError, TypeError):
            self._usable = False
            return otherwise

    def _key(self, source: str) -> bytes:
        text = f"{self.scope}\n{source}"
        return hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:16]


def _set_up(file: sqlite3.Connection) -> None:
    _use_write_ahead_log(file)
    file.execute("PRAGMA synchronous = NORMAL")
    file.execute(_SCHEMA)


def _use_write_ahead_log(file: sqlite3.Connection) -> None:
    """Go over to the write-ahead log, if the file is not there yet.

    SQLite does not wait by itself when two processes do so at once: the second is told
    at once that the file is busy, whatever its timeout.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            file.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def _rows(file: sqlite3.Connection, keys: Sequence[bytes]) -> list[tuple[bytes, str]]:
    found: list[tuple[bytes, str]] = []
    for i in range(0, len(keys), _CHUNK):
        chunk = keys[i : i + _CHUNK]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT key, value FROM translations WHERE key IN ({marks})"  # noqa: S608 - question marks only
        found += file.execute(query, chunk)
    return found


def _forget_oldest(file: sqlite3.Connection, max_bytes: int) -> None:
    def number(query: str) -> int:
        return int(file.execute(query).fetchone()[0] or 0)

    pages = number("PRAGMA page_count") - number("PRAGMA freelist_count")
    size = pages * number("PRAGMA page_size")
    if size <= max_bytes:
        return
    count = number("SELECT count(*) FROM translations")
    surplus = round(count * (1 - _SHARE_KEPT * max_bytes / size))
    file.execute(
        "DELETE FROM translations WHERE number IN "
        "(SELECT number FROM translations ORDER BY number LIMIT ?)",
        (surplus,),
    )


def scope_of(settings: Mapping[str, object]) -> str:
    """Hash of the settings that decide a translation, and of this program's files."""
    text = json.dumps([settings, _program()], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _program() -> list[tuple[str, int, int]]:
    """Name, size and time of every file of the package.

    The version would do for releases; whoever works on the rules changes them between.
    """
    root = Path(__file__).parent
    files = (p for p in sorted(root.rglob("*")) if p.suffix not in {".pyc", ""})
    found = ((p.relative_to(root).as_posix(), p.stat()) for p in files)
    return [(name, stat.st_size, stat.st_mtime_ns) for name, stat in found]


def _written(translation: Translation) -> str:
    t = translation
    flags = [(flag.kind, flag.detail) for flag in t.flags]
    value = (t.target, t.status, t.reason, flags, t.repairs, t.certainty)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _read(source: str, value: str) -> Translation:
    target, status, reason, flags, steps, certainty = json.loads(value)
    return Translation(
        source=source,
        target=target,
        status=status,
        reason=reason,
        flags=tuple(Flag(kind=kind, detail=detail) for kind, detail in flags),
        repairs=tuple(steps),
        certainty=certainty,
    )
