"""The digest of a finished run: from its ledger and JSON files to pages.

One briefing is in memory at a time; what is kept of each is an `Entry`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.batch.ledger import Line
from briefing.config import Config
from briefing.digest.compose import make_digest
from briefing.digest.entry import Entry, entry_of
from briefing.digest.page import digest_view
from briefing.digest.records import briefing_of
from briefing.errors import OutputError, UsageError
from briefing.render import fill_page
from briefing.render.passages import View
from briefing.render.templates import DIGEST
from briefing.types import Briefing

NAME = "digest"
"""Name of the pages, before the suffix of their format."""

SCHEMA = "briefing-digest/1"
"""What the JSON says that it is: the data of the page, numbers counted from 1."""

FORMATS = ("md", "html", "pdf", "json")


def digest_pages(
    lines: Sequence[Line], config: Config, folder: Path
) -> dict[str, bytes]:
    """The files of the digest by name, in the formats of `config` that it has.

    Args:
        lines: the ledger lines of a run that wrote JSON, in the order of the inputs.
        config: settings of that run.
        folder: where its files lie.

    Raises:
        OutputError: a JSON file of the run is not there or was edited.
        UsageError: a document has the name of the digest, or the template is wrong.
    """
    entries = list(_entries(lines, folder))
    view = digest_view(make_digest(entries), missing=len(lines) - len(entries))
    return {
        f"{NAME}.{name}": _page(name, view, config)
        for name in config.formats
        if name in FORMATS
    }


def _page(name: str, view: View, config: Config) -> bytes:
    if name == "json":
        record = {"schema": SCHEMA, **view}
        text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True)
        return f"{text}\n".encode()
    return fill_page(name, view, config.template, config.variables, DIGEST)


def _entries(lines: Sequence[Line], folder: Path) -> Iterator[Entry]:
    for line in lines:
        if line.id == NAME and line.error is None:
            raise UsageError(
                f"{line.input} is called as the digest would be: rename it, or leave "
                f"--digest out"
            )
        found = [name for name in line.outputs if name.endswith(".json")]
        if line.error is None and found:
            yield entry_of(_briefing(folder / found[0]))


def _briefing(path: Path) -> Briefing:
    try:
        return briefing_of(json.loads(path.read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise OutputError(
            f"{path.name} cannot be read back for the digest ({error}); "
            f"remove it and run again"
        ) from error
