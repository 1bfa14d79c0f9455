"""What a minister or a ministry is in charge of: « de la Santé et des Sports »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.roles.prepositions import DE, link
from briefing.roles.tables import Entry, index, longest


def domains(
    text: Sequence[str], at: int, links: dict[str, str] = DE
) -> tuple[list[Entry], int] | None:
    """What a minister is in charge of: one domain or several, and where they end."""
    found: list[Entry] = []
    i = at
    while True:
        start = link(text, i, links)
        known = start and domain(text, start[1], start[0])
        if not known:
            break
        found.append(known[0])
        i = end = known[1]
        if i < len(text) and text[i] in (",", "et"):
            i += 1
            continue
        return found, end
    return None


def domain(text: Sequence[str], at: int, article: str) -> tuple[Entry, int] | None:
    """One domain with its article."""
    return longest(index("domain"), text, at, (article,)) if article else None


def joined(parts: Sequence[str]) -> str:
    """`parts` as English lists them."""
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last
