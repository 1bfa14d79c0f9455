"""Summary and key points may not get worse than the floors in summary_floors.json.

Measured on the first articles of a set that the salience model was not fitted on; the
whole of it, and its peers, are in `benchmarks/eval_summary.py`.
"""

from __future__ import annotations

import gzip
import itertools
import json
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest

from benchmarks.eval_summary import coverage, cut, ours
from benchmarks.rouge import rouge, words
from briefing.keypoints import key_points
from briefing.summary.extractive import ExtractiveSummarizer
from briefing.summary.leaning import SOFT, stance
from briefing.summary.salience import read
from briefing.types import Briefing, Decoding, Provenance
from models.training.salience import article_of

FLOORS = json.loads((Path(__file__).parent / "summary_floors.json").read_text("utf-8"))
FLOOR = FLOORS["history"][-1]
ARTICLES = 300


def rows(path, count):
    if not path.is_file():
        pytest.skip(f"{path.name} is missing: articles to measure with lie there")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in itertools.islice(lines, count)]


@pytest.fixture(scope="module")
def abstracts(shared):
    found = rows(shared / "summaries" / "orangesum_valid.jsonl.gz", ARTICLES)
    return [(article_of(row), row["reference"]) for row in found]


@pytest.fixture(scope="module")
def articles(shared):
    found = rows(shared / "articles" / "articles_dev.jsonl.gz", 60)
    texts = [{"title": row["title"] or "", "article": row["text"]} for row in found]
    return [article_of(row) for row in texts]


def test_no_floor_is_lowered_without_a_reason():
    for before, after in itertools.pairwise(FLOORS["history"]):
        old = np.array([before["margin"][k] for k in "123"])
        new = np.array([after["margin"][k] for k in "123"])
        assert (new >= old).all() or after["reason"]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_summary_is_above_the_first_sentences_of_the_article(abstracts, size):
    differences = []
    for article, reference in abstracts:
        body = [s for s in article.sentences if s.kind != "heading"]
        texts = [words(s.text) for s in body]
        if len(body) <= 3:
            continue
        budget = sum(map(len, texts[:size]))
        goal = words(reference)
        chosen = ours(article, body)(size, budget)
        mine = rouge(cut(texts, chosen, budget), goal)
        lead = rouge(cut(texts, range(size), budget), goal)
        differences.append(np.subtract(mine, lead))
    margin = 100 * np.mean(differences, axis=0)
    assert (margin >= FLOOR["margin"][str(size)]).all(), margin


def test_five_points_cover_the_topic_and_do_not_repeat_each_other(abstracts):
    found = [astuple(coverage(a, r, 5)) for a, r in abstracts]
    topic, _, _, alike = np.nanmean(np.array(found), axis=0)
    assert topic >= FLOOR["topic_at_5"]
    assert alike <= FLOOR["alike_at_5"]


def test_every_article_has_a_summary_and_points_that_can_stand(articles):
    for article in articles:
        assert ExtractiveSummarizer()(article), article.document.title
        found = read(article.document, article.sentences, article.quotes)
        stances = {p.indices: stance(p.text, p.quoted) for p in found.passages}
        for point in key_points(article, 0):
            leanings = stances[point.sources].leanings
            assert leanings <= SOFT or "[" in point.text


def test_what_was_chosen_makes_a_valid_briefing(articles):
    for article in articles[:20]:
        points = key_points(article, 0)
        briefing = Briefing(
            article=article,
            summary=ExtractiveSummarizer()(article),
            key_points=points,
            provenance=Provenance(
                briefing_version="0",
                model_name="",
                model_sha256="",
                engine="",
                decoding=Decoding(),
                summarizer="extractive",
            ),
        )
        for point in briefing.key_points:
            for index in point.quotes:
                assert set(article.quotes[index].sentences) <= set(point.sources)
