"""Press prose in both languages, written for this recipe: `data/written.tsv`.

No free corpus is press. These sentences hold the words that the press uses and other
corpora hardly have, in the forms of the press: leads, headlines, speech, hearsay.
Quotations stand apart from the words that report them, as the program has them
translated (`briefing.translation.speech`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.translation.speech import Stretch, stretches
from models.training.corpora import Pair
from models.training.figures import table

_FIRST = re.compile(r'"(?P<quoted>[^"]+)" (?P<told>[^"]+)')
_LAST = re.compile(r'(?P<told>[^"]+[:,]) "(?P<quoted>[^"]+)"\.?')
_ALL = re.compile(r'"(?P<quoted>[^"]+)"')


def pairs() -> list[Pair]:
    """All that was written, in parts where the program translates in parts."""
    found = ((row["french"], row["english"]) for row in table("written"))
    return [part for pair in found for part in in_parts(pair)]


def in_parts(pair: Pair) -> Iterator[Pair]:
    """What is quoted and what is told, each with its English; else the pair itself."""
    french, english = pair
    parts = stretches(french)
    quoted = [part.quoted for part in parts]
    form = {(True, False): _FIRST, (False, True): _LAST, (True,): _ALL}
    order = form.get(tuple(quoted))
    there = order.fullmatch(english) if order else None
    if not there:
        yield pair
        return
    for part in parts:
        yield part.text, _like(there["quoted" if part.quoted else "told"], part)


def _like(english: str, part: Stretch) -> str:
    """The English of a part with the point that its French ends with."""
    return f"{english[:-1]}." if (english[-1], part.text[-1]) == (",", ".") else english
