"""Translations that are remembered, by one process and by several."""

import multiprocessing
import sqlite3

import pytest

from briefing.memory import Memory, RememberingTranslator, scope_of
from briefing.types import Flag, Translation

FLAGGED = Translation(
    source="Il y a 3 chats – « à Évry »\u202f!",
    target="There are 4 cats",
    status="translated",
    flags=(Flag(kind="quantity", detail="3 → 4"),),
    repairs=("split at clauses",),
)
KEPT = Translation(source="…", target="…", status="kept", reason="nothing to translate")


@pytest.fixture
def memory(tmp_path):
    return open_memory(tmp_path)


def open_memory(folder, scope="a", max_bytes=1 << 20):
    return Memory(path=folder / "m.sqlite", scope=scope, max_bytes=max_bytes)


def upper(sources):
    return [
        Translation(source=s, target=s.upper(), status="translated") for s in sources
    ]


def test_what_is_read_is_what_was_written(memory, tmp_path):
    memory.store([FLAGGED, KEPT])
    found = open_memory(tmp_path).look_up([FLAGGED.source, KEPT.source, "other"])
    assert found == {FLAGGED.source: FLAGGED, KEPT.source: KEPT}


def test_nothing_stays_open(memory, tmp_path):
    memory.store([KEPT])
    assert [path.name for path in tmp_path.iterdir()] == ["m.sqlite"]


def test_only_what_is_new_is_translated(memory):
    asked = []

    def translate(sources):
        asked.append(list(sources))
        return upper(sources)

    remembering = RememberingTranslator(translate=translate, memory=memory)
    first = remembering(["un", "deux", "un"])
    assert [t.target for t in first] == ["UN", "DEUX", "UN"]
    assert remembering(["deux", "trois", "un"]) == upper(["deux", "trois", "un"])
    remembering(["un"])
    assert asked == [["un", "deux"], ["trois"]]


def test_other_settings_know_nothing(memory, tmp_path):
    memory.store([FLAGGED])
    assert open_memory(tmp_path, scope="b").look_up([FLAGGED.source]) == {}
    assert scope_of({"repair": True}) != scope_of({"repair": False})
    assert scope_of({"repair": True}) == scope_of({"repair": True})


def test_the_oldest_sentences_are_forgotten_when_the_file_is_full(tmp_path):
    memory = open_memory(tmp_path, max_bytes=200_000)
    for i in range(100):
        memory.store(upper([f"{i} {j} " + "mot " * 20 for j in range(40)]))
    assert (tmp_path / "m.sqlite").stat().st_size < 400_000
    again = open_memory(tmp_path)
    assert again.look_up(["0 0 " + "mot " * 20]) == {}
    assert again.look_up(["99 39 " + "mot " * 20])


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b""])
def test_a_damaged_file_is_done_without(damage, tmp_path):
    (tmp_path / "m.sqlite").write_bytes(damage)
    remembering = RememberingTranslator(translate=upper, memory=open_memory(tmp_path))
    assert remembering(["un"]) == upper(["un"])
    assert remembering(["un"]) == upper(["un"])


def test_a_value_that_is_damaged_is_done_without(memory, tmp_path):
    memory.store([FLAGGED])
    with sqlite3.connect(tmp_path / "m.sqlite") as other:
        other.execute("UPDATE translations SET value = '[1'")
    other.close()
    assert memory.look_up([FLAGGED.source]) == {}


def test_a_file_that_cannot_be_made_is_done_without(tmp_path):
    memory = open_memory(tmp_path / "nowhere")
    assert RememberingTranslator(translate=upper, memory=memory)(["un"]) == upper(
        ["un"]
    )


def write_many(folder, name):
    memory = open_memory(folder)
    for i in range(30):
        memory.store(upper([f"{name} {i}", f"both {i}"]))


def test_processes_share_a_file(tmp_path):
    context = multiprocessing.get_context("spawn")
    crew = [
        context.Process(target=write_many, args=(tmp_path, name)) for name in ("a", "b")
    ]
    for process in crew:
        process.start()
    for process in crew:
        process.join()
    wanted = [f"{name} {i}" for name in ("a", "b", "both") for i in range(30)]
    assert len(open_memory(tmp_path).look_up(wanted)) == 90
