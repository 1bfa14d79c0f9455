"""The shape of a translation: empty, invented, looping, too short, still French."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from briefing.dictionary import papers
from briefing.fidelity.spelling import squeezed
from briefing.fidelity.stutter import all_differ, echo, stutter, twice_in_list
from briefing.fidelity.tables import marked, rows
from briefing.types import Flag

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_LETTER = re.compile(r"[^\W\d_]")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
_LABEL = re.compile(r"(?:^|(?<=[;:] ))\w{1,3}\)")
_USUAL_REPEATS = ((5, 1), (4, 2), (3, 3), (2, 4))
"""How often an n-gram may stand in one sentence without a pattern in the French."""
_QUOTED = re.compile(r"[\"“«]\s*([^\"”»]*)[\"”»]")
_LONE = re.compile(
    r"(?<![\w'’-])(?:an?|[Tt]he) (?:o[nf]|in|at|to|for|with|by|from|and|or|is|was|are"
    r"|were|has|have|had|that|which|who)(?![\w'’-])(?! (?:vitro|vivo|situ|camera)\b)"
)
"""In 12,000 sentences by people one, where words are missing."""
_TITLE = 8
"""Words of a title at most."""
_STRAIGHT = re.compile(r"(?:^|(?<=[\s(’'–—:-]))\"(?=\S)")
"""A straight mark that opens."""
_DOUBLED = re.compile(r"“[^”]*“|”[^“]*”")
CURLED = re.compile(r"“\s*([^“”]*?)\s*”")
"""A quotation."""
_LONGER = 3
"""So many times as long as in French no quotation is in English."""
_SHORTEST = 15
"""Characters at least by which it is longer."""
_QUOTE_MARKS = re.compile(r"[«»“”„\"]")


def check_empty(source: str, target: str) -> Iterator[Flag]:
    """A doubt about an empty target, or about text made out of nothing."""
    if _LETTER.search(source) and not target.strip():
        yield Flag(kind="empty", detail="nothing came back for this sentence")
    elif not _LETTER.search(source) and _LETTER.search(target):
        yield Flag(kind="invented", detail="the French has no words, the English has")


def check_length(source: str, target: str) -> Iterator[Flag]:
    """A doubt about a target much shorter or longer than translations are."""
    size = len(source.strip())
    if not size or not target.strip():
        return
    low, high = length_limits(size)
    ratio = len(target.strip()) / size
    if not low <= ratio <= high:
        word = "short" if ratio < low else "long"
        detail = f"suspiciously {word}: {len(target)} characters for {len(source)}"
        yield Flag(kind="length", detail=detail)


def length_limits(size: int) -> tuple[float, float]:
    """Least and greatest usual ratio of characters for a source of `size`.

    Between the rows of `data/length.tsv` the limits run straight over the logarithm
    of the size.
    """
    table = length_table()
    if size <= table[0][0]:
        return table[0][1:]
    for (a, low_a, high_a), (b, low_b, high_b) in pairwise(table):
        if size <= b:
            t = math.log(size / a) / math.log(b / a)
            return low_a + t * (low_b - low_a), high_a + t * (high_b - high_a)
    return table[-1][1:]


@cache
def length_table() -> tuple[tuple[float, float, float], ...]:
    """Source length, least and greatest ratio, as fitted."""
    found = [tuple(map(float, row)) for row in rows("length.tsv")]
    return tuple((size, low, high) for size, low, high in found)


def check_repetition(source: str, target: str) -> Iterator[Flag]:
    """A doubt about words said over and over that the French does not repeat."""
    loop = stutter(target)
    if loop and not stutter(source):
        yield Flag(kind="repetition", detail=f"repeats itself: {loop}")
        return
    after = _WORD.findall(target.lower())
    if all_differ(after):
        return  # as in most sentences
    for size, usual in _USUAL_REPEATS:
        top, count = most_common(after, size)
        if count <= usual:
            continue
        before = _WORD.findall(source.lower())
        if count > most_common(before, size)[1] + 1:
            detail = f"repeats itself: {' '.join(top)} ({count} times)"
            yield Flag(kind="repetition", detail=detail)
            return


def check_echo(source: str, target: str) -> Iterator[Flag]:
    """A doubt about a word that comes again right away where the French has it once."""
    if again := echo(source, target) or twice_in_list(source, target):
        yield Flag(kind="echo", detail=f"says a word twice: {again}")


def most_common(words: list[str], size: int) -> tuple[tuple[str, ...], int]:
    """The n-gram that stands most often in `words`, and how often."""
    grams = Counter(zip(*(words[i:] for i in range(size)), strict=False))
    if not grams:
        return (), 0
    top = max(grams, key=grams.__getitem__)
    return top, grams[top]


def check_copied(source: str, target: str) -> Iterator[Flag]:
    """A doubt about French words left standing in the English.

    `untranslated` is a target that is mostly French, `copied` one with some French.
    """
    words = _WORD.findall(without_titles(source, target))
    left = [w for w in words if w in french_words()]
    if len(left) >= 2 and len(left) >= 0.1 * len(words):
        kind = "untranslated" if len(left) >= 0.4 * len(words) else "copied"
        yield Flag(kind=kind, detail=f"still French: {' '.join(left[:6])}")


def check_articles(source: str, target: str) -> Iterator[Flag]:
    """A doubt about an article without a noun: "he supports a on the run"."""
    lone = _LONE.search(target)
    if lone:
        yield Flag(kind="garbled", detail=f"no noun behind: {lone[0]}")


def without_titles(source: str, target: str) -> str:
    """`target` without quoted titles that were left as they are: “La Strada”.

    A title is at most eight words that begin with a capital and that the French has
    just so; « dissuader et défendre » in quotation marks is speech left in French.
    Nor does a paper's name count: "Le Journal du dimanche".
    """

    def kept(match: re.Match[str]) -> str:
        words = match[1].split()
        title = words and words[0][0].isupper() and len(words) <= _TITLE
        return " " if title and squeezed(match[1]) in squeezed(source) else match[0]

    for name in paper_names(source):
        target = target.replace(name, " ")
    return _QUOTED.sub(kept, target)


def paper_names(text: str) -> frozenset[str]:
    """Names of newspapers in a text, as far as words in lower case are in them."""
    return frozenset(_papers().findall(text))


@cache
def _papers() -> re.Pattern[str]:
    """Names of newspapers with words in lower case."""
    names = [name for name in papers() if not name.istitle()]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


@cache
def french_words() -> frozenset[str]:
    """Lower-case French words that hardly ever stand in English text."""
    return frozenset(marked("common_fr.tsv"))


def check_marks(source: str, target: str) -> Iterator[Flag]:
    """A doubt about brackets or quotation marks without a partner, or astray."""
    unpaired = [
        f"unpaired {opening}{closing} in the English"
        for opening, closing in _PAIRS
        if balance(target, opening, closing) and not lone(source, opening, closing)
    ]
    odd = target.count('"') % 2
    if odd and '"' not in source and len(_QUOTE_MARKS.findall(source)) % 2 == 0:
        unpaired.append('unpaired " in the English')
    for detail in unpaired or astray(source, target):
        yield Flag(kind="marks", detail=detail)


def astray(source: str, target: str) -> Iterator[str]:
    """What is told of quotations that begin or end elsewhere than in French."""
    if "“" not in target and "”" not in target:
        return
    french = guillemets(source)
    if _DOUBLED.search(french):
        return
    if doubled := _DOUBLED.search(target):
        yield f"quotation marks astray: {doubled[0]}"
        return
    before, after = CURLED.findall(french), CURLED.findall(target)
    if len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            if len(other) > max(_LONGER * len(one), len(one) + _SHORTEST):
                yield f"quotes more than the French: “{other}” for « {one} »"


def guillemets(source: str) -> str:
    """The French with “ and ” for its marks of whatever kind."""
    curled = source.replace("«", "“").replace("»", "”")
    return _STRAIGHT.sub("“", curled).replace('"', "”")


def lone(source: str, opening: str, closing: str) -> bool:
    """Whether a mark of the French has no partner: a quotation runs over sentences."""
    french = source.replace("«", "“").replace("»", "”")
    straight = opening == "“" and source.count('"') % 2
    return bool(straight or balance(french, opening, closing))


def balance(text: str, opening: str, closing: str) -> int:
    """Opening marks less closing ones; a list label « a) » does not count."""
    if opening not in text and closing not in text:
        return 0
    plain = _LABEL.sub("", text)
    before, after = plain.count(opening), plain.count(closing)
    if opening == "“" and (before + after) % 2 == 0 and not before * after:
        return 0  # ”so”, as some write
    return before - after
