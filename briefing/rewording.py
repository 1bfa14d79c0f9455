"""Words that are no English exchanged for that of the French they were written for.

A model that has never seen « innover » spells it out: "innover", "innovered". Where it
wrote such a word, its attention says for which French one, and a dictionary of words
that the corpora lack says what that is. Nothing else changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from briefing.dictionary import look_up
from briefing.glossary import vowel_sound
from briefing.placing import words_of
from briefing.protocols import Hypothesis
from briefing.tokenizer import Tokenizer

_MARKS = " .,;:!?…“”‘’\"'«»()[]–-"
_ARTICLES = frozenset(("a", "an"))

LookUp = Callable[[str], str | None]
"""The English of a French word as it stands, if it is known."""


def reworded(
    tokenizer: Tokenizer,
    source: Sequence[int],
    trace: Hypothesis,
    strange: Collection[str],
    english: LookUp = look_up,
) -> Hypothesis | None:
    """The translation with its strange words exchanged; `None` if none could be.

    Args:
        tokenizer: of the model.
        source: ids of the French.
        trace: the translation with what the model attended to.
        strange: the words that are none, without marks around them.
        english: looks up a French word.
    """
    wanted = {word.casefold() for word in strange}
    token_ids: list[int] = []
    alignment: list[int] = []
    changed = False
    for word in words_of(trace.token_ids, tokenizer):
        ids = list(trace.token_ids[word.start : word.stop])
        seen = list(trace.alignment[word.start : word.stop])
        written = tokenizer.decode(ids)
        text = written.strip(_MARKS)
        if text and text.casefold() in wanted:
            position = Counter(seen).most_common(1)[0][0]
            french, opens = source_word(tokenizer, source, position)
            name = french[:1].isupper() and not opens  # « Marche » may be a party
            found = None if name else english(french)
            if found and text[0].isupper():
                found = found[0].upper() + found[1:]
            if found and found != text:
                head, _, tail = written.partition(text)
                ids = tokenizer.encode_target(head + found + tail)
                seen = [position] * len(ids)
                _agree(token_ids, alignment, found, tokenizer)
                changed = True
        token_ids += ids
        alignment += seen
    if not changed:
        return None
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


def source_word(
    tokenizer: Tokenizer, source: Sequence[int], position: int
) -> tuple[str, bool]:
    """The French word that the piece at `position` belongs to.

    And whether it opens a sentence, or what stands behind a mark.
    """
    pieces = [tokenizer.source_tokens[i] for i in source]
    first, after = position, position + 1
    while first and _goes_on(pieces[first]):
        first -= 1
    while after < len(pieces) and _goes_on(pieces[after]):
        after += 1
    opens = not first or not pieces[first - 1].strip("▁")[-1:].isalnum()
    return "".join(pieces[first:after]).replace("▁", " ").strip(_MARKS), opens


def _goes_on(piece: str) -> bool:
    return piece[:1].isalnum()
