"""English words and the French that they come from, counted over the linked pairs.

    python -m models.training.origins --work WORK

Writes `briefing/dictionary/data/origins.tsv`: of the pairs written for the press, which
are translated to the word, nearly all that have one of these English words have one of
its French ones too. What else a French word may become, the other tables say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefing.dictionary import tables
from briefing.fidelity.spelling import family, root
from briefing.fidelity.tables import rows
from briefing.words import is_stop_word
from models.training.arrays import Pairs
from models.training.senses import SHORTEST, linked, opened
from models.training.sure import is_telling

TABLE = Path(__file__).parents[2] / "briefing" / "dictionary" / "data" / "origins.tsv"
HEAD = """\
# English words that come from one of these French ones nearly always, by the roots of
# these (`briefing.fidelity.spelling.root`); made by
# `python -m models.training.origins`.
"""
DOMAIN = "written"
LEAST = 12
"""Pairs with an English word at least."""
SURE = 0.95
"""Share of them with its French at least. Of 4,006 sentences of five sets, good machine
translations have a word without its French in 6 %, who write more freely, this model's
first answers in 11 %. Of 800 press sentences 22 had one, and all were wrong: "the boss
of the counter", « le patron des Républicains »."""
DOUBT = (0.1, 1.0)
"""Pairs without and in all that a word is taken to have had before any was counted."""
SHARE = 0.003
"""Share of a word's pairs that link it to a root at least."""


class Seen(NamedTuple):
    """One pair, as far as it is counted."""

    english: frozenset[str]
    """Its words in small letters that count."""
    french: frozenset[str]
    """Roots of its words."""
    links: frozenset[tuple[str, str]]
    """The ones with the others that they were linked to."""


def seen(pairs: Pairs, pieces: Sequence[str]) -> Iterator[Seen]:
    """What is counted of each of `pairs`."""
    for pair in linked(pairs, pieces):
        plain = frozenset(word for word in pair.english if counts(word))
        yield Seen(
            plain,
            frozenset(root(word) for word in pair.french if word),
            frozenset((e, root(f)) for f, e in pair.links if e in plain and len(f) > 1),
        )


def counts(word: str) -> bool:
    """Whether an English word may have to come from somewhere: no numeral or unit."""
    plain = len(word) >= SHORTEST and word.isalpha() and word.islower()
    return plain and not is_stop_word(word, "en") and family(word) not in measured()


@cache
def measured() -> Set[str]:
    """Words of figures, which are compared as such: « 12 km » is "12 kilometers"."""
    forms = (forms for forms, *_ in rows("words_en.tsv"))
    return {family(form) for some in forms for form in some.split("|")}


def origins(pairs: Iterable[Seen]) -> dict[str, set[str]]:
    """For each English word that is sure to come from one of them its French roots."""
    every = list(pairs)
    links: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    common: Counter[str] = Counter()
    for pair in every:
        common.update(pair.french)
        total.update(pair.english)
        for english, french in pair.links:
            links[english][french] += 1

    def tells(english: str, french: str) -> bool:
        often, all_of = links[english][french], total[english]
        enough = often >= SHARE * all_of and french.isalpha()
        return enough and is_telling(often, all_of, common[french], len(every))

    known = {
        english: {french for french in found if tells(english, french)}
        for english, found in links.items()
        if total[english] >= LEAST
    }
    having: Counter[str] = Counter()
    for pair in every:
        having.update(e for e in pair.english & known.keys() if known[e] & pair.french)
    without, of_all = DOUBT
    return {
        english: found
        for english, found in known.items()
        if (having[english] + of_all - without) / (total[english] + of_all) >= SURE
    }


def elsewhere() -> Mapping[str, Set[str]]:
    """For families of English words the roots of French ones that may become them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for french, english in tables():
        for word in english:
            found[family(word)].add(root(french))
    return found


def main() -> None:
    """Count, and write the table."""
    pairs, tokenizer = opened("origins", (DOMAIN,))
    pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]
    found, other = origins(seen(pairs[DOMAIN], pieces)), elsewhere()
    lines = [
        f"{word}\t{' '.join(sorted({*roots, *other.get(family(word), ())}))}\n"
        for word, roots in sorted(found.items())
    ]
    TABLE.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
