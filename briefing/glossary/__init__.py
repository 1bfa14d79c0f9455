"""The user's terms, honored in fluent text or reported.

    glossary = Glossary.load(Path("terms.toml"))
    target, uses, failures = glossary.apply(source, target)

A term that the translation already renders as wanted is counted. Otherwise another
rendering is looked for (one to avoid, one the model is known to use, the French left
standing, the same words in another order) and replaced, with number, article and
capitals agreeing; the sentence must come out no more doubtful than it was, or it is
left alone and the failure listed. English is never written from French alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from briefing.errors import UsageError
from briefing.glossary.matching import (
    Occurrence,
    Window,
    alike_windows,
    build_index,
    english_forms,
    find_terms,
    occurrences,
)
from briefing.glossary.reading import read_terms
from briefing.glossary.terms import Term, english_plural, problems
from briefing.indefinite import vowel_sound

DEFAULT = Path(__file__).parent / "data" / "press.csv"
"""Institutions, offices, treaties and words of the press: the glossary that ships."""

Renderings = Mapping[str, Sequence[str]]
"""English that the model is known to give for a French term, by its source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A term that stands in the translation as wanted."""

    source: str
    surface: str
    """The French as it stands in the sentence."""
    target: str
    replaced: str | None = None
    """What stood there before; `None` if nothing had to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermFailure:
    """A term that could not be honored without breaking the sentence."""

    source: str
    surface: str
    target: str
    reason: str


class Applied(NamedTuple):
    """A translation after the glossary."""

    target: str
    uses: tuple[Use, ...]
    failures: tuple[TermFailure, ...]


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """Checked terms, ready to be applied."""

    terms: tuple[Term, ...]
    sha256: str
    """Of the files' bytes, one after the other."""

    @classmethod
    def load(cls, path: Path, *, base: Path | None = None) -> Glossary:
        """The glossary in `path`; its terms take the place of those in `base`.

        Raises:
            UsageError: it cannot be read, or a term is wrong; every fault is named
                with its line.
        """
        data = read_bytes(path)
        terms = checked(read_terms(data, path.name), path.name)
        if base is None:
            return cls(terms=terms, sha256=hashlib.sha256(data).hexdigest())
        below = read_bytes(base)
        own = {term.source.casefold() for term in terms}
        rest = checked(read_terms(below, base.name), base.name)
        kept = tuple(t for t in rest if t.source.casefold() not in own)
        sha256 = hashlib.sha256(below + data).hexdigest()
        return cls(terms=terms + kept, sha256=sha256)

    def renderings(
        self, translate: Callable[[Sequence[str]], Sequence[str]]
    ) -> dict[str, tuple[str, ...]]:
        """What a model makes of each term alone, for `apply` to look for."""
        sources = [term.source for term in self.terms]
        answers = translate(sources)
        return {
            source: (re.sub(r"(?i)^(?:the|an?)\s+|[.!?]+$", "", answer.strip()),)
            for source, answer in zip(sources, answers, strict=True)
            if re.search(r"\w{3}", answer)
        }

    def mark(self, source: str) -> str:
        """`source` with the wanted English in the place of each term.

        Many models copy such words through; what comes back has to pass `apply` and
        the checks of the sentence as it was.
        """
        out, at = "", 0
        for found in find_terms(source, self.index):
            out += source[at : found.start] + english_forms(found.term)[found.plural]
            at = found.start + len(found.surface)
        return out + source[at:]

    @cached_property
    def names(self) -> frozenset[str]:
        """The terms whose English is a name: institutions, offices, treaties."""
        return frozenset(t.source for t in self.terms if not t.target.islower())

    @cached_property
    def index(self) -> Mapping[str, tuple[Term, ...]]:
        """Terms by the folded forms of their first word."""
        return build_index(self.terms)

    def apply(
        self, source: str, target: str, renderings: Renderings | None = None
    ) -> Applied:
        """`target` with the terms of `source` as wanted, what was done, what failed."""
        uses: list[Use] = []
        failures: list[TermFailure] = []
        seen: dict[str, int] = {}
        present = list(find_terms(source, self.index))
        for found in present:
            rank = seen[found.term.source] = seen.get(found.term.source, 0) + 1
            known = (renderings or {}).get(found.term.source, ())
            taken = [f.term for f in present if f.term is not found.term]
            outcome = honor(source, target, found, rank, known, taken)
            if isinstance(outcome, TermFailure):
                failures.append(outcome)
            else:
                use, target = outcome
                uses.append(use)
        return Applied(requoted(source, target, uses), tuple(uses), tuple(failures))


def requoted(source: str, target: str, uses: Iterable[Use]) -> str:
    """`target` with the mark that a quoted term lost: "the “yellow vests”".

    Where the model wrote neither, as English has less use for them, none is put in.
    """
    for use in uses:
        quoted = rf"[«“\"]\s*{re.escape(use.surface)}\s*[»”\"]"
        if target.count("“") != target.count("”") and re.search(quoted, source):
            english = re.escape(use.target)
            target = re.sub(rf"(?<![“\w]){english}(?=[,.]?”)", f"“{use.target}", target)
            target = re.sub(rf"(?<=“){english}(?![,.]?”|\w)", f"{use.target}”", target)
    return target


@cache
def shipped() -> Glossary:
    """The glossary that ships, read once in a process."""
    return Glossary.load(DEFAULT)


