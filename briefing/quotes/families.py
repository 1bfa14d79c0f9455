"""Who is whose mother or sister: « Sa fille Alma … La mère », « sa sœur »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.quotes.lexicon import kin
from briefing.quotes.names import Cast, Entity, RoleOf
from briefing.quotes.phrase import Phrase
from briefing.quotes.phrases import read_phrase
from briefing.quotes.words import Token


def relatives(tokens: Sequence[Token], cast: Cast) -> Iterator[tuple[int, str, Entity]]:
    """Each « sa fille Alma »: its offset, the noun in lower case, and the name."""
    for place, token in enumerate(tokens):
        phrase = (
            read_phrase(tokens, place, cast) if token.low in ("son", "sa") else None
        )
        if phrase is not None and phrase.entity is not None and phrase.head is not None:
            yield token.start, phrase.head.low, phrase.entity


def kin_of(owner: Entity, noun: str) -> Iterator[RoleOf]:
    """What somebody is to the relative that `noun` names: « mère » to « fille »."""
    called = kin().get(noun, {}).get(owner.gender)
    if called is not None:
        yield RoleOf(called, frozenset((called,)), None)


def relative_of(
    owner: Entity, phrase: Phrase, persons: Sequence[Entity]
) -> Entity | None:
    """The only other person of the owner's surname whom « sa sœur » agrees with."""
    *first, surname = owner.name.split()
    if not first or phrase.gender == "x":
        return None
    family = [
        e
        for e in persons
        if e is not owner
        and e.gender == phrase.gender
        and e.name.split()[-1] == surname
    ]
    return family[0] if len(family) == 1 else None
