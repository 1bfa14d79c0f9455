"""Step `align` on files: links beside the arrays, loose pairs out, the start made."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import torch

from models.training import (
    align,
    arrays,
    checkpoint,
    clauses,
    start,
    terms,
    vocabulary,
)
from models.training.arrays import Pairs
from models.training.checkpoint import MODEL, Position
from models.training.network import Network
from models.training.prepare import load_tokenizer
from models.training.recipe import Recipe
from models.training.relevance import aligned_share

CLAUSES = "clauses"
TERMS = "terms"
VOCABULARY = "vocabulary"
"""The domains that are made here, since they need the links of the others."""


def together(domains: dict[str, Pairs]) -> Pairs:
    """All domains as one."""
    parts = list(domains.values())
    sizes = [len(p.source) for p in parts], [len(p.target) for p in parts]
    shifts = [np.cumsum([0, *size]) for size in sizes]

    def joined(name: str, shift: np.ndarray) -> np.ndarray:
        moved = [getattr(p, name)[1:] + by for p, by in zip(parts, shift, strict=False)]
        return np.concatenate([[0], *moved])

    return Pairs(
        source=np.concatenate([p.source for p in parts]),
        target=np.concatenate([p.target for p in parts]),
        source_starts=joined("source_starts", shifts[0]),
        target_starts=joined("target_starts", shifts[1]),
        links=np.concatenate([p.links for p in parts]),
    )


def linked(domains: dict[str, Pairs], links: np.ndarray) -> dict[str, Pairs]:
    """The domains with their part of `links`."""
    found, first = {}, 0
    for name, pairs in domains.items():
        last = first + len(pairs.target)
        found[name] = dataclasses.replace(pairs, links=links[first:last])
        first = last
    return found


def from_each(
    sizes: Mapping[str, int], work: Path, make: Callable[..., Pairs]
) -> Pairs:
    """What `make` gives of the linked domains, of each up to its size, as one."""
    folder = work / "arrays"
    return together(
        {name: make(arrays.load(folder / name), size=n) for name, n in sizes.items()}
    )


def with_clauses(recipe: Recipe, work: Path) -> Pairs:
    """Clauses of the linked domains."""
    tokenizer = load_tokenizer(work / recipe.data.tokenizer)
    cut = partial(clauses.clauses, tokenizer=tokenizer, seed=recipe.training.seed)
    return from_each(recipe.data.clauses, work, cut)


def with_terms(recipe: Recipe, work: Path) -> Pairs:
    """Pairs of the linked domains with terms marked."""
    data, seed = recipe.data, recipe.training.seed
    looks = terms.alphabet(load_tokenizer(work / data.tokenizer))
    mark = partial(terms.mark, looks=looks, longest=data.longest, seed=seed)
    return from_each(data.terms, work, mark)


def with_vocabulary(recipe: Recipe, work: Path) -> Pairs:
    """Pairs of the linked domains with words that they lack in them."""
    data, seed = recipe.data, recipe.training.seed
    tokenizer = load_tokenizer(work / data.tokenizer)
    domains = (arrays.load(work / "arrays" / name) for name in data.vocabulary)
    count = vocabulary.counted(domains, tokenizer)
    exchange = partial(
        vocabulary.exchanged,
        known=vocabulary.lexicon(tokenizer, count),
        tokenizer=tokenizer,
        longest=data.longest,
        seed=seed,
    )
    return from_each(data.vocabulary, work, exchange)


def link(recipe: Recipe, work: Path, *, use_c: bool = True) -> None:
    """Aligns `work/arrays` in place and writes `work/start.safetensors`."""
    folder = work / "arrays"
    names = sorted(
        p.name for p in folder.iterdir() if p.name not in (CLAUSES, TERMS, VOCABULARY)
    )
    domains = {name: arrays.load(folder / name) for name in names}
    every = together(domains)
    found = align.align(every, recipe.shape.rows, use_c=use_c)
    for name, pairs in linked(domains, found.links).items():
        tight = np.flatnonzero(aligned_share(pairs) >= recipe.data.aligned)
        arrays.save(pairs.subset(tight), folder / f"{name}.part")
        for file in (folder / f"{name}.part").iterdir():
            file.replace(folder / name / file.name)
        (folder / f"{name}.part").rmdir()
        print(f"{name}: {len(tight):,} of {len(pairs):,} pairs kept")
    if recipe.data.clauses:
        arrays.save(with_clauses(recipe, work), folder / CLAUSES)
    if recipe.data.terms:
        arrays.save(with_terms(recipe, work), folder / TERMS)
    if recipe.data.vocabulary:
        arrays.save(with_vocabulary(recipe, work), folder / VOCABULARY)
    torch.manual_seed(recipe.training.seed)
    network = Network(recipe.shape)
    rows = start.embeddings(every, found.counts, recipe.shape.width)
    start.open_up(network, rows)
    named = {MODEL + n: p.detach() for n, p in network.named_parameters()}
    checkpoint.save(work / "start.safetensors", named, Position())
