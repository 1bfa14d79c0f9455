"""A run in CI and make: what is checked, reported and depended on."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.fakes import NullEngine

ARTICLE = """Le port de Valmer sera agrandi

Le port de Valmer sera agrandi dès mardi. Les travaux coûteront 12 millions d’euros.
"""


TERMS = "source,target\ngare,station\n"


@pytest.fixture
def articles(tmp_path, monkeypatch):
    """A folder with two articles, beside us; an engine that loads nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("briefing.engine.ctranslate2.load", lambda *_: NullEngine())
    folder = tmp_path / "articles"
    for name in ("gare.txt", "ports/port.txt"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, "utf-8")
    return folder


@pytest.fixture
def build(articles, call):
    def build_articles(*more):
        argv = ("articles", "-o", "out", "-f", "md,json", "--jobs", 1)
        return call("build", *argv, *more)

    return build_articles


def tree(folder):
    return {
        path: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_check_is_content_after_a_build_and_writes_nothing(build, tmp_path):
    build()
    before = tree(tmp_path)
    code, stdout, stderr = build("--check")
    assert (code, stdout) == (0, "")
    assert stderr == "2 unchanged: everything is up to date\n"
    assert build("--check", "--quiet") == (0, "", "")
    assert tree(tmp_path) == before


def test_check_of_nothing_built_names_what_is_missing(build, tmp_path):
    code, stdout, stderr = build("--check")
    assert (code, stdout) == (1, "")
    assert "gare.txt: gare.md, gare.json missing" in stderr
    assert "ports/port.txt: ports-port.md, ports-port.json missing" in stderr
    assert "run the same command without --check" in stderr.splitlines()[-1]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        (lambda: Path("out/gare.md").unlink(), "gare.md missing"),
        (lambda: os.truncate("out/gare.md", 5), "gare.md altered"),
        (lambda: os.truncate("articles/gare.txt", 90), "gare.json out of date"),
        (lambda: os.truncate("out/ledger.jsonl", 0), "gare.json not in ledger.jsonl"),
    ],
)
def test_check_names_what_has_changed(build, harm, complaint):
    build()
    harm()
    code, _, stderr = build("--check")
    assert code == 1
    assert complaint in stderr
    build()
    assert build("--check")[0] == 0


def test_check_knows_other_settings(build):
    build()
    code, _, stderr = build("--check", "--points", 4)
    assert code == 1
    assert stderr.count("out of date") == 2


def test_check_of_a_container_is_content_too(call, articles):
    lines = [json.dumps({"id": n, "text": ARTICLE}) for n in "ab"]
    (articles / "all.jsonl").write_text("\n".join(lines), "utf-8")
    argv = ("build", "articles/all.jsonl", "-o", "out", "--jobs", 1)
    assert "2 written" in call(*argv)[2]
    assert call(*argv, "--check")[0] == 0
    assert "up to date" in call(*argv)[2]


def test_check_repeats_why_a_document_failed(build, articles):
    (articles / "gare.txt").write_text("The station is closed until Monday. " * 9)
    assert build()[0] == 1
    code, _, stderr = build("--check")
    assert code == 1
    assert "French" in stderr
    assert "1 unchanged" in stderr


def test_check_names_inputs_that_cannot_be_read(call, articles):
    code, _, stderr = call("build", "articles/gone.txt", "-o", "out", "--check")
    assert code == 1
    assert "gone.txt does not exist" in stderr


