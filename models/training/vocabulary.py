"""Pairs in which common words are exchanged for words that the corpora lack.

    Le ministre a démissionné.    The minister has resigned.
    Le préfet a démissionné.      The prefect has resigned.

Debates know no « préfet », « canicule » or « sillonner », and a model that has never
seen a word guesses. Two lists say what may take the place of what: `data/nouns.tsv`, by
hand, with gender, number and kind, so that sense agrees as far as it can; and the
dictionary of press words, form by form, whose codes see to it that articles, adjectives
and tenses agree. There words common in the corpora make room for those that are rare.
After Fadaee et al. 2017, https://aclanthology.org/P17-2090.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sentencepiece

from briefing.dictionary import entries
from models.training import arrays, terms
from models.training.arrays import NO_LINK, Pairs
from models.training.figures import table

VOWELS = frozenset("aeiouyàâéèêëîïôœ")
"""Letters before which « le » and « de » are elided."""
UNSURE = "h"
"""The letter before which they may be or not."""
LOOSE = frozenset(("x", "su", "v12", "adv"))
"""Codes of the dictionary within which words may not be exchanged."""
AUXILIARIES = frozenset(
    ("is", "are", "was", "were", "be", "been", "has", "have", "had")
)
"""Verbs that mostly help another one, and make room for none."""
COMMON = 300
"""Times that a word of the dictionary stands in the pairs to make room for others."""
RARE = 60
"""Times at most for a word that is put in."""
MOST = 3
"""Words exchanged in one pair at most."""

Pieces = tuple[int, ...]
Looks = tuple[str, bool, bool]
"""What must agree: a code, whether it opens with a vowel, and stands behind « l' »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in both languages, in pieces."""

    source: Pieces
    target: Pieces
    vowel: bool
    """Whether the English takes "an"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words that may be exchanged, and what for."""

    hosts: Mapping[Pieces, Sequence[tuple[Looks, Word]]]
    """By their French pieces."""
    press: Mapping[Looks, Sequence[Word]]
    articles: frozenset[int]
    """Pieces of "a" and "an"."""


Tokenizer = sentencepiece.SentencePieceProcessor


def lexicon(tokenizer: Tokenizer, count: Mapping[Pieces, int]) -> Lexicon:
    """The words of both lists.

    Args:
        tokenizer: cuts words into pieces.
        count: how often words stand in the French of the pairs, by their pieces.
    """
    hosts: dict[Pieces, list[tuple[Looks, Word]]] = {}
    press: dict[Looks, list[Word]] = {}
    for looks, word, common in (*_nouns(tokenizer), *_entries(tokenizer, count)):
        if common:
            hosts.setdefault(word.source, []).append((looks, word))
        else:
            press.setdefault(looks, []).append(word)
    articles = [tokenizer.encode(word) for word in ("a", "an")]
    return Lexicon(
        hosts=hosts,
        press=press,
        articles=frozenset(ids[0] for ids in articles if len(ids) == 1),
    )


def _nouns(tokenizer: Tokenizer) -> Iterator[tuple[Looks, Word, bool]]:
    """The nouns of the table, and whether they make room."""
    for row in table("nouns"):
        numbers = (("s", "french", "english"), ("p", "plural", "english_plural"))
        for number, french, english in numbers:
            code = f"{row['kind']}-{row['gender']}{number}"
            for looks, word in _forms(code, row[french], row[english], tokenizer):
                yield looks, word, row["use"] == "host"


def _entries(
    tokenizer: Tokenizer, count: Mapping[Pieces, int]
) -> Iterator[tuple[Looks, Word, bool]]:
    """The common and the rare words of the dictionary, and whether they are common."""
    for french, code, english in entries():
        if code in LOOSE:
            continue
        forms = list(_forms(code, french, english, tokenizer))
        often = sum(count.get(word.source, 0) for _, word in forms)
        if RARE < often < COMMON or english in AUXILIARIES:
            continue
        for looks, word in forms:
            yield looks, word, often >= COMMON


def _forms(
    code: str, french: str, english: str, tokenizer: Tokenizer
) -> Iterator[tuple[Looks, Word]]:
    """A word as it stands behind a space, and behind an apostrophe if it may."""
    if french[0].lower() == UNSURE:
        return
    opens = french[0].lower() in VOWELS
    target = tuple(tokenizer.encode(english))
    vowel = english[0].lower() in "aeiou"
    for elided in (False, True)[: 1 + opens]:
        source = tokenizer.encode(f"l'{french}" if elided else french)
        source = source[len(tokenizer.encode("l'")) :] if elided else source
        word = Word(source=tuple(source), target=target, vowel=vowel)
        yield (code, opens, elided), word


