import pytest

from briefing.batch.ledger import (
    LEDGER,
    Failure,
    Line,
    input_key,
    open_ledger,
    parse_line,
)
from briefing.errors import LanguageError, OutputError


def line(name="a.txt", **more):
    values = {"input": name, "id": name[:-4], "sha256": "0", "key": "k"}
    return Line(**(values | {"status": "written"} | more))


def write_output(folder, name="a.md", data=b"text"):
    import hashlib

    (folder / name).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return line(outputs=(name,), output_sha256=(digest,))


def lines_of(folder):
    return [parse_line(t) for t in (folder / LEDGER).read_text().splitlines()]


def test_a_line_survives_writing_and_reading():
    failed = line(status="failed", error=Failure.of(LanguageError("a.txt: English")))
    for one in (line(outputs=("a.md",), output_sha256=("0",)), failed):
        assert parse_line(one.json()) == one
    assert failed.error == Failure(
        kind="language", message="a.txt: English", exit_code=1
    )


def test_a_name_in_no_encoding_does_not_end_the_run(tmp_path):
    error = Failure(kind="unreadable", message="caf\udce9.txt is gone", exit_code=1)
    with open_ledger(tmp_path) as ledger:
        ledger.add(0, [line("b.txt", status="failed", error=error)])
    assert lines_of(tmp_path)[0].error.message == "caf?.txt is gone"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"input": "a"', "x"])
def test_what_is_no_line_is_refused(text):
    with pytest.raises(ValueError):
        parse_line(text)


def test_lines_stand_in_the_order_of_the_inputs(tmp_path):
    with open_ledger(tmp_path) as ledger:
        for position in (2, 0, 1):
            ledger.add(position, [line(f"{position}.txt")])
    assert [x.input for x in lines_of(tmp_path)] == ["0.txt", "1.txt", "2.txt"]


def test_the_lines_come_back_as_they_were_added(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.add(0, [line("before.txt")])
    two = [line("zip", id="a"), line("zip", id="b\u2028"), line("caf\udce9.txt")]
    with open_ledger(tmp_path) as ledger:
        ledger.add(7, two[2:])
        ledger.add(3, two[:2])
        assert ledger.lines() == [(3, two[0]), (3, two[1]), (7, two[2])]


def test_an_up_to_date_input_is_known_by_its_key_and_its_files(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.add(0, [write_output(tmp_path)])
    with open_ledger(tmp_path) as ledger:
        assert ledger.unchanged("a.txt", "other key") is None
        assert ledger.unchanged("b.txt", "k") is None
        (found,) = ledger.unchanged("a.txt", "k")
        assert found.status == "unchanged"
        (tmp_path / "a.md").write_text("altered by hand")
        assert ledger.unchanged("a.txt", "k") is None
        (tmp_path / "a.md").unlink()
        assert ledger.unchanged("a.txt", "k") is None


def test_a_failed_input_is_tried_again(tmp_path):
    failure = Failure.of(LanguageError("a.txt"))
    with open_ledger(tmp_path) as ledger:
        ledger.add(0, [line(status="failed", error=failure)])
    with open_ledger(tmp_path) as ledger:
        assert ledger.unchanged("a.txt", "k") is None


def test_an_interrupted_run_leaves_what_it_finished(tmp_path):
    class Killed(BaseException):
        pass

    for _ in range(2):  # a second interruption must not lose it either
        with pytest.raises(Killed), open_ledger(tmp_path) as ledger:
            if not ledger.unchanged("a.txt", "k"):
                ledger.add(0, [write_output(tmp_path)])
            raise Killed
    assert not (tmp_path / LEDGER).exists()
    with open_ledger(tmp_path) as ledger:
        assert ledger.unchanged("a.txt", "k")


def test_a_torn_last_line_is_passed_over(tmp_path):
    whole = write_output(tmp_path)
    torn = line("b.txt").json()[:40]
    (tmp_path / ".ledger.partial").write_text(f"{whole.json()}\n{torn}")
    with open_ledger(tmp_path) as ledger:
        assert ledger.unchanged("a.txt", "k")
        assert ledger.unchanged("b.txt", "k") is None


def test_two_runs_at_once_are_refused_with_a_clear_message(tmp_path):
    with (
        open_ledger(tmp_path),
        pytest.raises(OutputError, match="another run"),
        open_ledger(tmp_path),
    ):
        pass


def test_an_output_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("")
    with (
        pytest.raises(OutputError, match="choose another"),
        open_ledger(tmp_path / "out"),
    ):
        pass


def test_the_key_depends_on_input_and_settings():
    assert len({input_key(a, b) for a in "12" for b in "12"}) == 4
