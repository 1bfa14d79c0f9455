"""The user's terms: reading, checking, and honoring them without breaking English."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.glossary import DEFAULT, Glossary, shipped
from briefing.glossary.reading import read_terms
from briefing.glossary.terms import Term, english_plural, problems

CSV = """source,target,plural,accept,avoid
Conseil de sécurité,Security Council,,,Safety Council
projet de loi,bill,bills,,draft law|law project
zone euro,euro area,,eurozone,
"""


def glossary(text: str, tmp_path: Path, name: str = "terms.csv") -> Glossary:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return Glossary.load(path)


def apply(source: str, target: str, tmp_path: Path) -> str:
    return glossary(CSV, tmp_path).apply(source, target).target


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        (
            "Le Conseil de sécurité vote.",
            "The Safety Council votes.",
            "The Security Council votes.",
        ),
        (
            "Le Conseil de sécurité vote.",
            "The Council of Security votes.",
            "The Security Council votes.",
        ),
        ("Le Conseil de sécurité vote.", "The Conseil de sécurité votes.", None),
        ("Un projet de loi passe.", "A draft law passes.", "A bill passes."),
        ("Des projets de loi passent.", "Draft laws pass.", "Bills pass."),
        (
            "Le projet de loi passe.",
            "An awful draft law passes.",
            "An awful bill passes.",
        ),
    ],
)
def test_another_rendering_is_replaced_with_agreement(
    source: str, target: str, wanted: str | None, tmp_path: Path
) -> None:
    assert apply(source, target, tmp_path) == (wanted or "The Security Council votes.")


def test_article_agrees_with_the_term_put_in(tmp_path: Path) -> None:
    terms = "source,target,avoid\nmairie,city hall,urban office\ncumul,accrual,pile\n"
    made = glossary(terms, tmp_path)
    assert made.apply("Une mairie.", "An urban office.").target == "A city hall."
    assert made.apply("Un cumul.", "A pile.").target == "An accrual."


def test_accepted_renderings_stay_and_count(tmp_path: Path) -> None:
    applied = glossary(CSV, tmp_path).apply(
        "La zone euro croît.", "The eurozone grows."
    )
    assert applied.target == "The eurozone grows."
    assert [use.replaced for use in applied.uses] == [None]
    assert applied.failures == ()


def test_the_plural_of_an_accepted_rendering_stays_too(tmp_path: Path) -> None:
    terms = glossary("source,target,accept\nautomobiliste,motorist,driver\n", tmp_path)
    found = terms.apply("Les automobilistes attendent.", "The drivers are waiting.")
    assert found.target == "The drivers are waiting."
    assert not found.failures


@pytest.mark.parametrize(
    ("french", "count"),
    [
        ("les élèves", 1),
        ("les prix élevés", 0),
        ("LES ELEVES", 1),
        ("DES PRIX ÉLEVÉS", 0),
        ("Elèves et maîtres", 1),
    ],
)
def test_a_term_of_one_word_stands_with_its_accents(
    french: str, count: int, tmp_path: Path
) -> None:
    terms = glossary("source,target\nélèves,pupils\n", tmp_path)
    found = terms.apply(french, "pupils")
    assert len(found.uses) + len(found.failures) == count


def test_what_cannot_be_placed_is_a_failure_and_changes_nothing(tmp_path: Path) -> None:
    target = "The text passed."
    applied = glossary(CSV, tmp_path).apply("Le projet de loi est passé.", target)
    assert applied.target == target
    assert [failure.source for failure in applied.failures] == ["projet de loi"]


def test_a_coordinated_term_is_left_alone(tmp_path: Path) -> None:
    made = glossary(
        "source,target,avoid\n"
        "ministère de la Culture,culture ministry,Ministry of Culture\n",
        tmp_path,
    )
    target = "The Ministry of Culture and Tourism."
    applied = made.apply("Le ministère de la Culture et du Tourisme.", target)
    assert applied.target == target
    assert applied.failures


def test_what_the_model_says_for_the_term_alone_is_looked_for(tmp_path: Path) -> None:
    made = glossary("source,target\nrentrée,new term\n", tmp_path)
    renderings = made.renderings(lambda sources: ["The re-entry." for _ in sources])
    applied = made.apply("La rentrée approche.", "The re-entry nears.", renderings)
    assert applied.target == "The new term nears."


def test_terms_can_be_put_into_the_french(tmp_path: Path) -> None:
    made = glossary(CSV, tmp_path)
    source = "Les projets de loi, puis le projet de loi sur la zone euro."
    wanted = "Les bills, puis le bill sur la euro area."
    assert made.mark(source) == wanted
    assert made.mark("Rien ici.") == "Rien ici."
    short = glossary("source,target\nUE,EU\n", tmp_path, "short.csv")
    assert short.mark("La LIGUE et l'UE.") == "La LIGUE et l'EU."


def test_two_occurrences_need_two_places(tmp_path: Path) -> None:
    made = glossary(CSV, tmp_path)
    source = "Le projet de loi remplace un projet de loi."
    applied = made.apply(source, "The bill replaces a draft law.")
    assert applied.target == "The bill replaces a bill."
    assert len(applied.uses) == 2


def test_capitals_are_asked_for_where_the_term_has_them(tmp_path: Path) -> None:
    made = glossary("source,target\nVerts,Greens\n", tmp_path)
    assert made.apply("Les murs verts.", "The green walls.").failures == ()
    assert made.apply("Les Verts votent.", "They vote.").failures


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("t.csv", "source,target\nun,\n", "line 2: the target is empty"),
        ("t.csv", "source,target\na b,x\na b,y\n", "line 3: .*line 2"),
        ("t.csv", "source,target\nchat,chien\nchien,cat\n", "line 2: .*line 3"),
        ("t.csv", f"source,target\n{'x' * 200},y\n", "line 2: .*200 characters"),
        ("t.csv", "french,english\na,b\n", "line 1"),
        ("t.csv", "source,target,colour\na,b,c\n", "line 1: unknown field 'colour'"),
        ("t.csv", "source,target,source\na,b,c\n", "line 1: source stands twice"),
        ("t.csv", 'source,target\na,"b\n', "line 2"),
        ("t.csv", "source,target\n", "holds no terms"),
        ("t.csv", "source,target\na,b,c\n", "line 2: 3 fields"),
        ("t.toml", '[[term]]\nsource = "a"\n', "line 1: the target is empty"),
        ("t.toml", "[[term]\n", "line 1"),
        ("t.toml", 'terms = "a"\n', "unknown key 'terms'"),
        ("t.tbx", "<martif><text></martif>", "line 1"),
        ("t.tbx", '<!DOCTYPE m [<!ENTITY a "b">]><m>&a;</m>', "entities"),
        ("t.txt", "a = b", "not one of"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line(
    name: str, text: str, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=message):
        glossary(text, tmp_path, name)


def test_a_spreadsheet_of_another_country_is_read(tmp_path: Path) -> None:
    made = glossary("source;target;avoid\nmairie;town hall;a|b\n", tmp_path)
    assert [(t.source, t.target, t.avoid) for t in made.terms] == [
        ("mairie", "town hall", ("a", "b"))
    ]


def test_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("source,target\na,b\nété,summer\n".encode("cp1252"))
    with pytest.raises(UsageError, match="line 3: not UTF-8"):
        Glossary.load(path)


def test_all_words_of_a_tbx_entry_count() -> None:
    tbx = b"""<tbx><text><body><conceptEntry id="1">
      <langSec xml:lang="fr-FR"><termSec><term>mairie</term></termSec>
        <termSec><term>h\xc3\xb4tel de ville</term></termSec></langSec>
      <langSec xml:lang="en"><termSec><term>town hall</term></termSec>
        <termSec><term>city hall</term></termSec></langSec>
    </conceptEntry></body></text></tbx>"""
    terms = read_terms(tbx, "a.tbx")
    assert [t.source for t in terms] == ["mairie", "hôtel de ville"]
    assert {(t.target, t.accept) for t in terms} == {("town hall", ("city hall",))}


def test_a_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.toml"):
        Glossary.load(tmp_path / "no.toml")


def test_toml_and_tbx_give_the_same_terms_as_csv() -> None:
    toml = b'[[term]]\nsource = "mairie"\ntarget = "town hall"\navoid = ["mayory"]\n'
    tbx = b"""<martif><text><body><termEntry id="1">
      <langSet xml:lang="fr"><tig><term>mairie</term></tig></langSet>
      <langSet xml:lang="en"><tig><term>town hall</term></tig></langSet>
    </termEntry></body></text></martif>"""
    (a,), (b,) = read_terms(toml, "a.toml"), read_terms(tbx, "b.tbx")
    assert (a.source, a.target, a.avoid) == ("mairie", "town hall", ("mayory",))
    assert (b.source, b.target, b.line) == ("mairie", "town hall", 1)


def test_own_terms_take_the_place_of_those_that_ship(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("source,target\nprojet de loi,government bill\n", encoding="utf-8")
    made = Glossary.load(path, base=DEFAULT)
    found = [t.target for t in made.terms if t.source == "projet de loi"]
    assert found == ["government bill"]
    both = DEFAULT.read_bytes() + path.read_bytes()
    assert made.sha256 == hashlib.sha256(both).hexdigest()


def test_the_glossary_that_ships_is_sound_and_large() -> None:
    assert len(Glossary.load(DEFAULT).terms) >= 300


def test_problems_come_in_the_order_of_the_file() -> None:
    terms = [Term(source="", target="x", line=4), Term(source="y", target="", line=2)]
    assert [text.split(":")[0] for text in problems(terms)] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("head of state", "heads of state"),
        ("security council", "security councils"),
        ("embassy", "embassies"),
        ("human rights", "human rights"),
        ("business", "businesses"),
    ],
)
def test_the_plural_goes_to_the_head(singular: str, plural: str) -> None:
    assert english_plural(singular) == plural


@pytest.mark.parametrize(
    ("english", "right"),
    [
        ("the yellow vests” march", "the “yellow vests” march"),
        ("the yellow vests,” he says", "the “yellow vests,” he says"),
        ("the “yellow vests march", "the “yellow vests” march"),
        ("the yellow vests march", "the yellow vests march"),
        ("the “yellow vests” march", "the “yellow vests” march"),
    ],
)
def test_a_quoted_term_has_both_marks_or_none(english, right):
    applied = shipped().apply('les "gilets jaunes" défilent', english)
    assert applied.target == right
    assert shipped().apply("les gilets jaunes", english).target == english
