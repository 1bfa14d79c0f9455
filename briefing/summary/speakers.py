"""Names in brackets for passages that lean on who speaks in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.summary import english
from briefing.summary.leaning import plain
from briefing.summary.passages import Passage
from briefing.types import Quote

SURE = 0.8
"""Confidence from which a speaker may be put in the place of a pronoun."""

RESOLVABLE = frozenset({"pronoun", "inverted", "unattributed"})
"""Leanings that the name of the speaker settles."""

_ARTICLE = re.compile(r"(?:^|\W)(?:l'|les? |la |une? |des )$", re.IGNORECASE)


def sure_speaker(passage: Passage, quotes: Sequence[Quote], text: str) -> str | None:
    """The one speaker of all that is quoted in the passage, if that is sure.

    Args:
        passage: of the article.
        quotes: all of the article's.
        text: the document's.
    """
    names = {_sure_name(quote, text) for quote in _outer(passage, quotes)}
    return names.pop() if len(names) == 1 else None


def with_speaker(
    english_text: str, passage: Passage, quotes: Sequence[Quote], text: str
) -> str | None:
    """`english_text` with the speaker's name in brackets; `None` where it has no place.

    Behind the pronoun that stands for the name, or behind a bare quotation.
    """
    name = sure_speaker(passage, quotes, text)
    if name is None:
        return None
    if "unattributed" in passage.stance.leanings:
        return f"{english_text} [{name}]"
    mentions = [
        quote.evidence.mention.of(text)
        for quote in _outer(passage, quotes)
        if quote.evidence and quote.evidence.mention
    ]
    return english.with_name(english_text, mentions[0], name) if mentions else None


def _outer(passage: Passage, quotes: Sequence[Quote]) -> list[Quote]:
    return [quotes[i] for i in passage.quotes if quotes[i].level == 0]


def _sure_name(quote: Quote, text: str) -> str | None:
    speaker = quote.speaker
    if speaker is None or speaker.anonymous or speaker.confidence < SURE:
        return None
    # « l'Allemand » describes somebody; a name has no article before it.
    if _ARTICLE.search(plain(text[: speaker.span.start][-5:])):
        return None
    # « la porte-parole » is French, and no name.
    return speaker.name if speaker.name[:1].isupper() else None
