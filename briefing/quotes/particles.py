"""What ties the words of a name: particles, initials, « & Cie »."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.quotes.lexicon import any_of, is_first_name, role_of, words
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
        held = begin > 0 and role_of(tokens[begin - 1].low) is not None
        other = is_first_name(tokens[place + 1].text) and not (own and held)
        full = (more > 2 and not own) or other  # « la maire Odile de Paul » is one
        return (own or is_first_name(tokens[begin].text)) and not full
    return particle in words("particle")


def of_place(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether « de Paris » at `place` goes on with a body: « Aéroports | de Paris ».

    Not behind an article: of « l'université de Lyon » the phrase is read, not a name.
    """
    noun = tokens[begin].low
    body = {noun, noun.removesuffix("s")} & words("organization")
    before = tokens[begin - 1].low if begin else ""
    bare = before not in any_of("determiner", "preposition")
    after = tokens[place + 1].kind if place + 1 < len(tokens) else ""
    whole = bool(body) and bare and place == begin + 1
    return whole and tokens[place].low in ("de", "d'") and after == "c"


def two_join(tokens: Sequence[Token], begin: int, place: int) -> bool:
    """Whether two particles at `place` tie a name: « van der », « von dem », « de la ».

    « De la » goes on behind first names, and one name more if they are several:
    « María Teresa Fernández de la Vega ». What follows must not be a body.
    """
    if not are_two(tokens, place):
        return False
    if tokens[place].text in ("van", "von"):
        return True
    named = _first_names(tokens, begin, place)
    after = tokens[place + 2]
    body = after.text.isupper() or role_of(after.low) is not None
    body = body or after.low in words("organization")
    return named > 0 and place - begin <= named + (named > 1) and not body


def are_two(tokens: Sequence[Token], place: int) -> bool:
    """Whether two particles and a capital stand at `place`: « von der | Heide »."""
    three = tokens[place : place + 3]
    pair = tuple(t.text for t in three[:2])
    return len(three) == 3 and pair in _TWO and three[2].kind == "c"


_TWO = frozenset(
    (one, two)
    for one, articles in (
        ("de", ("la", "las", "los", "der", "den")),
        ("van", ("de", "den", "der", "het")),
        ("von", ("dem", "den", "der")),
    )
    for two in articles
)


def _first_names(tokens: Sequence[Token], begin: int, end: int) -> int:
    """How many first names a name begins with: « María Teresa F. de la Vega »."""
    count = 0
    while begin + count < end and is_first_name(tokens[begin + count].text):
        count += 1
    return count
