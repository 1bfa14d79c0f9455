"""French words whose English is nearly always there, counted over the linked pairs.

    python -m models.training.sure --work WORK

Writes `briefing/dictionary/data/sure.tsv`. The links say what a word may become; how
often any of that stands in the English is counted over all pairs that have the word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from briefing.dictionary import attested
from briefing.fidelity.spelling import family
from briefing.fidelity.tables import rows
from briefing.translation.omissions import families
from briefing.translation.senses import LEXICON, families_of, senses_of
from briefing.words import is_stop_word
from models.training.arrays import Pairs
from models.training.senses import SHORTEST, linked, opened, without_opposites

TABLE = Path(__file__).parents[2] / "briefing" / "dictionary" / "data" / "sure.tsv"
HEAD = """\
# French words that good English has nearly always, each with the families of what it
# becomes (`briefing.fidelity.spelling.family`); made by
# `python -m models.training.sure`.
"""
DOMAINS = ("prose", "debates", "everyday", "manuals", "law")
TRUSTED = "written"
"""The domain of the press, translated to the word: where it has a word often enough,
it alone is asked."""
LEAST = 25
"""Pairs with a French word at least."""
SURE = 0.93
"""Share of them with its English at least. Over 12,017 sentences of five sets, good
machine translations lack 1 to 2 % of such words, human ones 6 to 12 %, this model's
first answers 10 %; of words between .8 and .9 the good ones lack 4 to 7 %."""
SURE_WRITTEN = 0.95
"""The same share of the pairs of `TRUSTED`. Of words from there on good machine
translations lack 3 to 5 % (4,006 sentences of the five sets), this model's first
answers 11 to 17 %; of words between .92 and .95 it is 7 to 8 and 15."""
DOUBT = (0.3, 3.0)
"""Pairs without and in all that a word is taken to have had before any was counted."""
MOST = 14
"""Families of English words for one French word at most."""
SHARE = 0.004
"""Share of a word's pairs that link it to a family at least."""
CREDIT = 0.01
"""Share of them for which it accounts: less than that is other words' doing ("east" in
a pair with « ouest »)."""
COMMON, MAIN = 0.04, 0.3
"""A word in more than a share `COMMON` of all pairs tells nothing, unless it is linked
to the other in a share `MAIN` of its pairs."""

_NUMERALS = frozenset({"num", "hundred", "scale", "about", "one"})


class Seen(NamedTuple):
    """One pair, as far as it is counted."""

    french: frozenset[str]
    """Its words in small letters."""
    english: frozenset[str]
    """Families of its words."""
    links: frozenset[tuple[str, str]]
    """The ones with the others that were linked to them."""


def seen(pairs: Pairs, pieces: Sequence[str]) -> Iterator[Seen]:
    """What is counted of each of `pairs`."""
    for pair in linked(pairs, pieces):
        plain = frozenset(word for word in pair.french if counts(word))
        there = ((f, telling_family(e)) for f, e in pair.links if f in plain)
        yield Seen(
            plain,
            families(" ".join(pair.english)),
            frozenset((f, e) for f, e in there if e),
        )


def counts(word: str) -> bool:
    """Whether a French word may be sure: long, in small letters, no numeral."""
    plain = len(word) >= SHORTEST and word.isalpha() and word.islower()
    return plain and not is_stop_word(word, "fr") and word not in numerals()


@cache
def numerals() -> Set[str]:
    """French numerals, which are compared as figures."""
    found = (forms for forms, kind, *_ in rows("words_fr.tsv") if kind in _NUMERALS)
    return {form for forms in found for form in forms.split("|")}


def telling_family(word: str) -> str:
    """The family of an English word; nothing for "the" and its like."""
    return "" if is_stop_word(word.lower(), "en") else family(word)


def is_telling(often: int, all_of: int, common: int, pairs: int) -> bool:
    """Whether a link says anything: one to what stands everywhere seldom does.

    Args:
        often: pairs that link two words.
        all_of: pairs that have the first of them.
        common: pairs that have the other.
        pairs: all there are.
    """
    return common <= COMMON * pairs or often >= MAIN * all_of


