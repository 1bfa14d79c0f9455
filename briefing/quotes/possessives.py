"""What « notre interlocutrice » and « son rival » say of whom they may mean."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.quotes.fits import role_span
from briefing.quotes.lexicon import words
from briefing.quotes.names import Entity
from briefing.quotes.phrase import Phrase


def is_ours(text: str, phrase: Phrase) -> bool:
    """Whether it is « notre interlocutrice », whom the text has introduced."""
    role = phrase.role
    known = role is not None and role.noun in words("ours")
    return known and _opening(text, phrase) == "notre"


def guest(phrase: Phrase, spoke: Mapping[Entity, int]) -> Entity | None:
    """Whom the writer meets: the person of that gender who has spoken last.

    Args:
        phrase: « notre interlocutrice ».
        spoke: the paragraph in which each has spoken last.
    """
    heard = [e for e in spoke if e.kind == "person" and e.takes(phrase.gender, False)]
    return max(heard, key=lambda e: spoke[e], default=None)


def is_owners(text: str, phrase: Phrase, owner: Entity) -> bool:
    """Whether « son rival » would be the one whose rival it is: never.

    But who the text calls a lawyer may be « son avocat », whoever « son » is then.
    """
    if phrase.role is None or _opening(text, phrase) not in ("son", "sa"):
        return False
    return role_span(owner, phrase.role.noun) is None


def _opening(text: str, phrase: Phrase) -> str:
    return phrase.span.of(text).lower().split()[0]
