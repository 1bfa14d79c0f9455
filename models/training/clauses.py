"""Clauses of long pairs as pairs of their own.

    Le conseil a voté hier soir, | alors que les habitants attendaient.
    The council voted last night, | while the residents were waiting.

A long sentence is cut at its commas before it is translated
(`briefing.translation.speech`), so the model must know clauses that begin in lower
case and end in a comma. A pair is cut where both sides have a comma or colon and no
link goes from one half to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
import sentencepiece

from models.training import arrays
from models.training.arrays import NO_LINK, Pairs

SHORTEST = 9
"""Pieces of a clause at least, on either side of the pair."""
LINKED = 0.5
"""Share of the English pieces of a clause that must be linked."""
CUTS = frozenset((",", ";", ":"))
"""Pieces at which a pair may be cut, in both languages alike."""

Part = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""Source pieces, target pieces and links."""


def clauses(
    pairs: Pairs,
    tokenizer: sentencepiece.SentencePieceProcessor,
    *,
    size: int,
    seed: int,
) -> Pairs:
    """Up to `size` clauses of `pairs`, which are drawn at random."""
    cuts = {
        k
        for k in range(tokenizer.get_piece_size())
        if tokenizer.id_to_piece(k).lstrip("▁") in CUTS
    }
    made: list[Part] = []
    for row in np.random.default_rng(seed).permutation(len(pairs)):
        made += cut(*(part.tolist() for part in pairs.pair(row)), cuts)
        if len(made) >= size:
            break
    return arrays.from_sequences(*zip(*made[:size], strict=True))


def cut(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    cuts: Collection[int],
) -> Iterator[Part]:
    """Both halves of a pair, cut nearest to its middle; nothing if it cannot be."""
    places = (
        (i, j)
        for i, piece in enumerate(source, 1)
        if piece in cuts and SHORTEST <= i <= len(source) - SHORTEST
        for j, other in enumerate(target, 1)
        if other in cuts and SHORTEST <= j <= len(target) - SHORTEST
        if _apart(links, i, j)
    )
    found = min(places, key=lambda at: abs(2 * at[0] - len(source)), default=None)
    if found:
        i, j = found
        yield source[:i], target[:j], links[:j]
        yield (
            source[i:],
            target[j:],
            [link if link == NO_LINK else link - i for link in links[j:]],
        )


def _apart(links: Sequence[int], source: int, target: int) -> bool:
    """Whether the pair may be cut at these places: no link crosses, most are there."""
    left = [link for link in links[:target] if link != NO_LINK]
    right = [link for link in links[target:] if link != NO_LINK]
    enough = min(len(left) / target, len(right) / (len(links) - target)) >= LINKED
    return enough and max(left) < source <= min(right)
