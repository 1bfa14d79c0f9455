"""English words that are none: what a model makes up when it is lost, or leaves French.

A word in lower case is strange if no list of English words has it and it is not derived
from an everyday one ("unshowiness"). It may stand if the French has its learned cousin
(« homéostasie », "homeostasis") or the word itself, as a name or from elsewhere (« le
hangi »); a French word that came over as it was may not. What stands in quotation marks
counts like the rest, but for titles that were left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import cache, lru_cache

from briefing.dictionary import attested, is_word
from briefing.fidelity.lexicon import everyday, listed
from briefing.fidelity.shape import check_copied, french_words, without_titles
from briefing.fidelity.spelling import fold
from briefing.fidelity.tables import rows, words
from briefing.types import Flag

_PLAIN = re.compile(
    r"(?<![\w'’.@/&\])])"
    r"(?:[a-zà-öø-ÿœ]{4,}|(?<!-)[a-zà-öø-ÿœ]{3}(?!-))"  # not "vis-à-vis"
    r"(?![\w@/\[(]|['’.]\w)"
)
_CLUNG = re.compile(r"(?<=[a-z]{2}[’'])(?!(?:re|ve|ll)(?!\w))[a-zà-öø-ÿœ]{2,}")
"""What clings to an apostrophe and is more than "'s": "the world’sourds"."""
_HEAD = re.compile(
    r"(?:^|[!?…:;«“\"(—–]\s*|[^\W\d_]{2}\.\s+)([A-ZÀ-ÖØ-ÞŒ][a-zà-öø-ÿœ]{3,})(?![\w-])"
)
"""A capitalized word where a sentence begins, not behind « M. »."""
_LONE = re.compile(
    r"(?<=[a-z] )(?:aux|avec|dans|des|du|est|et|les|leurs|pour|que|qui|sa|ses|sur|une?)"
    r"(?= ([a-z]{2,}))"
)
"""A small French word among others; "son", "par" and "on" are English too."""
_ACCENTED = re.compile(
    r"(?<![\w’'-])[^\W\d_]*[àâçéèêëîïôûùœÀÂÇÉÈÊËÎÏÔÛÜŒ][^\W\d_]*(?![\w-])"
)
_JOINED = re.compile(r"(?<![\w@./])[a-z]{2,}[A-ZÀ-Þ][^\W\d_]*")
"""With a capital inside: "theCity"."""
_LONE_LETTER = re.compile(
    r"(?<![\w’'\"\[*.&/°@#+–-])(?<!\d )[b-hj-z](?![\w’'\"\]*.&)/°+–-])(?! \d)"
)
"""Half a word in small letters: "ten s people"."""
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_TRIPLE = re.compile(r"(.)\1\1")
_UNJOINED = re.compile(r"(?:[^aeiou]le|[^aeiou]y|ic)ly$")
"""Ends that English spells otherwise when "-ly" follows: "reasonably", "basically"."""
_COUSIN = 5
"""First letters that a name shares with its form in the French."""
_MOST = 20
"""Strange words of one sentence that are looked at."""


def check_words(source: str, target: str) -> Iterator[Flag]:
    """A doubt about a target with words that English does not have."""
    text = without_titles(source, target)
    found = dict.fromkeys([*_PLAIN.findall(text), *_CLUNG.findall(text)])
    strange = [word for word in found if word in french_words() or not known(word)]
    if strange:
        french = frozenset(_LETTERS.findall(source))
        folded = {fold(word) for word in french}
        strange = [w for w in strange if not known(w) or left(w, french)][:_MOST]
        strange = [
            w for w in strange if not (foreign(w, french, folded) or learned(w, folded))
        ]
    strange += [*left_heads(source, text), *half_french(source, text)]
    strange += lone_letters(source, text)
    strange = list(dict.fromkeys(strange))
    if not strange or any(check_copied(source, target)):
        return  # nothing, or the same words, told already
    if len(strange) > 1:
        yield Flag(kind="garbled", detail=f"no words: {', '.join(strange[:6])}")
    else:
        yield Flag(kind="word", detail=f"no English word: {strange[0]}")


@lru_cache(maxsize=50_000)
def known(word: str) -> bool:
    """Whether `word` is English, with or without its accents: "naïve"."""
    plain = fold(word)
    return common(plain) or plain in listed("en")


def unheard_of(word: str) -> bool:
    """Whether neither everyday English nor French has a word: « Castaner »."""
    plain = word.lower()
    heard = common(fold(plain)) or plain in listed("fr") or plain in press_french()
    return not heard


def left(word: str, french: Set[str]) -> bool:
    """Whether a word of the French came over as it was: "pont" is rare as English."""
    return word in french and word in french_words() and not common(fold(word))


def left_heads(source: str, target: str) -> list[str]:
    """French words that open a sentence on both sides: « Concluant, il … »."""
    heads = dict.fromkeys(_HEAD.findall(target))
    french = set(_HEAD.findall(source)) if heads else set()
    return [w for w in heads if w in french and left(w.lower(), {w.lower()})]


def half_french(source: str, text: str) -> list[str]:
    """Words of the English that are French, or made of one: "Évidently", "du"."""
    there = fold(source)
    found = [m[0] for m in _LONE.finditer(text) if common(m[1])]
    found += [w for w in _ACCENTED.findall(text) if oddly_accented(w, source, there)]
    return found + [w for w in _JOINED.findall(text) if fold(w) not in there]


def lone_letters(source: str, text: str) -> list[str]:
    """Letters that stand alone in the English and nowhere in the French."""
    found = dict.fromkeys(_LONE_LETTER.findall(text))
    there = f" {fold(source)} "
    return [x for x in found if not re.search(rf"[\W\d_]{x}[\W\d_]", there)]


def oddly_accented(word: str, source: str, there: str) -> bool:
    """Whether a word with an accent is neither a French one nor of the source.

    Args:
        word: of the English.
        source: the French.
        there: the same folded.
    """
    if len(word) < 4 or is_french(word.lower()):
        return False
    plain = fold(word)
    if common(plain):
        return word.lower() not in source.lower()
    return plain[:_COUSIN] not in there


@lru_cache(maxsize=50_000)
def common(word: str) -> bool:
    """Whether `word` is an everyday word, or derived from one: "microblog"."""
    if word in everyday() or word in affixes("prefix"):  # "neuro-", "pseudo-"
        return True
    if _TRIPLE.search(word) or _UNJOINED.search(word):
        return False
    return derived(word) or any(
        word[:i] in affixes("prefix") and (word[i:] in everyday() or derived(word[i:]))
        for i in range(2, len(word) - 2)
    )


def derived(word: str) -> bool:
    """Whether a common word with another ending gives `word`: "unshowiness"."""
    return any(
        word[:i] + ending in everyday()
        for i in range(3, len(word))
        for ending in affixes("suffix").get(word[i:], ())
    )


def foreign(word: str, french: frozenset[str], folded: set[str]) -> bool:
    """Whether the French has a strange word itself, as a name or from elsewhere.

    Args:
        word: a word that is no English.
        french: words of the French as they stand.
        folded: the same in lower case without accents.
    """
    if fold(word) not in folded:
        return False
    own = (other for other in french if fold(other) == fold(word))
    return attested(word)[:1] == (word,) or not any(map(is_french, own))


def is_french(word: str) -> bool:
    """Whether a list of French words has one, or the dictionary."""
    lists = (common_french(), press_french(), listed("fr"))
    return any(word in some for some in lists) or is_word(word)


def learned(word: str, folded: set[str]) -> bool:
    """Whether the French has the cousin of `word`: « homéostasie », "homeostasis"."""
    return fold(word) not in folded and any(
        word[:i] + ending in folded
        for i in range(3, len(word) + 1)
        for ending in affixes("cognate").get(word[i:], ())
    )


@cache
def affixes(kind: str) -> dict[str, tuple[str, ...]]:
    """What may stand for each ending of a kind, by the English ending or prefix."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows("affixes.tsv"):
        if row[0] == kind == "cognate":
            found[row[2]] = (*found.get(row[2], ()), row[1])
        elif row[0] == kind:
            found[row[1]] = (*found.get(row[1], ()), *row[2:])
    return found


@cache
def common_french() -> frozenset[str]:
    """French words that are often written in lower case, as they are spelled."""
    return frozenset(words("common_fr.tsv"))


@cache
def press_french() -> frozenset[str]:
    """French words of the press beside those, as they are spelled."""
    return frozenset(words("press_fr.tsv"))
