"""Bytes to documents: one module for each format, one dict of them all.

Importing this package costs nothing: a format's module, and the library it stands
on, are imported when the first input of that format is read.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from briefing.errors import DocumentError, LimitError
from briefing.protocols import Input, Reader
from briefing.read.detect import detect
from briefing.read.language import check_language
from briefing.types import Document

__all__ = ["MAX_BYTES", "READERS", "check_language", "detect", "read", "read_each"]

MAX_BYTES = 20_000_000
"""Of one input; the figure is trafilatura's `MAX_FILE_SIZE`."""


def _lazy(module: str) -> Reader:
    """A reader that imports `briefing.read.<module>` on its first call."""

    def reader(source: Input, /) -> Document:
        found = importlib.import_module(f"briefing.read.{module}")
        return cast(Reader, found.read)(source)

    return reader


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        name: _lazy(name)
        for name in (
            *(
                "text",
                "markdown",
                "html",
                "pdf",
                "docx",
                "odt",
                "mail",
                "epub",
                "record",
            ),
        )
    }
)
"""Formats of one article. Those that hold several are `unpack.CONTAINERS`."""


def read(
    source: Input, *, text_field: str | None = None, id_field: str | None = None
) -> tuple[Document, ...]:
    """The documents in `source`, in its order; most formats hold exactly one.

    Args:
        source: what to read.
        text_field: where JSON records have their text, if not under a usual name.
        id_field: where they have their ids, if not under a usual name.

    Raises:
        DocumentError: one of them cannot be read as an article.
    """
    found = []
    for document in read_each(source, text_field=text_field, id_field=id_field):
        if isinstance(document, DocumentError):
            raise document
        found.append(document)
    return tuple(found)


def read_each(
    source: Input, *, text_field: str | None = None, id_field: str | None = None
) -> Iterator[Document | DocumentError]:
    """The documents in `source` one by one, with an error for each that fails.

    Raises:
        DocumentError: `source` is too large, in no known format, or cannot be unpacked.
    """
    from briefing.read.unpack import unpack

    _check_size(source)
    if text_field or id_field:
        source = replace(source, text_field=text_field, id_field=id_field)
    for found in unpack(source):
        yield found if isinstance(found, DocumentError) else _attempt(*found)


def _attempt(kind: str, single: Input) -> Document | DocumentError:
    try:
        _check_size(single)
        return READERS[kind](single)
    except DocumentError as error:
        return error


def _check_size(source: Input) -> None:
    if len(source.data) > MAX_BYTES:
        raise LimitError(
            f"{source.source}: {len(source.data):,} bytes are more than the"
            f" {MAX_BYTES:,} that one input may have; split it"
        )
