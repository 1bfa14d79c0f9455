import json
import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from briefing.batch.ledger import Failure, Line
from briefing.batch.report import save
from briefing.batch.report.annotations import github
from briefing.batch.report.depfile import common_sources, phony, rule, rules
from briefing.batch.report.entries import Entry, entries
from briefing.batch.report.junit import junit
from briefing.batch.report.markdown import MAX_DOUBTFUL, MAX_FAILURES, summary
from briefing.batch.run import Report
from briefing.config import Config
from briefing.errors import OutputError, UsageError


def entry(path="articles/a.txt", error=None, **more):
    name = path.rpartition("/")[2]
    values = {"input": name, "id": name[:-4], "sha256": "0", "key": "k"}
    if error:
        values |= {"status": "failed", "error": failure(error)}
    else:
        values |= {"status": "written", "outputs": (f"{name[:-4]}.md",)}
    return Entry(path=path, line=Line(**(values | more)))


def failure(message, kind="language"):
    return Failure(kind=kind, message=message, exit_code=1)


RUN = (
    entry(sentences=10, flags=2, kept=1, seconds=0.25),
    entry("articles/more/b.txt", sentences=5, status="unchanged"),
    entry("c.txt", error="c.txt: this is English"),
)


def test_paths_are_seen_from_the_working_folder(tmp_path):
    lines = [e.line for e in RUN]
    paths = (tmp_path / "in" / "a.txt", Path("more/b.txt"), None)
    report = Report(lines=tuple(lines), paths=paths)
    found = entries(report, tmp_path)
    assert [e.path for e in found] == ["in/a.txt", "more/b.txt", "c.txt"]
    assert entries(report, tmp_path / "in" / "deeper")[0].path == str(paths[0])


def parse(page):
    return ET.fromstring(page)  # noqa: S314 - our own


def test_junit_has_a_case_for_each_document_and_its_sums_are_right():
    root = parse(junit(RUN))
    suite = root[0]
    cases = suite.findall("testcase")
    for element in (root, suite):
        assert int(element.get("tests")) == len(cases) == 3
        assert int(element.get("failures")) == len(suite.findall(".//failure")) == 1
        assert float(element.get("time")) == sum(float(c.get("time")) for c in cases)
    assert [(c.get("classname"), c.get("name")) for c in cases] == [
        ("articles", "a.txt"),
        ("articles/more", "b.txt"),
        (".", "c.txt"),
    ]
    (reason,) = cases[2].findall("failure")
    assert (reason.get("type"), reason.text) == ("language", "c.txt: this is English")
    assert {p.get("name"): p.get("value") for p in cases[0].iter("property")} == {
        "status": "written",
        "sentences": "10",
        "doubtful": "2",
        "kept": "1",
    }


def test_junit_tells_the_documents_of_one_input_apart():
    two = [entry("all.jsonl", id=f"all-{n}") for n in (1, 2)]
    names = [c.get("name") for c in parse(junit(two)).iter("testcase")]
    assert names == ["all.jsonl [all-1]", "all.jsonl [all-2]"]


def test_junit_survives_whatever_stands_in_names_and_messages():
    every = "".join(map(chr, range(0x300))) + "\ud800\udcff\ufffe\uffff\U0001f600"
    page = junit([entry(f"{every}/x.txt", error=f"]]><!-- & {every}")])
    (reason,) = parse(page).iter("failure")
    assert reason.get("message").startswith("]]><!-- & \t\n")
    assert reason.get("message").endswith("\U0001f600")
    assert "\x00" not in reason.text
    assert "\x1b" not in reason.text


def test_the_summary_counts_and_gives_reasons():
    page = summary(RUN)
    assert "| 3 | 1 | 1 | 1 | 15 | 2 | 1 |" in page
    assert "| c.txt | language | c.txt: this is English |" in page
    assert "| articles/a.txt | 2 | 1 | 10 |" in page
    assert "b.txt" not in page


def test_a_summary_without_failures_and_doubts_is_one_table():
    page = summary(RUN[1:2])
    assert "###" not in page
    assert page.count("\n\n") == 1


def test_the_most_doubtful_come_first_and_lists_end():
    many = [entry(f"{n:03}.txt", flags=n) for n in range(20)]
    many += [entry(f"f{n}.txt", error="no") for n in range(60)]
    page = summary(many)
    rows = page.partition("### Most doubtful")[2].splitlines()
    assert rows[4].startswith("| 019.txt | 19 |")
    assert f"… and {19 - MAX_DOUBTFUL} more" in page
    assert f"… and {60 - MAX_FAILURES} more" in page


