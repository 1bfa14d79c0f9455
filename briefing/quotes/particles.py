"""What ties the words of a name: particles, initials, « & Cie »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import is_first_name, words
from briefing.quotes.words import Token


def is_middle(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether « M. » stands between two names: « Robert M. Gates »."""
    lone = place == begin + 1 and tokens[place].text == "M."
    return lone and is_first_name(tokens[begin].text)


def ends_at_initial(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether another name begins behind « Nicolas R. »: an initial for a surname."""
    initial = tokens[place - 1].text.endswith(".") and place == begin + 2
    if not initial or place + 1 >= len(tokens) or tokens[place + 1].kind != "c":
        return False
    both = is_first_name(tokens[begin].text) and is_first_name(tokens[place].text)
    return both and not is_first_name(tokens[place + 1].text)


def and_company(tokens: Sequence[Token], place: int) -> bool:
    """Whether « & Cie » stands at `place`."""
    return (
        tokens[place].text == "&"
        and place + 1 < len(tokens)
        and tokens[place + 1].kind == "c"
    )


def joins(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether a particle at `place` ties two parts of a person's name."""
    if place + 1 >= len(tokens) or tokens[place + 1].kind != "c":
        return False
    particle = tokens[place].text
    if particle in ("de", "du", "d'", "d’", "des", "la", "le"):
        own = is_first_name(tokens[place - 1].text)
        more = place - begin - max(0, _first_names(tokens, begin, place) - 1)
        full = (more > 2 and not own) or is_first_name(tokens[place + 1].text)
        return (own or is_first_name(tokens[begin].text)) and not full
    return particle in words("particle")


def of_the(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether « de la Vega » at `place` goes on with « María Teresa Fernández »."""
    named = _first_names(tokens, begin, place)
    after = tokens[place + 1 : place + 3]
    article = len(after) == 2 and after[0].text in ("la", "los", "las", "der", "den")
    return article and after[1].kind == "c" and named > 1 and place - begin <= named + 1


def _first_names(tokens: Sequence[Token], begin: int, end: int) -> int:
    """How many first names a name begins with: « María Teresa F. de la Vega »."""
    count = 0
    while begin + count < end and is_first_name(tokens[begin + count].text):
        count += 1
    return count