def counted(domains: Iterable[Pairs], tokenizer: Tokenizer) -> Counter[Pieces]:
    """How often each word stands in the French of the domains, by its pieces."""
    looks = terms.alphabet(tokenizer)
    found: Counter[Pieces] = Counter()
    for pairs in domains:
        for row in range(len(pairs)):
            source = pairs.pair(row)[0].tolist()
            found.update(tuple(source[a:b]) for a, b in terms.words(source, looks))
    return found


def find(pieces: Sequence[int], part: Pieces, start: int = 0) -> int:
    """Where `part` stands in `pieces` from `start` on, -1 if nowhere."""
    last = len(pieces) - len(part)
    places = range(start, last + 1)
    return next((n for n in places if tuple(pieces[n : n + len(part)]) == part), -1)


def whole(pieces: Sequence[int], end: int, opens: Sequence[bool]) -> bool:
    """Whether no word goes on at `end`."""
    return end >= len(pieces) or opens[pieces[end]]


Place = tuple[int, int, Looks, Word]
"""Where a word stands in the French and in the English, and which it is."""


def places(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    known: Lexicon,
    opens: Sequence[bool],
) -> Iterator[Place]:
    """Words that stand once in the English and are linked: where, and which."""
    longest = max(map(len, known.hosts))
    for at in range(len(source)):
        for end in range(at + 1, min(len(source), at + longest) + 1):
            found = known.hosts.get(tuple(source[at:end]), ())
            if not found or not whole(source, end, opens):
                continue
            for looks, word in found:
                there = find(target, word.target)
                after = there + len(word.target)
                if there < 0 or not whole(target, after, opens):
                    continue
                again = find(target, word.target, there + 1) >= 0
                linked = any(at <= link < end for link in links[there:after])
                if linked and not again:
                    yield at, there, looks, word


def exchange(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    place: tuple[int, int],
    old: Word,
    new: Word,
) -> tuple[list[int], list[int], list[int]]:
    """The pair with `new` for `old` at `place`, the links moved with it."""
    at, there = place
    grown = len(new.source) - len(old.source)

    def moved(link: int) -> int:
        if link == NO_LINK or link < at:
            return link
        return at if link < at + len(old.source) else link + grown

    before, after = there, there + len(old.target)
    return (
        [*source[:at], *new.source, *source[at + len(old.source) :]],
        [*target[:before], *new.target, *target[after:]],
        [
            *map(moved, links[:before]),
            *[at] * len(new.target),
            *map(moved, links[after:]),
        ],
    )


def exchanged(
    pairs: Pairs,
    known: Lexicon,
    tokenizer: Tokenizer,
    *,
    size: int,
    longest: int,
    seed: int,
) -> Pairs:
    """Up to `size` of `pairs`, drawn at random, with words that they lack in them."""
    pieces = range(tokenizer.get_piece_size())
    opens = [not tokenizer.id_to_piece(k)[0].isalnum() for k in pieces]
    r = random.Random(seed)  # noqa: S311
    made: list[tuple[list[int], list[int], list[int]]] = []
    for row in np.random.default_rng(seed).permutation(len(pairs)):
        parts = tuple(part.tolist() for part in pairs.pair(row))
        changed = False
        for _ in range(MOST):
            new = _exchange_one(*parts, known, opens, r)
            parts, changed = (new, True) if new else (parts, changed)
        if changed and max(map(len, parts)) <= longest:
            made.append(parts)
        if len(made) == size:
            break
    return arrays.from_sequences(*zip(*made, strict=True))


def _exchange_one(
    source: list[int],
    target: list[int],
    links: list[int],
    known: Lexicon,
    opens: Sequence[bool],
    r: random.Random,
) -> tuple[list[int], list[int], list[int]] | None:
    """The pair with one word exchanged, if it has one that may be."""
    found = [
        p for p in places(source, target, links, known, opens) if p[2] in known.press
    ]
    if not found:
        return None
    at, there, looks, old = r.choice(found)
    article = there > 0 and target[there - 1] in known.articles
    fit = [w for w in known.press[looks] if not article or w.vowel == old.vowel]
    return (
        exchange(source, target, links, (at, there), old, r.choice(fit))
        if fit
        else None
    )
