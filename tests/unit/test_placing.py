"""Terms put in their places: where, in which order, and when not at all."""

from dataclasses import replace

import pytest

from briefing.protocols import Hypothesis
from briefing.translation.marking import Wanted
from briefing.translation.placing import Draft, exchanged, placed
from briefing.types import Decoding
from tests.fakes import NullEngine, WordTokenizer


class Reader(NullEngine):
    """Aligns words as it is told, and goes on with the French."""

    def __init__(self, alignment=None):
        super().__init__()
        self.alignment = alignment

    def complete(self, token_ids, beginnings, decoding):
        found = super().complete(token_ids, beginnings, decoding)
        if self.alignment is None:
            return found
        return [replace(h, alignment=self.alignment) for h in found]


def term(source, surface, english):
    start = source.index(surface)
    return Wanted(start=start, end=start + len(surface), english=english)


def texts(engine, source, target, *terms, insist=False):
    tokenizer = WordTokenizer()
    draft = Draft(source=source, target=target, terms=terms)
    (found,) = placed(engine, tokenizer, [draft], Decoding(), insist=insist)
    return [tokenizer.decode(completion.token_ids) for completion in found]


def test_what_stands_before_a_term_is_kept_and_the_model_goes_on_behind_it():
    source = "le maire de Lyonville est parti"
    wanted = term(source, "Lyonville", "Lionville")
    found = texts(Reader(), source, "the mayor of Lyonvingry has left", wanted)
    assert found == ["the mayor of Lionville est parti"]


def test_several_terms_come_in_the_order_of_the_english():
    source = "Anne et Marc dorment"
    terms = (term(source, "Marc", "Mark"), term(source, "Anne", "Ann"))
    found = texts(Reader(), source, "Anx and Marx sleep", *terms)
    assert found == ["Ann et Marc dorment", "Ann et Mark dorment"]


def test_what_gets_lost_on_the_way_is_put_back():
    source = "Anne et Marc dorment"
    terms = (term(source, "Anne", "Ann"), term(source, "Marc", "Mark"))
    found = texts(Reader(), source, "Anx and Mark sleep", *terms)
    assert found == ["Ann et Marc dorment", "Ann et Mark dorment"]


def test_a_term_that_stands_there_is_left_alone():
    source = "Anne dort"
    assert texts(Reader(), source, "Ann sleeps", term(source, "Anne", "Ann")) == []


def test_a_term_inside_another_word_does_not_stand_there():
    source = "Anne dort"
    found = texts(Reader(), source, "Annette sleeps", term(source, "Anne", "Ann"))
    assert found == ["Ann dort"]


class RunsOn(NullEngine):
    """Writes « -ring » behind what it was told, unless it was told what follows."""

    def __init__(self, tokenizer):
        super().__init__()
        self.ring = tokenizer.encode_target("-ring")[0]

    def complete(self, token_ids, beginnings, decoding):
        return [
            c
            if len(beginning) > 1
            else replace(c, token_ids=(*beginning, self.ring, *c.token_ids[1:]))
            for c, beginning in zip(
                super().complete(token_ids, beginnings, decoding),
                beginnings,
                strict=True,
            )
        ]


def test_where_a_word_runs_on_behind_a_term_what_stood_there_follows():
    source, tokenizer = "Rutte parle bas", WordTokenizer()
    wanted = term(source, "Rutte", "Rutte")
    draft = Draft(source=source, target="Rutteringring speaks low", terms=[wanted])
    (found,) = placed(RunsOn(tokenizer), tokenizer, [draft], Decoding())
    texts = [tokenizer.decode(completion.token_ids) for completion in found]
    assert texts == ["Rutte speaks bas"]


@pytest.mark.parametrize(
    ("insist", "expected"), [(False, []), (True, ["he Ann dort ici"])]
)
def test_a_term_without_a_word_for_it_is_put_in_only_on_demand(insist, expected):
    source = "il Anne dort ici"
    reader = Reader(alignment=(0, 2, 3, 3))
    wanted = term(source, "Anne", "Ann")
    assert texts(reader, source, "he sleeps here", wanted, insist=insist) == expected


