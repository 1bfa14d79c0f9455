import os
import runpy
from pathlib import Path

import pytest

from briefing.quotes.lexicon import (
    first_names,
    hypernyms,
    known_offices,
    role_of,
    roles,
    sources,
    verb_forms,
    words,
)

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("BRIEFING_SHARED", ROOT.parent / "shared"))
MAKER = runpy.run_path(str(ROOT / "models" / "training" / "quotes_verbs.py"))


@pytest.mark.parametrize(
    ("lemma", "name", "form"),
    [
        ("déclarer", "pres.s", "déclare"),
        ("rappeler", "pres.p", "rappellent"),
        ("rappeler", "past.p", "rappelèrent"),
        ("marteler", "fut.s", "martèlera"),
        ("répéter", "pres.s", "répète"),
        ("lancer", "imp.p", "lançaient"),
        ("juger", "ger", "jugeant"),
        ("appuyer", "cond.s", "appuierait"),
        ("réagir", "pres.p", "réagissent"),
        ("répondre", "pp.fs", "répondue"),
        ("prévenir", "past.s", "prévint"),
        ("écrire", "imp.s", "écrivait"),
        ("dire", "past.p", "dirent"),
    ],
)
def test_verbs_are_conjugated_by_rule(lemma: str, name: str, form: str) -> None:
    readings = {(r.lemma, r.name) for r in verb_forms()[form]}
    assert (lemma, name) in readings


def test_table_of_forms_is_what_the_lemmas_give() -> None:
    data = ROOT / "briefing" / "quotes" / "data"
    wanted: set[tuple[str, str, str, str]] = set()
    for line in (data / "verb_lemmas.tsv").read_text("utf-8").splitlines():
        if line[:1] != "#":
            lemma, kind, parts = (*line.split("\t"), "")[:3]
            for forms in (MAKER["conjugate"](lemma, parts), MAKER["variants"](lemma)):
                wanted |= {(form, name, lemma, kind) for name, form in forms.items()}
    table = (data / "verb_forms.tsv").read_text("utf-8").splitlines()
    assert {tuple(r.split("\t")) for r in table if r[:1] != "#"} == wanted


def test_frequent_cue_verbs_of_the_press_are_known() -> None:
    counts = SHARED / "quotes" / "fr_cue_verbs_freq.tsv"
    if not counts.exists():
        pytest.skip("no counts of cue verbs in ../shared/quotes")
    rows = [line.split("\t") for line in counts.read_text("utf-8").splitlines()]
    known = sum(int(n) for form, n in rows if form in verb_forms())
    assert known / sum(int(n) for _, n in rows) > 0.97


@pytest.mark.parametrize(
    ("noun", "canonical", "gender"),
    [
        ("présidente", "président", "f"),
        ("ministre", "ministre", "x"),
        ("sénatrice", "sénateur", "f"),
        ("co-porte-parole", "porte-parole", "x"),
        ("ex-ministre", "ministre", "x"),
        ("polémiste", "polémiste", "x"),
        ("colonel-major", "colonel", "m"),
    ],
)
def test_roles_are_compared_by_their_masculine(
    noun: str, canonical: str, gender: str
) -> None:
    role = role_of(noun)
    assert role is not None
    assert (role.noun, role.gender) == (canonical, gender)


@pytest.mark.parametrize("noun", ["soutien", "moteur", "mystérieuse", "table"])
def test_things_are_no_roles(noun: str) -> None:
    assert role_of(noun) is None


def test_tables_are_read_and_none_is_empty() -> None:
    assert all((first_names(), roles(), hypernyms(), known_offices(), sources()))
    assert words("determiner") & {"le", "la"} == {"le", "la"}


def test_first_names_are_known_without_their_accents() -> None:
    assert first_names()["Frederic"] == first_names()["Frédéric"] == "m"
