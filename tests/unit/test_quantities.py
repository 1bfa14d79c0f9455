"""The quantity grammars on the test sets, and on forms that they must tell apart.

The hold-out files are only scored: nobody reads them who writes rules.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing import fidelity
from briefing.fidelity.facets import facets
from briefing.fidelity.quantities import Quantity, english, french

DATA = Path(__file__).parent.parent / "data" / "quantities"
READERS = {"fr": french, "en": english}


def score(name: str) -> tuple[float, float]:
    """Precision and recall of whole items on one file."""
    reader = READERS[name[:2]]
    right = found = wanted = 0
    for line in (DATA / f"{name}.tsv").read_text("utf-8").splitlines():
        sentence, _, items = line.partition("\t")
        want = Counter(item.strip() for item in items.split("; ") if item.strip())
        got = Counter(map(str, reader(sentence)))
        right += sum((want & got).values())
        found += sum(got.values())
        wanted += sum(want.values())
    return right / found, right / wanted


@pytest.mark.parametrize("name", ["fr_dev", "en_dev"])
def test_the_development_sets_are_read_without_a_miss(name: str) -> None:
    assert score(name) == (1.0, 1.0)


@pytest.mark.parametrize("name", ["fr_holdout", "en_holdout"])
def test_sentences_never_seen_are_read_as_well(name: str) -> None:
    precision, recall = score(name)
    assert precision >= 0.98
    assert recall >= 0.98


def read(reader: str, text: str) -> str:
    return "; ".join(map(str, READERS[reader](text)))


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("soixante et onze mille", "cardinal:71000"),
        ("quatre-vingt-dix-sept", "cardinal:97"),
        ("nonante-six", "cardinal:96"),
        ("deux cent mille milliards", "cardinal:200000000000000"),
        ("à neuf heures moins le quart", "time:08:45"),
        ("à minuit et demi", "time:00:30"),
        ("1 h 59 min 40 s", "duration:7180:second"),
        ("de 10 à 15 millions d'euros", "range:10000000..15000000:EUR"),
        ("du 30 juin au 2 juillet 2025", "range:2025-06-30..2025-07-02"),
        ("la loi n° 2023-451", "year:2023; cardinal:451"),
        ("un A380, le G7 et la 5G", ""),
        ("la production chute d'un cinquième.", "fraction:1/5"),
        ("4-6, 6-3", "score:4-6; score:6-3"),
        ("5,5 m2 et 3 m3", "unit:5.5:m2; unit:3:m3"),
        ("7 p. 100 des voix, 20 cents", "percent:7; money:0.2:USD"),
        ("placés en quarantaine de 14 jours", "duration:14:day"),
        ("la mise en quarantaine de l'équipe", ""),
        ("une quarantaine d'élus", "~cardinal:40"),
        ("à neuf heures moins vingt", "time:08:40"),
        ("la trente-et-unième édition", "ordinal:31"),
        ("soixante-et-onze et vingt-et-un", "cardinal:71; cardinal:21"),
        ("100 autres milliards d'euros", "money:100000000000:EUR"),
        ("1500 manifestants en 2019", "cardinal:1500; year:2019"),
        ("l'année 2019, les années 1950-60", "year:2019; range:1950..1960"),
        ("samedi après-midi, un immeuble neuf.", ""),
        ("50'000 francs suisses", "money:50000:CHF"),
        ("1 m 80, 3 kg 200", "unit:1.8:m; unit:3.2:kg"),
        ("du 1er au 15 août", "range:--08-01..--08-15"),
        ("depuis trois heures", "duration:3:hour"),
        ("à 20h00 sur TV5, lundi 20h50 sur LCI", "time:20:00; time:20:50"),
        ("gagner en 3h05 sur gazon", "duration:185:minute"),
    ],
)
def test_french_forms(text: str, items: str) -> None:
    assert read("fr", text) == items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("two hundred and fifty thousand", "cardinal:250000"),
        ("one and a half million", "cardinal:1500000"),
        ("a quarter to nine", "time:08:45"),
        ("August 5 to 9, 2024", "range:2024-08-05..2024-08-09"),
        ("July 7 and 8", "date:--07-07; date:--07-08"),
        ("$10-15 million", "range:10000000..15000000:USD"),
        ("a quarter-point cut", "points:0.25"),
        ("the over-65s", "age:65"),
        ("in his 30s", ""),
        ("nineteen sixty-eight", "year:1968"),
        ("nine out of ten", "fraction:9/10"),
        ("a $500-million loan", "money:500000000:USD"),
        ("a two-hundred-thousand-strong army", "cardinal:200000"),
        ("three-and-a-half hours", "duration:3.5:hour"),
        ("the one hundred and fiftieth", "ordinal:150"),
        ("18- to 24-year-olds", "range:18..24:year"),
        ("by 312 votes to 201, 4x4", "cardinal:312; cardinal:201"),
    ],
)
def test_english_forms(text: str, items: str) -> None:
    assert read("en", text) == items


def test_spans_cover_what_was_read() -> None:
    text = "Le plan coûte environ 1,5 milliard d'euros en 2024."
    found = french(text)
    assert [q.span.of(text) for q in found] == ["1,5 milliard d'euros", "2024"]
    assert [q.exact for q in found] == [False, True]
    assert isinstance(found[0], Quantity)


def test_seconds_of_a_time_count():
    assert [q.value for q in french("Il a couru en 2:06:05.")] == ["02:06:05"]
    assert not fidelity.check("Il a couru en 2:06:05.", "He ran in 2:06:05.")
    assert fidelity.check("Il a couru en 2:06:05.", "He ran in 2:06:06.")


FIGURES = [
    "1/2",
    "3-1",
    "6:30",
    "50 %",
    "3,000",
    "1.5 million",
    "half",
    "½",
    "1990s",
    "3rd",
    "May 5",
    "July 2019",
    "01 02 99",
    "two",
    "a dozen",
    "€12",
    "v2.3.1",
    "5 mai",
    "3 000",
    "quinze",
    "18 h 30",
    "XIXe siècle",
    "une douzaine",
    "millions",
]
LINKS = ["to", "and", "from", "between", "–", "-", ",", "of", "de", "à", "entre", "et"]


@given(st.lists(st.sampled_from(FIGURES + LINKS), min_size=2, max_size=6))
@example(["3,000", "to", "May 5"])
@example(["1.5 million", "–", "May 5"])
def test_any_string_of_figures_is_read_and_broken_up(words: list[str]) -> None:
    text = " ".join(words)
    for reader in (english, french):
        assert all(facet.surface in text for facet in facets(reader(text), text))
