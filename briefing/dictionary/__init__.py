"""French words of the press with their English, and what words were translated as.

`data/words.tsv` has words that corpora of debates and manuals lack, so that a model
trained on those cannot know them: « innover », "innovate"; « sillonnaient »,
"criss-crossed". Form by form, so that number and tense are those of the French: form,
code and English; the codes are told in its head. `data/inflected.tsv` has the forms of
rarer words, made from their lemmas. `data/attested.tsv` has what French words were
translated as in the corpora that the model was trained on, `data/papers.tsv` newspapers
whose names hide behind « au » and « du ».
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

LOOSELY = "*"
"""Stands in `attested.tsv` behind words that are said in too many ways."""
ALTERNATIVES = "; "
"""Stands between English words that say the same, the most usual first."""
_FORMS = ("words.tsv", "inflected.tsv")
"""Tables of forms with code and English; what was written form by form goes first."""


@cache
def _lines(name: str) -> list[str]:
    """The lines of a table, in order; its head comes first, for « # » does."""
    return (files(__package__) / "data" / name).read_text("utf-8").splitlines()


def entries() -> Iterator[tuple[str, str, str]]:
    """French form, code and English of each word of the press."""
    for line in _lines("words.tsv"):
        if line[:1] != "#":
            form, code, english = line.split("\t")
            yield form, code, english


def look_up(word: str) -> tuple[str, ...]:
    """The English of a French word as it stands, the most usual first."""
    _, _, english = _form(word).partition("\t")
    return tuple(english.split(ALTERNATIVES)) if english else ()


def is_noun(word: str) -> bool:
    """Whether the dictionary has a word for a noun: « porte », "door"."""
    return _form(word)[:1] == "n"


def is_word(word: str) -> bool:
    """Whether the dictionary or the corpora have a French word."""
    return bool(_form(word) or _find("attested.tsv", word))


def attested(word: str) -> tuple[str, ...]:
    """English words that a French one was translated as, the commonest first.

    Nothing for a word that the corpora have seldom or never. Single words: of « mettre
    en œuvre », "implement", each of the French has a share.
    """
    return tuple(_find("attested.tsv", word).partition("\t")[0].split())


def is_loose(word: str) -> bool:
    """Whether good English mostly has none of a word's English: « pris », « coup »."""
    return _find("attested.tsv", word).endswith(f"\t{LOOSELY}")


def sure(word: str) -> tuple[str, ...]:
    """Families of English words of which good English has one nearly always.

    Nothing for a word that a translator may do without, or say in many ways. A family
    is what `fidelity.spelling.family` makes of a word.
    """
    return tuple(_find("sure.tsv", word).split())


def origins(word: str) -> tuple[str, ...]:
    """Roots of French words of which an English one comes from one nearly always.

    Nothing for a word that may come from anywhere. A root is what
    `fidelity.spelling.root` makes of a word.
    """
    return tuple(_find("origins.tsv", word).split())


def tables() -> Iterator[tuple[str, Sequence[str]]]:
    """French words with English ones that they may become, or the families of these."""
    for form, _, english in entries():
        yield form, english.split()
    for name in ("attested.tsv", "sure.tsv"):
        for line in _lines(name):
            if line[:1] != "#":
                word, english, *_ = line.split("\t")
                yield word, english.split()


class Paper(NamedTuple):
    """A newspaper whose name begins with an article."""

    article: str
    not_after: frozenset[str]
    """Words after which the name is something else: « la Coupe du Monde »."""
    not_before: frozenset[str]


@cache
def papers() -> dict[str, Paper]:
    """Newspapers by their names without the article."""
    found = {}
    for line in _lines("papers.tsv"):
        if line[:1] != "#":
            name, article, *words = line.split("\t")
            after, before = (frozenset(w.split()) for w in (*words, "", "")[:2])
            found[name] = Paper(article, after, before)
    return found


def _form(word: str) -> str:
    """Code and English of a form; nothing if it is not known."""
    return next(filter(None, (_find(name, word) for name in _FORMS)), "")


def _find(name: str, word: str) -> str:
    """What stands behind a word in a table; nothing if the word is not in it.

    « vœu » is found as « voeu » too, as some papers spell it.
    """
    low = word.lower()
    spellings = (low, low.replace("œ", "oe")) if "œ" in low else (low,)
    return next(filter(None, (_behind(name, one) for one in spellings)), "")


def _behind(name: str, word: str) -> str:
    lines, start = _lines(name), f"{word}\t"
    at = bisect_left(lines, start)
    found = at < len(lines) and lines[at].startswith(start)
    return lines[at][len(start) :] if found else ""
