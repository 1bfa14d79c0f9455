"""The default summary: the sentences that matter most, in the order of reading."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from briefing.summary import english
from briefing.summary.dates import with_dates
from briefing.summary.leaning import SOFT, demonstrated, without_quotations
from briefing.summary.passages import Passage
from briefing.summary.salience import Reading, load, read
from briefing.summary.sets import Chosen, describe, listed_sets
from briefing.summary.speakers import (
    RESOLVABLE,
    sure_speaker,
    with_speaker,
    with_titled,
)
from briefing.translation.certainty import least_sure
from briefing.types import Article, Flag, SummarySentence

SOFT_LEANING = 0.1
"""Cost, in log-odds of a set, of a noun that the text may have introduced before."""

LOOSE = frozenset({"question", "fragment"})
"""Leanings of what says little by itself: a question, a line without a full stop."""

TELLS_NOTHING = frozenset({"short", "verbless"})
"""Leanings of what only leads up to what comes: « Un beau cadeau. »"""

LOOSENESS, UNSETTLED = 0.3, 2.0
"""Cost of a loose passage, and of one that leans and stands without the passage before
it. Forbidden, both kept the choice of three sentences from being better than an
article's first three; at these costs 2.2 and 0.2 % of the passages are such
(docs/summary.md)."""

IDLE = 0.7
"""Cost of an opening that only leads up to what is not chosen."""

DOUBT = 0.3
"""Cost of a doubt about the English of a passage."""

CERTAINTY = 2.0
"""Gain from 0 to 1 of the model's certainty. With both, over 70 documents of news and
170 articles, chrF of what was chosen rose from 46.1 to 47.5 while ROUGE of the choice
fell by 0.3 to 0.6 at most; a doubt at twice the cost alone gave 46.7 and lost as much
again (docs/summary.md)."""

FEWEST_WORDS, MOST_WORDS = 20, 35
"""Words of the summary for each sentence asked for: as many as the article's first
sentences have, within these bounds."""

MORE = 2
"""Passages more than asked for that may be taken to reach a given number of words."""

NEIGHBORLY = frozenset(
    {"pronoun", "reference", "possessive", "inverted", "quoted", "unattributed"}
    | {"person", "short", "bare", "verbless"}
)
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
        shown: list[SummarySentence] = []
        for passage in select(article, self.sentences):
            shown.append(_sentence(passage, article, shown))
        return tuple(shown)


def select(article: Article, count: int, words: int = 0) -> list[Passage]:
    """The best set of passages that can stand in a summary of `article`.

    Args:
        article: the document with all that was found in it.
        count: passages to take.
        words: length to reach instead, with at most `MORE` passages more.
    """
    found = read(article.document, article.sentences, article.quotes)
    budget = words or _length(found, count)
    most = count + MORE if words else count
    sets = listed_sets(found.pool, usable(found, article), most, budget)
    if not sets:
        return []
    rated = load().sets.scores(describe(found.pool, sets, budget))
    sure = surenesses(found.passages, article)
    used = sorted(set().union(*sets))
    costs = {i: _cost(found.passages[i], sure[i], article) for i in used}
    unsettled = {i for i in used if _is_unsettled(i, found, article)}
    leading = {i for i in used if _only_leads_up(i, found)}
    values = [
        float(value) - _cost_of_set(chosen, costs, unsettled, leading)
        for value, chosen in zip(rated, sets, strict=True)
    ]
    best: Chosen = max(zip(values, sets, strict=True), key=lambda pair: pair[0])[1]
    return [found.passages[i] for i in best]


def _cost_of_set(
    chosen: Chosen,
    costs: Mapping[int, float],
    unsettled: Collection[int],
    leading: Collection[int],
) -> float:
    """What its passages cost, more where one lacks its neighbor.

    Args:
        chosen: the set.
        costs: of each passage.
        unsettled: passages that can't be read without the one before.
        leading: those that say nothing unless the next one leans on them.
    """
    alone = sum(i in unsettled and i - 1 not in chosen for i in chosen)
    idle = sum(
        i in leading and not (i + 1 in chosen and i + 1 in unsettled) for i in chosen
    )
    return sum(costs[i] for i in chosen) + UNSETTLED * alone + IDLE * idle


def _length(found: Reading, count: int) -> int:
    opening = int(found.pool.words[:count].sum())
    return max(FEWEST_WORDS * count, min(MOST_WORDS * count, opening))


def usable(found: Reading, article: Article) -> list[int]:
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
    if _is_boilerplate(item) or "repeated" in item.stance.leanings:
        return False
    return "skipped" not in _statuses(item, article)


def _is_boilerplate(item: Passage) -> bool:
    return "boilerplate" in item.stance.leanings


def _can_stand(item: Passage) -> bool:
    leanings = item.stance.leanings
    # The head of a list, a caption or the rest of one, « Pourquoi ? ».
    bare = bool(TELLS_NOTHING & leanings) and bool(LOOSE & leanings)
    return not item.cut and not bare and leanings <= SOFT | LOOSE | NEIGHBORLY


def _statuses(item: Passage, article: Article) -> set[str]:
    return {article.translations[i].status for i in item.indices}


def _is_unsettled(position: int, found: Reading, article: Article) -> bool:
    """Whether a passage can't be read without the one before it."""
    # What opens an article leans on its title only, which stands above the summary.
    opens = bool(found.pool.title) and _opens(position, found)
    return not opens and bool(_unsettled(found.passages[position], found, article))


