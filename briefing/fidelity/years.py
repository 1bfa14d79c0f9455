"""Four digits without a space: a year, or a count (« 1500 manifestants »)."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.fidelity.grammar import Candidate
from briefing.fidelity.homographs import at
from briefing.fidelity.lexer import Item

_NOUNS = frozenset({"other", "person", "crowd", "thing", "adj"})
_DATING = frozenset(
    {"in", "at", "since", "vers", "years", "year_unit", "from", "month"}
)
"""What stands before a year: « en 2019 », « depuis 1945 », « l'an 2000 »."""


def counted(c: Candidate, items: Sequence[Item], lang: str) -> Candidate:
    """`c` as a cardinal if it is no year but counts what follows."""
    if c.kind != "year" or c.first != c.last or items[c.first].cls != "year":
        return c
    before = at(items, c.first - 1)
    if before in _DATING:
        return c
    counts = french_count if lang == "fr" else english_count
    return c._replace(kind="cardinal") if counts(c, items, before) else c


def french_count(c: Candidate, items: Sequence[Item], before: str) -> bool:
    """Whether a plural noun follows; a round thousand is hardly ever a year."""
    after = items[c.last + 1]
    if before in ("timed", "section"):  # « le vol 1549 »
        return True
    plural = after.cls in _NOUNS and after.text[-1:] in ("s", "x")
    return plural or before == "les" or c.value == "1000"


def english_count(c: Candidate, items: Sequence[Item], before: str) -> bool:
    """Whether people follow or the number is rough: counts have a comma otherwise."""
    than = items[c.first - 1].text.lower() in ("than", "least", "to", "over")
    after = items[c.last + 1]
    noun = after.cls in _NOUNS and after.text.endswith("s")
    return after.cls in ("person", "crowd") or (noun and (than or before == "approx"))
