"""Forms of the dictionary's lemmas, in both languages."""

import pytest

from models.training.lemmas import (
    HEAD,
    TABLE,
    Form,
    feminine,
    forms,
    inflected,
    lines,
    plural,
)

WORDS = frozenset(
    ("ternissent", "pensive", "menteuse", "lectrice", "boréaux", "finals")
)


def made(lemma, kind, english):
    row = {"lemma": lemma, "class": kind, "english": english}
    return {form.french: form for form in forms(row, WORDS)}


def test_a_verb_has_its_forms_with_number_tense_and_alternatives():
    found = made("dompter", "v", "tame; hold back")
    assert found["domptait"] == Form("domptait", "im3s", ("tamed", "held back"))
    assert found["domptent"].english == ("tame", "hold back")
    assert found["dompterons"].english == ("will tame", "will hold back")
    assert found["domptées"] == Form("domptées", "ppfp", ("tamed", "held back"))
    assert found["domptez"].code == "v12"


def test_a_verb_that_the_rules_do_not_know_has_its_infinitive_alone():
    assert made("ternir", "v", "tarnish")["ternissent"].english == ("tarnish",)
    assert made("courir", "v", "run").keys() == {"courir"}
    assert made("sevrer", "v", "wean")["sèvre"].english == ("weans",)


@pytest.mark.parametrize(
    ("english", "singular", "several"),
    [
        ("court order", "court order", "court orders"),
        ("point of view", "point of view", "points of view"),
        ("stench~", "stench", "stench"),
        ("=goods", "goods", "goods"),
    ],
)
def test_a_noun_has_its_plural(english, singular, several):
    found = made("point", "nm", english)
    assert found["point"] == Form("point", "nms", (singular,))
    assert found["points"] == Form("points", "nmp", (several,))


@pytest.mark.parametrize(
    ("masculine", "other"),
    [
        ("pensif", "pensive"),
        ("menteur", "menteuse"),
        ("lecteur", "lectrice"),
        ("ancien", "ancienne"),
        ("rouge", "rouge"),
        ("têtu", "têtue"),
    ],
)
def test_an_adjective_has_its_feminine(masculine, other):
    assert feminine(masculine, WORDS) == other


def test_a_plural_is_what_french_has():
    assert plural("boréal", WORDS) == "boréaux"
    assert plural("final", WORDS) == "finals"
    assert plural("gras", WORDS) == "gras"


def test_what_other_tables_have_is_left_to_them():
    lemmas = [
        {"lemma": "dompteur", "class": "nmf", "english": "tamer"},
        {"lemma": "innover", "class": "v", "english": "renew"},
    ]
    found = inflected(lemmas, WORDS)
    assert found["dompteuses"] == Form("dompteuses", "nfp", ("tamers",))
    assert "innover" not in found


def test_the_table_that_ships_is_what_the_lemmas_give():
    assert TABLE.read_text("utf-8") == HEAD + "".join(lines())
