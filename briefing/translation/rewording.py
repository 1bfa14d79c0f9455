"""Words that are no English, or not what the French says, exchanged for what is.

A model that has never seen « innover » spells it out: "innover", "innovered", or takes
the next best word that it knows: « volailles », "stolens". A dictionary says what the
word is that it was written for. Nothing else changes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from briefing.fidelity.spelling import family
from briefing.fidelity.words import known
from briefing.indefinite import vowel_sound
from briefing.protocols import Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.senses import (
    LEXICON,
    SHORTEST,
    French,
    Lexicon,
    Unsaid,
    Written,
    families_of,
    read,
    senses_of,
)

_ARTICLES = frozenset(("a", "an"))
_APOSTROPHE = re.compile("['’]")
_ENDING = re.compile("(?:ing|e?d|e?s|e)$")
_AUXILIARY = re.compile(r"(?:will|would) ")
_VERBAL = frozenset(
    ("will", "would", "shall", "should", "can", "could", "may", "might", "must", "to")
) | frozenset(("do", "does", "did", "not", "has", "have", "had", "been", "being"))
"""Words behind which a verb needs no auxiliary of its own."""


def reworded(
    tokenizer: Tokenizer,
    source: str,
    trace: Hypothesis,
    strange: Collection[str],
    lexicon: Lexicon = LEXICON,
) -> Hypothesis | None:
    """The translation with such words exchanged; `None` if none had to be or could be.

    Args:
        tokenizer: of the model.
        source: the French as the model was given it.
        trace: the translation with what the model attended to.
        strange: words of it that are none, without marks around them.
        lexicon: what is known of French words.
    """
    french, written, unsaid = read(tokenizer, source, trace, lexicon)
    found = dict(_unknown(french, written, lexicon))
    found |= _misread(french, written, unsaid, lexicon)
    found |= _made_up(french, written, strange, lexicon)
    changes = {k: e for k, e in found.items() if e != written[k].text}
    return _exchanged(tokenizer, trace, written, changes) if changes else None


def _unknown(
    french: Sequence[French], written: Sequence[Written], lexicon: Lexicon
) -> Iterator[tuple[int, str]]:
    """Ranks of words that no list has, and the English of what they were written for.

    The check of two texts lets some of them pass, since another word of the French
    might explain them: "Infin" beside « influence ».
    """
    said = {family(word.text) for word in written}
    own = {word.text.lower() for word in french}
    for rank, word in enumerate(written):
        text = word.text.lower()
        if not text.isalpha() or len(text) < SHORTEST or text in own or known(text):
            continue
        origin = french[word.french] if word.french >= 0 else None
        if origin is None or origin.is_name or len(origin.text) < SHORTEST:
            continue
        if _is_cut(rank, written):
            continue
        name = rank > 0 and word.text[0].isupper() and not origin.opens
        senses = senses_of(origin.text.lower(), lexicon)
        if (
            senses
            and not _is_cut(rank, written)
            and not name
            and family(senses[0]) not in said
        ):
            yield rank, senses[0]


def _made_up(
    french: Sequence[French],
    written: Sequence[Written],
    strange: Collection[str],
    lexicon: Lexicon,
) -> Iterator[tuple[int, str]]:
    """Ranks of words that are none, and the English of what they were written for."""
    wanted = {word.casefold() for word in strange}
    for rank, word in enumerate(written):
        if word.text.casefold() not in wanted or word.french < 0:
            continue
        origin = french[word.french]  # a name may be that of a party
        found = () if origin.is_name else lexicon.english(origin.text)
        if found:
            yield rank, found[0]


def _misread(
    french: Sequence[French],
    written: Sequence[Written],
    unsaid: Sequence[Unsaid],
    lexicon: Lexicon,
) -> Iterator[tuple[int, str]]:
    """Ranks of words that are not what the French says, and the English of that.

    One word each: where several were written for a word, none need be wrong. A word
    that is another one of the source, or its English, stays, and so does another form
    of what is right: "before resuming". So does one for what the sentence says
    elsewhere: "that could allow … seven years", « pourrait ».
    """
    said = {family(word.text.lower()) for word in written}
    for word in unsaid:
        if len(word.instead) != 1 or not _may_change(word.instead[0], written):
            continue
        text, right = written[word.instead[0]].text.lower(), word.senses[0]
        if family(right) in said or (_stem(text) == _stem(right) and known(text)):
            continue
        others = [w.text.lower() for i, w in enumerate(french) if i != word.rank]
        if any(text in _APOSTROPHE.split(other) for other in others):
            continue
        families = (families_of(senses_of(other, lexicon)) for other in others)
        if not any(family(text) in one for one in families):
            yield word.instead[0], right


def _stem(word: str) -> str:
    """An English word without the ending of a verb or plural."""
    return _ENDING.sub("", word)


def _may_change(rank: int, written: Sequence[Written]) -> bool:
    """Whether an English word is no name, figure or mark."""
    text = written[rank].text
    named = rank and text[0].isupper()
    return text.isalpha() and not named and not _is_cut(rank, written)


def _is_cut(rank: int, written: Sequence[Written]) -> bool:
    """Whether a word is the first half of one: "wouldn’t"."""
    return rank + 1 < len(written) and written[rank + 1].text == "t"


def _exchanged(
    tokenizer: Tokenizer,
    trace: Hypothesis,
    written: Sequence[Written],
    changes: Mapping[int, str],
) -> Hypothesis:
    """The translation with `changes` for the words of those ranks."""
    token_ids: list[int] = []
    alignment: list[int] = []
    for rank, word in enumerate(written):
        ids = list(trace.token_ids[word.places.start : word.places.stop])
        seen = list(trace.alignment[word.places.start : word.places.stop])
        if rank in changes:
            english = changes[rank]
            if rank and written[rank - 1].text.lower() in _VERBAL:
                english = _AUXILIARY.sub("", english)
            if word.text[0].isupper():
                english = english[0].upper() + english[1:]
            head, _, tail = tokenizer.decode(ids).partition(word.text)
            ids = tokenizer.encode_target(head + english + tail)
            seen = [seen[0]] * len(ids)
            _agree(token_ids, alignment, english, tokenizer)
        token_ids += ids
        alignment += seen
    return replace(trace, token_ids=tuple(token_ids), alignment=tuple(alignment))


def _agree(
    before: list[int], alignment: list[int], english: str, tokenizer: Tokenizer
) -> None:
    """Makes "a" at the end of `before` "an" where the word behind it wants that."""
    article = tokenizer.decode(before[-1:]).strip() if before else ""
    if article.lower() not in _ARTICLES:
        return
    right = article[0] + "n" * vowel_sound(english)
    ids = tokenizer.encode_target(right)
    before[-1:] = ids
    alignment[-1:] = [alignment[-1]] * len(ids)
