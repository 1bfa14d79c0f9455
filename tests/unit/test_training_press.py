"""What of the program's own English a model learns from."""

from __future__ import annotations

import gzip

import pytest

from briefing.types import Flag, Translation
from models.training import corpora, press

FRENCH = "Le préfet a fermé la route hier soir."
ENGLISH = "The prefect closed the road last night."
DOUBT = (Flag(kind="name", detail="name in doubt"),)
UNSURE = (Flag(kind="unsure", detail="unsure"),)


def translation(source=FRENCH, target=ENGLISH, certainty=0.8, flags=(), repairs=()):
    return Translation(
        source=source,
        target=target,
        status="translated",
        certainty=certainty,
        flags=flags,
        repairs=repairs,
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"certainty": 0.5}, False),
        ({"certainty": None}, False),
        ({"flags": DOUBT}, False),
        ({"flags": UNSURE, "certainty": 0.6}, False),
        ({"flags": UNSURE, "certainty": 0.48, "repairs": ("terms placed",)}, True),
        ({"flags": DOUBT, "certainty": 0.9, "repairs": ("terms placed",)}, False),
        ({"target": "Road closed."}, False),
        ({"target": ENGLISH + " " + ENGLISH}, False),
    ],
)
def test_what_is_worth_learning(change, expected) -> None:
    assert press.worth(translation(**change)) is expected


def test_sentences_come_once_and_of_a_length() -> None:
    lines = [f"{FRENCH} Oui. {FRENCH}", "", FRENCH]
    assert list(press.sentences_of(lines)) == [FRENCH]


def test_a_sentence_comes_whole_and_in_its_parts() -> None:
    source = "« Nous fermons la route ce soir », a annoncé le préfet."
    asked: list[str] = []

    def translate(sources):
        asked.extend(sources)
        return [translation(source=s, target=s) for s in sources]

    found = list(press.pairs([source, FRENCH], translate))
    assert asked[0] == source
    assert "Nous fermons la route ce soir." in asked
    assert found == [(s, s) for s in asked]


def test_pairs_are_read_as_they_were_written(tmp_path) -> None:
    path = tmp_path / "press.tsv.gz"
    path.write_bytes(gzip.compress(f"{FRENCH}\t{ENGLISH}\nno pair\n".encode()))
    assert list(corpora.read(path)) == [(FRENCH, ENGLISH)]


def test_phrases_of_the_glossary_come_with_it() -> None:
    found = press.phrases()
    assert found.count(("au petit matin", "early in the morning")) == press.PHRASES


def test_translating_goes_on_where_it_stopped(tmp_path, monkeypatch) -> None:
    asked: list[str] = []

    def translate(sources):
        asked.extend(sources)
        return [translation(source=s, target=ENGLISH) for s in sources]

    monkeypatch.setattr(press, "_translator", lambda: translate)
    monkeypatch.setattr(press, "TOGETHER", 2)
    lines = [f"Le préfet numéro {i} a fermé la route hier." for i in range(5)]
    clock = iter((0.0, 1.0, 61.0))
    monkeypatch.setattr(press.time, "monotonic", lambda: next(clock))
    assert press.translated(lines, tmp_path, minutes=1, seed=3) == 1
    assert len(asked) == 2
    monkeypatch.undo()
    monkeypatch.setattr(press, "_translator", lambda: translate)
    monkeypatch.setattr(press, "TOGETHER", 2)
    assert press.translated(lines, tmp_path, minutes=1, seed=3) == 3
    assert sorted(asked) == lines
    names = [path.name for path in sorted(tmp_path.iterdir())]
    assert names == [*(f"00000{i}.tsv.gz" for i in range(3)), "phrases.tsv.gz"]
