"""What each French word was translated as, counted over the linked pairs.

    python -m models.training.senses --work WORK

Writes `briefing/dictionary/data/attested.tsv` from the arrays that `align` has linked.
Pairs written for the press count more than those of debates and manuals, in which a
« préfet » is a reeve, an « interpellation » an inquiry, and « passe » most often the
half of a password.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import sentencepiece

from briefing.dictionary import LOOSELY, look_up
from briefing.fidelity.spelling import family
from briefing.translation.senses import denials
from briefing.words import is_stop_word
from models.training import arrays
from models.training.arrays import NO_LINK, Pairs
from models.training.prepare import load_tokenizer

TABLE = Path(__file__).parents[2] / "briefing" / "dictionary" / "data" / "attested.tsv"
HEAD = """\
# French words with what they were translated as in the pairs that the model was trained
# on, the commonest first, those of the press above all; `*` stands behind words that
# are said in too many ways. Made by `python -m models.training.senses`.
"""
DOMAINS = ("prose", "everyday", "debates", "manuals")
PRESS = "written"
PRESS_COUNTS = 10
"""Pairs of other domains that one of the press counts for."""
LEAST = 4
"""Pairs with a French word at least, for it to stand in the table."""
TWICE = 2
"""Pairs at least in which it was translated as an English word."""
SHARE = 0.01
"""Share of its pairs at least for the same."""
MOST = 12
"""English words for one French word at most. With 4, what was right was no word for
some French ones: "round" for « tour », "spokesman" for « porte-parole »."""
SHORTEST = 4
"""Letters of a French word at least: shorter ones mean too many things."""

LOOSE = 0.5
"""Share of the press's pairs below which none of a word's English stands in them."""
LOOSE_PAIRS = 20
"""Pairs of the press with a word at least, for that to be told."""

PRIVATIVE = ("in", "im", "ir", "il", "dé", "dés", "mé", "més", "mal", "non", "a")
"""What makes a French word its opposite."""
_ALIKE = frozenset(("migrant", "migratio", "nominati", "nutritio", "radiatio"))
_ALIKE |= frozenset(("believe", "sense"))
"""Families that may stand for what has such a prefix: "hard to believe"."""

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


def attested(
    general: tuple[Links, Mapping[str, int]], press: tuple[Links, Mapping[str, int]]
) -> dict[str, list[str]]:
    """The English words worth keeping for each French one, the commonest first.

    Args:
        general: what `counted` makes of all domains but the press.
        press: the same of the press.
    """
    (links, seen), (of_press, seen_there) = general, press
    kept: dict[str, list[str]] = {}
    for french in sorted({*links, *of_press}):
        pairs = seen.get(french, 0) + seen_there.get(french, 0)
        if pairs < LEAST or len(french) < SHORTEST or not _WORD.fullmatch(french):
            continue
        here, there = links.get(french, {}), of_press.get(french, {})
        weight = {
            e: here.get(e, 0) + PRESS_COUNTS * there.get(e, 0) for e in (*here, *there)
        }
        often = SHARE * (seen.get(french, 0) + PRESS_COUNTS * seen_there.get(french, 0))
        enough = [
            english
            for english in sorted(weight, key=lambda e: (-weight[e], e))
            if here.get(english, 0) + there.get(english, 0) >= TWICE
            and weight[english] >= often
            and _WORD.fullmatch(english)
        ]
        if enough:
            kept[french] = enough[:MOST]
    return kept


def without_opposites(
    kept: Mapping[str, Sequence[str]], of: Callable[[str], Sequence[str]]
) -> dict[str, list[str]]:
    """The same without English that says the opposite: "able" for « incapable ».

    Such pairs say "not able", and what counts links knows nothing of "not". The word
    goes if « capable » is translated so and the other has "unable" beside it.

    Args:
        kept: the English of French words, or its families.
        of: the English of a word, such as that of one without its prefix.
    """
    return {
        french: [word for word in english if word not in opposites(french, english, of)]
        for french, english in kept.items()
    }


def opposites(
    french: str, english: Sequence[str], of: Callable[[str], Sequence[str]]
) -> frozenset[str]:
    """Those of the English words for a French one that the others are denials of."""
    plain = [french.removeprefix(p) for p in PRIVATIVE if french.startswith(p)]
    may_be = {family(word) for one in plain for word in of(one)} - _ALIKE
    there = frozenset(map(family, english)) if may_be else frozenset()
    return frozenset(
        word
        for word in english
        if family(word) in may_be and not there.isdisjoint(map(family, denials(word)))
    )


def loose(kept: Mapping[str, Sequence[str]], press: Iterable[Linked]) -> frozenset[str]:
    """The French words of which good English mostly has none of what is kept.

    They are said in too many ways, « pris la parole », "spoke", for a word that stands
    for them to be called wrong.
    """
    said: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    families = {
        french: {
            family(word)
            for sense in (*english, *look_up(french))
            for word in sense.split()
            if not is_stop_word(word, "en")
        }
        for french, english in kept.items()
    }
    for pair in press:
        there = {family(word.lower()) for word in pair.english}
        for french in {word.lower() for word in pair.french} & families.keys():
            seen[french] += 1
            said[french] += not there.isdisjoint(families[french])
    return frozenset(
        french
        for french, pairs in seen.items()
        if pairs >= LOOSE_PAIRS and said[french] < LOOSE * pairs
    )


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
    domains, tokenizer = opened("senses", (*DOMAINS, PRESS))
    press = domains.pop(PRESS)
    general = counted(list(domains.values()), tokenizer)
    every = attested(general, counted([press], tokenizer))
    found = without_opposites(every, lambda word: every.get(word, ()))
    pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
    many = loose(found, linked(press, pieces))
    lines = [
        "\t".join((french, " ".join(english), *[LOOSELY] * (french in many))) + "\n"
        for french, english in found.items()
    ]
    TABLE.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
