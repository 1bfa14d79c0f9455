"""What of the French a translation leaves out.

A model of few weights drops what it cannot say: « dès leur arrivée au port ». Where
several words in a row are not said, and nothing was written for them either, the
stretch is missing. Human translations are free with single words, so no comparison of
two texts could tell; what the model attended to can. But there are words that good
machines hardly ever leave out, « maire », « hebdomadaire », and this one does: one in
ten of its first answers, larger ones one in a hundred. Those are told one by one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from briefing import dictionary
from briefing.fidelity.shape import paper_names
from briefing.fidelity.spelling import family, whole_words, with_parts
from briefing.protocols import Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.senses import (
    LEXICON,
    French,
    Lexicon,
    denied,
    read,
    senses_of,
)
from briefing.types import Flag

LEAST = 3
"""Words with a sense of their own, in a row, that make an omission."""
WEAK = frozenset(
    (
        *("également", "environ", "notamment", "souvent", "encore", "toujours"),
        *("certain", "certaine", "certains", "certaines", "beaucoup", "plupart"),
        *("existe", "existent", "agit", "pourrait", "pourraient", "long", "cours"),
        *("faut", "dire", "aller", "devais", "devait", "plutôt"),
    )
)
"""Words that a good translation may do without; they count neither way."""
COUNTED = frozenset({"heure", "heures"})
"""Words that English may leave to the figure: « à huit heures », "at eight"."""
_WORD = re.compile(r"\w+")
_ELIDED = re.compile(
    r"\b([cdjlmnst]|(?:jus|lors|puis|quel|pres)?qu) (?=\w)", re.IGNORECASE
)


def left_out(
    tokenizer: Tokenizer,
    source: str,
    trace: Hypothesis,
    lexicon: Lexicon = LEXICON,
) -> tuple[Flag, ...]:
    """A flag for each stretch of the French that is not in the translation.

    Args:
        tokenizer: of the model.
        source: the French as the model was given it.
        trace: the translation with what the model attended to.
        lexicon: what is known of French words.
    """
    french, _, unsaid = read(tokenizer, source, trace, lexicon)
    missing = {word.rank for word in unsaid if not word.instead}
    telling = [
        rank
        for rank, word in enumerate(french)
        if word.tells
        and word.text.lower() not in WEAK
        and senses_of(word.text.lower(), lexicon)
    ]
    return tuple(
        Flag(kind="omission", detail=told(_stretch(french, run)))
        for run in runs(telling, missing)
        if len(run) >= LEAST
    )


@lru_cache(maxsize=4096)  # asked what to put in, then what to tell
def lost_words(source: str, target: str) -> tuple[str, ...]:
    """The sure words of the French whose English is nowhere in the target.

    None with a capital, « Le Maire », nor of a name such as « Journal du dimanche ».
    """
    for name in paper_names(source):
        source = source.replace(name, " ")
    words = dict.fromkeys(w for w in whole_words(source) if w.islower())
    own = words.keys() - COUNTED
    sure = {w: found for w in words if w in own and (found := dictionary.sure(w))}
    there = said(target) if sure else frozenset()
    return tuple(word for word, found in sure.items() if there.isdisjoint(found))


def said(target: str) -> frozenset[str]:
    """The families of what English words say: "not known" says "unknown"."""
    opposite = denied(_WORD.findall(target))
    return families(target) | frozenset(map(family, opposite))


def families(text: str) -> frozenset[str]:
    """The families of English words, and of the parts of those with hyphens."""
    return frozenset(map(family, with_parts(text)))


def concerns(flag: Flag, text: str, english: str = "") -> bool:
    """Whether a flag of a sentence tells of words that a quotation of it has.

    Args:
        flag: of what is left out or put in.
        text: the quotation.
        english: its English, for words that were put in.
    """
    if flag.kind == "addition":
        return _stands(flag.detail.partition("“")[2].partition("”")[0], english)
    stretch = flag.detail.partition("«")[2].partition("»")[0]
    return flag.kind == "omission" and _stands(stretch, text)


def _stands(stretch: str, text: str) -> bool:
    """Whether the words of `stretch` stand in a text, one behind the other."""
    within = f" {' '.join(_WORD.findall(text))} "
    return f" {' '.join(_WORD.findall(stretch))} " in within


def runs(ranks: Sequence[int], missing: Collection[int]) -> Iterator[list[int]]:
    """The longest stretches of `ranks` that are all in `missing`."""
    run: list[int] = []
    for rank in ranks:
        if rank in missing:
            run.append(rank)
        elif run:
            yield run
            run = []
    if run:
        yield run


def told(french: str) -> str:
    """The words in which a reader is told that some French is missing."""
    return f"not in the English: « {french} »"


def _stretch(french: Sequence[French], run: Sequence[int]) -> str:
    """The French from the first word to the last, its apostrophes put back."""
    words = (word.text for word in french[run[0] : run[-1] + 1])
    return _ELIDED.sub(r"\1’", " ".join(filter(None, words)))
