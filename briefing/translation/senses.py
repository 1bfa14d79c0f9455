"""What each word of a translation was written for, and what of the French is not said.

The model's attention says for which French word it wrote an English one. A dictionary
says what the French word is in English, and the corpora as what it was ever translated;
where none of that stands in the translation, the word is not said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from briefing import dictionary
from briefing.fidelity.spelling import family
from briefing.protocols import Hypothesis
from briefing.tokenizer import Tokenizer
from briefing.translation.placing import words_of
from briefing.words import is_stop_word

MARKS = " .,;:!?…“”‘’\"'«»()[]–-▁"
SHORTEST = 4
"""Letters of a French word at least whose sense is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What is known of French words."""

    english: Callable[[str], Sequence[str]]
    """The English of a word as it stands, the most usual first."""
    attested: Callable[[str], Sequence[str]]
    """What a word was translated as, the commonest first."""
    is_noun: Callable[[str], bool]
    """Whether its English is that of a noun."""
    is_loose: Callable[[str], bool]
    """Whether it is said in too many ways for its English to be known."""


LEXICON = Lexicon(
    english=dictionary.look_up,
    attested=dictionary.attested,
    is_noun=dictionary.is_noun,
    is_loose=dictionary.is_loose,
)
"""The dictionary and the table that ship."""


_NOT = frozenset(
    {"not", "no", "never", "nor", "without", "cannot", "hardly", "t", "nothing", "none"}
    | {"nobody", "neither", "lack", "lacks", "lacked", "lacking", "fail", "fails"}
    | {"failed", "failing", "failure"}
)
"""Words behind which others say the opposite; "t" is what is left of "isn't"."""
_DENYING = ("un", "in", "im", "ir", "il", "dis", "non", "mis", "ab")
_BEHIND = 4
"""So many words behind one of them may be denied: "not at all known"."""
_SUBJECTS = frozenset(
    ("il", "elle", "on", "ils", "elles", "qui", "ne", "n", "se", "s", "y", "en")
)
"""Words before which a verb stands, and no noun: « elle porte sur »."""


class French(NamedTuple):
    """A word of the source."""

    text: str
    """Without marks."""
    places: range
    """Of its pieces."""
    opens: bool
    """Whether it opens a sentence, or what stands behind a mark."""

    @property
    def is_name(self) -> bool:
        """Whether a capital says so."""
        return self.text[:1].isupper() and not self.opens

    @property
    def tells(self) -> bool:
        """Whether it has a sense that must be in the English."""
        long = len(self.text) >= SHORTEST and self.text.isalpha()
        return long and not self.is_name and not is_stop_word(self.text, "fr")


class Written(NamedTuple):
    """A word of the translation."""

    text: str
    """Without marks."""
    places: range
    """Of its pieces."""
    french: int
    """Rank of the word of the source that it was written for; -1 for none."""


class Unsaid(NamedTuple):
    """A word of the source of which no English stands in the translation."""

    rank: int
    """Of the word in the source."""
    senses: tuple[str, ...]
    """Its English, what its form has in the dictionary first."""
    instead: tuple[int, ...]
    """Ranks of the words that were written for it, such as "of" left out."""


class Reading(NamedTuple):
    """A translation and its source, word by word."""

    french: Sequence[French]
    written: Sequence[Written]
    unsaid: Sequence[Unsaid]


@lru_cache(maxsize=4096)  # asked what to exchange, then what is left out
def read(
    tokenizer: Tokenizer, source: str, trace: Hypothesis, lexicon: Lexicon
) -> Reading:
    """What each word was written for, and what is not said.

    Args:
        tokenizer: of the model.
        source: the French as the model was given it.
        trace: the translation with what the model attended to.
        lexicon: what is known of French words.
    """
    french = french_words(tokenizer, tokenizer.encode([source])[0])
    written = written_words(tokenizer, trace, french)
    return Reading(french, written, tuple(unsaid(french, written, lexicon)))


def french_words(tokenizer: Tokenizer, source: Sequence[int]) -> list[French]:
    """The words of the source, with all its pieces but the end token."""
    pieces = [tokenizer.source_tokens[i] for i in source if i != tokenizer.eos_id]
    starts = [i for i, piece in enumerate(pieces) if not i or not piece[:1].isalnum()]
    words = []
    for start, end in pairwise([*starts, len(pieces)]):
        text = "".join(pieces[start:end]).strip(MARKS)
        opens = not start or not pieces[start - 1].strip("▁")[-1:].isalnum()
        words.append(French(text, range(start, end), opens))
    return words


def written_words(
    tokenizer: Tokenizer, trace: Hypothesis, french: Sequence[French]
) -> list[Written]:
    """The words of the translation."""
    owner = [rank for rank, word in enumerate(french) for _ in word.places]
    words = []
    for places in words_of(trace.token_ids, tokenizer):
        pieces = (tokenizer.target_tokens[trace.token_ids[i]] for i in places)
        seen = (trace.alignment[i] for i in places)
        ranks = [owner[at] if at < len(owner) else -1 for at in seen]
        # In a short sentence the last pieces of a word look at the point behind it.
        words_seen = [rank for rank in ranks if rank >= 0 and french[rank].text]
        ((rank, _),) = Counter(words_seen or ranks).most_common(1)
        words.append(Written("".join(pieces).strip(MARKS), places, rank))
    return words


def unsaid(
    french: Sequence[French], written: Sequence[Written], lexicon: Lexicon
) -> Iterator[Unsaid]:
    """The words of the source of which no English stands in the translation.

    Only words whose English is known, no names, and none as short as « le ».
    """
    english = [word.text for word in written]
    said = {family(word) for word in (*english, *denied(english))}
    known = frozenset[str]()
    missing: list[tuple[int, tuple[str, ...]]] = []
    for rank, word in enumerate(french):
        senses = senses_of(word.text.lower(), lexicon) if word.tells else ()
        families = families_of(senses)
        known |= families
        verb = rank and french[rank - 1].text.lower() in _SUBJECTS
        sought = senses and not (verb and lexicon.is_noun(word.text))
        absent = sought and said.isdisjoint(families)
        if absent and not lexicon.is_loose(word.text.lower()):
            missing.append((rank, senses))
    # What is the English of another word was written for that, whatever it looked at.
    free = [
        k
        for k, word in enumerate(written)
        if len(word.text) > 1
        and not is_stop_word(word.text, "en")
        and family(word.text) not in known
    ]
    instead = {
        rank: tuple(k for k in free if written[k].french == rank) for rank, _ in missing
    }
    lost = [rank for rank, words in instead.items() if not words]
    stray = [
        k for k in free if written[k].french < 0 or not french[written[k].french].text
    ]
    if len(lost) == len(stray) == 1:  # the model looked at a mark as it wrote it
        instead[lost[0]] = (stray[0],)
    for rank, senses in missing:
        yield Unsaid(rank, senses, instead[rank])


def denied(english: Sequence[str]) -> Iterator[str]:
    """What words behind "not" and its like say: "unacceptable" by "not acceptable"."""
    reach = 0
    for word in map(str.lower, english):
        if word in _NOT:
            reach = _BEHIND
        elif reach:
            reach -= 1
            yield from denials(word)


def denials(word: str) -> Iterator[str]:
    """An English word with each of the prefixes that may make its opposite."""
    return (prefix + word for prefix in _DENYING)


@lru_cache(maxsize=1 << 15)
def senses_of(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The English of a French word, what its form has in the dictionary first."""
    return (*lexicon.english(word), *lexicon.attested(word))


@lru_cache(maxsize=1 << 15)
def families_of(senses: tuple[str, ...]) -> frozenset[str]:
    """The families of the words of `senses`."""
    words = (word for sense in senses for word in sense.split())
    return frozenset(family(word) for word in words if not is_stop_word(word, "en"))
