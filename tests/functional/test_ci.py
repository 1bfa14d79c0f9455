"""A run in CI and make: what is checked, reported and depended on."""

import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import NullEngine

ARTICLE = """Le port de Valmer sera agrandi

Le port de Valmer sera agrandi dès mardi. Les travaux coûteront 12 millions d’euros.
"""


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


@pytest.mark.parametrize("option", ["--check"])
def test_reports_need_a_folder(call, articles, option):
    code, stdout, stderr = call("build", "articles/gare.txt", option)
    assert (code, stdout) == (2, "")
    assert "-o" in stderr
