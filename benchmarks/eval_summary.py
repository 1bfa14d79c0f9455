"""ROUGE of the extractive summary beside its peers, at the same number of words.

    python -m benchmarks.eval_summary ARTICLES.jsonl.gz [--documents N] [--json FILE]

ARTICLES has one object a line with `title`, `article` and `reference`, none of which
the salience model was fitted on. For k = 1, 2, 3 every system shows as many words as
the first k sentences of the article have: the peers take their best k sentences, and
one more until there are enough; ours is asked for that number of words. Sentences are
put in the order of reading and cut at that number of words, so that all systems show
equally many of each article, and only the choice is compared.

The peers are those of `sumy` (French stemmer and stop words) on the sentences of our
own splitter; the oracle takes what matches the abstract best, one sentence after the
other. Differences are tested by paired bootstrap over articles.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.rouge import rouge, words
from briefing.keypoints import key_points
from briefing.summary.extractive import select
from briefing.summary.features import MAIN_WORDS
from briefing.summary.salience import read
from briefing.types import Article, Sentence
from briefing.words import stems
from models.training.salience import article_of

SIZES = (1, 2, 3)
RESAMPLES = 10_000
OURS = "briefing"
SHOWN, AS_LONG = "as shown", "Lead, as long"
CURVE = 300
"""Articles that the coverage of key points is measured on."""

Ranker = Callable[[int, int], Sequence[int]]
"""The sentences that a system takes for so many sentences, and for so many words."""


def ours(article: Article, body: Sequence[Sentence]) -> Ranker:
    """The product's choice, without its translation."""
    place = {s.index: i for i, s in enumerate(body)}

    def take(count: int, words: int) -> list[int]:
        chosen = select(article, count, words)
        return [place[i] for p in chosen for i in p.indices]

    return take


def peers(
    body: Sequence[Sentence], texts: Sequence[Sequence[str]]
) -> dict[str, Ranker]:
    """TextRank, LexRank and LSA of `sumy`, each from one ranking of the sentences."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph
    from sumy.models.dom import Sentence as SumySentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from sumy.utils import get_stop_words

    found = [SumySentence(s.text, _Words()) for s in body]
    place = {id(s): i for i, s in enumerate(found)}
    document = ObjectDocumentModel([Paragraph(found)])
    rankers: dict[str, Ranker] = {}
    for name, kind in (
        ("TextRank", TextRankSummarizer),
        ("LexRank", LexRankSummarizer),
        ("LSA", LsaSummarizer),
    ):
        summarizer = kind(Stemmer("french"))
        summarizer.stop_words = get_stop_words("french")
        summarizer._get_best_sentences = _by_rating
        order = [place[id(s)] for s in summarizer(document, len(found))]
        rankers[name] = in_order(order, texts)
    return rankers


class _Words:
    """The tokenizer that `sumy` asks for."""

    def to_words(self, text: str) -> tuple[str, ...]:
        return tuple(words(text))


def _by_rating(sentences, count, rating, *args, **kwargs):
    """What `sumy` does, in the order of rating instead of reading."""
    rate = rating.__getitem__ if isinstance(rating, dict) else rating
    rated = [(rate(s, *args, **kwargs), -i, s) for i, s in enumerate(sentences)]
    return [s for _, _, s in sorted(rated, key=lambda r: (-r[0], -r[1]))]


def in_order(order: Sequence[int], texts: Sequence[Sequence[str]]) -> Ranker:
    """Takes the first of `order`, and one more until there are enough words."""

    def take(count: int, budget: int) -> Sequence[int]:
        while count < len(order) and sum(len(texts[i]) for i in order[:count]) < budget:
            count += 1
        return order[:count]

    return take


def oracle(
    texts: Sequence[Sequence[str]], goal: Sequence[str], budget: int
) -> list[int]:
    """The sentences that greedily match the abstract best within the words."""
    taken: list[int] = []
    while sum(len(texts[i]) for i in taken) < budget and len(taken) < len(texts):
        rest = [i for i in range(len(texts)) if i not in taken]
        best = max(
            rest, key=lambda i: sum(rouge(cut(texts, [*taken, i], budget), goal))
        )
        taken.append(best)
    return taken


def cut(texts: Sequence[Sequence[str]], taken: Sequence[int], budget: int) -> list[str]:
    """The words of the taken sentences in the order of reading, `budget` at most."""
    return [w for i in sorted(taken) for w in texts[i]][:budget]


def scores(row: dict[str, str]) -> Iterator[tuple[str, int, tuple[float, ...]]]:
    """System, size and ROUGE-1/2/L of all systems on one article."""
    article = article_of(row)
    body = [s for s in article.sentences if s.kind != "heading"]
    texts = [words(s.text) for s in body]
    goal = words(row["reference"])
    if len(body) <= max(SIZES):
        return
    systems: dict[str, Ranker] = {
        OURS: ours(article, body),
        "Lead": in_order(range(len(body)), texts),
        **peers(body, texts),
    }
    for size in SIZES:
        budget = sum(map(len, texts[:size]))
        for name, take in systems.items():
            chosen = take(size, budget)
            yield name, size, rouge(cut(texts, chosen, budget), goal)
        best = oracle(texts, goal, budget)
        yield "oracle", size, rouge(cut(texts, best, budget), goal)
        shown = [w for p in select(article, size) for w in words(p.text)]
        first = cut(texts, range(len(texts)), len(shown))
        yield SHOWN, size, rouge(shown, goal)
        yield AS_LONG, size, rouge(first, goal)


def evaluate(rows: Sequence[dict[str, str]]) -> dict[tuple[str, int], np.ndarray]:
    """ROUGE of each system and size. *Shape:* `(articles, 3)`."""
    table: dict[tuple[str, int], list[tuple[float, ...]]] = {}
    for row in rows:
        for name, size, values in scores(row):
            table.setdefault((name, size), []).append(values)
    return {key: np.array(values) for key, values in table.items()}


def p_value(a: np.ndarray, b: np.ndarray, seed: int = 0) -> np.ndarray:
    """Share of bootstrap samples of articles in which `a` is not above `b`.

    *Shape:* `(articles, 3)` twice, to `(3,)`.
    """
    rng = np.random.default_rng(seed)
    difference = a - b
    n = len(difference)
    draws = rng.multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return ((draws @ difference) <= 0).mean(axis=0)


def report(table: dict[tuple[str, int], np.ndarray]) -> Iterator[str]:
    """The table in Markdown, with p values against ours."""
    n = len(next(iter(table.values())))
    yield f"{n} articles; ROUGE F1 x 100, accents kept; p: paired bootstrap, ours above"
    for size in SIZES:
        yield f"\n| {size} sentence{'s'[: size > 1]} | R-1 | R-2 | R-L | p |"
        yield "|---|--:|--:|--:|---|"
        best = table[OURS, size]
        for name, at in table:
            if at == size and name not in (SHOWN, AS_LONG):
                against = None if name == OURS else best
                yield _line(name, table[name, size], against)
    yield f"\n| {SHOWN} | R-1 | R-2 | R-L | p |"
    yield "|---|--:|--:|--:|---|"
    for size in SIZES:
        yield _line(f"{SHOWN}, {size}", table[SHOWN, size], None)
        yield _line(f"{AS_LONG}, {size}", table[AS_LONG, size], table[SHOWN, size])


def _line(name: str, values: np.ndarray, against: np.ndarray | None) -> str:
    mean = " | ".join(f"{100 * v:.2f}" for v in values.mean(axis=0))
    p = () if against is None else p_value(against, values)
    return f"| {name} | {mean} | {' '.join(f'{x:.4f}' for x in p)} |"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What some number of key points hold of one article, each 0 to 1."""

    topic: float
    """Of its most frequent words, weighted."""
    abstract: float
    """Of the stems of its abstract."""
    quotations: float
    """Of its quotations with a speaker; NaN where there is none."""
    alike: float
    """Cosine of the two points most alike."""


