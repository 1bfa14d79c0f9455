"""Files, folders, globs and standard input to Tasks with unique names."""

from __future__ import annotations

import glob
import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from briefing.errors import (
    BriefingError,
    DocumentError,
    EmptyError,
    UnreadableError,
    UsageError,
)
from briefing.protocols import Input
from briefing.remote import is_remote, is_url, to_path

STDIN = "-"
SUFFIXES = (
    *(".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"),
    *(".docx", ".odt", ".epub", ".eml", ".xml", ".rss", ".atom"),
    *(".json", ".jsonl", ".ndjson", ".zip", ".gz"),
)
"""Files that a folder is searched for; a file named by itself may have any suffix."""

_MAGIC = re.compile(r"[*?\[]")
_MAX_ID = 100

_Found = tuple[str, "Path | None", "DocumentError | None"]
"""Source as named, path if there is one, problem if not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One input to be worked on."""

    id: str
    """Name of the outputs, unique in the run."""
    source: str
    """The input as the user named it, without the path of the machine."""
    path: Path | None
    """`None` for standard input, and for an input that is not there."""
    data: bytes | None = None
    """What standard input held, or an address led to."""
    problem: DocumentError | None = None
    """Why there is nothing to read."""


Fetch = Callable[[str], Input]
"""An address to what it leads to."""


def find_tasks(
    arguments: Sequence[str],
    output: Path | None,
    stdin: bytes,
    fetch: Fetch | None = None,
) -> list[Task]:
    """One task for each input that the arguments name, in their order.

    Addresses are fetched here, one after the other. Folders are searched to all
    depths, by name; hidden files, links that lead out of the folder, and the output
    folder are left out. What cannot be found becomes a task with a problem, so that it
    stands in the ledger.

    Raises:
        UsageError: the output folder is one of the input folders, or addresses are
            named and there is no way to fetch them.
    """
    found: list[_Found] = []
    for argument in arguments:
        found += _expand(argument, output)
    sources = _sources(found)
    ids = _unique_ids(sources)
    return [
        _fetched(name, source, fetch)
        if is_address(source)
        else Task(
            id=name,
            source=source,
            path=path,
            data=stdin if source == STDIN else None,
            problem=problem,
        )
        for name, source, (_, path, problem) in zip(ids, sources, found, strict=True)
    ]


def is_address(name: str) -> bool:
    """Whether an input is named by its address on the web."""
    return name.startswith(("http://", "https://"))


def read_task(task: Task) -> Input:
    """The bytes of a task.

    Raises:
        DocumentError: there is nothing to read, or it may not be read.
    """
    if task.problem:
        raise task.problem
    if task.path is None:
        return Input(id=task.id, source=task.source, data=task.data or b"")
    try:
        if not stat.S_ISREG(task.path.stat().st_mode):
            raise UnreadableError(
                f"{task.source} is not a regular file; name a file or a folder"
            )
        return Input(id=task.id, source=task.source, data=task.path.read_bytes())
    except BriefingError:
        raise
    except OSError as error:
        raise UnreadableError(
            f"{task.source} cannot be read: {error.strerror}; check its permissions"
        ) from error
    except Exception as error:
        if not is_remote(task.path):
            raise
        raise UnreadableError(
            f"{task.source} cannot be fetched: {_first_line(error)}"
        ) from error


def _fetched(name: str, address: str, fetch: Fetch | None) -> Task:
    if fetch is None:
        raise UsageError(f"{address}: save the page as a file and name that")
    try:
        data = fetch(address).data
    except DocumentError as error:
        return Task(id=name, source=address, path=None, problem=error)
    return Task(id=name, source=address, path=None, data=data)


def _expand(argument: str, output: Path | None) -> list[_Found]:
    if argument == STDIN or is_address(argument):
        return [(argument, None, None)]
    if is_url(argument) and not argument.lower().startswith("file:"):
        return _expand_remote(argument)
    path = to_path(argument)
    try:
        if path.is_dir():
            return _search(path, argument, output)
        if path.exists() or path.is_symlink():
            return [(path.name, path, None)]
    except (OSError, ValueError) as error:  # a name too long, or with a NUL in it
        problem = UnreadableError(f"{path.name[:80]} cannot be looked up: {error}")
        return [(path.name, None, problem)]
    if _MAGIC.search(argument):
        matches = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - may be absolute
        if matches:
            return [item for match in matches for item in _expand(match, output)]
        problem = UnreadableError(f"{argument} matches no file; check the pattern")
        return [(argument, None, problem)]
    problem = UnreadableError(f"{argument} does not exist; check the path")
    return [(path.name, None, problem)]


