"""Words that count in one place only: « neuf », « quarantaine », « cents », "m"."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.fidelity.lexer import Item

_AFTER_NEW = frozenset(
    {",", ".", ";", ":", "!", "?", "…", ")", "»", '"', "”"}
    | {"of", "to", "and", "or", "in", "at", "be", "have"}
)
"""What may follow « un immeuble neuf »; a noun follows the number."""
_COUNTED_BEFORE = frozenset(
    {"étaient", "sont", "seront", "furent", "sommes", "étions", "serons", "restent"}
)


def at(items: Sequence[Item], i: int) -> str:
    """The class at `i`, or nothing beyond the ends."""
    return items[i].cls if 0 <= i < len(items) else ""


def means_new(items: Sequence[Item], i: int) -> bool:
    """Whether « neuf » is new: behind a noun and before none."""
    if items[i].text.lower() != "neuf" or i == 0:
        return False
    before = items[i - 1]
    noun = before.cls in ("other", "thing") and before.text not in _COUNTED_BEFORE
    if not noun:
        return False
    after = items[i + 1] if i + 1 < len(items) else None
    plural = after is not None and after.text[-1:] in ("s", "x")
    return (
        after is None
        or after.cls in _AFTER_NEW
        or (after.cls == "other" and not plural)
    )


def is_fortnight(items: Sequence[Item], i: int) -> bool:
    """Whether « quinzaine » is half a month: « la première quinzaine d'août »."""
    ranked = at(items, i - 1) in ("ordinal", "rank", "seconde")
    return ranked and items[i].text.lower() == "quinzaine"


def counts_forty(items: Sequence[Item], i: int) -> bool:
    """Whether « quarantaine » counts: « une quarantaine d'élus », not « de 14 »."""
    if items[i].cls != "quarantine" or at(items, i + 1) != "of":
        return False
    if i and items[i - 1].text.lower() == "en":  # « la mise en quarantaine de »
        return False
    digits = items[i + 2].text[:1].isdigit() if i + 2 < len(items) else False
    numeral = {"num", "hundred", "scale", "about", "one", "the", "les"}
    return not digits and at(items, i + 2) not in numeral


def after_digits(item: Item) -> Item | None:
    """What means something else behind digits: « cents » are money, "m" is meters."""
    if item.cls == "hundred" and item.text.lower() == "cents":
        return item._replace(cls="cent", value="USD")
    if item.cls == "abbr" and item.text == "m":
        return item._replace(cls="unit", value="m")
    return None
