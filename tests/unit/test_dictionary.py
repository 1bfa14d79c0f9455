"""The dictionary that ships: its shape, and what a few words of it are."""

import re

import pytest

from briefing.dictionary import attested, entries, look_up, sure

CODES = re.compile(
    r"[na][mf][sp]|inf|ger|su|v12|adv|x|pp|ppf|ppp|ppfp|(?:pr|im|fu|co|ps)3[sp]"
)
ENTRIES = list(entries())


def test_each_form_stands_once_and_in_order():
    forms = [form for form, _, _ in ENTRIES]
    assert len(forms) >= 20_000
    assert forms == sorted(set(forms))
    assert all(form == form.lower().strip() for form in forms)


def test_each_has_a_code_and_a_few_plain_words_of_english():
    assert all(CODES.fullmatch(code) for _, code, _ in ENTRIES)
    wrong = [
        e for e in ENTRIES if not re.fullmatch(r"[\w'.&-]+(?: [\w'.&-]+){0,2}", e[2])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("french", "english"),
    [("innover", "innovate"), ("Libanaise", "Lebanese"), ("zzz", None)],
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
