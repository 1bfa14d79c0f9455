"""Commands about a finished run: `verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.commands.options import variable
from briefing.commands.terminal import inert, say

if TYPE_CHECKING:
    import argparse

    from briefing.commands import Environ


def verify(options: argparse.Namespace, environ: Environ) -> int:
    """Check every claim of a finished run; a line for each."""
    from briefing.repage import Templates
    from briefing.verify import as_json
    from briefing.verify import verify as check

    variables = dict(variable(text) for text in options.var or ())
    templates = Templates(given=options.template, variables=variables)
    sources, field = options.sources or (), options.text_field
    claims = check(options.directory, sources, field, templates)
    broken = sum(1 for claim in claims if not claim.ok)
    if options.json:
        print(as_json(claims))
    else:
        for claim in claims:
            print(inert(str(claim)))
        say(f"{len(claims)} claims, {broken} broken")
    return 1 if broken else 0
