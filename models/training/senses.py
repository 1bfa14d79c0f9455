"""What each French word was translated as, counted over the linked pairs.

    python -m models.training.senses --work WORK

Writes `briefing/dictionary/data/attested.tsv` from the arrays that `align` has linked.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import sentencepiece

from models.training import arrays
from models.training.arrays import NO_LINK, Pairs
from models.training.prepare import load_tokenizer

TABLE = Path(__file__).parents[2] / "briefing" / "dictionary" / "data" / "attested.tsv"
HEAD = """\
# French words with what they were translated as in the corpora that the model was
# trained on, the commonest first; made by `python -m models.training.senses`.
"""
DOMAINS = ("prose", "everyday", "debates", "manuals")
LEAST = 4
"""Pairs with a French word at least, for it to stand in the table."""
TWICE = 2
"""Pairs at least in which it was translated as an English word."""
SHARE = 0.01
"""Share of its pairs at least for the same."""
MOST = 4
"""English words for one French word at most."""
SHORTEST = 4
"""Letters of a French word at least: shorter ones mean too many things."""

_MARKS = "▁'’“”\"«»().,;:!?-"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")

Links = Mapping[str, Mapping[str, int]]
"""For each French word how many pairs link it to each English one."""


def words(ids: Sequence[int], pieces: Sequence[str]) -> tuple[list[str], list[int]]:
    """The words that `ids` make up, without marks, and the word of each piece."""
    found: list[str] = []
    owner: list[int] = []
    for i in ids:
        if pieces[i][:1].isalnum() and found:
            found[-1] += pieces[i]
        else:
            found.append(pieces[i])
        owner.append(len(found) - 1)
    return [word.strip(_MARKS) for word in found], owner


class Linked(NamedTuple):
    """The words of one pair."""

    french: list[str]
    english: list[str]
    links: list[tuple[str, str]]
    """A French and an English word for each linked piece."""


def linked(pairs: Pairs, pieces: Sequence[str]) -> Iterator[Linked]:
    """Each of `pairs` in words."""
    for row in range(len(pairs)):
        source, target, links = (part.tolist() for part in pairs.pair(row))
        french, of_source = words(source, pieces)
        english, of_target = words(target, pieces)
        both = [
            (french[of_source[link]], english[of_target[place]])
            for place, link in enumerate(links)
            if link != NO_LINK and link < len(of_source)
        ]
        yield Linked(french, english, both)


def counted(
    domains: Sequence[Pairs], tokenizer: sentencepiece.SentencePieceProcessor
) -> tuple[Links, Counter[str]]:
    """How many pairs link which words, and how many have each French one linked."""
    pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
    links: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    for pairs in domains:
        for pair in linked(pairs, pieces):
            found = {(f.lower(), e.lower()) for f, e in pair.links}
            seen.update({french for french, _ in found})
            for french, english in found:
                links[french][english] += 1
    return links, seen


def attested(links: Links, seen: Mapping[str, int]) -> dict[str, list[str]]:
    """The English words worth keeping for each French one, the commonest first."""
    kept: dict[str, list[str]] = {}
    for french in sorted(links):
        if seen[french] < LEAST or len(french) < SHORTEST:
            continue
        ranked = sorted(links[french].items(), key=lambda item: (-item[1], item[0]))
        often = max(TWICE, SHARE * seen[french])
        enough = [e for e, n in ranked if n >= often and _WORD.fullmatch(e)][:MOST]
        if enough and _WORD.fullmatch(french):
            kept[french] = enough
    return kept


def opened(
    program: str, names: Iterable[str]
) -> tuple[dict[str, Pairs], sentencepiece.SentencePieceProcessor]:
    """The domains of the work folder that the command line says, and its tokenizer."""
    parser = argparse.ArgumentParser(prog=f"python -m models.training.{program}")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--tokenizer", default="fren8.model", help="in the work folder")
    args = parser.parse_args()
    domains = {name: arrays.load(args.work / "arrays" / name) for name in names}
    return domains, load_tokenizer(args.work / args.tokenizer)


def main() -> None:
    """Count, and write the table."""
    domains, tokenizer = opened("senses", DOMAINS)
    found = attested(*counted(list(domains.values()), tokenizer))
    lines = [f"{french}\t{' '.join(english)}\n" for french, english in found.items()]
    TABLE.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
