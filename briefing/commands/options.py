"""What options mean: settings, inputs, what fetches them."""

from __future__ import annotations

import sys
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.config import Config, load_config
from briefing.errors import DocumentError, UsageError

if TYPE_CHECKING:
    import argparse

    from briefing.batch.inputs import Fetch
    from briefing.commands import Environ
    from briefing.protocols import Input
    from briefing.read.fetch import Fetcher
    from briefing.types import Document


def settings(options: argparse.Namespace) -> Config:
    """Settings from the file that `--config` names and from the flags on top of it."""
    overrides = given(options, Config)
    if overrides.get("formats"):
        names = (part.strip() for part in overrides["formats"].split(","))
        overrides["formats"] = tuple(dict.fromkeys(name for name in names if name))
    if getattr(options, "var", None):
        overrides["variables"] = dict(variable(text) for text in options.var)
    return load_config(options.config, overrides)


def given(options: argparse.Namespace, target: type[Config]) -> dict[str, Any]:
    """The options that were given and are settings."""
    names = {field.name for field in fields(target)}
    return {k: v for k, v in vars(options).items() if k in names and v is not None}


def variable(text: str) -> tuple[str, str]:
    """Name and value of `--var`.

    Raises:
        UsageError: there is no name or no value.
    """
    key, equals, value = text.partition("=")
    if not key or not equals:
        raise UsageError(f"--var {text!r}: write it as KEY=VALUE")
    return key, value


def fetcher_of(options: argparse.Namespace, environ: Environ) -> Fetch:
    """What fetches the addresses among the inputs; loaded when the first is fetched."""

    @cache
    def fetcher() -> Fetcher:
        from briefing.read.fetch import Fetcher, Limits

        folder = None if options.no_cache else _cache_folder(environ)
        limits = Limits(allow_private=options.allow_private)
        return Fetcher(limits=limits, cache=folder)

    return lambda address: fetcher().fetch(address)


def _cache_folder(environ: Environ) -> Path | None:
    """Where fetched pages are kept; `None` where there is no place for them."""
    if caches := environ.get("XDG_CACHE_HOME"):
        return Path(caches, "briefing", "pages")
    home = environ.get("HOME")
    return Path(home, ".cache", "briefing", "pages") if home else None


def one_document(name: str, fetch: Fetch) -> Document:
    """The only article in the input `name`.

    Raises:
        UsageError: it holds several.
    """
    from briefing.read import read

    documents = read(named_input(name, fetch))
    if len(documents) != 1:
        raise UsageError(f"{name} holds several articles: name one")
    return documents[0]


def named_input(name: str, fetch: Fetch | None = None) -> Input:
    """The bytes of one file, address, or standard input for `-`.

    Raises:
        DocumentError: it is a folder, or cannot be read.
    """
    from briefing.batch.inputs import find_tasks, read_task

    tasks = find_tasks([name], None, stdin_bytes() if name == "-" else b"", fetch)
    if len(tasks) != 1:
        raise DocumentError(f"{name} is not one file")
    return read_task(tasks[0])


def stdin_bytes() -> bytes:
    """All of standard input."""
    return sys.stdin.buffer.read()
