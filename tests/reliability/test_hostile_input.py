"""Whatever is put in, the program says in one line what is wrong, and goes on."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.fidelity import check
from briefing.parts import build_pipeline, build_renderers
from briefing.pipeline import Pipeline
from briefing.protocols import Input
from briefing.read import read
from briefing.translation.sentences import kept
from briefing.translation.units import why_kept
from briefing.types import Translation
from tests.reliability.program import (
    ARTICLE,
    MODEL,
    ROOT,
    Outcome,
    Run,
    finish,
    ledger,
    outputs,
    start,
)

EXAMPLE = ROOT / "examples" / "sommet.txt"
ENGLISH = (
    "The mayor opened the new library on Tuesday. She said that it belonged to all "
    "of the people who live in the town, and thanked everyone for coming.\n"
)
BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\t\r\n\xc2\xa0 \n", "empty"),
    "bom": (b"\xef\xbb\xbf", "empty"),
    "binary": (bytes(range(256)) * 40, "format"),
    "zeros": (b"\0" * 5000, "format"),
    "english": (ENGLISH.encode(), "language"),
    "one-word": (b"a" * 500_000, "coverage"),
    "characters": (b"Il pleut. " * 210_000, "limit"),
    "sentences": (b"Il pleut ce soir.\n" * 21_000, "limit"),
}
"""Bytes of a file that can't become a briefing, and the kind of its error."""


def build(run: Run, *words: object, output: Path) -> Outcome:
    return run("build", "--jobs", "1", *words, "-o", output)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_fails_alone_and_by_name(
    name: str, run: Run, article: Path, tmp_path: Path
) -> None:
    data, kind = BAD[name]
    bad = tmp_path / f"{name}.txt"
    bad.write_bytes(data)

    outcome = build(run, bad, article, output=tmp_path / "out")

    assert outcome.complains(1, bad.name)
    lines = ledger(tmp_path / "out")
    assert lines[bad.name]["status"] == "failed"
    assert lines[bad.name]["error"]["exit_code"] == 1
    assert lines[bad.name]["error"]["kind"] == kind
    assert lines[article.name]["status"] == "written"
    assert set(outputs(tmp_path / "out")) == {"good.md"}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_ends_the_command_that_prints_it(
    name: str, run: Run, tmp_path: Path
) -> None:
    bad = tmp_path / f"{name}.txt"
    bad.write_bytes(BAD[name][0])

    outcome = run("build", bad)

    assert outcome.complains(1, bad.name)
    assert outcome.out == ""


