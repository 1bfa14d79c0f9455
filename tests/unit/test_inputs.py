import os

import pytest

from briefing.batch.inputs import find_tasks, read_task
from briefing.errors import EmptyError, UnreadableError, UsageError


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Bonjour.")


def test_a_folder_gives_its_articles_by_name_at_all_depths(tmp_path):
    make(tmp_path, "b.txt", "a.md", "2025/06/c.html", "image.png", ".hidden.txt")
    tasks = find_tasks([str(tmp_path)], None, b"")
    assert [t.source for t in tasks] == ["2025/06/c.html", "a.md", "b.txt"]
    assert [t.id for t in tasks] == ["2025-06-c", "a", "b"]


def test_no_path_of_the_machine_stands_in_a_source(tmp_path):
    make(tmp_path, "a.txt")
    (task,) = find_tasks([str(tmp_path / "a.txt")], None, b"")
    assert task.source == "a.txt"


def test_equal_names_get_different_ids(tmp_path):
    make(tmp_path, "a.txt", "a.md", "A.html", "sub/a.txt")
    ids = [t.id for t in find_tasks([str(tmp_path)], None, b"")]
    assert len({name.casefold() for name in ids}) == 4


def test_the_same_file_named_twice_gets_two_ids(tmp_path):
    make(tmp_path, "a.txt")
    name = str(tmp_path / "a.txt")
    assert len({t.id for t in find_tasks([name, name], None, b"")}) == 2


def test_globs_and_names_keep_their_order(tmp_path):
    make(tmp_path, "b.txt", "a.txt", "c.md")
    arguments = [str(tmp_path / "c.md"), str(tmp_path / "*.txt")]
    sources = [t.source for t in find_tasks(arguments, None, b"")]
    assert sources == ["c.md", "a.txt", "b.txt"]


def test_the_output_folder_is_no_input(tmp_path):
    make(tmp_path, "a.txt", "out/a.md")
    tasks = find_tasks([str(tmp_path)], tmp_path / "out", b"")
    assert [t.source for t in tasks] == ["a.txt"]
    with pytest.raises(UsageError, match="both input and output"):
        find_tasks([str(tmp_path)], tmp_path, b"")


def test_links_out_of_the_folder_and_loops_are_left_out(tmp_path):
    make(tmp_path, "in/a.txt", "secret.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "broken.txt").symlink_to(tmp_path / "nowhere")
    assert len(find_tasks([str(tmp_path / "in")], None, b"")) == 1


def test_what_is_not_there_is_a_task_with_a_problem(tmp_path):
    for argument, error in [
        (tmp_path / "missing.txt", UnreadableError),
        (tmp_path / "*.txt", UnreadableError),
        (tmp_path, EmptyError),
    ]:
        (task,) = find_tasks([str(argument)], None, b"")
        with pytest.raises(error):
            read_task(task)


def test_a_pipe_or_device_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for name in (str(tmp_path / "pipe.txt"), "/dev/zero"):
        (task,) = find_tasks([name], None, b"")
        with pytest.raises(UnreadableError, match="not a regular file"):
            read_task(task)


def test_standard_input_is_read_once_and_named(tmp_path):
    (task,) = find_tasks(["-"], None, b"Bonjour.")
    assert (task.id, read_task(task).data) == ("stdin", b"Bonjour.")


def test_an_address_says_what_to_do_instead():
    with pytest.raises(UsageError, match="save the page"):
        find_tasks(["https://example.org/a"], None, b"")


@pytest.mark.parametrize("name", ["…", "a b/c'd", "x" * 300, "..", "é"])
def test_ids_are_safe_names_of_files(tmp_path, name):
    (task,) = find_tasks([f"{name}.txt"], None, b"")
    assert task.id
    assert "/" not in task.id
    assert not task.id.startswith(".")
    assert len(task.id.encode()) < 200


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("2024/may/a.txt", "2025/may/a.txt", "2025/may/b.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("a")
    for first in ("2024", tmp_path / "2024"):
        tasks = find_tasks([str(first), "2025"], None, b"")
        assert [(t.source, t.id) for t in tasks] == [
            ("2024/may/a.txt", "2024-may-a"),
            ("2025/may/a.txt", "2025-may-a"),
            ("may/b.txt", "may-b"),
        ]


def test_a_name_in_no_encoding_can_be_written_down(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("a")
    (task,) = find_tasks([str(tmp_path)], None, b"")
    assert task.source == "caf?.txt"
    assert read_task(task).data == b"a"
