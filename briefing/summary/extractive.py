"""The default summary: the sentences that matter most, in the order of reading."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from briefing.summary import english
from briefing.summary.leaning import SOFT
from briefing.summary.passages import Passage
from briefing.summary.salience import Reading, read
from briefing.summary.selection import choose
from briefing.summary.words import tokens
from briefing.types import Article, Flag, SummarySentence

# Costs, in log-odds of salience. Found on 1,500 articles of the training set that the
# model had not seen, by ROUGE at equal length (benchmarks/eval_summary.py). Any of them
# set to nothing changes ROUGE-1 by 0.2 at most.

REDUNDANCY = 1.0
"""Of a pair of sentences that say the same."""

LENGTH = 0.01
"""Of each word: three sentences of usual length say more than three long ones."""

CONNECTIVE = 0.1
"""Of a connective that has to be taken off the head."""

SOFT_LEANING = 0.1
"""Of a noun that the text may have introduced before (« le texte »)."""

DOUBT = 0.5
"""Of a doubt about the English of a sentence; a judgment, not measured by ROUGE."""

NEIGHBORLY = frozenset({"pronoun", "reference", "possessive", "inverted", "quoted"})
"""Leanings that the passage right before settles, if it is taken too."""


class ExtractiveSummarizer:
    """Takes source sentences, chosen in French; their translations are the summary."""

    name = "extractive"

    def __init__(self, sentences: int = 3) -> None:
        self.sentences = sentences

    def __call__(self, article: Article) -> tuple[SummarySentence, ...]:
        """At most `sentences` sentences in the order of reading.

        Fewer where fewer can be read there; none if nothing was translated.
        """
        chosen = select(article, self.sentences)
        taken = {i for p in chosen for i in p.indices}
        return tuple(_sentence(p, article, taken) for p in chosen)


def select(article: Article, count: int) -> list[Passage]:
    """The best `count` passages that can stand in a summary of `article`.

    One that leans is only taken together with the passage before it.
    """
    found = read(article.document, article.sentences, article.quotes)
    keep = _usable(found, article)
    needs = [_need(position, keep, found) for position in keep]
    values = [found.scores[i] - _cost(found.passages[i], article) for i in keep]
    cosines = found.cosines[keep][:, keep]
    picked = choose(values, cosines, count, REDUNDANCY, needs)
    return [found.passages[keep[i]] for i in picked]


def _usable(found: Reading, article: Article) -> list[int]:
    """Positions of the passages to choose from: the best kind of which there is one."""
    items = found.passages
    there = [i for i, p in enumerate(items) if _is_there(p, article)]
    whole = [i for i in there if _can_stand(items[i])]
    english = [i for i in whole if _statuses(items[i], article) == {"translated"}]
    for positions in (english, whole):
        if any(items[i].stance.alone for i in positions):
            return positions
    return there


def _is_there(item: Passage, article: Article) -> bool:
    if "boilerplate" in item.stance.leanings:
        return False
    return "skipped" not in _statuses(item, article)


def _can_stand(item: Passage) -> bool:
    return not item.cut and item.stance.leanings <= SOFT | NEIGHBORLY


def _statuses(item: Passage, article: Article) -> set[str]:
    return {article.translations[i].status for i in item.indices}


def _need(position: int, keep: Sequence[int], found: Reading) -> int | None:
    """Place in `keep` of the passage that this one cannot be taken without."""
    leanings = found.passages[position].stance.leanings
    if leanings <= SOFT or not _can_stand(found.passages[position]):
        return None
    # Without a usable one before it, it needs itself and something that is not there.
    return keep.index(position - 1) if position - 1 in keep else -1


def _cost(item: Passage, article: Article) -> float:
    return (
        LENGTH * len(tokens(item.text))
        + CONNECTIVE * (item.stance.connective > 0)
        + SOFT_LEANING * len(SOFT & item.stance.leanings)
        + DOUBT * bool(flags_of(item, article))
    )


def flags_of(item: Passage, article: Article) -> tuple[Flag, ...]:
    """The doubts about the English of its sentences."""
    return tuple(f for i in item.indices for f in article.translations[i].flags)


def english_of(item: Passage, article: Article) -> str:
    """Its translation, without a connective that stands at the head in French."""
    text = _translation(item, article)
    return english.without_connective(text) if item.stance.connective else text


def _translation(item: Passage, article: Article) -> str:
    return english.join([article.translations[i].target for i in item.indices])


def _sentence(
    item: Passage, article: Article, taken: Collection[int]
) -> SummarySentence:
    follows = item.indices[0] - 1 in taken
    make = _translation if follows else english_of
    return SummarySentence(
        text=make(item, article), sources=item.indices, flags=flags_of(item, article)
    )
