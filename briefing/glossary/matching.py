"""Where terms stand in a sentence, and which English stands for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from briefing.fidelity.inflection import forms, plural
from briefing.fidelity.spelling import close, fold
from briefing.glossary.terms import Term, english_plural

WORD = re.compile(r"[^\W_]+")
_BETWEEN = re.compile(r"[\s\-’']+")
"""What may stand between the words of a phrase."""
SHORT = 2
"""Letters of words that accents tell apart: « a » is no « à », « ou » no « où »."""
_LINKS = frozenset({"of", "the", "for", "and", "on", "in", "to", "s", "de", "la"})


class Occurrence(NamedTuple):
    """A term where it stands in the French."""

    term: Term
    surface: str
    plural: bool
    start: int
    """Where the surface begins in the sentence."""


class Window(NamedTuple):
    """A stretch of the English that may be another rendering of a term."""

    start: int
    end: int


def build_index(terms: Sequence[Term]) -> Mapping[str, tuple[Term, ...]]:
    """Terms by every form of their first two words, folded; longer terms first.

    The second word counts because many terms begin with « en », « à » or « mise ».
    """
    index: dict[str, list[Term]] = {}
    for term in terms:
        heads = WORD.findall(term.source)[:2]
        folded = ({fold(form) for form in word_forms(word, term)} for word in heads)
        for words in product(*folded):
            index.setdefault(" ".join(words), []).append(term)
    return {
        head: tuple(sorted(group, key=lambda t: (-len(t.source), t.source)))
        for head, group in index.items()
    }


def word_forms(word: str, term: Term) -> tuple[str, ...]:
    """The forms of one word of a term."""
    return forms(word) if term.inflect and len(word) > 2 else (word,)


def find_terms(
    source: str, index: Mapping[str, tuple[Term, ...]]
) -> Iterator[Occurrence]:
    """The terms in a French sentence, the longest at each place."""
    words = list(WORD.finditer(source))
    folded = [fold(word.group()) for word in words]
    i = 0
    while i < len(words):
        found = None
        heads = (" ".join(folded[i : i + 2]), folded[i])
        for term in (term for head in heads for term in index.get(head, ())):
            found = match_at(words, i, term)
            if found:
                break
        if not found:
            i += 1
            continue
        length, is_plural = found
        start = words[i].start()
        surface = source[start : words[i + length - 1].end()]
        yield Occurrence(term, surface, is_plural, start)
        i += length


def match_at(
    words: Sequence[re.Match[str]], i: int, term: Term
) -> tuple[int, bool] | None:
    """Number of words and grammatical number of `term` at `i`, if it stands there."""
    parts = WORD.findall(term.source)
    if i + len(parts) > len(words):
        return None
    pairs = list(
        zip(parts, (w.group() for w in words[i : i + len(parts)]), strict=True)
    )
    for k, (part, word) in enumerate(pairs):
        if not same_word(part, word, term, first=k == 0 and words[i].start() == 0):
            return None
    as_it_is = len(pairs) == 1 or not term.inflect
    if as_it_is and not all(is_spelled(part, word, term) for part, word in pairs):
        return None
    head, word = pairs[0]
    several = fold(plural(head.lower()))
    return len(parts), fold(word) != fold(head) and fold(word) == several


def same_word(part: str, word: str, term: Term, *, first: bool) -> bool:
    """Whether `word` is a form of `part`, in the case that the term asks for."""
    if term.exact_case and part[0].isupper() and not word[0].isupper():
        return False
    if term.exact_case and part.isupper() and not word.isupper():
        return False
    if term.exact_case and part[0].islower() and word[0].isupper() and not first:
        return False
    if len(part) <= SHORT and word.islower():
        return word == part.lower()
    return fold(word) in {fold(f) for f in word_forms(part, term)}


def is_spelled(part: str, word: str, term: Term) -> bool:
    """Whether a word of a term stands with its accents: « élevé » is no « élève ».

    So must those of a phrase that stands as it is: « monté au créneau » is no « monte
    au créneau ». Capitals may lack them: « ELEVES », « Eleves ».
    """
    spelled = {form.casefold() for form in word_forms(part, term)}
    head = word[:1].isupper() and fold(word[0]) == fold(part[0])
    rest = {form[1:] for form in spelled}
    bare = word.isupper() and fold(word) == word.casefold()
    return bare or word.casefold() in spelled or (head and word[1:] in rest)


def english_forms(term: Term) -> tuple[str, str]:
    """Singular and plural of the English."""
    return term.target, term.plural or english_plural(term.target)


def occurrences(text: str, phrase: str) -> list[re.Match[str]]:
    """Where `phrase` stands in `text` as whole words, in any case."""
    words, lowered = _BETWEEN.split(phrase), text.lower()
    # Most phrases that are asked for are not there, and an expression is dear to make.
    if not all(word.lower() in lowered for word in words):
        return []
    return list(_expression(phrase).finditer(text))


@lru_cache(maxsize=4096)
def _expression(phrase: str) -> re.Pattern[str]:
    """What finds a phrase as whole words, in any case."""
    pattern = _BETWEEN.pattern.join(map(re.escape, _BETWEEN.split(phrase)))
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def alike_windows(target: str, term: Term, surface: str) -> list[Window]:
    """Stretches of the English whose words are those of the term in other clothes.

    « Conseil de sécurité » and "Council of Security" share their words with "Security
    Council"; at least two content words must agree, and at most small words differ.
    """
    wanted = {fold(w) for w in WORD.findall(term.target)} - _LINKS
    cognates = {fold(w) for w in WORD.findall(surface) if len(w) > 3}
    words = list(WORD.finditer(target))
    found: list[Window] = []
    if len(wanted) < 2:
        return found
    hits = [kinship(fold(w.group()), wanted, cognates) for w in words]
    for i, hit in enumerate(hits):
        if not hit:
            continue
        window = grow(words, hits, i, len(wanted))
        if window and runs_on(target, window):
            continue
        if window and not (found and window.start < found[-1].end):
            found.append(window)
    return found


def runs_on(target: str, window: Window) -> bool:
    """Whether a capitalized word follows at once: the name may go on."""
    return bool(re.match(r"[\s-]+[A-ZÀ-Ý]", target[window.end :]))


def kinship(word: str, wanted: set[str], cognates: set[str]) -> str:
    """The word of the term that `word` resembles; nothing if none."""
    if word in _LINKS:
        return ""
    for other in sorted(wanted | cognates):
        if word == other or common_prefix(word, other) >= max(4, 0.6 * len(other)):
            return other
        if len(word) > 3 and close(word, other):  # "Supme Court"
            return other
    return ""


def common_prefix(a: str, b: str) -> int:
    """The number of letters that two words share at their beginning."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y),
        min(len(a), len(b)),
    )


def grow(
    words: Sequence[re.Match[str]], hits: Sequence[str], i: int, size: int
) -> Window | None:
    """The window from `i` over all related words, if they are as many as the term's."""
    end, related = i, {hits[i]}
    for j in range(i + 1, min(len(words), i + 3 * size)):
        if hits[j]:
            end = j
            related.add(hits[j])
        elif fold(words[j].group()) not in _LINKS:
            break
    if len(related) < size:
        return None
    return Window(words[i].start(), words[end].end())
