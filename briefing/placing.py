"""Names, figures and terms put where they belong, the translation continued from there.

A model that makes "Chengngry" of « Chengdu » knows where the name belongs: while it
writes that word it attends to « Chengdu ». So its translation is kept up to that word,
the English that is wanted is put there, and the model goes on from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.marking import Wanted
from briefing.protocols import Completion, Engine
from briefing.tokenizer import Tokenizer
from briefing.types import Decoding

ROUNDS = 4
"""Terms put in their places in one sentence, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence, its translation, and what is missing there."""

    source: str
    target: str
    terms: Sequence[Wanted]


def placed(
    engine: Engine,
    tokenizer: Tokenizer,
    drafts: Sequence[Draft],
    decoding: Decoding,
    *,
    insist: bool = False,
) -> list[list[Completion]]:
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
    token_ids = tokenizer.encode([draft.source for draft in drafts])
    targets = [tokenizer.encode_target(draft.target) for draft in drafts]
    # The model gives the drafts back, and with them what it attends to.
    latest = engine.complete(token_ids, targets, decoding)
    waiting = [list(draft.terms) for draft in drafts]
    found: list[list[Completion]] = [[] for _ in drafts]
    for _ in range(ROUNDS):
        begun: dict[int, list[int]] = {}
        for i, draft in enumerate(drafts):
            beginning = _next(draft.source, waiting[i], latest[i], tokenizer, insist)
            if beginning is not None:
                begun[i] = beginning
        inputs = [token_ids[i] for i in begun]
        completions = engine.complete(inputs, list(begun.values()), decoding)
        for i, completion in zip(begun, completions, strict=True):
            latest[i] = completion
            found[i].append(completion)
    return found


def _next(
    source: str,
    waiting: list[Wanted],
    latest: Completion,
    tokenizer: Tokenizer,
    insist: bool,
) -> list[int] | None:
    """The beginning that ends with the next term, which then waits no longer."""
    text = tokenizer.decode(latest.token_ids)
    waiting[:] = [term for term in waiting if term.english not in text]
    known = [
        (place, term)
        for term in waiting
        if (place := _place(source, term, latest, tokenizer, insist)) is not None
    ]
    if not known:
        return None
    place, term = min(known, key=lambda found: (found[0], found[1].start))
    waiting.remove(term)
    return [*latest.token_ids[:place], *tokenizer.encode_target(term.english)]


def _place(
    source: str, term: Wanted, latest: Completion, tokenizer: Tokenizer, insist: bool
) -> int | None:
    """Where the first word stands that was written with the term in view, if any."""
    before, upto = tokenizer.encode([source[: term.start], source[: term.end]])
    seen = range(len(before) - 1, len(upto) - 1)  # without the end token
    opening = [tokenizer.opens_word(i) for i in latest.token_ids]
    attended = list(enumerate(latest.alignment))
    for place, position in attended:
        if position in seen:
            return max((i for i in range(place + 1) if opening[i]), default=0)
    if not insist:
        return None
    earlier = [(position, i) for i, position in attended if position < seen.start]
    first = max(earlier)[1] + 1 if earlier else 0
    return next((i for i in range(first, len(opening)) if opening[i]), len(opening))
