"""One briefing over many: copies folded, topics gathered, contradictions shown.

    briefings → entries → copies, topics → points, statements, differences → page

`entry_of` takes from each briefing what the digest may need, so that no more than that
is kept of thousands; `make_digest` puts entries together; `digest_view` is what the
page templates see.
"""

from __future__ import annotations

from briefing.digest.compose import Digest, Merged, Said, Topic, make_digest
from briefing.digest.differences import Difference, Figure, Version
from briefing.digest.entry import Entry, entry_of

__all__ = [
    "Difference",
    "Digest",
    "Entry",
    "Figure",
    "Merged",
    "Said",
    "Topic",
    "Version",
    "entry_of",
    "make_digest",
]
