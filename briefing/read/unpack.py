"""Inputs that hold others (zip, gzip, JSONL, feeds) to one input for each article.

They are unpacked in memory: no path in an archive ever becomes a path of the machine.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import re
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from briefing.errors import DocumentError, EmptyError, FormatError, LimitError
from briefing.protocols import Input
from briefing.read.blocks import check_expansion, expansion_limit
from briefing.read.detect import detect

_MAX_DEPTH = 3
_MAX_MEMBERS = 20_000
_MAX_UNPACKED = 200_000_000
"""Bytes of all that one input unpacks to."""
_ASSETS = frozenset(
    {".css", ".js", ".json", ".map", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}
    | {".ico", ".avif", ".bmp", ".tif", ".tiff", ".woff", ".woff2", ".ttf", ".otf"}
    | {".mp3", ".mp4", ".webm", ".avi", ".mov", ".ogg", ".wav", ".db", ".ini"}
)
"""What lies beside articles in archives and is none."""
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError),
    *(RuntimeError, struct.error, zlib.error, lzma.LZMAError),
)
"""What `zipfile` raises on damaged data; fuzzing found those that it does not name."""
_MAX_SLUG = 60
_OF_RECORDS = frozenset(("feed", "jsonl"))


Found = tuple[str, Input] | DocumentError
"""The format and bytes of one article, or why there is none."""


class _Budget:
    """What one input may unpack to, with all that is nested in it."""

    def __init__(self) -> None:
        self._left = _MAX_UNPACKED

    def spend(self, size: int, source: Input) -> None:
        """Takes `size` bytes from what is left.

        Raises:
            LimitError: there is not so much left.
        """
        self._left -= size
        if self._left < 0:
            raise LimitError(
                f"{source.source}: unpacks to more than {_MAX_UNPACKED:,} bytes"
            )


def unpack(source: Input) -> Iterator[Found]:
    """The articles in `source`, one by one; itself if it holds no others.

    Their ids begin with its id; their sources name their place in it.

    Raises:
        DocumentError: it is damaged, protected, or unpacks to too much.
    """
    return _unpack(source, _Budget(), 0)


def _unpack(source: Input, budget: _Budget, depth: int) -> Iterator[Found]:
    kind = detect(source)
    members = CONTAINERS.get(kind)
    if members is None:
        yield kind, source
        return
    if depth == _MAX_DEPTH:
        raise LimitError(f"{source.source}: more than {_MAX_DEPTH} archives in another")
    for member in members(source):
        if isinstance(member, DocumentError):
            yield member
            continue
        budget.spend(len(member.data), member)
        if kind in _OF_RECORDS:
            yield "record", member
            continue
        try:
            yield from _unpack(member, budget, depth + 1)
        except DocumentError as error:  # of this member; the others go on
            yield error


def slug(text: str) -> str:
    """`text` as part of an id: ASCII letters, digits and hyphens."""
    text = text.replace("’", "'").replace("œ", "oe").replace("Œ", "Oe")
    text = unicodedata.normalize("NFKD", text)
    plain = text.encode("ascii", errors="ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:_MAX_SLUG].strip("-")


# zip


def check_zip(source: Input) -> zipfile.ZipFile:
    """The archive, after it was seen that it unpacks to a sane size.

    What an archive says of its sizes can be relied on: `zipfile` reads no byte more
    than that of a member.

    Raises:
        FormatError: it is damaged or encrypted, or a path climbs out of it.
        LimitError: it unpacks to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except _ZIP_ERRORS as error:
        raise FormatError(f"{source.source}: damaged zip file ({error})") from error
    members = archive.infolist()
    if len(members) > _MAX_MEMBERS:
        raise LimitError(f"{source.source}: {len(members):,} files in one archive")
    size = sum(member.file_size for member in members)
    if size > _MAX_UNPACKED:
        raise LimitError(f"{source.source}: unpacks to {size:,} bytes")
    check_expansion(size, source.source, source.data)
    for member in members:
        _check_member(source, member)
    return archive


