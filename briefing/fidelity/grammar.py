"""Items to quantities: the rules of `data/rules_*.tsv` over the classes of the items.

A rule is a pattern over classes, compiled to a regular expression over the one-letter
codes of the items, and the name of a builder that reads value and unit off them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.fidelity.builders import BUILDERS
from briefing.fidelity.clocks import Built, Groups
from briefing.fidelity.lexer import Item
from briefing.fidelity.tables import rows

_ALIASES = {
    "WHOLE": "int|words|big|year",
    "NUM": "int|words|big|year|decimal|dotted_number|scaled",
    "ANY": "times|other|name|person|of|the|thing|sport|goals|month|span|be",
    "STOP": "end|,|.|;|!|…|)|:",
}


_FIRST = 0x4E00
"""The code of the first class: letters that no pattern gives a meaning to."""


class Candidate(NamedTuple):
    """A quantity as a rule found it, with the items it covers."""

    kind: str
    value: str
    unit: str | None
    first: int
    last: int
    """Indices of its first and last item."""
    exact: bool
    bare: Item
    """The numeral in it, for ranges that share a scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of the rule file."""

    kind: str
    build: Callable[[Groups], Built]
    pattern: str
    """As written; compiled when first needed, which many a rule never is."""
    needs: tuple[int, ...]
    """Of each of these sets of codes, in bits, one must be there: a cheap test before
    the search. The rarest comes first."""


@cache
def codes() -> dict[str, str]:
    """One letter for each class; unknown classes have none."""
    names = {cls for n in ("fr", "en") for _, cls, _ in rows(f"words_{n}.tsv")}
    names |= {cls for n in ("fr", "en") for cls in classes_in_rules(n)}
    return {name: chr(_FIRST + i) for i, name in enumerate(sorted(names))}


def classes_in_rules(lang: str) -> set[str]:
    """Every class that the rules of `lang` name."""
    found: set[str] = set()
    for _, _, pattern in rows(f"rules_{lang}.tsv"):
        for element in pattern.split():
            found.update(choices(ELEMENT.fullmatch(element)["body"]))  # type: ignore[index]
    return found


ELEMENT = re.compile(
    r"(?P<where><!|<|>!|>)?(?P<body>[^=?]+)(?:=(?P<name>\w+))?(?P<may>\?)?"
)
"""`<` and `>` look at what stands before or after, several of them at as many items;
`!` wants it not to be there."""
_LOOK = {"<!": "(?<!{})", ">!": "(?!{})"}


def choices(body: str) -> list[str]:
    """The classes of one element, aliases written out."""
    return [c for part in body.split("|") for c in _ALIASES.get(part, part).split("|")]


@cache
def rules(lang: str) -> tuple[Rule, ...]:
    """The rules of `lang`, in the order of the file."""
    return tuple(
        Rule(
            kind=kind,
            build=BUILDERS[builder],
            pattern=pattern,
            needs=tuple(bits(one) for one in needs(pattern)),
        )
        for kind, builder, pattern in rows(f"rules_{lang}.tsv")
    )


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression over class codes for a pattern of the file."""
    parts: list[str] = []
    ahead = behind = ""
    for element in pattern.split():
        found = ELEMENT.fullmatch(element)
        assert found  # noqa: S101 - every non-space string fits
        one = f"[{''.join(codes()[c] for c in choices(found['body']))}]"
        if found["where"] == ">":
            ahead += one
        elif found["where"] == "<":
            behind += one
        elif found["where"]:
            parts.append(_LOOK[found["where"]].format(one))
        else:
            group = f"(?P<{found['name']}>{one})" if found["name"] else one
            parts.append(group + (found["may"] or ""))
    before, after = f"(?<={behind})" * bool(behind), f"(?={ahead})" * bool(ahead)
    return re.compile(before + "".join(parts) + after)


def needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The codes of each element that must be there, the rarest first."""
    found = [ELEMENT.fullmatch(element) for element in pattern.split()]
    sets = {
        frozenset(codes()[c] for c in choices(m["body"]))
        for m in found
        if m and not m["may"] and m["where"] not in ("<!", ">!")
    }
    return tuple(sorted(sets, key=lambda s: (len(s), sorted(s))))


def bits(found: Iterable[str]) -> int:
    """A bit for each code of `found`; none for what has no code."""
    mask = 0
    for code in found:
        mask |= 1 << max(0, ord(code) - _FIRST + 1)
    return mask & ~1


def candidates(items: Sequence[Item], lang: str) -> list[Candidate]:
    """All quantities the rules find, in the order of the text."""
    table = codes()
    line = "".join([table.get(item.cls, "_") for item in items])
    found: list[Candidate] = []
    there = bits(set(line))
    for rule in possible(there, lang):
        here = [
            build(rule, match, items)
            for match in compile_pattern(rule.pattern).finditer(line)
        ]
        taken = [candidate for candidate in here if candidate]
        found += taken
        line = masked(line, taken)
    return sorted(found, key=lambda c: c.first)


@lru_cache(maxsize=4096)  # many sentences have the same few classes
def possible(there: int, lang: str) -> tuple[Rule, ...]:
    """The rules that may find something where the classes `there` are, in bits."""
    first = [rule for rule in rules(lang) if there & rule.needs[0]]
    return tuple(rule for rule in first if all(map(there.__and__, rule.needs)))


def masked(line: str, taken: Sequence[Candidate]) -> str:
    """`line` with the codes of the items of `taken` blotted out."""
    if not taken:
        return line
    codes_left = list(line)
    for c in taken:
        codes_left[c.first : c.last + 1] = "_" * (c.last + 1 - c.first)
    return "".join(codes_left)


def build(rule: Rule, match: re.Match[str], items: Sequence[Item]) -> Candidate | None:
    """What `rule` reads off the items of `match`; nothing if the builder declines."""
    groups = {
        name: items[match.start(name)]
        for name in match.re.groupindex
        if match.start(name) >= 0
    }
    try:
        value, unit = rule.build(groups)
    except (ValueError, KeyError, ArithmeticError):
        return None
    bare = groups.get("n") or groups.get("day") or groups.get("d") or groups["month"]
    return Candidate(
        kind=rule.kind,
        value=value,
        unit=unit,
        first=match.start(),
        last=match.end() - 1,
        exact=bare.cls != "rough",
        bare=bare,
    )