def _opens(position: int, found: Reading) -> bool:
    return all(map(_is_boilerplate, found.passages[:position]))


def _only_leads_up(position: int, found: Reading) -> bool:
    """Whether a passage opens the article and only leads up to the next one."""
    leanings = found.passages[position].stance.leanings
    return bool(TELLS_NOTHING & leanings) and _opens(position, found)


def _unsettled(item: Passage, found: Reading, article: Article) -> frozenset[str]:
    """What the passage leans on that neither the title nor a sure name settles."""
    leanings = item.stance.leanings - SOFT - LOOSE
    if leanings and demonstrated(item.text) in found.pool.title:
        leanings -= {"reference"}
    if leanings and leanings <= RESOLVABLE and _speaker(item, article):
        leanings = frozenset()
    return leanings


def _speaker(item: Passage, article: Article) -> str | None:
    return sure_speaker(item, article.quotes, article.document.text)


def _cost(item: Passage, sureness: float, article: Article) -> float:
    soft = SOFT_LEANING * len(SOFT & item.stance.leanings)
    loose = LOOSENESS * bool(LOOSE & item.stance.leanings)
    doubt = DOUBT * bool(flags_of(item, article))
    return soft + loose + doubt - CERTAINTY * sureness


def surenesses(items: Sequence[Passage], article: Article) -> list[float]:
    """How much surer the model was of each passage's English than of the article's.

    The certainty of its least certain sentence above the mean of the article, so that
    longer summaries cost no more than short ones; 0 where it is not known.
    """
    all_of_it = [t.certainty for t in article.translations]
    known = [certainty for certainty in all_of_it if certainty is not None]
    usual = sum(known) / max(1, len(known))
    least = [least_sure(all_of_it[i] for i in item.indices) for item in items]
    return [0.0 if one is None else one - usual for one in least]


def flags_of(item: Passage, article: Article) -> tuple[Flag, ...]:
    """The doubts about the English of its sentences."""
    return tuple(f for i in item.indices for f in article.translations[i].flags)


def english_of(item: Passage, article: Article) -> str:
    """Its translation, without a connective that stands at the head in French."""
    text = _translation(item, article)
    return english.without_connective(text) if item.stance.connective else text


def _translation(item: Passage, article: Article) -> str:
    text = english.join([article.translations[i].target for i in item.indices])
    return english.without_label(text, item.text)


def _sentence(
    item: Passage, article: Article, before: Sequence[SummarySentence]
) -> SummarySentence:
    """The passage as it stands behind those `before` it."""
    follows = bool(before) and before[-1].sources[-1] + 1 == item.indices[0]
    text = _behind(item, article, before) if follows else _alone(item, article)
    outside = without_quotations(item.text, item.quoted)
    return SummarySentence(
        text=with_dates(text, outside, article.document.date),
        sources=item.indices,
        flags=flags_of(item, article),
    )


def _alone(item: Passage, article: Article) -> str:
    """Its English without what stands before it, a leaning settled by a name."""
    text = english_of(item, article)
    leanings = item.stance.leanings - SOFT
    if not leanings or not leanings <= RESOLVABLE:
        return text
    name = _speaker(item, article)
    if name is None:
        return _titled(text, item, article)
    named = with_speaker(text, item, article.quotes, article.document.text)
    return named or f"{text} [{name}]"


def _titled(text: str, item: Passage, article: Article) -> str:
    """`text` with the name that the title has, where it opens the article."""
    found = read(article.document, article.sentences, article.quotes).passages
    title = article.document.title
    if title is None or len(found) < 2 or found[0] != item:
        return text
    return with_titled(text, item, found[1], title)


def _behind(item: Passage, article: Article, before: Sequence[SummarySentence]) -> str:
    """Its English behind the sentence before it; a name that none of them has."""
    text = _translation(item, article)
    name = _speaker(item, article)
    shown = " ".join(sentence.text for sentence in before)
    if not name or name.split()[-1] in shown or not RESOLVABLE & item.stance.leanings:
        return text
    named = with_speaker(text, item, article.quotes, article.document.text)
    return named or text
