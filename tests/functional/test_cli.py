"""The commands as a user calls them, with the embedded model."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from briefing import __version__
from briefing.types import Flag
from tests.fakes import CrashingEngine, StdoutPolluter

ARTICLE = """Le port de Valmer sera agrandi

Le port de Valmer sera agrandi dès mardi. « Nous attendions cela depuis dix ans », a
déclaré la maire, Jeanne Aubry. Les travaux coûteront 12 millions d’euros.

Selon elle, le chantier durera trois ans.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "port.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture
def engine(monkeypatch):
    """Puts a faulty engine in the place of the real one."""

    def put(kind):
        monkeypatch.setattr(
            "briefing.engine.ctranslate2.load", lambda card, tokenizer, options: kind()
        )

    return put


def ledger(folder):
    return [json.loads(t) for t in (folder / "ledger.jsonl").read_text().splitlines()]


def test_too_many_doubts_in_a_run_fail_the_gate_and_lose_nothing(
    call, article, tmp_path, monkeypatch
):
    doubt = (Flag(kind="name", detail="in doubt"),)
    monkeypatch.setattr("briefing.fidelity.check", lambda source, target: doubt)
    out = tmp_path / "out"
    code, _, stderr = call("build", article, "-o", out, "--max-doubts", "0.5")
    assert code == 5
    assert "100.0% of the sentences are in doubt, more than the 50.0%" in stderr
    assert (out / "port.md").exists()
    assert ledger(out)[0]["status"] == "written"
    code, _, stderr = call("build", article, "-o", out)
    assert (code, ledger(out)[0]["status"]) == (0, "unchanged")


def test_a_folder_is_built_once(call, article, tmp_path):
    out = tmp_path / "out"
    code, stdout, stderr = call("build", article, "-o", out, "-f", "md,json,pdf")
    assert (code, stdout) == (0, "")
    assert "1 written" in stderr
    (line,) = ledger(out)
    assert line["outputs"] == ["port.md", "port.json", "port.pdf"]
    assert line["sentences"] == 5
    before = {p.name: p.stat().st_mtime_ns for p in out.glob("port.*")}
    code, _, stderr = call("build", article, "-o", out, "-f", "md,json,pdf")
    assert code == 0
    assert "everything is up to date" in stderr
    assert {p.name: p.stat().st_mtime_ns for p in out.glob("port.*")} == before
    assert ledger(out)[0]["status"] == "unchanged"


def test_other_settings_or_other_text_are_built_again(call, article, tmp_path):
    out = tmp_path / "out"
    call("build", article, "-o", out)
    assert "1 written" in call("build", article, "-o", out, "--points", 3)[2]
    article.write_text(ARTICLE + "\nRien de plus.", "utf-8")
    assert "1 written" in call("build", article, "-o", out, "--points", 3)[2]


def test_every_claim_of_the_json_can_be_walked_back(call, article):
    code, stdout, _ = call("build", article, "-f", "json")
    assert code == 0
    page = json.loads(stdout)
    text = page["document"]["text"]
    for part in (*page["quotes"], *page["sentences"]):
        content = part.get("content") or part["source"]
        assert text[part["start"] : part["end"]] == content
    assert {s["status"] for s in page["sentences"]} <= {"translated", "kept", "skipped"}
    (quote,) = page["quotes"]
    assert quote["speaker"]["name"] == "Jeanne Aubry"
    for part in (*page["summary"], *page["key_points"]):
        assert part["sources"]
    assert page["provenance"]["briefing_version"] == __version__


