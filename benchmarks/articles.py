"""French articles for measuring speed: sentences of this repository, recombined.

Equal sentences are translated once in a run, so a benchmark needs different ones: each
gets a lead of its own (« Mardi à Limoges, le ministre … »). No clock, no chance: the
same count gives the same articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SENTENCES_PER_ARTICLE = 20
SENTENCES_PER_PARAGRAPH = 3

_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀÉÊÎÔ])")
_START = re.compile(r"(Les?|La|L’|Une?|Des|Cette|Ces?|Il|Elle|Selon|Dans|En|Au) ?\b")
_DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
_PLACES = (
    *("Limoges", "Dakar", "Bruxelles", "Montréal", "Lille", "Genève", "Tunis", "Nice"),
    *("Abidjan", "Brest", "Namur", "Rabat", "Lyon", "Québec", "Metz", "Alger"),
)
_STRIDE = 7
"""Sentences of one article should come from different places of the pool."""


def write_articles(folder: Path, count: int) -> list[str]:
    """All sentences, titles among them, of the `count` articles put into `folder`.

    There are enough different sentences for about 700 articles.
    """
    folder.mkdir(parents=True)
    sentences = different_sentences()
    written = []
    for number in range(count):
        body = [next(sentences) for _ in range(SENTENCES_PER_ARTICLE)]
        title = body[0].rstrip(".")
        (folder / f"article-{number:04}.txt").write_text(
            "\n\n".join([title, *_paragraphs(body[1:])]) + "\n", "utf-8"
        )
        written += [title, *body[1:]]
    return written


def _paragraphs(sentences: list[str]) -> Iterator[str]:
    for start in range(0, len(sentences), SENTENCES_PER_PARAGRAPH):
        yield " ".join(sentences[start : start + SENTENCES_PER_PARAGRAPH])


def different_sentences() -> Iterator[str]:
    """Every sentence of the pool with every lead, each pair once."""
    pool = list(dict.fromkeys(_pool()))
    leads = [f"{day} à {place}" for place in _PLACES for day in _DAYS]
    for turn in range(len(leads)):
        for i in range(len(pool)):
            sentence = pool[i * _STRIDE % len(pool)]
            lead = leads[(i + turn) % len(leads)]
            yield f"{lead}, {sentence[0].lower()}{sentence[1:]}"


def _pool() -> Iterator[str]:
    """Plain sentences of the examples and of the challenge set."""
    challenge = ROOT / "tests" / "data" / "challenge" / "challenge.tsv"
    rows = challenge.read_text("utf-8").splitlines()[1:]
    examples = sorted((ROOT / "examples").glob("*.txt"))
    texts = [row.split("\t")[1] for row in rows]
    texts += [s for e in examples for s in _END.split(e.read_text("utf-8"))]
    for text in texts:
        one_line = "\n" not in text.strip() and text.count("«") == text.count("»")
        if one_line and _START.match(text) and text.strip().endswith("."):
            yield text.strip()
