"""One function for each command: options in, results to stdout, exit code out.

Results go to standard output or to files; all else goes to standard error.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from importlib import import_module

Environ = Mapping[str, str]


def call(command: str, options: argparse.Namespace, environ: Environ) -> int:
    """The exit code of `command`, a `module.function` below; loads that module only."""
    module, name = command.split(".")
    function = getattr(import_module(f"{__name__}.{module}"), name)
    return int(function(options, environ))
