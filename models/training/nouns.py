"""Pairs in which a common noun is exchanged for one that the corpora lack.

    Le ministre a démissionné.    The minister has resigned.
    Le préfet a démissionné.      The prefect has resigned.

Debates know no « préfet », « canicule » or « garde à vue », and a model that has
never seen a word guesses. `data/nouns.tsv` has nouns that are common in both languages
(`host`) and those of the press, with gender, number and kind, so that articles and
adjectives agree.
After Fadaee et al. 2017, https://aclanthology.org/P17-2090.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sentencepiece

from models.training import arrays
from models.training.arrays import NO_LINK, Pairs
from models.training.figures import table

VOWELS = frozenset("aeiouyhàâéèêëîïôœ")
"""Letters before which « le » and « la » are elided, as a rule."""
MOST = 2
"""Nouns exchanged in one pair at most."""

Pieces = tuple[int, ...]
Looks = tuple[str, str, bool, bool]
"""Gender, kind, whether plural, whether it stands behind an apostrophe."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun in both languages, in pieces."""

    source: Pieces
    target: Pieces
    vowel: bool
    """Whether the English takes "an"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Nouns that may be exchanged, and what for."""

    hosts: Mapping[Pieces, tuple[Looks, Noun]]
    """By their French pieces."""
    press: Mapping[Looks, Sequence[Noun]]
    articles: frozenset[int]
    """Pieces of "a" and "an"."""


def lexicon(tokenizer: sentencepiece.SentencePieceProcessor) -> Lexicon:
    """The nouns of the data file, as `tokenizer` writes them."""
    hosts: dict[Pieces, tuple[Looks, Noun]] = {}
    press: dict[Looks, list[Noun]] = {}
    for row in table("nouns"):
        for looks, noun in _forms(row, tokenizer):
            if row["use"] == "host":
                hosts[noun.source] = looks, noun
            else:
                press.setdefault(looks, []).append(noun)
    articles = [tokenizer.encode(word) for word in ("a", "an")]
    return Lexicon(
        hosts=hosts,
        press=press,
        articles=frozenset(ids[0] for ids in articles if len(ids) == 1),
    )


def _forms(
    row: Mapping[str, str], tokenizer: sentencepiece.SentencePieceProcessor
) -> Iterator[tuple[Looks, Noun]]:
    """Singular and plural of a noun, where its article is not elided and where it is.

    A plural may stand behind any article; a singular behind « le » only if it opens
    with a consonant, and behind « l' » only if it does not.
    """
    forms = ((row["french"], row["english"]), (row["plural"], row["english_plural"]))
    for several, (french, english) in enumerate(forms):
        elided = not several and french[0].lower() in VOWELS
        source = tokenizer.encode(f"l'{french}" if elided else french)
        if elided:
            source = source[len(tokenizer.encode("l'")) :]
        yield (
            (row["gender"], row["kind"], bool(several), elided),
            Noun(
                source=tuple(source),
                target=tuple(tokenizer.encode(english)),
                vowel=english[0].lower() in "aeiou",
            ),
        )


def find(pieces: Sequence[int], part: Pieces, start: int = 0) -> int:
    """Where `part` stands in `pieces` from `start` on, -1 if nowhere."""
    last = len(pieces) - len(part)
    places = range(start, last + 1)
    return next((n for n in places if tuple(pieces[n : n + len(part)]) == part), -1)


def whole(pieces: Sequence[int], end: int, opens: Sequence[bool]) -> bool:
    """Whether no word goes on at `end`."""
    return end >= len(pieces) or opens[pieces[end]]


def places(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    known: Lexicon,
    opens: Sequence[bool],
) -> Iterator[tuple[int, int, Looks, Noun]]:
    """Nouns that stand once in the English and are linked: where, and which."""
    longest = max(map(len, known.hosts))
    for at in range(len(source)):
        for end in range(at + 1, min(len(source), at + longest) + 1):
            found = known.hosts.get(tuple(source[at:end]))
            if found is None or not whole(source, end, opens):
                continue
            looks, noun = found
            there = find(target, noun.target)
            after = there + len(noun.target)
            if there < 0 or not whole(target, after, opens):
                continue
            again = find(target, noun.target, there + 1) >= 0
            linked = any(at <= link < end for link in links[there:after])
            if linked and not again:
                yield at, there, looks, noun


def exchange(
    source: Sequence[int],
    target: Sequence[int],
    links: Sequence[int],
    place: tuple[int, int],
    old: Noun,
    new: Noun,
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
    tokenizer: sentencepiece.SentencePieceProcessor,
    *,
    size: int,
    longest: int,
    seed: int,
) -> Pairs:
    """Up to `size` of `pairs`, drawn at random, with nouns of the press in them."""
    known = lexicon(tokenizer)
    marks = range(tokenizer.get_piece_size())
    opens = [not tokenizer.id_to_piece(k)[0].isalnum() for k in marks]
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
    """The pair with one noun exchanged, if it has one that may be."""
    found = list(places(source, target, links, known, opens))
    if not found:
        return None
    at, there, looks, old = r.choice(found)
    article = there > 0 and target[there - 1] in known.articles
    fit = [n for n in known.press.get(looks, ()) if not article or n.vowel == old.vowel]
    if not fit:
        return None
    return exchange(source, target, links, (at, there), old, r.choice(fit))
