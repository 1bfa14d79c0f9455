"""Terms of a glossary and the checks that a list of them must pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

MAX_LENGTH = 120
"""Characters of one side of a term; more is a sentence, not a term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A French term and the English that must stand for it."""

    source: str
    target: str
    exact_case: bool = False
    """Whether the French must be capitalized as written."""
    inflect: bool = True
    """Whether plural and feminine of the French count, with the plural in English."""
    plural: str | None = None
    """The English plural, where the rule would be wrong."""
    accept: tuple[str, ...] = ()
    """English renderings that will do as well."""
    avoid: tuple[str, ...] = ()
    """English renderings to be replaced."""
    note: str | None = None
    line: int = 0
    """Where it stands in the file, from 1."""


def problems(terms: Sequence[Term]) -> list[str]:
    """What is wrong with the terms, each with its line, in the order of the file."""
    found = [
        *(p for term in terms for p in faults(term)),
        *conflicts(terms),
        *loops(terms),
    ]
    return [f"line {line}: {text}" for line, text in sorted(found)]


def faults(term: Term) -> Iterator[tuple[int, str]]:
    """What is wrong with one term by itself."""
    for name, text in (("source", term.source), ("target", term.target)):
        if not any(c.isalnum() for c in text):
            yield term.line, f"the {name} is empty"
        elif len(text) > MAX_LENGTH:
            yield (
                term.line,
                f"the {name} has {len(text)} characters; {MAX_LENGTH} at most",
            )
        elif "\n" in text:
            yield term.line, f"the {name} has a line break"


def conflicts(terms: Sequence[Term]) -> Iterator[tuple[int, str]]:
    """Terms that stand twice, with the same or with another target."""
    ordered = sorted(terms, key=lambda t: (term_key(t), t.line))
    for a, b in pairwise(ordered):
        if term_key(a) == term_key(b) and a.source:
            what = "again" if a.target == b.target else f"“{b.target}”"
            yield b.line, f"“{b.source}” is {what}, but “{a.target}” on line {a.line}"


def term_key(term: Term) -> str:
    """What makes two terms the same."""
    return term.source if term.exact_case else term.source.casefold()


def loops(terms: Sequence[Term]) -> Iterator[tuple[int, str]]:
    """Terms whose target is the source of another that changes it."""
    sources = {t.source.casefold(): t for t in terms}
    for term in terms:
        other = sources.get(term.target.casefold())
        if term.target and other and other.target.casefold() != term.target.casefold():
            yield term.line, f"“{term.target}” is itself a term on line {other.line}"


def english_plural(text: str) -> str:
    """The plural of an English term: of its head, before " of "."""
    head, of, rest = text.partition(" of ")
    if head.endswith("s") and not head.endswith("ss"):
        return text
    if head[-1:] == "y" and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head += "es"
    else:
        head += "s"
    return head + of + rest
