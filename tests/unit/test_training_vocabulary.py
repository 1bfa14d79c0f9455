"""Pairs with words of the press, on a tokenizer that gives each word a piece."""

from __future__ import annotations

import re

import numpy as np
import pytest

from models.training import arrays, vocabulary
from models.training.figures import table


class Words:
    """A piece for each word, "▁" before those that a space, or nothing, precedes."""

    def __init__(self) -> None:
        self._pieces = ["</s>"]
        self._ids: dict[str, int] = {}

    def encode(self, text: str) -> list[int]:
        found = re.finditer(r"[\w-]+|[^\w\s]", text)
        return [self._id(m.group(), text[: m.start()]) for m in found]

    def _id(self, word: str, before: str) -> int:
        piece = word if before and before[-1] != " " else f"▁{word}"
        if piece not in self._ids:
            self._ids[piece] = len(self._pieces)
            self._pieces.append(piece)
        return self._ids[piece]

    def get_piece_size(self) -> int:
        return len(self._pieces)

    def id_to_piece(self, k: int) -> str:
        return self._pieces[k]

    def text(self, ids) -> str:
        return "".join(self._pieces[k] for k in ids).replace("▁", " ").strip()


def made(*pairs: tuple[str, str], links: list[list[int]], size: int = 99):
    tokenizer = Words()
    sources = [tokenizer.encode(french) for french, _ in pairs]
    targets = [tokenizer.encode(english) for _, english in pairs]
    known = vocabulary.lexicon(tokenizer, {})
    found = vocabulary.exchanged(
        arrays.from_sequences(sources, targets, links),
        known,
        tokenizer,
        size=size,
        longest=40,
        seed=1,
    )
    return [
        (tokenizer.text(s), tokenizer.text(t), links.tolist())
        for s, t, links in map(found.pair, range(len(found)))
    ]


def both_of(french: str) -> tuple[str, str]:
    """The kind and the English of a noun of the press, singular or plural."""
    for row in table("nouns"):
        for of, to in (("french", "english"), ("plural", "english_plural")):
            if row["use"] == "press" and row[of] == french:
                return row["kind"], row[to]
    raise AssertionError(french)


def test_a_noun_of_the_press_takes_the_place_of_a_common_one_in_both_languages():
    pair = ("le ministre dort", "the minister sleeps")
    ((french, english, links),) = made(pair, links=[[0, 1, 2]])
    noun = french.removeprefix("le ").removesuffix(" dort")
    kind, wanted = both_of(noun)
    assert kind == "p"
    assert english == f"the {wanted} sleeps"
    size = len(wanted.replace("'", " ' ").split())
    assert links == [0, *[1] * size, len(noun.split()) + 1]


def test_behind_an_elided_article_stands_a_noun_that_elides_it():
    pair = ("l'élection passe", "the election passes")
    ((french, english, _),) = made(pair, links=[[0, 2, 3]])
    noun = french.removeprefix("l'").removesuffix(" passe")
    assert noun[0] in vocabulary.VOWELS
    assert english == f"the {both_of(noun)[1]} passes"


@pytest.mark.parametrize("seed", range(5))
def test_a_or_an_agrees_with_the_noun_put_in(seed):
    pair = ("un ministre dort", "a minister sleeps")
    found = made(*[pair] * (seed + 1), links=[[0, 1, 2]] * (seed + 1))
    assert all(english.split()[1][0] not in "aeiou" for _, english, _ in found)


@pytest.mark.parametrize(
    ("french", "english", "links"),
    [
        ("le ministre dort", "the prefect sleeps", [0, 1, 2]),  # another word
        ("le ministre dort", "the minister sleeps", [0, 2, 2]),  # linked elsewhere
        ("le ministre rit", "the minister of a minister", [0, 1, 1, 1, 1]),  # twice
    ],
)
def test_only_a_noun_that_stands_once_and_is_linked_is_exchanged(
    french, english, links
):
    tokenizer = Words()
    known = vocabulary.lexicon(tokenizer, {})
    source, target = tokenizer.encode(french), tokenizer.encode(english)
    pieces = range(tokenizer.get_piece_size())
    opens = [not tokenizer.id_to_piece(k)[0].isalnum() for k in pieces]
    assert not list(vocabulary.places(source, target, links, known, opens))


def test_the_table_says_of_each_noun_what_agreement_needs():
    rows = table("nouns")
    assert {row["use"] for row in rows} == {"host", "press"}
    assert {row["gender"] for row in rows} == {"m", "f"}
    assert {row["kind"] for row in rows} == set("pbet")
    assert all(all(cell.strip() == cell != "" for cell in r.values()) for r in rows)
    names = [row["french"] for row in rows if row["use"] == "press"]
    assert len(names) == len(set(names)) >= 200
    assert np.all([row["plural"] != "" for row in rows])