def test_check_respects_a_run_that_is_going_on(build, tmp_path):
    build()
    with (tmp_path / "out" / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, _, stderr = build("--check")
        assert code == 4
        assert "another run is writing to out" in stderr
        fcntl.flock(lock, fcntl.LOCK_SH)  # another check does not disturb it
        assert build("--check")[0] == 0


def test_check_loads_no_model(build, articles):
    build()
    code = (
        "import sys; from briefing.cli import main;"
        "code = main(['build', 'articles', '-o', 'out', '-f', 'md,json', '--check']);"
        "heavy = {'ctranslate2', 'torch', 'typst'} & sys.modules.keys();"
        "sys.exit(str(heavy) if heavy else code)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_a_run_is_reported_in_every_form(build, articles, tmp_path):
    (articles / "gare.txt").write_text("The station is closed until Monday. " * 9)
    code, stdout, _ = build(
        *("--junit", "new/junit.xml", "--summary", "summary.md"),
        *("--annotations", "github", "--depfile", "out.d"),
    )
    assert code == 1
    assert stdout.startswith("::error file=articles/gare.txt,title=language::")
    suite = ET.fromstring((tmp_path / "new" / "junit.xml").read_bytes())  # noqa: S314
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "| 2 | 1 | 0 | 1 |" in (tmp_path / "summary.md").read_text("utf-8")
    rule = (tmp_path / "out.d").read_text("utf-8")
    source = "articles/ports/port.txt"
    assert rule == f"out/ports-port.md out/ports-port.json: \\\n  {source}\n"


def test_the_summary_of_a_step_is_added_to_and_any_other_replaced(build, tmp_path):
    from briefing.cli import main

    page = tmp_path / "page.md"
    page.write_text("# Before\n")
    argv = ["build", "articles", "-o", "out", "--jobs", "1", "--summary", str(page)]
    main(argv, {"CI": "true", "GITHUB_STEP_SUMMARY": str(page)})
    assert page.read_text("utf-8").startswith("# Before\n## Briefings\n")
    main(argv, {"CI": "true"})
    assert page.read_text("utf-8").startswith("## Briefings\n")


def test_what_is_not_up_to_date_is_reported_too(build):
    code, stdout, _ = build("--check", "--annotations", "github")
    assert code == 1
    assert "::error file=articles/gare.txt,title=missing::gare.txt: gare.md" in stdout


def test_a_briefing_on_standard_output_is_called_as_its_depfile_says(call, articles):
    Path("terms.csv").write_text(TERMS)
    argv = ("build", "articles/gare.txt", "--glossary", "terms.csv")
    code, stdout, stderr = call(*argv, "--depfile", "gare.md.d")
    assert (code, stdout[:2]) == (0, "# "), stderr
    assert Path("gare.md.d").read_text() == (
        "gare.md: \\\n  articles/gare.txt \\\n  terms.csv\nterms.csv:\n"
    )


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--check",), "-o DIR"),
        (("--junit", "x.xml"), "-o DIR"),
        (("--depfile", "x.mk"), "with .d added"),
        (("-o", "out", "--check", "--depfile", "x.d"), "leave --depfile out"),
        (("-o", "out", "--annotations", "gitlab"), "invalid choice"),
    ],
)
def test_reports_that_would_tell_nothing_are_refused(call, articles, more, message):
    code, stdout, stderr = call("build", "articles/gare.txt", *more)
    assert (code, stdout) == (2, "")
    assert message in stderr


def test_a_report_that_cannot_be_written_is_an_error_of_outputs(build):
    code, _, stderr = build("--junit", "articles")
    assert code == 4
    assert "articles cannot be written" in stderr


def test_make_rebuilds_what_has_changed_and_nothing_else(tmp_path, examples):
    shutil.copy(examples / "Makefile", tmp_path)
    (tmp_path / "terms.csv").write_text(TERMS)
    for name in ("gare.txt", "port.txt"):
        (tmp_path / name).write_text(ARTICLE, "utf-8")
    program = f"BRIEFING={sys.executable} -m briefing"
    argv = ["make", "-j2", program, "OUT=out", "FLAGS=--jobs 1 --glossary terms.csv"]

    def built(*more):
        done = subprocess.run(
            [*argv, *more], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return sorted(re.findall(r"briefing build (\S+)", done.stdout))

    assert built() == ["gare.txt", "port.txt"]
    assert (tmp_path / "out" / "gare.md").read_text("utf-8").startswith("# ")
    assert built() == []
    (tmp_path / "port.txt").touch()
    assert built() == ["port.txt"]
    assert built() == []
    assert built("--dry-run", "--what-if=terms.csv") == ["gare.txt", "port.txt"]
    (tmp_path / "port.txt").unlink()
    assert built() == []
    (tmp_path / "terms.csv").unlink()
    assert built("--dry-run") == ["gare.txt"]
