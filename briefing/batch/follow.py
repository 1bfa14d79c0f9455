"""Feeds to the pages that their entries link."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from briefing.batch.inputs import Fetch, Task, is_address, read_task
from briefing.errors import DocumentError
from briefing.protocols import Input
from briefing.read.detect import detect
from briefing.read.unpack import feed_entries


def follow(tasks: Sequence[Task], fetch: Fetch) -> list[Task]:
    """`tasks` with one for each linked page in the place of each feed.

    A page that several entries link is fetched once. An entry without a link stays what
    the feed holds of it; one whose page cannot be fetched fails by its own name.
    """
    seen: set[str] = set()
    return [page for task in tasks for page in _followed(task, fetch, seen)]


def _followed(task: Task, fetch: Fetch, seen: set[str]) -> Iterator[Task]:
    entries = _entries(task)
    if entries is None:
        yield task
        return
    for entry, address in entries:
        if not is_address(address):
            yield _task(entry, entry.source)
        elif address not in seen:
            seen.add(address)
            yield _page(entry, address, fetch)


def _entries(task: Task) -> list[tuple[Input, str]] | None:
    """The entries of a feed; `None` if the task is none or cannot be read."""
    try:
        source = read_task(task)
        return list(feed_entries(source)) if detect(source) == "feed" else None
    except DocumentError:
        return None  # the worker meets the same error and writes its line


def _page(entry: Input, address: str, fetch: Fetch) -> Task:
    try:
        return dataclasses.replace(_task(entry, address), data=fetch(address).data)
    except DocumentError as error:
        return dataclasses.replace(_task(entry, address), data=None, problem=error)


def _task(entry: Input, source: str) -> Task:
    return Task(id=entry.id, source=source, path=None, data=entry.data)
