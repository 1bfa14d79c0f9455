"""`briefing templates list|show|new`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from briefing.commands import Environ


def list_all(options: argparse.Namespace, environ: Environ) -> int:
    """List the shipped templates."""
    from briefing.render import template_infos

    for info in template_infos():
        print(f"{info.name}  ({', '.join(info.formats)})  {info.description}")
        if info.variables:
            print(f"    --var {', '.join(info.variables)}")
    return 0


def show(options: argparse.Namespace, environ: Environ) -> int:
    """Print the files of a shipped template."""
    from briefing.render import starter_files

    for name, data in starter_files(options.name).items():
        print(f"==> {name}\n{data.decode()}")
    return 0


def new(options: argparse.Namespace, environ: Environ) -> int:
    """Write a template of the user's own that begins as a shipped one."""
    from briefing.render import starter_files
    from briefing.write import write_atomically

    files = starter_files(options.like)
    if options.folder.exists():
        raise UsageError(f"{options.folder} is there already: name a new folder")
    for name, data in files.items():
        write_atomically(options.folder / name, data)
    print(f"edit {options.folder}, then: briefing build … -t {options.folder}")
    return 0