def test_nothing_in_a_summary_acts_on_its_reader():
    name = "a|b`c<img src=x>\n# h [l](x) \x1b[2J.txt"
    page = summary([entry(name, error="<script>|\r\n|")])
    row = page.splitlines()[-1]
    assert "a\\|b\\`c&lt;img" in row
    assert "<" not in page
    assert "\x1b" not in page
    assert "[l\\](x)" in row


def test_annotations_are_escaped_as_github_documents():
    lines = github([entry("50%, a:b\n.txt", error="a, b: 100%\r\n::error::x")])
    assert lines == (
        "::error file=50%25%2C a%3Ab%0A.txt,title=language::"
        "a, b: 100%25%0D%0A::error::x\n"
    )


def test_annotations_warn_of_doubts_the_most_doubtful_first():
    run = (*RUN, entry("d.txt", flags=5, sentences=9))
    kinds = [line.split(",")[0] for line in github(run).splitlines()]
    assert kinds == [
        "::error file=c.txt",
        "::warning file=d.txt",
        "::warning file=articles/a.txt",
    ]
    assert "2 of 10 sentences are doubtful, 1 kept in French" in github(run)


def test_a_run_without_failures_and_doubts_is_not_annotated():
    assert github(RUN[1:2]) == ""


def test_a_report_replaces_a_file_or_is_added_to_it(tmp_path):
    path = tmp_path / "new" / "report"
    save(path, b"one\n")
    save(path, b"two\n")
    save(path, b"three\n", append=True)
    assert path.read_bytes() == b"two\nthree\n"


def test_links_and_pipes_are_written_through(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_text("old and longer")
    link.symlink_to(real)
    save(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    read, write = os.pipe()
    save(Path(f"/dev/fd/{write}"), b"through")
    assert os.read(read, 100) == b"through"
    os.close(read)
    os.close(write)


def test_a_report_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        save(tmp_path, b"", append=True)


NAMES = ("a b.txt", "a#b.txt", "$(HOME) $x.txt", "50%.txt", "a:b|c&d.txt", "[a]*?.txt")


@pytest.mark.parametrize("name", NAMES)
def test_make_understands_the_names_of_a_depfile(tmp_path, name):
    target = Path("out of") / name
    (tmp_path / "port.d").write_bytes(rule([target, Path("x.json")], [Path(name)]))
    (tmp_path / "Makefile").write_text("all:\ninclude port.d\n")
    (tmp_path / target).parent.mkdir()
    for path in (target, name):
        (tmp_path / path).write_text("")
    argv = ["make", "--print-data-base", "--question", "all"]
    data = subprocess.run(argv, cwd=tmp_path, capture_output=True, check=False).stdout
    assert f"\nout of/{name}: {name}\n" in data.decode()
    assert f"\nx.json: {name}\n" in data.decode()


@pytest.mark.parametrize(
    "name", ["a;touch b", "a\nb", "a=b", "a\\ b", "~root/a", "a(b)"]
)
def test_a_name_that_make_cannot_say_is_refused(name):
    with pytest.raises(UsageError, match="rename"):
        rule([Path("x.md")], [Path(name)])


def test_a_depfile_has_a_rule_for_each_document_with_outputs():
    lines = tuple(e.line for e in RUN)
    paths = (Path("articles/a.txt"), Path("articles/more/b.txt"), Path("c.txt"))
    report = Report(lines=lines, paths=paths)
    text = rules(report, Path("out"), [Path("briefing.toml")]).decode()
    assert text == (
        "out/a.md: \\\n  articles/a.txt \\\n  briefing.toml\n"
        "out/b.md: \\\n  articles/more/b.txt \\\n  briefing.toml\n"
        "briefing.toml:\n"
    )


def test_a_deleted_source_stands_once_among_the_empty_rules():
    assert phony([Path("a"), Path("b"), Path("a")]) == b"a:\nb:\n"


def test_outputs_depend_on_the_files_of_the_user(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("own/x.css", "own/x.md.j2", "model/config.json", "terms.csv"):
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps({}))
    config = Config(template="own", model="model", glossary="terms.csv")
    assert [str(p) for p in common_sources(config, Path("b.toml"))] == [
        "b.toml",
        "terms.csv",
        "own/x.css",
        "own/x.md.j2",
        "model/config.json",
    ]


def test_outputs_do_not_depend_on_a_folder_that_is_called_as_what_ships(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for name in ("briefing", Config().model):
        Path(name).mkdir()
        (Path(name) / "file").write_text("")
    assert common_sources(Config(template="briefing"), None) == []
