"""Bytes to documents: one module for each format, one dict of them all.

Importing this package costs nothing: a format's module, and the library it stands
on, are imported when the first input of that format is read.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import cast

from briefing.errors import LimitError
from briefing.protocols import Input, Reader
from briefing.read.detect import detect
from briefing.read.language import check_language
from briefing.types import Document

__all__ = ["MAX_BYTES", "READERS", "check_language", "detect", "read"]

MAX_BYTES = 20_000_000
"""Of one input; the figure is trafilatura's `MAX_FILE_SIZE`."""


def _lazy(module: str) -> Reader:
    """A reader that imports `briefing.read.<module>` on its first call."""

    def reader(source: Input, /) -> Document:
        found = importlib.import_module(f"briefing.read.{module}")
        return cast(Reader, found.read)(source)

    return reader


READERS: Mapping[str, Reader] = MappingProxyType(
    {name: _lazy(name) for name in ("text", "markdown")}
)

_SEVERAL: Mapping[str, Callable[[Input], tuple[Document, ...]]] = {}


def read(source: Input) -> tuple[Document, ...]:
    """The documents in `source`, in its order; most formats hold exactly one.

    Raises:
        DocumentError: the bytes cannot be read as an article.
    """
    if len(source.data) > MAX_BYTES:
        raise LimitError(
            f"{source.source}: {len(source.data):,} bytes are more than the"
            f" {MAX_BYTES:,} that one input may have; split it"
        )
    name = detect(source)
    return (READERS[name](source),)
