"""« de » and « à » with the articles that they hold: « du », « aux »."""

from __future__ import annotations

from collections.abc import Sequence

DE = {"de": "", "d'": "", "du": "le", "des": "les"}
AT = {"à": "", "au": "le", "aux": "les"}


def link(text: Sequence[str], at: int, links: dict[str, str]) -> tuple[str, int] | None:
    """The article in or behind a preposition of `links`, and where they end."""
    if at >= len(text) or text[at].lower() not in links:
        return None
    article = links[text[at].lower()]
    if not article and at + 1 < len(text) and text[at + 1] in ("la", "l'"):
        return text[at + 1], at + 2
    return article, at + 1
