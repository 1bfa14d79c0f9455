"""Terms put in their places: where, in which order, and when not at all."""

from dataclasses import replace

import pytest

from briefing.marking import Wanted
from briefing.placing import Draft, placed
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
