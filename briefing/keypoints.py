"""The key points of an article: sentences that stand alone, with their quotations.

A point says nothing of its own. It is one passage of the source in English; what it
leaned on is gone (connectives), put in brackets (names of speakers that are sure), or
the passage was not eligible.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from briefing.summary.dates import with_dates
from briefing.summary.extractive import english_of, flags_of, surenesses
from briefing.summary.features import Matrix
from briefing.summary.leaning import SOFT, without_quotations
from briefing.summary.passages import Passage
from briefing.summary.salience import Reading, read
from briefing.summary.selection import choose
from briefing.summary.speakers import RESOLVABLE, with_speaker
from briefing.types import Article, KeyPoint, SummarySentence
from briefing.words import figures, stems

# What follows was judged by reading (benchmarks/reading_summary.md), in log-odds of
# salience where it is a cost or worth. Coverage by number of points and their likeness
# are in the second table of benchmarks/eval_summary.py.

FEWEST, MOST = 3, 8
"""Points where the caller does not say how many."""

WORDS_PER_POINT = 95
"""Words of the article for one point more."""

REDUNDANCY = 5.0
"""What two points that say the same cost, in log-odds of salience."""

ALIKE = 0.15
"""Cosine up to which two points only share a topic, which costs nothing."""

QUOTATION = 0.8
"""What a quotation with a speaker is worth."""

FIGURE = 0.3
"""What a figure is worth, once a point."""

TELLING = 4
"""Content words of a quotation that is worth more than its length."""

BARE = 1.0
"""Cost of a quotation without a word about its occasion."""

SOFT_LEANING = 0.8
"""Cost of a noun that the text may have introduced before (« le texte »)."""

DOUBT = 0.8
"""Cost of a doubt about the English."""

CERTAINTY = 6.0
"""Gain from 0 to 1 of the model's certainty: over 70 documents of news, chrF of the
sentences in points rose from 46.3 to 47.5, their salience fell by 0.02 of its 0.7
standard deviations."""


SAID = 0.6
"""Cosine from which a passage says what another has said (a caption, a repetition)."""

FIRM, UNSAID = 4, 2
"""Points by which an article can do without those that point outside further on
(« cette idée », « d'entre eux »), and without those like what its summary has shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    passage: Passage
    text: str
    position: int
    """In the list of passages."""


def key_points(
    article: Article, count: int = 0, summary: Sequence[SummarySentence] = ()
) -> tuple[KeyPoint, ...]:
    """The key points in the order of reading.

    Args:
        article: the document with all that was found in it.
        count: how many; 0 chooses 3 to 8 by the article's length. There are fewer
            where fewer passages can be read alone.
        summary: what stands above the points; they repeat no sentence of it where
            the article has others, and rather say something else.
    """
    found = read(article.document, article.sentences, article.quotes)
    shown = {i for sentence in summary for i in sentence.sources}
    every = _candidates(found.passages, article)
    others = [c for c in every if not shown & set(c.passage.indices)]
    # The summary of a short wire is all of it: its points show who is quoted there.
    candidates = _best_kind(others or every, _said(found, shown))
    sure = surenesses(found.passages, article)
    values = [
        _value(c, found.scores, article) + CERTAINTY * sure[c.position]
        for c in candidates
    ]
    places = [c.position for c in candidates]
    alike = np.maximum(found.cosines[places][:, places] - ALIKE, 0)
    wanted = count or default_count(found.passages)
    picked = choose(values, alike, wanted, REDUNDANCY)
    return tuple(_point(candidates[i], article) for i in picked)


def _said(found: Reading, shown: Collection[int]) -> frozenset[int]:
    """Places of the passages whose content the summary has shown.

    Args:
        found: the passages.
        shown: sentences that stand in the summary.
    """
    items = found.passages
    taken = [i for i, p in enumerate(items) if not set(p.indices).isdisjoint(shown)]
    alike = found.cosines[taken].max(axis=0, initial=0.0)
    return frozenset(np.flatnonzero(alike >= SAID).tolist())


def _best_kind(candidates: list[_Candidate], said: Collection[int]) -> list[_Candidate]:
    """Those that say what the summary does not and lean on nothing, if there are any.

    Args:
        candidates: all that can be read alone.
        said: places of passages whose content the summary has shown.
    """
    unsaid = [c for c in candidates if c.position not in said]
    firm = [c for c in unsaid if "inner" not in c.passage.stance.leanings]
    if len(firm) >= FIRM:
        return firm
    return unsaid if len(unsaid) >= UNSAID else candidates


def default_count(items: Sequence[Passage]) -> int:
    """Points that an article of this length gets."""
    words = sum(len(p.words) for p in items)
    return max(FEWEST, min(MOST, round(words / WORDS_PER_POINT)))


def _candidates(items: Sequence[Passage], article: Article) -> list[_Candidate]:
    found = []
    for position, passage in enumerate(items):
        text = _text(passage, article)
        if text is not None:
            found.append(_Candidate(passage=passage, text=text, position=position))
    return found


def _value(candidate: _Candidate, scores: Matrix, article: Article) -> float:
    passage = candidate.passage
    return (
        float(scores[candidate.position])
        + QUOTATION * (passage.attributed and _telling(passage))
        - BARE * ("unattributed" in passage.stance.leanings)
        + FIGURE * bool(figures(passage.text))
        - SOFT_LEANING * len(SOFT & passage.stance.leanings)
        - DOUBT * bool(flags_of(passage, article))
    )


def _telling(passage: Passage) -> bool:
    """Whether the quotations in it say something by themselves."""
    said = " ".join(span.of(passage.text) for span in passage.quoted)
    return len(stems(said)) >= TELLING


def _text(passage: Passage, article: Article) -> str | None:
    """The point's English, `None` if the passage cannot stand alone."""
    status = {article.translations[i].status for i in passage.indices}
    if passage.cut or status != {"translated"}:
        return None
    text = _dated(english_of(passage, article), passage, article)
    if passage.stance.alone:
        return text
    if not passage.stance.leanings <= RESOLVABLE | SOFT:
        return None
    return with_speaker(text, passage, article.quotes, article.document.text)


def _dated(text: str, passage: Passage, article: Article) -> str:
    outside = without_quotations(passage.text, passage.quoted)
    return with_dates(text, outside, article.document.date)


def _point(candidate: _Candidate, article: Article) -> KeyPoint:
    return KeyPoint(
        text=candidate.text,
        sources=candidate.passage.indices,
        quotes=candidate.passage.quotes,
        flags=flags_of(candidate.passage, article),
    )
