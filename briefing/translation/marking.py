"""French in which names, figures and terms carry the English that is wanted.

    marked("Le PIB de l'Allemagne a crû de 1,5 %.", terms) ==
    "Le PIB de l'␁Allemagne␂ Germany␃ a crû de␁ 1,5 %␂ 1.5%␃."

A model that was trained on such input copies what stands between the last two marks.
They are control characters, which no document has when it was read; a model's
tokenizer turns them into the byte pieces that it learnt them as.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefing.fidelity.acronyms import acronyms
from briefing.fidelity.nametable import covered_by, find, table
from briefing.fidelity.peoples import people
from briefing.fidelity.runs import runs
from briefing.fidelity.spelling import tokenize
from briefing.glossary import Glossary
from briefing.glossary.matching import english_forms, find_terms

BEFORE, BETWEEN, AFTER = "\x01", "\x02", "\x03"
MARKS = re.compile(f" ?[{BEFORE}{BETWEEN}{AFTER}]")

_SCALES = {"mille": "thousand", "million": "million", "milliard": "billion"}
_SCALES |= {"billion": "trillion", "k": "thousand", "m": "million", "md": "billion"}
_UNITS = {"euro": "euros", "dollar": "dollars", "couronne": "crowns"}
_UNITS |= {"mètres carrés": "square meters", "kilomètres carrés": "square kilometers"}
_UNITS |= {"kilo": "kilos", "baril": "barrels", "hectare": "hectares"}
"""What an amount is of, where a model tends to forget it."""
_SPACE = "[ \u00a0\u202f]"
_FIGURE = re.compile(
    rf"(?:(?<!\w)(?P<sign>[€$£]){_SPACE}?)?"
    r"(?<![\w.,/:-])(?P<whole>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?P<part>,\d+)?"
    rf"(?:{_SPACE}(?P<scale>mille|millions?|milliards?|billions?)(?!\w)"
    rf"|(?P<percent>{_SPACE}?%))?"
    rf"(?:{_SPACE}?(?P<short>k|M|Mds?)?(?P<symbol>[€$£])"
    rf"|{_SPACE}(?:de |d['’])?(?P<unit>{'|'.join(_UNITS)})s?(?!\w))?"
    rf"(?![\w/:]|[.,-]\d|{_SPACE}\d)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A stretch of a French sentence and the English it shall have."""

    start: int
    end: int
    english: str


def marked(source: str, glossary: Glossary | None = None) -> str:
    """`source` with everything marked whose English is known for sure."""
    return insert(source, wanted(source, glossary))


def wanted(source: str, glossary: Glossary | None = None) -> list[Wanted]:
    """What can be marked in `source`: terms of the glossary first, then the rest."""
    terms = glossary_terms(source, glossary) if glossary else ()
    return apart([*terms, *figures(source), *names(source)])


def unmarked(text: str) -> str:
    """`text` without the marks themselves: a model may copy those too."""
    return MARKS.sub("", text)


def insert(source: str, terms: Iterable[Wanted]) -> str:
    """`source` with marks; a space before a term moves inside, as in training."""
    out, at = "", 0
    for term in terms:
        before = source[at : term.start]
        space = " " if before.endswith(" ") or term.start == 0 else ""
        surface = source[term.start : term.end]
        out += before.removesuffix(" ")
        out += f"{BEFORE}{space}{surface}{BETWEEN} {term.english}{AFTER}"
        at = term.end
    return out + source[at:]


def apart(found: Iterable[Wanted]) -> list[Wanted]:
    """Those of `found` that do not overlap an earlier one, in the order of the text."""
    kept: list[Wanted] = []
    covered: set[int] = set()
    for term in found:
        places = range(term.start, term.end)
        if covered.isdisjoint(places):
            covered.update(places)
            kept.append(term)
    return sorted(kept, key=lambda term: term.start)


def glossary_terms(source: str, glossary: Glossary) -> Iterator[Wanted]:
    """The terms of the glossary, without the article of their English."""
    for found in find_terms(source, glossary.index):
        english = english_forms(found.term)[found.plural]
        yield Wanted(
            start=found.start,
            end=found.start + len(found.surface),
            english=english.removeprefix("the "),
        )


def figures(source: str) -> Iterator[Wanted]:
    """Figures written in digits, with their scale, per cent sign or currency."""
    for match in _FIGURE.finditer(source):
        if not match.group().isdigit():
            yield Wanted(start=match.start(), end=match.end(), english=figure(match))


def figure(match: re.Match[str]) -> str:
    """A French figure in English: « 1 234,5 millions », "1,234.5 million".

    A sign stands before the amount, wherever the French has it: « 60 $ », "$60".
    """
    digits = re.sub(r"\D", "", match["whole"])
    grouped = digits if digits == match["whole"] else f"{int(digits):,}"
    part = match["part"].replace(",", ".") if match["part"] else ""
    written = (match["scale"] or match["short"] or "").lower().rstrip("s")
    scale = _SCALES[written] if written else ""
    number = (
        grouped + part + (f" {scale}" if scale else "%" if match["percent"] else "")
    )
    sign = match["sign"] or match["symbol"] or ""
    unit = f" {_UNITS[match['unit']]}" if match["unit"] else ""
    return sign + number + unit


def names(source: str) -> Iterator[Wanted]:
    """Names with an English form of their own, and names that stay as they are."""
    words = tokenize(source)
    known = [f for f in find(words, source) if f.surface[0].isupper()]
    for name in known:
        start, end = words[name.start].start, words[name.end - 1].end
        english = (
            people(name, words) if name.weak else table()[name.row][2].split("|")[0]
        )
        if english:
            yield Wanted(start=start, end=end, english=english)
    covered = covered_by(known)
    for first, last in runs(words, source, covered):
        start, end = words[first].start, words[last].end
        yield Wanted(start=start, end=end, english=source[start:end])
    for word in acronyms(words, covered, source):
        yield Wanted(start=word.start, end=word.end, english=word.text)
