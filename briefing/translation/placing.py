"""Names, figures and terms put where they belong, the translation continued from there.

A model that makes "Chengngry" of « Chengdu » knows where the name belongs: while it
writes that word it attends to « Chengdu ». So that word is exchanged for the English
that is wanted. Where that does not do, the translation is kept up to it, the English is
put there, and the model goes on from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from briefing.protocols import Engine, Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.marking import Wanted
from briefing.types import Decoding

ROUNDS = 4
"""Terms put in their places in one sentence, at most."""

BEAM = 2
"""Width of the search for what follows a term. Most of it is what was there before:
over 300 sentences of five sets 4 finds nothing better, in twice the time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence, its translation, and what shall stand there."""

    source: str
    target: str
    terms: Sequence[Wanted]
    """What is missing, and what stands there and might get lost on the way."""
    trace: Hypothesis | None = None
    """The translation as the model gave it, if that is at hand."""


class _Beginning(NamedTuple):
    """What a translation shall begin with, a term at its end."""

    token_ids: list[int]
    follower: tuple[int, ...]
    """What stood behind the word in whose place the term is, if anything did."""


def placed(
    engine: Engine,
    tokenizer: Tokenizer,
    drafts: Sequence[Draft],
    decoding: Decoding,
    *,
    insist: bool = False,
) -> list[list[Hypothesis]]:
    """For each draft, what it becomes with one term more in its place, and so on.

    Nothing for a draft that has its terms, or no place for them.

    Args:
        engine: the model.
        tokenizer: its tokenizer.
        drafts: sentences that the model can take whole, with their translations.
        decoding: how to search for what follows a term.
        insist: whether a term that no word was written for is put in all the same,
            behind what was written for the words before it.
    """
    decoding = replace(decoding, beam_size=min(BEAM, decoding.beam_size))
    token_ids = tokenizer.encode([draft.source for draft in drafts])
    latest = _traced(engine, tokenizer, token_ids, drafts, decoding)
    waiting = [list(draft.terms) for draft in drafts]
    found: list[list[Hypothesis]] = [[] for _ in drafts]
    for _ in range(ROUNDS):
        begun: dict[int, _Beginning] = {}
        for i, draft in enumerate(drafts):
            beginning = _next(draft.source, waiting[i], latest[i], tokenizer, insist)
            if beginning is not None:
                begun[i] = beginning
        if not begun:
            break
        inputs = [token_ids[i] for i in begun]
        completions = _completed(
            engine, tokenizer, inputs, list(begun.values()), decoding
        )
        for i, completion in zip(begun, completions, strict=True):
            latest[i] = completion
            found[i].append(completion)
    return found


def exchanged(tokenizer: Tokenizer, draft: Draft) -> Hypothesis | None:
    """The translation with nothing changed but the words written for its terms.

    A term for which no word was written, or several that do not stand together, is left
    out. `None` where that leaves none, or the model's attention is not at hand.
    """
    trace = draft.trace
    if trace is None:
        return None
    missing = [term for term in draft.terms if not stands(term.english, draft.target)]
    found = [(_written_for(draft.source, t, trace, tokenizer), t) for t in missing]
    token_ids, alignment = list(trace.token_ids), list(trace.alignment)
    upto = len(token_ids)
    for place, term in sorted(found, key=lambda one: one[0].stop, reverse=True):
        if place and place.stop <= upto:
            written = tokenizer.decode(token_ids[place.start : place.stop])
            english = tokenizer.encode_target(_marked_as(written, term.english))
            position = _seen(draft.source, term, tokenizer).start
            token_ids[place.start : place.stop] = english
            alignment[place.start : place.stop] = [position] * len(english)
            upto = place.start
    if upto == len(trace.token_ids):
        return None
    return replace(trace, token_ids=tuple(token_ids), alignment=tuple(alignment))


def _marked_as(written: str, english: str) -> str:
    """The English with the quotation marks and brackets that hug what was written."""
    head = written[: len(written) - len(written.lstrip(_OPENERS))]
    tail = written[len(written.rstrip(_CLOSERS)) :]
    return head + english + tail


def _written_for(
    source: str, term: Wanted, trace: Hypothesis, tokenizer: Tokenizer
) -> range:
    """The places of the words that were written with the term in view.

    Empty if there are none, others between them, or many more than the term has: what
    was written for its neighbors would go with them. Words at either end without a
    capital or a figure are the sentence's own: "of", "the", a comma; but not those in
    the place of a name's other words: "Xavier thread", « Xavier Bertrand ».
    """
    seen = _seen(source, term, tokenizer)
    words = words_of(trace.token_ids, tokenizer)
    aligned = [word for word in words if any(trace.alignment[i] in seen for i in word)]
    plain, size = term.english.islower(), len(term.english.split())
    if not plain and not any(_is_of_term(w, plain, trace, tokenizer) for w in aligned):
        return _common_words(aligned, seen, trace, tokenizer, size + 1)
    while aligned and not _is_of_term(aligned[0], plain, trace, tokenizer):
        aligned.pop(0)
    behind: list[range] = []
    while aligned and not _is_of_term(aligned[-1], plain, trace, tokenizer):
        behind.insert(0, aligned.pop())
    room = max(0, size - len(aligned)) if aligned else 0
    for word in behind[:room]:
        alone = all(trace.alignment[i] in seen for i in word)
        if not alone or _text(word, trace, tokenizer).lower() in _FUNCTION:
            break
        aligned.append(word)
    apart = any(a.stop != b.start for a, b in pairwise(aligned))
    if not aligned or apart or len(aligned) > size + 1:
        return range(0)
    return range(aligned[0].start, aligned[-1].stop)


def _common_words(
    aligned: Sequence[range],
    seen: range,
    trace: Hypothesis,
    tokenizer: Tokenizer,
    most: int,
) -> range:
    """The places of at most `most` common words in a row that stand for a name."""
    own = [
        (word, _text(word, trace, tokenizer))
        for word in aligned
        if all(trace.alignment[i] in seen for i in word)
    ]
    while own and own[-1][1].lower() in _FUNCTION:
        own.pop()
    while own and own[0][1].lower() in _FUNCTION - _ARTICLES:
        own.pop(0)
    telling = [text for _, text in own if text.lower() not in _FUNCTION]
    apart = any(a.stop != b.start for (a, _), (b, _) in pairwise(own))
    whole = all(text.isalpha() and len(text) >= _SHORTEST for text in telling)
    if not telling or apart or not whole or len(telling) > most:
        return range(0)
    return range(own[0][0].start, own[-1][0].stop)


def _text(word: range, trace: Hypothesis, tokenizer: Tokenizer) -> str:
    """A word of the translation without marks."""
    return tokenizer.decode(trace.token_ids[word.start : word.stop]).strip(_MARKS)


def words_of(token_ids: Sequence[int], tokenizer: Tokenizer) -> list[range]:
    """The places of each word's pieces."""
    size = len(token_ids)
    inside = tokenizer.continues_word
    starts = [i for i in range(size) if not i or not inside(token_ids[i])]
    return [range(a, b) for a, b in pairwise([*starts, size])]


