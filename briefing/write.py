"""Bytes to a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from briefing.errors import OutputError
from briefing.remote import is_remote

SCRATCH = (".briefing-", ".tmp")
"""How names of files that are being written begin and end."""


def write_atomically(path: Path, data: bytes, *, durable: bool = True) -> None:
    """Write `data` so that a reader sees the old file or the whole new one.

    Args:
        path: the file; its folders are made.
        data: what it will hold.
        durable: whether to wait until it would outlast a power cut. What the ledger
            has a hash of need not: a torn file is found by it and built again.

    Raises:
        OutputError: the file cannot be written; nothing half-written is left.
    """
    if is_remote(path):
        return _put(path, data)
    prefix, suffix = SCRATCH
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(
            dir=path.parent, prefix=prefix, suffix=suffix
        )
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(scratch).chmod(0o644)
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path.name} cannot be written: {error.strerror or error}; "
            f"check the output folder and its free space"
        ) from error


def _put(path: Path, data: bytes) -> None:
    """Write a remote object, which is seen whole or not at all."""
    try:
        path.write_bytes(data)
    except Exception as error:  # whatever the client of that place raises
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise OutputError(
            f"{path.name} cannot be written: {reason}; check the address after -o"
        ) from error


def remove_scratch(folder: Path) -> None:
    """Remove what writers that were killed have left in a folder."""
    prefix, suffix = SCRATCH
    for path in folder.glob(f"{prefix}*{suffix}"):
        path.unlink(missing_ok=True)