def _check_member(source: Input, member: zipfile.ZipInfo) -> None:
    if member.flag_bits & 1:
        raise FormatError(
            f"{source.source}: protected by a password; save it without one"
        )
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or path.parts[:1] == (":",):
        raise FormatError(
            f"{source.source}: the path {member.filename!r} climbs out of the archive"
        )


def _zip_members(source: Input) -> Iterator[Input | FormatError]:
    with check_zip(source) as archive:
        members = [m for m in archive.infolist() if _may_be_article(m)]
        if not members:
            raise EmptyError(f"{source.source}: there is no article in the archive")
        ids = _Ids(source.id)
        for member in sorted(members, key=lambda m: m.filename):
            name = PurePosixPath(member.filename).with_suffix("").as_posix()
            place = f"{source.source}/{member.filename}"
            try:
                data = archive.read(member)
            except _ZIP_ERRORS as error:
                yield FormatError(f"{place}: damaged in the archive ({error})")
            else:
                yield replace(source, id=ids.new(name), source=place, data=data)


def _may_be_article(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    link = stat.S_ISLNK(member.external_attr >> 16)
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not (member.is_dir() or link or hidden or path.suffix.lower() in _ASSETS)


# gzip


def _gzip_member(source: Input) -> Iterator[Input]:
    most = expansion_limit(source.data)
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(source.data, most + 1)
    except zlib.error as error:
        raise FormatError(f"{source.source}: damaged gzip file ({error})") from error
    check_expansion(len(data), source.source, source.data)
    if not unpacker.eof:
        raise FormatError(f"{source.source}: the gzip file is cut off")
    yield replace(source, source=source.source.removesuffix(".gz"), data=data)


# JSONL and feeds


def _json_records(source: Input) -> Iterator[Input]:
    """Each line of JSONL, or each item of a JSON list."""
    from briefing.read.record import load

    text = source.data.lstrip(b"\xef\xbb\xbf \t\r\n")
    lines = (
        [json.dumps(item, ensure_ascii=False).encode() for item in load(source)]
        if text.startswith(b"[")
        else source.data.splitlines()
    )
    ids = _Ids(source.id)
    for number, line in enumerate(lines, start=1):
        if line.strip():
            name = _id_of_record(line, source.id_field) or str(number)
            place = f"{source.source}:{number}"
            yield replace(source, id=ids.new(name), source=place, data=line)


def _id_of_record(line: bytes, id_field: str | None) -> str | None:
    from briefing.read.record import first

    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return None
    names = (id_field,) if id_field else ("id", "uid", "guid")
    return first(record, names) if isinstance(record, dict) else None


def _feed_entries(source: Input) -> Iterator[Input]:
    return (entry for entry, _ in feed_entries(source))


def feed_entries(source: Input) -> Iterator[tuple[Input, str]]:
    """The entries of a feed, each with the address of its page or an empty string.

    Raises:
        DocumentError: it is no feed, or has no entries.
    """
    from briefing.read.feed import records

    ids = _Ids(source.id)
    for number, record in enumerate(records(source), start=1):
        # From what names the entry, not from its place: new entries come first.
        digest = hashlib.sha256(record.get("id", str(number)).encode()).hexdigest()
        name = f"{slug(record.get('title', ''))[:40]}-{digest[:8]}"
        place = f"{source.source}#{number}"
        entry = Input(id=ids.new(name), source=place, data=_encoded(record))
        yield entry, record.get("url", "")


def _encoded(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode(
        errors="replace"
    )


class _Ids:
    """Ids for the members of one input: unlike each other, and safe as file names."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: Counter[str] = Counter()

    def new(self, name: str) -> str:
        """An id for the member `name`."""
        base = f"{self._prefix}-{slug(name) or 'x'}"
        found = base
        while self._taken[found]:
            self._taken[base] += 1
            found = f"{base}-{self._taken[base]}"
        self._taken[found] += 1
        return found


CONTAINERS: Mapping[str, Callable[[Input], Iterator[Input | FormatError]]] = {
    "zip": _zip_members,
    "gzip": _gzip_member,
    "jsonl": _json_records,
    "feed": _feed_entries,
}
"""Formats that hold several articles, by the names of `detect`."""
