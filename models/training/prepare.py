"""Step `prepare`: corpora to encoded pairs, one folder a domain.

Three domains are made, not read: `figures` from a grammar, `noise` by spoiling pairs
of the others, `quoted` by saying who says them. What the step `translate` left in the
work folder is a fourth, `press`; `written` are press sentences in both languages that
were written for this recipe, `data/written.tsv`, `renamed` some of these with other
names.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import sentencepiece

from models.training import arrays, corpora, figures, noise, quoted, renamed, written
from models.training.arrays import Pairs
from models.training.recipe import Recipe
from models.training.relevance import relevance

OWN_ENGLISH = "press"
"""Folder of what `translate` writes, in the work folder."""
SHORT_PIECES = (6, 32)
"""Lengths of the sentences drawn: those of headlines, short prose, and quotations."""


def load_tokenizer(path: Path) -> sentencepiece.SentencePieceProcessor:
    """The tokenizer of a recipe."""
    return sentencepiece.SentencePieceProcessor(model_file=str(path))


def encode(
    pairs: Sequence[corpora.Pair],
    tokenizer: sentencepiece.SentencePieceProcessor,
    longest: int,
) -> Pairs:
    """Encoded pairs, without those longer than `longest` pieces."""
    sources = tokenizer.encode([french for french, _ in pairs])
    targets = tokenizer.encode([english for _, english in pairs])
    kept = [
        (source, target)
        for source, target in zip(sources, targets, strict=True)
        if 0 < len(source) <= longest and 0 < len(target) <= longest
    ]
    return arrays.from_sequences(*zip(*kept, strict=True))


def nearest(pairs: Pairs, press: np.ndarray | None, share: float, rows: int) -> Pairs:
    """The `share` of the pairs that reads most like the press."""
    if press is None or share >= 1:
        return pairs
    scores = relevance(pairs, press, rows)
    kept = np.flatnonzero(scores >= np.quantile(scores, 1 - share))
    return pairs.subset(kept)


def spoil(drawn: Iterable[corpora.Pair], seed: int) -> list[corpora.Pair]:
    """The pairs with their French spoilt."""
    r = random.Random(seed)  # noqa: S311
    return [(noise.spoil(french, r), english) for french, english in drawn]


def quote(drawn: Iterable[corpora.Pair], seed: int) -> list[corpora.Pair]:
    """Those of the pairs that may be, with quotation marks."""
    r = random.Random(seed)  # noqa: S311
    return [quoted.quoted(pair, r) for pair in drawn if quoted.may_be_quoted(pair)]


def draw(
    domains: Sequence[Pairs],
    tokenizer: sentencepiece.SentencePieceProcessor,
    size: int,
    seed: int,
) -> Iterator[corpora.Pair]:
    """`size` short pairs, from each of `domains` as many."""
    rng = np.random.default_rng(seed)
    for pairs in domains:
        low, high = SHORT_PIECES
        short = np.flatnonzero(
            (pairs.source_lengths >= low) & (pairs.source_lengths < high)
        )
        wanted = min(len(short), size // len(domains))
        for row in rng.choice(short, wanted, replace=False):
            source, target, _ = pairs.pair(row)
            yield tokenizer.decode(source.tolist()), tokenizer.decode(target.tolist())


def press_pieces(
    path: Path | None, tokenizer: sentencepiece.SentencePieceProcessor
) -> np.ndarray | None:
    """Pieces of a text file with French of the press, if there is one."""
    if path is None:
        return None
    lines = path.read_text("utf-8").splitlines()
    return np.fromiter(chain.from_iterable(tokenizer.encode(lines)), np.uint16)


def prepare(recipe: Recipe, corpus: Path, work: Path, press: Path | None) -> None:
    """Writes `work/arrays/DOMAIN` for every domain of the recipe."""
    data, seed = recipe.data, recipe.training.seed
    tokenizer = load_tokenizer(work / data.tokenizer)
    wanted = press_pieces(press, tokenizer)
    found: dict[str, Pairs] = {}
    for domain, names in data.domains.items():
        read = chain.from_iterable(corpora.read(corpus / f"{n}.tsv.gz") for n in names)
        pairs = encode(list(corpora.clean(read)), tokenizer, data.longest)
        share = data.nearest.get(domain, 1.0)
        found[domain] = nearest(pairs, wanted, share, recipe.shape.rows)
    drawn = partial(draw, list(found.values()), tokenizer)
    own = sorted((work / OWN_ENGLISH).glob("*.tsv.gz"))
    sentences = written.pairs() if data.shares.get("written") else []
    made = {
        "press": list(chain.from_iterable(map(corpora.read, own))),
        "written": sentences,
        "renamed": list(renamed.renamed(sentences, data.renamed, seed)),
        "figures": figures.sentences(data.figures, seed) if data.figures else [],
        "noise": spoil(drawn(data.noise, seed), seed),
        "quoted": quote(drawn(data.quoted, seed + 1), seed),
    }
    for domain, pairs in made.items():
        if pairs:
            found[domain] = encode(pairs, tokenizer, data.longest)
    for domain, pairs in found.items():
        arrays.save(pairs, work / "arrays" / domain)
        print(f"{domain}: {len(pairs):,} pairs, {len(pairs.target):,} target pieces")
