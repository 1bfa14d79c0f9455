"""One briefing over many: copies folded, topics gathered, contradictions shown.

    briefings -> copies, topics -> points merged, statements by speaker, contradictions

`make_digest` takes finished briefings and returns a `Digest` of indices into them; it
reads no file and keeps no text of its own.
"""

from __future__ import annotations

from briefing.digest.compose import Digest, MergedPoint, Said, Topic, make_digest
from briefing.digest.contradictions import Contradiction, Figure, find_contradictions
from briefing.digest.copies import find_copies
from briefing.digest.page import digest_page
from briefing.digest.topics import find_topics

__all__ = [
    "Contradiction",
    "Digest",
    "Figure",
    "MergedPoint",
    "Said",
    "Topic",
    "digest_page",
    "find_contradictions",
    "find_copies",
    "find_topics",
    "make_digest",
]
