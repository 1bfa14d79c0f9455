"""RSS and Atom feeds to records, one for each entry, by feedparser."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from briefing.errors import EmptyError, FormatError
from briefing.protocols import Input
from briefing.read.sandbox import call


def records(source: Input) -> list[dict[str, str]]:
    """The entries of a feed in its order, as `record` reads them.

    The text is what the feed holds; the pages that it links are not fetched.

    Raises:
        FormatError: it is no feed.
        EmptyError: it has no entries.
    """
    found: list[dict[str, str]] = call(
        f"{__name__}:extract", source.data, source.source
    )
    return found


def extract(data: bytes, name: str) -> list[dict[str, str]]:
    """The entries of a feed as JSON. Runs in the sandbox."""
    import feedparser

    # As a stream: feedparser would take a string for the name of a file to open.
    feed = feedparser.parse(
        io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.entries:
        if feed.bozo:
            raise FormatError(f"{name}: not a readable feed ({feed.bozo_exception})")
        raise EmptyError(f"{name}: the feed has no entries")
    publisher = str(feed.feed.get("title", ""))
    return [_record(entry, publisher) for entry in feed.entries]


def _record(entry: Mapping[str, Any], publisher: str) -> dict[str, str]:
    texts = [str(part.get("value", "")) for part in entry.get("content", ())]
    author = str(entry.get("author", ""))
    record = {
        "id": str(entry.get("id") or entry.get("link") or entry.get("title", "")),
        "title": str(entry.get("title", "")),
        "html": max([*texts, str(entry.get("summary", ""))], key=len),
        "url": str(entry.get("link", "")),
        "date": _day(entry.get("published_parsed") or entry.get("updated_parsed")),
        "author": author,
        "publisher": publisher,
    }
    return {name: value for name, value in record.items() if value or name == "html"}


def _day(moment: Any) -> str:
    """The day of a `time.struct_time` in UTC, ISO 8601; empty if there is none."""
    return f"{moment[0]:04}-{moment[1]:02}-{moment[2]:02}" if moment else ""
