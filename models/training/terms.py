"""Pairs in which terms of the French carry their wanted English.

    … de l'<0x01>Union européenne<0x02> European Union<0x03> a …

The marks are byte pieces that no text of ours contains. Terms fall out of the word
alignment: a run of English words and the run of French words that it, and nothing
else of the sentence, is linked to. A model trained on such pairs copies what stands
between the last two marks. After Dinu et al. 2019, https://aclanthology.org/P19-1294.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import sentencepiece

from models.training import arrays
from models.training.arrays import NO_LINK, Pairs

MARKS = ("<0x01>", "<0x02>", "<0x03>")
"""Before a term, between it and its English, and after that."""
MOST_WORDS = 5
"""English words of a term at most."""
MOST_PIECES = 16
"""Pieces of a term at most, in either language."""
MOST_TERMS = 3
"""Terms marked in one pair at most."""
TELLING = 8.0
"""How much likelier a run with a name or a figure is chosen than another."""
SHORTEST = 5
"""Characters of a term at least, its first space included, if it is neither."""
LINKED = 0.6
"""Share of a term's English pieces that must be linked."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alphabet:
    """What the pieces of a tokenizer look like, by id."""

    marks: tuple[int, int, int]
    sizes: tuple[int, ...]
    """Characters of the piece."""
    opens: tuple[bool, ...]
    """Whether it starts a word."""
    letters: tuple[bool, ...]
    """Whether it has a letter, a digit or the sign of a unit."""
    digits: tuple[bool, ...]
    elides: tuple[bool, ...]
    """Whether what follows it is a word of its own: an apostrophe, a mark."""
    telling: tuple[bool, ...]
    """Whether it has a capital or a digit."""


def alphabet(tokenizer: sentencepiece.SentencePieceProcessor) -> Alphabet:
    """The looks of each piece of `tokenizer`."""
    pieces = [tokenizer.id_to_piece(k) for k in range(tokenizer.get_piece_size())]
    first, second, third = (pieces.index(mark) for mark in MARKS)
    return Alphabet(
        marks=(first, second, third),
        sizes=tuple(map(len, pieces)),
        opens=tuple(p.startswith("▁") for p in pieces),
        letters=tuple(p == "▁" or any(map(_is_letter, p)) for p in pieces),
        digits=tuple(p.isdigit() for p in pieces),
        elides=tuple(p.endswith(("'", '"', "(")) for p in pieces),
        telling=tuple(any(c.isupper() or c.isdigit() for c in p) for p in pieces),
    )


def _is_letter(character: str) -> bool:
    return character.isalnum() or character in "%€$£"


def stops(ids: Sequence[int], looks: Alphabet) -> list[bool]:
    """Whether each piece is punctuation; a point or comma within a figure is not."""
    figure = [looks.digits[i] for i in ids]
    return [
        not looks.letters[i]
        and not (0 < k < len(ids) - 1 and figure[k - 1 : k + 2 : 2] == [True, True])
        for k, i in enumerate(ids)
    ]


def words(ids: Sequence[int], looks: Alphabet) -> list[Span]:
    """The words of a sentence, punctuation apart from them."""
    stop = stops(ids, looks)
    cuts = [
        k
        for k, i in enumerate(ids)
        if k == 0
        or looks.opens[i]
        or stop[k]
        or stop[k - 1]
        or looks.elides[ids[k - 1]]
    ]
    return list(zip(cuts, [*cuts[1:], len(ids)], strict=True))


def french_of(span: Span, links: Sequence[int], source: Sequence[Span]) -> Span | None:
    """The French words linked to the English `span` and to nothing outside it."""
    first, last = span
    inside = [link for link in links[first:last] if link != NO_LINK]
    if len(inside) < LINKED * (last - first):
        return None
    hit = [w for w in source if any(w[0] <= link < w[1] for link in inside)]
    if not hit:
        return None
    start, end = hit[0][0], hit[-1][1]
    outside = [*links[:first], *links[last:]]
    alone = not any(start <= link < end for link in outside)
    return (start, end) if alone and end - start <= MOST_PIECES else None


def candidates(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    looks: Alphabet,
) -> Iterator[tuple[Span, Span, float]]:
    """French span, English span and weight of all that could be marked."""
    french, english = words(source, looks), words(target, looks)
    french_stops, english_stops = stops(source, looks), stops(target, looks)
    for k, (start, _) in enumerate(english):
        if not looks.opens[target[start]]:
            continue
        for _, end in english[k : k + MOST_WORDS]:
            if end - start > MOST_PIECES or english_stops[end - 1]:
                break
            run = target[start:end]
            telling = start > 0 and any(looks.telling[i] for i in run)
            if not telling and sum(looks.sizes[i] for i in run) < SHORTEST:
                continue
            there = french_of((start, end), links, french)
            if there and not any(french_stops[slice(*there)]):
                yield there, (start, end), TELLING if telling else 1.0


def choose(
    found: Sequence[tuple[Span, Span, float]], r: random.Random
) -> list[tuple[Span, Span]]:
    """One to `MOST_TERMS` of `found` that do not overlap, in the French order."""
    rest, chosen = list(found), []
    for _ in range(r.randint(1, MOST_TERMS)):
        if not rest:
            break
        ((start, end), there, _) = r.choices(rest, [w for _, _, w in rest])[0]
        chosen.append(((start, end), there))
        rest = [f for f in rest if f[0][1] <= start or f[0][0] >= end]
        rest = [f for f in rest if f[1][1] <= there[0] or f[1][0] >= there[1]]
    return sorted(chosen)


def insert(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    terms: Sequence[tuple[Span, Span]],
    marks: tuple[int, int, int],
) -> tuple[list[int], list[int]]:
    """The French with its terms marked, and links that lead to the copies."""
    before, between, after = marks
    marked: list[int] = []
    moved: list[int] = []
    copies: dict[int, int] = {}
    at = 0
    for (start, end), (first, last) in terms:
        for k in range(at, end):
            if k == start:
                marked.append(before)
            moved.append(len(marked))
            marked.append(source[k])
        marked.append(between)
        for k in range(first, last):
            copies[k] = len(marked)
            marked.append(target[k])
        marked.append(after)
        at = end
    for k in range(at, len(source)):
        moved.append(len(marked))
        marked.append(source[k])
    led = [
        copies.get(k, NO_LINK if link == NO_LINK else moved[link])
        for k, link in enumerate(links)
    ]
    return marked, led


def mark(pairs: Pairs, looks: Alphabet, *, size: int, longest: int, seed: int) -> Pairs:
    """Up to `size` pairs, drawn at random, with terms marked."""
    r = random.Random(seed)  # noqa: S311
    order = np.random.default_rng(seed).permutation(len(pairs))
    sources: list[list[int]] = []
    targets: list[list[int]] = []
    linked: list[list[int]] = []
    for row in order:
        source, target, links = (part.tolist() for part in pairs.pair(row))
        terms = choose(list(candidates(source, target, links, looks)), r)
        if not terms:
            continue
        marked, led = insert(source, target, links, terms, looks.marks)
        if len(marked) <= longest:
            sources.append(marked)
            targets.append(target)
            linked.append(led)
        if len(sources) == size:
            break
    return arrays.from_sequences(sources, targets, linked)
