"""What servers have answered, on disk, to be used again when it has not changed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_KEPT = (*_CONDITIONS, "content-type", "location")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cached:
    """An answer with the headers that are needed later, names in lower case."""

    headers: Mapping[str, str]
    data: bytes

    def conditions(self) -> dict[str, str]:
        """The request headers that ask whether the answer has changed."""
        return {
            ask: self.headers[name]
            for name, ask in _CONDITIONS.items()
            if name in self.headers
        }


def load(folder: Path, url: str) -> Cached | None:
    """What was stored for `url`; `None` if nothing was, or it is damaged."""
    try:
        head, _, data = _path(folder, url).read_bytes().partition(b"\n")
        stored = json.loads(head)
        whole = stored["url"] == url and stored["sha256"] == _sha256(data)
        return Cached(headers=dict(stored["headers"]), data=data) if whole else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(folder: Path, url: str, answer: Cached) -> None:
    """Keeps `answer` for `url`, in one step; not at all if there is no place."""
    head = {
        "url": url,
        "sha256": _sha256(answer.data),
        "headers": {k: v for k, v in answer.headers.items() if k in _KEPT},
    }
    content = json.dumps(head, sort_keys=True).encode() + b"\n" + answer.data
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
    except OSError:
        return
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(_path(folder, url))
    except OSError:
        Path(name).unlink(missing_ok=True)


def _path(folder: Path, url: str) -> Path:
    return folder / f"{_sha256(url.encode(errors='replace'))}.http"


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