def coverage(article: Article, reference: str, count: int) -> Coverage:
    """How much `count` key points cover of the article, in French."""
    points = key_points(article, count)
    text = " ".join(article.sentences[i].text for p in points for i in p.sources)
    held, spread = set(stems(text)), Counter(stems(article.document.text))
    main = dict(spread.most_common(MAIN_WORDS))
    goal = set(stems(reference))
    spoken = {q.index for q in article.quotes if q.speaker}
    shown = {q for p in points for q in p.quotes}
    found = read(article.document, article.sentences, article.quotes)
    place = {p.indices: i for i, p in enumerate(found.passages)}
    chosen = [place[p.sources] for p in points]
    pairs = combinations(chosen, 2)
    return Coverage(
        topic=sum(n for t, n in main.items() if t in held) / max(1, sum(main.values())),
        abstract=len(goal & held) / max(1, len(goal)),
        quotations=len(spoken & shown) / len(spoken) if spoken else float("nan"),
        alike=max((float(found.cosines[pair]) for pair in pairs), default=0.0),
    )


def curve(rows: Sequence[dict[str, str]]) -> Iterator[str]:
    """Coverage by number of key points, as a table in Markdown."""
    articles = [(article_of(row), row["reference"]) for row in rows]
    yield f"{len(articles)} articles; means in %"
    yield "\n| points | topic | abstract | quotations | most alike |"
    yield "|--:|--:|--:|--:|--:|"
    for count in (1, 2, 3, 4, 5, 6, 8):
        found = [astuple(coverage(a, r, count)) for a, r in articles]
        means = 100 * np.nanmean(np.array(found), axis=0)
        yield f"| {count} | " + " | ".join(f"{v:.1f}" for v in means) + " |"


def main() -> None:
    """Prints the tables; writes the means where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--documents", type=int, default=1_500)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    with gzip.open(options.articles, "rt", encoding="utf-8") as lines:
        rows = [
            json.loads(x) for _, x in zip(range(options.documents), lines, strict=False)
        ]
    table = evaluate(rows)
    print("\n".join(report(table)))
    print()
    print("\n".join(curve(rows[:CURVE])))
    if options.json:
        means = {f"{n} {k}": v.mean(axis=0).tolist() for (n, k), v in table.items()}
        options.json.write_text(json.dumps(means, indent=1), "utf-8")


if __name__ == "__main__":
    main()