def test_standard_input_to_standard_output(article):
    done = subprocess.run(
        [sys.executable, "-m", "briefing", "build", "-"],
        input=ARTICLE.encode(),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().startswith("# ")
    assert "« Nous attendions cela depuis dix ans »" in done.stdout.decode()
    assert done.stderr == b""


def test_noise_of_libraries_does_not_reach_the_result(call, article, engine):
    engine(StdoutPolluter)
    code, stdout, stderr = call("build", article, "-f", "json")
    assert code == 0
    assert json.loads(stdout)["schema"] == "briefing/1"
    assert "noise from a library" in stderr


def test_a_defect_fails_its_documents_by_name(call, article, tmp_path, engine):
    engine(CrashingEngine)
    code, _, stderr = call("build", article, "-o", tmp_path / "out", "--jobs", 1)
    assert code == 1
    assert "port.txt" in stderr
    assert "engine on fire" in stderr
    assert "Traceback" not in stderr


def test_lines_are_translated_one_for_one(call, tmp_path):
    path = tmp_path / "lines.txt"
    path.write_text("Bonjour.\n\nOui.\n123\nMerci à tous.\n", "utf-8")
    code, stdout, _ = call("translate", path)
    assert code == 0
    lines = stdout.split("\n")
    assert len(lines) == 6
    assert lines[1] == ""
    assert lines[3] == "123"
    assert all(lines[i] for i in (0, 2, 4))


def test_quotations_are_shown_with_their_speakers(call, article):
    code, stdout, _ = call("quotes", article)
    assert code == 0
    assert "Jeanne Aubry" in stdout
    (quote,) = json.loads(call("quotes", article, "--json")[1])
    assert quote["content"] == "Nous attendions cela depuis dix ans"


def test_a_finished_run_is_verified(call, article, tmp_path):
    out = tmp_path / "out"
    call("build", article, "-o", out, "-f", "json")
    assert call("verify", out, "--sources", article)[0] == 0
    page = json.loads((out / "port.json").read_text("utf-8"))
    page["quotes"][0]["content"] += "!"
    (out / "port.json").write_text(json.dumps(page), "utf-8")
    code, stdout, _ = call("verify", out, "--sources", article)
    assert code == 1
    assert "NOT" in stdout


def test_the_model_is_listed_and_checked(call):
    assert "fr-en-small" in call("models", "list")[1]
    code, stdout, _ = call("models", "check")
    assert (code, "pinned sentences are right" in stdout) == (0, True)


def test_an_altered_model_is_refused(call, tmp_path, article):
    from briefing.models import find_model

    folder = tmp_path / "model"
    shutil.copytree(find_model("fr-en-small").folder, folder)
    with (folder / "ctranslate2" / "model.bin").open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\0\1\2\3")
    for argv in (("build", article), ("build", article, "-o", tmp_path / "out")):
        code, stdout, stderr = call(*argv, "--model", folder)
        assert (code, stdout) == (3, "")
        assert "does not match its hash" in stderr


def test_templates_are_listed_and_copied(call, tmp_path, article):
    assert "dossier" in call("templates", "list")[1]
    own = tmp_path / "own"
    assert call("templates", "new", own)[0] == 0
    assert call("build", article, "-t", own)[0] == 0
    assert call("templates", "new", own)[0] == 2


def test_what_was_read_is_shown(call, article):
    code, stdout, _ = call("read", article)
    assert code == 0
    assert "title: Le port de Valmer sera agrandi" in stdout


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), "COMMAND"),
        (("bild",), "invalid choice"),
        (("build",), "INPUT"),
        (("build", "a.txt", "--frmats", "md"), "unrecognized"),
        (("build", "a.txt", "-f", "mdd"), "did you mean 'md'"),
        (("build", "a.txt", "-t", "nowhere", "-o", "out"), "nowhere"),
        (("build", "a.txt", "b.txt"), "-o"),
        (("build", "a.txt", "--var", "x"), "KEY=VALUE"),
    ],
)
def test_a_wrong_call_says_what_to_do(call, tmp_path, monkeypatch, argv, message):
    monkeypatch.chdir(tmp_path)
    code, stdout, stderr = call(*argv)
    assert (code, stdout) == (2, "")
    assert message in stderr
    assert len(stderr.splitlines()) == 1


def test_an_address_that_cannot_be_fetched_fails_alone(call, article, tmp_path):
    out = tmp_path / "out"
    code, _, stderr = call("build", article, "http://127.0.0.1:9/a", "-o", out)
    assert code == 1
    assert "--allow-private" in stderr
    assert (out / "port.md").exists()


def test_help_and_version_end_well(call):
    code, stdout, _ = call("--help")
    assert code == 0
    assert "examples:" in stdout
    assert call("--version")[1] == f"briefing {__version__}\n"


def test_an_output_never_overwrites_an_input(call, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE, "utf-8")
    code, _, stderr = call("build", path, "-o", tmp_path)
    assert code == 2
    assert "would overwrite" in stderr
    assert path.read_text("utf-8") == ARTICLE


def test_help_loads_no_heavy_library():
    code = (
        "import sys; from briefing.cli import main; main(['--help']);"
        "heavy = {'numpy', 'ctranslate2', 'sentencepiece', 'jinja2', 'typst', 'torch'};"
        "sys.exit(str(heavy & sys.modules.keys()) if heavy & sys.modules.keys() else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.hf
def test_a_hub_id_is_found_in_the_cache_and_converted(tiny_model, tmp_path, article):
    hub = tmp_path / "hf" / "hub" / "models--someone--tiny"
    shutil.copytree(tiny_model, hub / "snapshots" / "0123abc")
    (hub / "refs").mkdir()
    (hub / "refs" / "main").write_text("0123abc")
    environ = {
        **os.environ,
        "HF_HOME": str(tmp_path / "hf"),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }
    argv = [sys.executable, "-m", "briefing", "translate", "--model", "someone/tiny"]
    done = subprocess.run(
        [*argv, str(article)], env=environ, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(done.stdout.decode().splitlines()) == len(ARTICLE.splitlines())
    assert list(tmp_path.glob("cache/briefing/ctranslate2/*/model.bin"))


@pytest.mark.hf
def test_a_folder_works_with_the_reference_engine_too(call, tiny_model, article):
    code, stdout, stderr = call(
        *("translate", article, "--model", tiny_model),
        *("--engine", "transformers", "--jobs", 1),
    )
    assert code == 0, stderr
    assert len(stdout.splitlines()) == len(ARTICLE.splitlines())