def test_nothing_to_place_asks_for_nothing():
    assert placed(Reader(), WordTokenizer(), [], Decoding()) == []


def exchange(source, target, alignment, *terms):
    tokenizer = WordTokenizer()
    ids = tuple(tokenizer.encode_target(target))
    trace = Hypothesis(token_ids=ids, score=0.0, alignment=alignment)
    draft = Draft(source=source, target=target, terms=terms, trace=trace)
    found = exchanged(tokenizer, draft)
    assert found is None or len(found.alignment) == len(found.token_ids)
    return found and tokenizer.decode(found.token_ids)


def test_words_written_for_terms_are_exchanged_and_all_else_stays():
    source = "le maire de Lyonville a vu Anne Petit"
    target = "the mayor of Lyonvingry has seen Annex Petite"
    terms = (
        term(source, "Lyonville", "Lionville"),
        term(source, "Anne Petit", "Anne Petit"),
    )
    found = exchange(source, target, (0, 1, 2, 3, 4, 5, 6, 7), *terms)
    assert found == "the mayor of Lionville has seen Anne Petit"


def test_small_words_at_the_ends_of_a_name_are_not_exchanged():
    source = "elle aime Lyonville"
    wanted = term(source, "Lyonville", "Lionville")
    found = exchange(source, "of Lyonvingry too", (2, 2, 2), wanted)
    assert found == "of Lionville too"


def test_marks_around_what_was_written_for_a_name_stay():
    source = "elle aime Lyonville beaucoup"
    wanted = term(source, "Lyonville", "Lionville")
    found = exchange(source, "she loves “Lyonvingry” much", (0, 1, 2, 3), wanted)
    assert found == "she loves “Lionville” much"


def test_a_small_word_in_the_place_of_a_last_name_goes():
    source = "elle aime Anne Petit"
    wanted = term(source, "Anne Petit", "Anne Petit")
    found = exchange(source, "she loves Anne thread too", (0, 1, 2, 3, 1), wanted)
    assert found == "she loves Anne Petit too"
    found = exchange(source, "she loves Anne and thread", (0, 1, 2, 3, 3), wanted)
    assert found == "she loves Anne Petit and thread"


def test_common_words_written_for_a_name_alone_are_exchanged_with_their_article():
    source = "elle aime Lyonville beaucoup"
    wanted = term(source, "Lyonville", "Lionville")
    found = exchange(source, "she loves the quakes much", (0, 1, 2, 2, 3), wanted)
    assert found == "she loves Lionville much"
    assert exchange(source, "she loves it much", (0, 1, 2, 3), wanted) is None


def test_a_term_in_small_letters_takes_the_place_of_all_but_small_words():
    source = "elle aime le parquet"
    wanted = term(source, "parquet", "prosecutor's office")
    found = exchange(source, "she loves the floor .", (0, 1, 3, 3, 4), wanted)
    assert found == "she loves the prosecutor's office ."


@pytest.mark.parametrize(
    ("target", "alignment"),
    [
        ("she loves everything", (0, 1, 1)),  # no word for it
        ("Lyon loves Ville", (2, 1, 2)),  # others between
        ("she loves Lyon Ville Ry", (0, 1, 2, 2, 2)),  # too much would go
    ],
)
def test_what_was_written_for_a_term_must_be_plain(target, alignment):
    source = "elle aime Lyonville"
    wanted = term(source, "Lyonville", "Lionville")
    assert exchange(source, target, alignment, wanted) is None


def test_without_the_attention_of_the_model_nothing_is_exchanged():
    source = "Anne dort"
    wanted = term(source, "Anne", "Ann")
    draft = Draft(source=source, target="Annex sleeps", terms=[wanted])
    assert exchanged(WordTokenizer(), draft) is None