def read_bytes(path: Path) -> bytes:
    """The bytes of a glossary file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"glossary {path}: {error.strerror or error}; check the path"
        ) from error


def checked(terms: Iterable[Term], name: str) -> tuple[Term, ...]:
    """`terms`, if nothing is wrong with them."""
    found = tuple(terms)
    if not found:
        raise UsageError(f"glossary {name}: it holds no terms")
    wrong = problems(found)
    if wrong:
        raise UsageError(f"glossary {name}: {'; '.join(wrong)}")
    return found


def honor(
    source: str,
    target: str,
    found: Occurrence,
    rank: int,
    known: Sequence[str],
    taken: Sequence[Term],
) -> tuple[Use, str] | TermFailure:
    """The use of one term and the English with it, or why it failed.

    Args:
        source: the French sentence.
        target: its English, after the terms before this one.
        found: the term.
        rank: which occurrence of the same term it is; a second needs a second place.
        known: what the model is known to write for it.
        taken: the sentence's other terms, whose English is left alone.
    """
    term = found.term
    standing = [m for form in acceptable(term) for m in occurrences(target, form)]
    places = {m.start(): m for m in standing}
    if len(places) >= rank:
        return counted(target, found, places)
    for window in candidates(target, found, known):
        if coordinated(source, target, window, found) or belongs(
            target[window.start : window.end], taken
        ):
            continue
        changed = replaced(target, window, found)
        if changed and no_worse(source, target, changed):
            before = target[window.start : window.end]
            return use_of(found, before), changed
    return TermFailure(
        source=term.source,
        surface=found.surface,
        target=term.target,
        reason="no other rendering of it was found in the English",
    )


def counted(
    target: str, found: Occurrence, places: Mapping[int, re.Match[str]]
) -> tuple[Use, str]:
    """The use of a term that stands there, its capitals set right."""
    if found.term.target.islower():
        return use_of(found, None), target
    for match in places.values():
        if match.group() == term_lowered(found):
            changed = replaced(target, Window(match.start(), match.end()), found)
            return use_of(found, match.group()), changed or target
    return use_of(found, None), target


def term_lowered(found: Occurrence) -> str:
    """The term in lower case, as a model may write it that does not know the name."""
    return found.term.target.lower()


def use_of(found: Occurrence, before: str | None) -> Use:
    """The record of a use."""
    term = found.term
    return Use(
        source=term.source, surface=found.surface, target=term.target, replaced=before
    )


def candidates(
    target: str, found: Occurrence, known: Sequence[str]
) -> Iterator[Window]:
    """Places of the English that may hold another rendering, the surest first."""
    for phrase in (*found.term.avoid, *known, found.surface):
        for form in (phrase, english_plural(phrase)):
            for match in occurrences(target, form):
                yield Window(match.start(), match.end())
    yield from alike_windows(target, found.term, found.surface)


def belongs(text: str, terms: Sequence[Term]) -> bool:
    """Whether `text` is the English of one of `terms`."""
    return any(
        text.casefold() == form.casefold()
        for term in terms
        for form in acceptable(term)
    )


@cache
def acceptable(term: Term) -> tuple[str, ...]:
    """All English that will do for a term, singular and plural."""
    also = (form for one in term.accept for form in (one, english_plural(one)))
    return tuple(dict.fromkeys((*english_forms(term), *also)))


def coordinated(source: str, target: str, window: Window, found: Occurrence) -> bool:
    """Whether the term shares a part with what follows.

    « les ministres de la Culture et de la Famille »: to put "culture ministers" in the
    place of "ministers of culture" would leave "and family" hanging.
    """
    after = source[found.start + len(found.surface) :]
    return bool(
        re.match(r"\s*(?:,|et|ou)\s+(?:de|du|des|d)\b", after)
        and re.match(r"\s*(?:,|and|or)\b", target[window.end :])
    )


def replaced(target: str, window: Window, found: Occurrence) -> str | None:
    """`target` with the term in the place of `window`, grammar agreeing."""
    singular, several = english_forms(found.term)
    text = several if found.plural else singular
    before, after = target[: window.start], target[window.end :]
    if re.search(r"\b[Tt]he\s+$", before) and text.lower().startswith("the "):
        text = text[4:]
    if text.islower() and window_is_titled(target[window.start : window.end]):
        text = re.sub(
            r"(?<![\w'’])[^\W\d_](?=\w{3})", lambda m: m.group().upper(), text
        )
    before = agreeing_article(before, text, several=found.plural)
    if not before.strip(" \"“'«("):
        text = text[0].upper() + text[1:]
    changed = before + text + after
    return None if stutters(changed, target) else changed


def window_is_titled(text: str) -> bool:
    """Whether `text` has long words, all of them capitalized."""
    long = re.findall(r"\w{4,}", text)
    return bool(long) and all(word[0].isupper() for word in long)


def agreeing_article(before: str, text: str, *, several: bool) -> str:
    """`before` with "a" or "an" as the term asks for."""
    match = re.search(r"\b([Aa])n?(\s+)$", before)
    if not match or several:
        return before
    article = match[1] + ("n" if vowel_sound(text) else "")
    return before[: match.start()] + article + match[2]


def stutters(changed: str, target: str) -> bool:
    """Whether a word stands twice in a row that did not before."""
    double = re.compile(r"\b(\w+)\s+\1\b", re.IGNORECASE)
    return len(double.findall(changed)) > len(double.findall(target))


def no_worse(source: str, target: str, changed: str) -> bool:
    """Whether the change adds no doubt; a target still French is better left alone."""
    from briefing import fidelity

    before = fidelity.check(source, target)
    if any(flag.kind == "untranslated" for flag in before):
        return False
    after = fidelity.check(source, changed)
    return fidelity.severity(after) <= fidelity.severity(before)