def translations(pairs: Iterable[Seen]) -> dict[str, tuple[str, ...]]:
    """For each French word seen often enough its families, the commonest first."""
    links: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seen_with: Counter[str] = Counter()
    common: Counter[str] = Counter()
    total = 0
    for pair in pairs:
        total += 1
        common.update(pair.english)
        seen_with.update({french for french, _ in pair.links})
        for french, english in pair.links:
            links[french][english] += 1

    def tells(french: str, english: str) -> bool:
        often, all_of = links[french][english], seen_with[french]
        enough = often >= max(2, SHARE * all_of)
        return enough and is_telling(often, all_of, common[english], total)

    found: dict[str, tuple[str, ...]] = {}
    for french, ranked in links.items():
        if seen_with[french] >= LEAST:
            most = [e for e, _ in ranked.most_common(MOST) if tells(french, e)]
            other = sorted(families_of(senses_of(french, LEXICON)))
            found[french] = tuple(dict.fromkeys([*most, *other]))
    return found


def credited(
    pairs: Iterable[Seen], known: Mapping[str, Sequence[str]]
) -> tuple[dict[str, Counter[str]], Counter[str]]:
    """How many pairs a family accounts for, as the first of its word's that is there.

    And how many pairs have the word.
    """
    credit: dict[str, Counter[str]] = {word: Counter() for word in known}
    total: Counter[str] = Counter()
    for pair in pairs:
        for word in pair.french & known.keys():
            total[word] += 1
            first = next((e for e in known[word] if e in pair.english), None)
            if first is not None:
                credit[word][first] += 1
    return credit, total


def sure(
    credit: Mapping[str, Counter[str]], total: Mapping[str, int], least: float
) -> dict[str, list[str]]:
    """The words whose English is nearly always there, with what accounts for that.

    Args:
        credit: pairs for which each family of a word accounts.
        total: pairs that have the word.
        least: share of them with its English.
    """
    found: dict[str, list[str]] = {}
    for word, families_of_word in sorted(credit.items()):
        often = max(2, CREDIT * total[word])
        kept = {e: n for e, n in families_of_word.items() if n >= often}
        without, of_all = DOUBT
        lacking = total[word] - sum(kept.values()) + without
        if kept and 1 - lacking / (total[word] + of_all) >= least:
            found[word] = sorted(kept)
    return found


def merged(
    everywhere: Mapping[str, Sequence[str]],
    written: Mapping[str, Sequence[str]],
    known: Mapping[str, Sequence[str]],
) -> dict[str, list[str]]:
    """The words that are sure, those that the press has often by the press alone.

    Args:
        everywhere: sure words of the other domains.
        written: sure words of `TRUSTED`.
        known: the families of all words that it has often. Whoever wrote it has his
            habits: any of them will do, whether or not it accounts for a pair.
    """
    found = {w: [*kept] for w, kept in everywhere.items() if w not in known}
    found |= {w: sorted({*kept, *known[w]}) for w, kept in written.items()}
    return dict(sorted(found.items()))


def main() -> None:
    """Count, and write the table."""
    pairs, tokenizer = opened("sure", (*DOMAINS, TRUSTED))
    pieces = [tokenizer.id_to_piece(i) for i in range(tokenizer.get_piece_size())]

    def all_of(domains: Sequence[str]) -> Iterator[Seen]:
        return (pair for name in domains for pair in seen(pairs[name], pieces))

    known = translations(all_of(DOMAINS))
    known_written = translations(all_of([TRUSTED]))
    found = merged(
        sure(*credited(all_of(DOMAINS), known), SURE),
        sure(*credited(all_of([TRUSTED]), known_written), SURE_WRITTEN),
        known_written,
    )
    found = without_opposites(found, attested)
    lines = [f"{word}\t{' '.join(kept)}\n" for word, kept in found.items()]
    TABLE.write_text(HEAD + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
