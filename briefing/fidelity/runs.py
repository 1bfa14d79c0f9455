"""Names that no table knows: runs of words that are written as names are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.fidelity.names import follows_article, is_name
from briefing.fidelity.nametable import common_words
from briefing.fidelity.spelling import Token, fold

_PARTICLES = frozenset({"Le", "La", "Du", "Des", "De", "El", "Al", "Ben", "Van", "Von"})


def runs(
    words: Sequence[Token], source: str, covered: set[int]
) -> Iterator[tuple[int, int]]:
    """First and last word of each name that no table knows."""
    i = 0
    while i < len(words):
        if i in covered or not opens_name(words, i, source):
            i += 1
            continue
        last = i
        while continues(words, last, source, covered):
            last += 1
        after = last + 1
        while last >= i and words[last].text in _PARTICLES:
            last -= 1
        if last >= i:
            yield i, last
        i = after


def opens_name(words: Sequence[Token], i: int, source: str) -> bool:
    """Whether a name begins here; a word of French at a head only before another."""
    word = words[i]
    if is_name(word, source):
        return True
    return (
        word.text[0].isupper()
        and not word.text.isupper()
        and fold(word.text) not in common_words()
        and i + 1 < len(words)
        and adjacent(words, i, source)
        and is_name(words[i + 1], source)
    )


def continues(words: Sequence[Token], i: int, source: str, covered: set[int]) -> bool:
    """Whether the word after `i` belongs to the same name."""
    if i + 1 >= len(words) or i + 1 in covered or not adjacent(words, i, source):
        return False
    following = words[i + 1]
    return (
        is_name(following, source)
        or following.text in _PARTICLES
        or follows_article(words, i + 1, source)
    )


def adjacent(words: Sequence[Token], i: int, source: str) -> bool:
    """Whether only a space or a hyphen stands between a word and the next."""
    return source[words[i].end : words[i + 1].start] in {" ", "-", "\u00a0"}