def test_empty_standard_input_is_an_error(run: Run) -> None:
    assert run("build", "-", stdin=b"").complains(1, "-")


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "utf-16", "utf-8-sig"])
def test_any_encoding_of_an_article_is_read(
    encoding: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((ARTICLE * 3).replace("’", "'").encode(encoding))

    outcome = run("build", path, "-f", "json")

    assert outcome.code == 0, outcome.err
    assert "inauguré" in json.loads(outcome.out)["document"]["text"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
def test_an_article_cut_within_a_character_is_read(
    encoding: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((ARTICLE + "é").encode(encoding)[:-1])
    assert run("build", path).code == 0


def test_a_folder_without_articles_is_an_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "void").mkdir()
    (tmp_path / "void" / "picture.png").write_bytes(b"\x89PNG")
    outcome = build(run, tmp_path / "void", output=tmp_path / "out")
    assert outcome.complains(1, "void", ".txt")


def test_a_missing_file_fails_alone(run: Run, article: Path, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.txt"
    outcome = build(run, missing, article, output=tmp_path / "out")
    assert outcome.complains(1, "nowhere.txt", "check")
    assert set(outputs(tmp_path / "out")) == {"good.md"}


def test_a_pattern_that_matches_nothing_is_an_error(run: Run, tmp_path: Path) -> None:
    outcome = build(run, tmp_path / "*.xyz", output=tmp_path / "out")
    assert outcome.complains(1, "*.xyz", "check")


def unreadable_files(folder: Path) -> list[Path]:
    """Files that even the superuser can't read."""
    targets = {
        "memory.txt": "/proc/self/mem",
        "device.txt": "/dev/zero",
        "dangling.txt": "/nowhere/at/all",
    }
    for name, target in targets.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.txt")
    return [folder / name for name in (*targets, "pipe.txt")]


def test_unreadable_files_fail_alone(run: Run, article: Path, tmp_path: Path) -> None:
    bad = unreadable_files(tmp_path)
    outcome = build(run, *bad, article, output=tmp_path / "out")
    lines = ledger(tmp_path / "out")
    assert outcome.code == 1
    assert len(outcome.errors) == len(bad)
    kinds = {path.name: lines[path.name]["error"]["kind"] for path in bad}
    assert set(kinds.values()) == {"unreadable"}
    assert set(outputs(tmp_path / "out")) == {"good.md"}


def test_a_link_to_itself_fails_alone(run: Run, article: Path, tmp_path: Path) -> None:
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    outcome = build(run, loop, article, output=tmp_path / "out")
    assert outcome.complains(1, "loop.txt")
    assert set(outputs(tmp_path / "out")) == {"good.md"}


def test_links_in_a_circle_do_not_cost_the_folder_they_lie_in(
    run: Run, article: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(article.read_bytes())
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    (folder / "ping.txt").symlink_to("pong.txt")
    (folder / "pong.txt").symlink_to("ping.txt")
    (folder / "up").symlink_to("..")
    outcome = build(run, folder, output=tmp_path / "out")
    assert outcome.code == 0, outcome.err
    assert set(outputs(tmp_path / "out")) == {"a.md"}


def test_a_file_without_read_permission_fails(run: Run, article: Path) -> None:
    article.chmod(0)
    if os.access(article, os.R_OK):
        pytest.skip("the superuser may read everything")
    assert run("build", article).complains(1, "good.txt", "permission")


def test_an_output_folder_that_is_a_file_is_refused(
    run: Run, article: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert build(run, article, output=taken).complains(4, "taken", "-o")
    assert build(run, article, output=taken / "below").complains(4, "taken", "-o")
    assert taken.read_text() == "mine"


def test_an_output_folder_that_cannot_be_made_is_refused(
    run: Run, article: Path
) -> None:
    assert build(run, article, output=Path("/proc/briefing")).complains(4, "-o")


def test_output_that_does_not_fit_on_the_disk_leaves_no_half_files(
    tmp_path: Path,
) -> None:
    def small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    argv = ["build", EXAMPLE, "-o", tmp_path / "out", "-f", "json,md"]
    process = start(argv, preexec_fn=small_files_only)
    outcome = finish(process)
    assert outcome.complains(4, "cannot be written")
    assert outputs(tmp_path / "out") == {}


def test_what_is_not_french_is_built_when_forced(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "english.txt"
    path.write_text(ENGLISH)
    config = tmp_path / "lenient.toml"
    config.write_text("min_coverage = 0.0\n")
    assert run("build", path, "--force", "--config", config).code == 0


STRANGE = {
    "only opening marks": "« " * 20_000,
    "only closing marks": "» " * 20_000,
    "opening curly marks": "“" * 20_000 + "a",
    "straight marks": '"' * 20_001,
    "opened before the article": "« " + ARTICLE,
    "never closed": ARTICLE.replace(" »", "") * 20,
    "never opened": ARTICLE.replace("« ", "") * 20,
    "nested marks": "« a “ b « c ” d » " * 3_000,
    "brackets": "(" * 20_000 + "[" * 20_000,
    "one number": "1" * 30_000,
    "one number in groups": "Il y a 1" + " 000" * 1_200 + " euros.",
    "thousands": "1 000 " * 10_000,
    "ranges": "de 3 à " * 8_000,
    "number words": "vingt et un mille " * 3_000,
    "dates": "le 1er mars " * 5_000,
    "only digits": "0123456789 " * 3_000,
    "abbreviations": "M. " * 20_000,
    "initials": "J.-P. " * 10_000,
    "cues": "a-t-il dit " * 6_000,
    "prepositions": "selon " * 10_000,
    "capitals": "Jean Paul " * 6_000,
    "negations": "ne pas " * 10_000,
    "invisible": "\u202e\u200b\ufeff" * 10_000,
    "decomposed": "e\u0301" * 30_000,
    "accents on one letter": "e" + "\u0301" * 30_000,
    "emoji": "😀" * 20_000,
    "empty lines": "\n" * 60_000,
    "headings": "#" * 30_000,
    "items": "- " * 20_000,
    "emphasis": "*_`" * 10_000,
    "block quotations": "> " * 40 + "a\n" + "> a\n" * 5_000,
    "links": "[a](" * 10_000,
    "control characters": "\0" * 10 + "\x1b[2J",
    "commas": "," * 30_000,
    "long words": ("X" * 199 + " ") * 200,
    "one line": "le chat dort et " * 4_000,
    "an address": "https://example.org/" + "a/" * 10_000,
}
"""What no journalist writes, put between two plain articles."""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    """All the parts but the model, in whose place each sentence is given back."""

    def give_back(sources: Sequence[str]) -> list[Translation]:
        return [unchanged(source) for source in sources]

    def unchanged(source: str) -> Translation:
        reason = why_kept(source)
        if reason:
            return kept(source, reason)
        flags = check(source, source)
        return Translation(
            source=source, target=source, status="translated", flags=flags
        )

    real = build_pipeline(Config(min_coverage=0.0))
    return replace(real, translate_sources=give_back)


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize("name", STRANGE)
def test_strange_text_costs_little_time_and_not_the_articles_around_it(
    name: str, suffix: str, pipeline: Pipeline
) -> None:
    text = f"{ARTICLE}\n{STRANGE[name]}\n\n{ARTICLE}"
    source = Input(id="a", source=f"a.{suffix}", data=text.encode())
    started = time.process_time()

    (document,) = read(source)
    briefing = pipeline.brief(document)
    for render in build_renderers(Config(formats=("md", "html", "json"))).values():
        render(briefing)

    assert time.process_time() - started < 10
    sentences = [sentence.text for sentence in briefing.article.sentences]
    assert sum("inauguré mardi" in sentence for sentence in sentences) >= 2


def test_a_number_of_thousands_of_digits_is_compared() -> None:
    text = "Il y a 1" + " 000" * 3_000 + " euros."
    assert check(text, "There is 1 euro.")


@pytest.mark.parametrize("name", STRANGE)
def test_a_model_that_meets_strange_text_does_not_break_the_program(
    name: str, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "strange.txt"
    path.write_text(f"{ARTICLE}\n{STRANGE[name][:400]}\n\n{ARTICLE}", "utf-8")
    outcome = run("build", path, "-f", "json", "--no-repair")
    assert outcome.code == 0 or outcome.complains(1, "strange.txt")
    assert "defect" not in outcome.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("word", "a" * 500_000),
        ("sentences", "Il pleut.\n" * 200_000),
        ("long-sentence", "le chat dort et " * 3_000),
        ("marks", "« " * 200_000),
    ],
)
def test_the_largest_inputs_end_in_time(
    name: str, text: str, run: Run, article: Path, tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(text, "utf-8")
    started = time.monotonic()
    outcome = build(run, path, article, output=tmp_path / "out")
    assert outcome.code in {0, 1}
    assert "defect" not in outcome.err
    assert "good.md" in outputs(tmp_path / "out")
    assert time.monotonic() - started < 120


def test_markup_and_template_code_in_an_article_stay_text(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "code.txt"
    evil = (
        "Il a écrit {{ 7 * 191 }} {% raw %} <script>alert(1)</script> "
        '#read("/etc/hostname") lundi soir.'
    )
    path.write_text(f"{ARTICLE}\n{evil}\n", "utf-8")
    outcome = build(run, path, "-f", "md,html,pdf,json", output=tmp_path / "out")
    assert outcome.code == 0, outcome.err
    written = outputs(tmp_path / "out")
    assert b"1337" not in written["code.md"] + written["code.html"]
    assert b"<script>alert" not in written["code.html"]
    assert b"<script>alert" not in written["code.md"]
    assert written["code.pdf"].startswith(b"%PDF")


# A model folder that is not as it should be


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


@pytest.mark.parametrize(
    "name", ["ctranslate2/model.bin", "source.spm", "target.spm", "vocab.json"]
)
def test_an_altered_model_file_is_refused(
    name: str, model: Path, run: Run, article: Path
) -> None:
    data = bytearray((model / name).read_bytes())
    data[len(data) // 2] ^= 1
    (model / name).write_bytes(data)
    outcome = run("build", article, "--model", model)
    assert outcome.complains(3, Path(name).name, "hash")
    assert outcome.out == ""


@pytest.mark.parametrize(
    "name",
    ["ctranslate2/model.bin", "source.spm", "target.spm", "vocab.json", "config.json"],
)
def test_a_missing_model_file_is_refused(
    name: str, model: Path, run: Run, article: Path
) -> None:
    (model / name).unlink()
    outcome = run("build", article, "--model", model)
    assert outcome.complains(3, Path(name).name, "missing")


@pytest.mark.parametrize("name", ["source.spm", "vocab.json", "config.json"])
def test_garbage_in_a_model_without_a_card_is_refused(
    name: str, model: Path, run: Run, article: Path
) -> None:
    (model / "card.toml").unlink()
    (model / name).write_bytes(b"\xff garbage")
    assert run("build", article, "--model", model).complains(3, name)


def test_a_missing_model_is_refused(run: Run, article: Path, tmp_path: Path) -> None:
    outcome = build(run, article, "--model", tmp_path / "none", output=tmp_path / "out")
    assert outcome.complains(3, "none")
    assert outputs(tmp_path / "out") == {} if (tmp_path / "out").exists() else True


def test_a_card_that_is_no_toml_is_refused(
    model: Path, run: Run, article: Path
) -> None:
    (model / "card.toml").write_text("files = [")
    assert run("build", article, "--model", model).complains(3, "card.toml")


# A command line or configuration that is not as it should be


@pytest.mark.parametrize(
    "words",
    [
        ["--frmats", "md"],
        ["-f", "mdx"],
        ["-f", ""],
        ["--jobs", "-1"],
        ["--jobs", "many"],
        ["--points", "-3"],
        ["--engine", "steam"],
        ["--template", "no-such-template"],
        ["--var", "novalue"],
        ["--config", "no-such-file.toml"],
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_refused_and_nothing_written(
    words: list[str], run: Run, article: Path, tmp_path: Path
) -> None:
    outcome = build(run, article, *words, output=tmp_path / "out")
    assert outcome.complains(2, words[0].lstrip("-")[:4])
    assert not (tmp_path / "out").exists() or outputs(tmp_path / "out") == {}


@pytest.mark.parametrize("words", [[], ["bild"], ["build"], ["models", "burn"]])
def test_a_wrong_command_is_refused(words: list[str], run: Run) -> None:
    assert run(*words).complains(2, "--help")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("frmats = ['md']", "frmats"),
        ("formats = 3", "formats"),
        ("jobs = 'two'", "jobs"),
        ("min_coverage = 7.0", "min_coverage"),
        ("formats = [", "TOML"),
        ("formats = ['docxx']", "docxx"),
    ],
)
def test_a_wrong_configuration_is_refused_by_key(
    text: str, word: str, run: Run, article: Path, tmp_path: Path
) -> None:
    (tmp_path / "b.toml").write_text(text)
    outcome = build(
        run, article, "--config", tmp_path / "b.toml", output=tmp_path / "out"
    )
    assert outcome.complains(2, word)


def test_input_folder_as_output_folder_is_refused(run: Run, article: Path) -> None:
    assert build(run, article.parent, output=article.parent).complains(2, "-o")


def test_two_inputs_without_an_output_folder_are_refused(
    run: Run, article: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(ARTICLE)
    assert run("build", article, other).complains(2, "-o")


# Names that are not as one would wish


@pytest.mark.parametrize(
    "name",
    [
        b"with space.txt",
        b"line\nbreak.txt",
        b"escape\x1b[31m.txt",
        b"not-utf8-\xff\xe9.txt",
        b"-rf.txt",
        b"{{ 7 }}<b>.txt",
        "été.txt".encode(),
        b"x" * 250 + b".txt",
    ],
    ids=range(8),
)
def test_any_file_name_is_built(name: bytes, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).write_text(ARTICLE)
    outcome = build(run, folder, "-f", "md,json", output=tmp_path / "out")
    assert outcome.code == 0, outcome.err
    assert len(outputs(tmp_path / "out")) == 2


def test_control_characters_of_a_name_do_not_reach_the_terminal(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a\x1b[2J\nb.txt"
    path.write_bytes(b"")
    outcome = build(run, path, output=tmp_path / "out")
    assert outcome.code == 1
    assert "\x1b" not in outcome.err
    assert len(outcome.err.splitlines()) <= 2


def test_articles_of_the_same_name_keep_apart(run: Run, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.txt").write_text(ARTICLE)
    inputs = (tmp_path / "a" / "same.txt", tmp_path / "b" / "same.txt")
    assert build(run, *inputs, output=tmp_path / "out").code == 0
    assert len(outputs(tmp_path / "out")) == 2


def test_links_that_lead_out_of_a_folder_are_not_followed(
    run: Run, article: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "secret.txt").symlink_to(article)
    (folder / "own.txt").write_text(ARTICLE)
    assert build(run, folder, output=tmp_path / "out").code == 0
    assert set(outputs(tmp_path / "out")) == {"own.md"}


# A process that is cut off


def test_a_reader_that_goes_away_is_no_error(article: Path) -> None:
    process = start(["build", article])
    assert process.stdout
    process.stdout.close()
    process.stdout = None
    outcome = finish(process)
    assert outcome.code in {0, -signal.SIGPIPE}
    assert "Traceback" not in outcome.err
    assert outcome.err == ""


def test_an_interrupt_ends_with_130_and_the_next_run_goes_on(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number in range(40):
        text = ARTICLE.replace("Limoges", f"Ville-{number}") * 10
        (folder / f"{number:02}.txt").write_text(text)
    argv = ["build", folder, "-o", out, "--jobs", "1"]
    process = start(argv, start_new_session=True)
    deadline = time.monotonic() + 60
    while not any(out.glob("*.md")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    outcome = finish(process)
    assert outcome.code == 130, outcome.err
    assert "Traceback" not in outcome.err
    assert len(outcome.err.splitlines()) == 1

    again = finish(start(argv))
    assert again.code == 0, again.err
    assert len(list(out.glob("*.md"))) == 40
    assert len(ledger(out)) == 40
    assert not list(out.glob(".*.tmp"))
