"""Stretches of the French that a translation leaves out."""

from dataclasses import replace

import pytest

from briefing.translation.omissions import concerns, left_out, lost_words
from briefing.translation.senses import Lexicon, read
from briefing.types import Flag
from tests.fakes import WordTokenizer, traced

ENGLISH = {
    "refusé": ("refused",),
    "reconnaître": ("recognize",),
    "résultats": ("results",),
    "premiers": ("first",),
    "également": ("also",),
}
LEXICON = Lexicon(
    english=lambda word: ENGLISH.get(word, ()),
    attested=lambda word: (),
    is_noun=lambda word: False,
    is_loose=lambda word: False,
)


def details(source, target, alignment):
    tokenizer = WordTokenizer()
    trace = traced(tokenizer, target, alignment)
    return [flag.detail for flag in left_out(tokenizer, source, trace, LEXICON)]


def test_words_in_a_row_that_nothing_was_written_for_are_told():
    source = "Reid a refusé de reconnaître les premiers résultats"
    found = details(source, "Reid has results", (0, 1, 7))
    assert found == ["not in the English: « refusé de reconnaître les premiers »"]
    assert not details(source, "Reid refused first results", (0, 2, 6, 7))


@pytest.mark.parametrize(
    ("target", "alignment"),
    [
        ("he declined it", (0, 2, 2)),  # in other words
        ("first he came", (0, 1, 0)),  # elsewhere
    ],
)
def test_what_is_said_in_other_words_or_elsewhere_is_not_left_out(target, alignment):
    source = "il a refusé de reconnaître les premiers"
    assert not details(source, target, alignment)


def test_a_stretch_is_told_with_its_apostrophes():
    (found,) = details("refusé d reconnaître qu ils premiers", "he", (9,))
    assert found.endswith("« refusé d’reconnaître qu’ils premiers »")


def test_a_word_is_said_by_its_opposite_behind_a_denial():
    lexicon = replace(LEXICON, english=lambda w: ("unknown",) * (w == "inconnu"))
    tokenizer = WordTokenizer()
    for target, unsaid in (("he is known", 1), ("he is not at all known", 0)):
        trace = traced(tokenizer, target, (0,) * len(target.split()))
        found = read(tokenizer, "il est inconnu", trace, lexicon)
        assert len(found.unsaid) == unsaid


def test_words_that_say_little_count_neither_way():
    assert not details("refusé également premiers", "he", (9,))
    (found,) = details("refusé également reconnaître premiers", "he", (9,))
    assert found.endswith("« refusé également reconnaître premiers »")


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Ils ont refusé de reconnaître, dit-il", True),
        ("Ils ont refusé", False),
        ("qu'ils ont-refusé de reconnaître", True),
    ],
)
def test_a_flag_concerns_the_quotation_that_has_the_stretch(text, there):
    detail = "not in the English: « refusé de reconnaître »"
    assert concerns(Flag(kind="omission", detail=detail), text) == there
    assert not concerns(Flag(kind="name", detail=detail), text)


def test_a_word_put_in_concerns_the_quotation_whose_english_has_it():
    flag = Flag(kind="addition", detail="not in the French: “boss”")
    assert concerns(flag, "Le patron est là", "The boss, he is here")
    assert not concerns(flag, "Le patron est là", "The bosses are here")
    assert not concerns(flag, "Le boss est là")


@pytest.mark.parametrize(
    ("source", "target", "lost"),
    [
        ("le maire de la ville voisine", "the neighboring town’s", ("maire",)),
        ("le maire de la ville voisine", "the Mayors of the next town", ()),
        ("un architecte et un mardi", "a day", ("architecte", "mardi")),
        ("Bruno Le Maire", "Bruno", ()),  # a name
        ("Au Journal du dimanche", "In Le Journal du dimanche", ()),
        ("un ex-maire", "a former one", ()),  # another word
        ("un maire", "an ex-mayor", ()),
        ("il pense à autre chose", "he minds", ()),  # may be said in many ways
        ("Il part à huit heures.", "He leaves at eight.", ()),
        ("une loi injuste", "a fair law", ("injuste",)),
        ("une loi injuste", "a law that is not fair", ()),
        ("", "", ()),
    ],
)
def test_words_that_good_english_has_are_told_one_by_one(source, target, lost):
    assert lost_words(source, target) == lost
