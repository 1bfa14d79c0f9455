"""Pairs with rare names in the place of those that were invented."""

from models.training.figures import table
from models.training.renamed import TIMES, renamed

PERSON = ("Paul Martin est parti.", "Paul Martin has left.")
TITLED = ("M. Durand a ri.", "Mr. Durand laughed.")
BODY = ("La MGEN recrute.", "MGEN is hiring.")
NAMES = [(row["french"], row["english"]) for row in table("rare_names")]


def test_a_name_is_exchanged_on_both_sides():
    made = list(renamed([PERSON, TITLED, BODY], 9, 1))
    assert len(made) == 9
    for french, english in made:
        assert any(f in french and e in english for f, e in NAMES)
        assert not {"Paul Martin", "Durand", "MGEN"} & {french, english}
    assert len(set(made)) > 3


def test_a_name_may_be_another_in_english():
    made = {pair for seed in range(60) for pair in renamed([TITLED], 1, seed)}
    assert ("M. Poutine a ri.", "Mr. Putin laughed.") in made


def test_what_stands_before_a_name_is_elided_or_not():
    pair = ("Le père de Paul Martin.", "The father of Paul Martin.")
    made = {french for seed in range(60) for french, _ in renamed([pair], 1, seed)}
    assert "Le père d'Emmanuel Martin." in made
    assert "Le père de Gérald Martin." in made
    assert not any("de E" in french or "d'G" in french for french in made)


def test_a_pair_is_used_a_few_times_and_one_without_a_name_never():
    assert len(list(renamed([PERSON], 99, 1))) == TIMES
    plain = ("Il pleut à Paris.", "It is raining in Paris.")
    twice = ("Paul Martin et Paul Martin.", "Paul Martin and Paul Martin.")
    assert list(renamed([plain, twice], 9, 1)) == []


def test_each_name_stands_once_and_is_of_a_known_kind():
    rows = [tuple(row.values()) for row in table("rare_names")]
    assert {kind for kind, _, _ in rows} == {"last", "first", "body"}
    assert len(rows) == len(set(rows))
