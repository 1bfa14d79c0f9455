"""Pairs with marked terms, on a tokenizer of a few words."""

from __future__ import annotations

import itertools
import random

from models.training import arrays, terms

PIECES = (
    "</s>",
    *terms.MARKS,
    *(
        "▁l",
        "'",
        "Union",
        "▁européenne",
        "▁a",
        "▁versé",
        "▁",
        "1",
        ",",
        "5",
        "▁milliard",
    ),
    *("▁the", "▁European", "▁Union", "▁paid", ".", "▁billion"),
)
IDS = {piece: k for k, piece in enumerate(PIECES)}
FRENCH = "▁l ' Union ▁européenne ▁a ▁versé ▁ 1 , 5 ▁milliard ."
ENGLISH = "▁the ▁European ▁Union ▁paid ▁ 1 . 5 ▁billion ."
LINKS = [0, 3, 2, 5, 6, 7, 8, 9, 10, 11]


class Tokenizer:
    def get_piece_size(self) -> int:
        return len(PIECES)

    def id_to_piece(self, k: int) -> str:
        return PIECES[k]


LOOKS = terms.alphabet(Tokenizer())


def ids(text: str) -> list[int]:
    return [IDS[piece] for piece in text.split()]


def text(numbers: list[int]) -> str:
    return " ".join(PIECES[k] for k in numbers)


def found() -> set[tuple[str, str, bool]]:
    french, english = ids(FRENCH), ids(ENGLISH)
    return {
        (text(french[slice(*a)]), text(english[slice(*b)]), weight > 1)
        for a, b, weight in terms.candidates(french, english, LINKS, LOOKS)
    }


def test_a_run_linked_to_nothing_else_can_be_marked():
    assert ("Union ▁européenne", "▁European ▁Union", True) in found()


def test_a_figure_keeps_its_decimals():
    assert ("▁ 1 , 5 ▁milliard", "▁ 1 . 5 ▁billion", True) in found()
    assert not any(
        english.startswith("▁ 1") and "5" not in english for _, english, _ in found()
    )


def test_no_term_ends_in_punctuation():
    assert not any(english.endswith(".") for _, english, _ in found())


def test_a_run_whose_french_is_linked_elsewhere_too_is_left():
    links = [2, *LINKS[1:]]
    assert terms.french_of((1, 3), links, terms.words(ids(FRENCH), LOOKS)) is None
    assert terms.french_of((1, 3), LINKS, terms.words(ids(FRENCH), LOOKS)) == (2, 4)


def test_marks_stand_around_the_term_and_links_lead_to_the_copy():
    french, english = ids(FRENCH), ids(ENGLISH)
    marked, links = terms.insert(
        french, english, LINKS, [((2, 4), (1, 3))], LOOKS.marks
    )
    assert text(marked) == (
        "▁l ' <0x01> Union ▁européenne <0x02> ▁European ▁Union <0x03>"
        " ▁a ▁versé ▁ 1 , 5 ▁milliard ."
    )
    assert [PIECES[marked[k]] for k in links] == [
        *("▁l", "▁European", "▁Union", "▁versé"),
        *("▁", "1", ",", "5", "▁milliard", "."),
    ]


def test_chosen_terms_do_not_overlap():
    french, english = ids(FRENCH), ids(ENGLISH)
    every = list(terms.candidates(french, english, LINKS, LOOKS))
    for seed in range(50):
        chosen = terms.choose(every, random.Random(seed))  # noqa: S311
        sides = zip(*chosen, strict=True)
        for spans in map(sorted, sides):
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_pairs_keep_their_english():
    pairs = arrays.from_sequences([ids(FRENCH)], [ids(ENGLISH)], [LINKS])
    marked = terms.mark(pairs, LOOKS, size=1, longest=160, seed=0)
    source, target, _ = marked.pair(0)
    assert target.tolist() == ids(ENGLISH)
    assert [k for k in source.tolist() if k in LOOKS.marks][:3] == list(LOOKS.marks)


def test_pairs_that_grow_too_long_are_left_out():
    pairs = arrays.from_sequences([ids(FRENCH)] * 9, [ids(ENGLISH)] * 9, [LINKS] * 9)
    every = terms.mark(pairs, LOOKS, size=9, longest=160, seed=0)
    lengths = every.source_lengths.tolist()
    assert min(lengths) < max(lengths)
    short = terms.mark(pairs, LOOKS, size=9, longest=min(lengths), seed=0)
    assert len(short) == lengths.count(min(lengths))