def _is_of_term(
    word: range, plain: bool, trace: Hypothesis, tokenizer: Tokenizer
) -> bool:
    """Whether a word may belong to a term, and is not the sentence's own.

    Args:
        word: its places.
        plain: whether the term is in small letters: « gaz lacrymogène ». Names and
            figures are told by a capital or a figure, other terms by what they lack.
        trace: the translation.
        tokenizer: of the model.
    """
    text = _text(word, trace, tokenizer)
    if plain:
        return text.lower() not in _FUNCTION
    return any(letter.isupper() or letter.isdigit() for letter in text)


_ARTICLES = frozenset(("the", "a", "an"))
_SHORTEST = 3
"""Letters of a common word that may stand for a name: not those of "e.g."."""
_OPENERS, _CLOSERS = '"“‘(', '"”)'
_MARKS = " .,;:!?…“”‘’\"'()–-"
_FUNCTION = frozenset(
    (
        *("the", "a", "an", "of", "to", "in", "on", "at", "by"),
        *("for", "from", "with", "as"),
        *("and", "or", "but", "not", "that", "which", "who"),
        *("this", "these", "those", "s"),
        *("is", "are", "was", "were", "be", "been", "has", "have", "had"),
        *("it", "its", "his", "her", "their", ""),
    )
)
"""English words at the ends of a stretch that are not the term's."""


