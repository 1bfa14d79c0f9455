"""Files and folders by URL (`s3://…`, `file://…`), with the methods of `pathlib.Path`.

Whatever fsspec has a file system for can be read from and written to; the extra `s3`
brings the one for S3 and all that speaks its protocol. What `fsspec` is told through
its environment (`FSSPEC_S3_ENDPOINT_URL`, `AWS_…`) holds here too.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from briefing.errors import DependencyError, UsageError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_WEB = ("http", "https")


def is_url(name: str) -> bool:
    """Whether `name` is the URL of a file or folder; pages of the web are none."""
    found = _SCHEME.match(name)
    return bool(found and found[1].lower() not in _WEB)


def to_path(name: str) -> Path:
    """The path that a name or URL stands for.

    What comes back for other places than this machine has the methods of a `Path`,
    but is none: `is_remote` tells.

    Raises:
        DependencyError: what it takes to reach the place is not installed.
        UsageError: there is no such kind of URL.
    """
    if not is_url(name):
        return Path(name)
    if name.lower().startswith("file://"):
        return Path(unquote(name[len("file://") :]))
    scheme = name.partition("://")[0]
    try:
        from upath import UPath

        return cast(Path, UPath(name))
    except ImportError as error:
        raise DependencyError(
            f"{scheme}:// cannot be reached without a package that is missing: "
            f"pip install 'briefing[s3]' for s3://, else what fsspec names for it"
        ) from error
    except ValueError as error:
        raise UsageError(f"{scheme}:// leads nowhere: {error}") from error


def is_remote(path: Path) -> bool:
    """Whether a path lies on another machine."""
    return not isinstance(path, Path)