def _expand_remote(argument: str) -> list[_Found]:
    """What a URL leads to; a folder is searched to all depths, by name."""
    try:
        path = to_path(argument)
        if path.is_dir():
            found = [(p.relative_to(path).as_posix(), p) for p in path.rglob("*")]
            articles = [(name, p, None) for name, p in sorted(found) if _wanted(name)]
            problem = EmptyError(f"{argument} holds no articles")
            return list(articles) or [(path.name, None, problem)]
        if path.is_file():
            return [(path.name, path, None)]
        reason = "does not exist; check the address"
    except BriefingError:
        raise
    except Exception as error:  # whatever the client of that place raises
        reason = f"cannot be reached: {_first_line(error)}"
    return [(argument, None, UnreadableError(f"{argument} {reason}"))]


def _wanted(name: str) -> bool:
    """Whether a file found in a remote folder is an article."""
    hidden = any(part.startswith(".") for part in PurePath(name).parts)
    return not hidden and PurePath(name).suffix.lower() in SUFFIXES


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _search(folder: Path, argument: str, output: Path | None) -> list[_Found]:
    root = _real(folder)
    excluded = _real(output) if output and not is_remote(output) else None
    if root == excluded:
        raise UsageError(
            f"{argument} is both input and output folder; name another with -o"
        )
    files = [
        (path.relative_to(folder).as_posix(), path, None)
        for path in sorted(_walk(folder, root, excluded))
    ]
    if files:
        return list(files)
    kinds = " ".join(SUFFIXES)
    name = root.name
    problem = EmptyError(f"{argument} holds no articles; looked for {kinds}")
    return [(name, None, problem)]


def _walk(folder: Path, root: Path, excluded: Path | None) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and _real(Path(here) / name) != excluded
        )
        for name in sorted(names):
            path = Path(here) / name
            if name.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            inside = not path.is_symlink() or _real(path).is_relative_to(root)
            if inside and path.is_file():
                yield path


def _real(path: Path) -> Path:
    """Where `path` leads; itself where links go round in a circle.

    `Path.resolve` raises there on some versions of Python.
    """
    return Path(os.path.realpath(path))


def _sources(found: Sequence[_Found]) -> list[str]:
    """What each input is called in the ledger.

    Files of one name are told apart by their folders, from where these part. Bytes of
    a name that are not UTF-8 become question marks.
    """
    alike: dict[str, set[Path]] = {}
    for source, path, _ in found:
        if path and not is_remote(path):
            alike.setdefault(source, set()).add(path.absolute())
    shared = {s: os.path.commonpath(p) for s, p in alike.items() if len(p) > 1}
    names = [
        path.absolute().relative_to(shared[source]).as_posix()
        if path and not is_remote(path) and source in shared
        else source
        for source, path, _ in found
    ]
    return [name.encode(errors="replace").decode() for name in names]


def _unique_ids(sources: Sequence[str]) -> list[str]:
    """An id for each source; the suffix, then a hash, tell equal ones apart."""
    short = [_slug(_short_name(s)) for s in sources]
    long = [_slug(s) for s in sources]
    folded = Counter(name.casefold() for name in short)
    ids = [
        a if folded[a.casefold()] == 1 else b for a, b in zip(short, long, strict=True)
    ]
    folded = Counter(name.casefold() for name in ids)
    taken: Counter[str] = Counter()
    for i, name in enumerate(ids):
        if folded[name.casefold()] > 1:
            taken[name.casefold()] += 1
            ids[i] = f"{name}-{taken[name.casefold()]}"
    return ids


def _short_name(source: str) -> str:
    if source == STDIN:
        return "stdin"
    if is_address(source):
        return source.partition("://")[2]
    return str(PurePath(source).with_suffix(""))


def _slug(name: str) -> str:
    slug = re.sub(r"[^\w.-]+", "-", unicodedata.normalize("NFC", name)).strip("-.")
    if len(slug) > _MAX_ID:
        slug = f"{slug[:_MAX_ID]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return slug or "article"
