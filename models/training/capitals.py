"""English words that are hardly ever written but with a capital, counted in corpora.

    python -m models.training.capitals CORPUS

Writes `briefing/fidelity/data/capitals_en.tsv`. A list of English words has names in it
(« obama », « toulouse »): what tells them is how people write them. Corpora whose case
was restored by a program are left out.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from briefing.fidelity.invented import english_tokens
from briefing.fidelity.lexicon import everyday
from models.training import written
from models.training.corpora import read

TABLE = Path(__file__).parents[2] / "briefing" / "fidelity" / "data" / "capitals_en.tsv"
HEAD = """\
# English words that are names, or always have a capital; made by
# `python -m models.training.capitals`.
"""
CORPORA = ("hansard36_house", "hansard36_senate", "ca_treaties", "tatoeba")
LEAST = 3
"""Times that a word was seen with a capital inside a sentence."""
SMALL = 0.02
"""Share of small letters beside these at most."""
SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = re.compile(r"(?:[.!?:…] |[\"“”‘’'«-] ?)$")
"""What a word with a capital may follow that is no name."""


def counted(sentences: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in small letters, and inside with a capital."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in sentences:
        for word in _WORD.finditer(text):
            start, letters = word.start(), word.group()
            if letters.islower():
                small[letters] += 1
            elif letters.istitle() and start and not _HEAD.search(text[:start]):
                capital[letters.lower()] += 1
    return small, capital


def always(small: Counter[str], capital: Counter[str]) -> set[str]:
    """The words that are hardly ever written without their capital."""
    return {
        word
        for word, often in capital.items()
        if often >= LEAST and small[word] <= SMALL * often and len(word) >= SHORTEST
    }


def main() -> None:
    """Count, and write the table."""
    parser = argparse.ArgumentParser(prog="capitals")
    parser.add_argument("corpus", type=Path, help="folder of corpora")
    folder: Path = parser.parse_args().corpus
    paths = [folder / f"{name}.tsv.gz" for name in CORPORA]
    texts = [english for path in paths for _, english in read(path)]
    names = always(*counted([*texts, *(english for _, english in written.pairs())]))
    known = {token.lower() for token in english_tokens()}  # compared as such
    lines = [f"{word}\n" for word in sorted((names & everyday()) - known)]
    TABLE.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
