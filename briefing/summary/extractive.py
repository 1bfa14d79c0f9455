"""The default summary: the sentences that matter most, in the order of reading."""

from __future__ import annotations

from briefing.summary import english
from briefing.summary.passages import Passage
from briefing.summary.salience import read
from briefing.summary.selection import choose
from briefing.types import Article, Flag, SummarySentence

REDUNDANCY = 1.0
"""What a pair of sentences that say the same costs, in log-odds of salience."""

DOUBT = 0.5
"""What a doubt about the English of a sentence costs, in the same unit."""

SOFT_LEANING = 0.5
"""What a definite noun at the head costs that the text may have introduced before."""

CONNECTIVE = 0.3
"""What a connective costs that has to be taken off the head."""


class ExtractiveSummarizer:
    """Takes source sentences, chosen in French; their translations are the summary."""

    name = "extractive"

    def __init__(self, sentences: int = 3) -> None:
        self.sentences = sentences

    def __call__(self, article: Article) -> tuple[SummarySentence, ...]:
        """At most `sentences` sentences in the order of reading.

        Fewer where fewer can be read alone; none if nothing was translated.
        """
        chosen = select(article, self.sentences)
        return tuple(_sentence(p, article) for p in chosen)


def select(article: Article, count: int) -> list[Passage]:
    """The best `count` passages that can stand in a summary of `article`."""
    found = read(article.document, article.sentences, article.quotes)
    ranks = [_rank(p, article) for p in found.passages]
    usable = [r for r in ranks if r < UNUSABLE]
    if not usable:
        return []
    keep = [i for i, r in enumerate(ranks) if r == min(usable)]
    values = [found.scores[i] - handicap(found.passages[i], article) for i in keep]
    picked = choose(values, found.cosines[keep][:, keep], count, REDUNDANCY)
    return [found.passages[keep[i]] for i in picked]


UNUSABLE = 3


def _rank(item: Passage, article: Article) -> int:
    """0 for a passage that can stand, 1 for one kept in French, 2 for one that leans.

    A higher rank is only taken where there is none of a lower one.
    """
    status = {article.translations[i].status for i in item.indices}
    if "skipped" in status or "boilerplate" in item.stance.leanings:
        return UNUSABLE
    if item.cut or not item.stance.alone:
        return 2
    return 1 if "kept" in status else 0


def handicap(item: Passage, article: Article) -> float:
    """What stands against an eligible passage, in log-odds."""
    doubts = flags_of(item, article)
    soft = "noun" in item.stance.leanings
    connective = item.stance.connective > 0
    return DOUBT * bool(doubts) + SOFT_LEANING * soft + CONNECTIVE * connective


def flags_of(item: Passage, article: Article) -> tuple[Flag, ...]:
    """The doubts about the English of its sentences."""
    return tuple(f for i in item.indices for f in article.translations[i].flags)


def english_of(item: Passage, article: Article) -> str:
    """Its translation, without a connective that stands at the head in French."""
    text = english.join([article.translations[i].target for i in item.indices])
    return english.without_connective(text) if item.stance.connective else text


def _sentence(item: Passage, article: Article) -> SummarySentence:
    return SummarySentence(
        text=english_of(item, article),
        sources=item.indices,
        flags=flags_of(item, article),
    )
