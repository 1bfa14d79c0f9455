"""The dictionary that ships: its shape, and what a few words of it are."""

import re
from importlib.resources import files

import pytest

from briefing.dictionary import ALTERNATIVES, attested, entries, look_up, sure

CODES = re.compile(
    r"[na][mf][sp]|inf|ger|su|v12|adv|x|pp|ppf|ppp|ppfp|(?:pr|im|fu|co|ps)3[sp]"
)
ENTRIES = list(entries())
TABLE = files("briefing.dictionary") / "data" / "inflected.tsv"
INFLECTED = [
    (form, code, english.split(ALTERNATIVES))
    for form, code, english in (
        line.split("\t")
        for line in TABLE.read_text("utf-8").splitlines()
        if line[0] != "#"
    )
]


def test_each_form_stands_once_and_in_order():
    forms = [form for form, _, _ in ENTRIES]
    assert len(forms) >= 20_000
    assert forms == sorted(set(forms))
    assert all(form == form.lower().strip() for form in forms)


def test_forms_of_lemmas_stand_beside_those_written_by_hand():
    forms = [form for form, _, _ in INFLECTED]
    assert len(forms) >= 40_000
    assert forms == sorted(set(forms))
    assert set(forms).isdisjoint(form for form, _, _ in ENTRIES)
    assert all(CODES.fullmatch(code) for _, code, _ in INFLECTED)
    words = {word for _, _, english in INFLECTED for word in english}
    assert [w for w in words if not re.fullmatch(r"[\w'.&-]+(?: [\w'.&-]+)*", w)] == []


def test_each_has_a_code_and_a_few_plain_words_of_english():
    assert all(CODES.fullmatch(code) for _, code, _ in ENTRIES)
    wrong = [
        e for e in ENTRIES if not re.fullmatch(r"[\w'.&-]+(?: [\w'.&-]+){0,2}", e[2])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("innover", ("innovate",)),
        ("Libanaise", ("Lebanese",)),
        ("dompteraient", ("would tame",)),
        ("fluettes", ("slender", "thin")),
        ("vœu", ("wish",)),
        ("abracadabrera", ()),
        ("zzz", ()),
    ],
)
def test_a_form_is_looked_up_in_any_case(french, english):
    assert look_up(french) == english


def test_what_words_were_translated_as_comes_with_the_commonest_first():
    assert attested("Barrières")[0] == "barriers"
    assert "commitment" in attested("engagement")
    assert attested("zzz") == ()


def test_sure_words_have_families_of_english():
    assert "mayor" in sure("maire")
    assert sure("pense") == ()
    assert sure("trente") == ()  # figures have a check of their own
