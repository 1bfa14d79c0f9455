"""The pages of a run made again from its JSON, by the template that the JSON names.

Of the formats, Markdown and HTML are made again; a PDF takes as long as the rest of the
check, and is held by its hash in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from briefing import __version__

Record = Mapping[str, Any]

_FORMATS = {".md": "md", ".html": "html"}


@dataclass(frozen=True, kw_only=True)
class Templates:
    """The templates a page may have been made by: those that ship and the one given."""

    given: str | None = None
    """A name or path, as `briefing build --template` takes it."""
    variables: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_hash(self) -> dict[str, str | None]:
        """Templates by the hash that records tell of them."""
        from briefing.config import Config
        from briefing.parts import template_hash
        from briefing.render.templates import template_names

        names = [self.given] if self.given or self.variables else []
        return {
            template_hash(Config(template=name, variables=dict(self.variables))): name
            for name in (*names, *template_names())
        }


def template_faults(record: Record, templates: Templates) -> Iterator[str]:
    """Whether the template that the record names is not here.

    A record of another version of this program names templates that changed since.
    """
    told = record["provenance"]["template_sha256"]
    same_version = record["provenance"]["briefing_version"] == __version__
    if told is not None and same_version and told not in templates.by_hash:
        yield (
            "it is none of those that ship; name your own with --template, "
            "and its variables with --var"
        )


def page_faults(
    record: Record, directory: Path, outputs: tuple[str, ...], templates: Templates
) -> Iterator[str]:
    """Pages that say another thing than the record."""
    template = templates.by_hash[record["provenance"]["template_sha256"]]
    for name in comparable(record, outputs, templates):
        if not (directory / name).is_file():
            continue  # the claim about the folder tells of it
        format_name = _FORMATS[Path(name).suffix]
        page = rendered(record, format_name, template, templates)
        if page != (directory / name).read_bytes():
            yield f"{name} says another thing"


def comparable(
    record: Record, outputs: tuple[str, ...], templates: Templates
) -> list[str]:
    """The pages that can be made again: by this version and a template that is here."""
    made = record["provenance"]
    known = made["template_sha256"] in templates.by_hash
    if not known or made["briefing_version"] != __version__:
        return []
    return [name for name in outputs if Path(name).suffix in _FORMATS]


def rendered(
    record: Record, format_name: str, template: str | None, templates: Templates
) -> bytes:
    """The page of `record` in one format."""
    from briefing.digest.records import briefing_of
    from briefing.render import renderer

    make = renderer(format_name, template, templates.variables)
    return make(briefing_of(record))