def _traced(
    engine: Engine,
    tokenizer: Tokenizer,
    token_ids: Sequence[Sequence[int]],
    drafts: Sequence[Draft],
    decoding: Decoding,
) -> list[Hypothesis]:
    """The drafts with what the model attended to; those without a trace given back."""
    unknown = [i for i, draft in enumerate(drafts) if draft.trace is None]
    found = iter(
        engine.complete(
            [token_ids[i] for i in unknown],
            [tokenizer.encode_target(drafts[i].target) for i in unknown],
            replace(decoding, beam_size=1),  # there is nothing to search for
        )
    )
    return [draft.trace or next(found) for draft in drafts]


def _completed(
    engine: Engine,
    tokenizer: Tokenizer,
    token_ids: Sequence[Sequence[int]],
    beginnings: Sequence[_Beginning],
    decoding: Decoding,
) -> list[Hypothesis]:
    """The completions; where a word runs on behind a term, once more."""
    found = engine.complete(token_ids, [b.token_ids for b in beginnings], decoding)
    run_on = []
    for i, (completion, beginning) in enumerate(zip(found, beginnings, strict=True)):
        following = completion.token_ids[len(beginning.token_ids) :]
        if beginning.follower and following and tokenizer.continues_word(following[0]):
            run_on.append(i)
    whole = [[*beginnings[i].token_ids, *beginnings[i].follower] for i in run_on]
    again = engine.complete([token_ids[i] for i in run_on], whole, decoding)
    for i, completion in zip(run_on, again, strict=True):
        found[i] = completion
    return found


def _next(
    source: str,
    waiting: list[Wanted],
    latest: Hypothesis,
    tokenizer: Tokenizer,
    insist: bool,
) -> _Beginning | None:
    """The beginning that ends with the next term, which then waits no longer."""
    text = tokenizer.decode(latest.token_ids)
    known = [
        (place, term)
        for term in waiting
        if not stands(term.english, text)
        and (place := _place(source, term, latest, tokenizer, insist)) is not None
    ]
    if not known:
        return None
    place, term = min(known, key=lambda found: (found[0], found[1].start))
    waiting.remove(term)
    words = latest.token_ids
    after = _boundary(latest, tokenizer, place + 1)
    return _Beginning(
        token_ids=[*words[:place], *tokenizer.encode_target(term.english)],
        follower=words[after : after + 1],
    )


def stands(words: str, text: str) -> bool:
    """Whether the words stand in `text`, and not as a part of others."""
    # Most do not, and an expression is dear to make.
    alone = rf"(?<!\w){re.escape(words)}(?!\w)"
    return words in text and bool(re.search(alone, text))


def _place(
    source: str, term: Wanted, latest: Hypothesis, tokenizer: Tokenizer, insist: bool
) -> int | None:
    """Where the first word stands that was written with the term in view, if any."""
    seen = _seen(source, term, tokenizer)
    attended = list(enumerate(latest.alignment))
    for place, position in attended:
        if position in seen:
            while place and tokenizer.continues_word(latest.token_ids[place]):
                place -= 1
            return place
    if not insist:
        return None
    earlier = [(position, i) for i, position in attended if position < seen.start]
    return _boundary(latest, tokenizer, max(earlier)[1] + 1 if earlier else 0)


def _seen(source: str, term: Wanted, tokenizer: Tokenizer) -> range:
    """The places of a term's pieces in its source."""
    before, upto = tokenizer.encode([source[: term.start], source[: term.end]])
    return range(len(before) - 1, len(upto) - 1)  # without the end token


def _boundary(latest: Hypothesis, tokenizer: Tokenizer, first: int) -> int:
    """The next place from `first` on that is not inside a word."""
    places = range(first, len(latest.token_ids))
    inside = tokenizer.continues_word
    ends = (i for i in places if not inside(latest.token_ids[i]))
    return next(ends, len(latest.token_ids))
