"""The same article, model and settings give the same bytes, whatever surrounds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.reliability.program import ARTICLE, ROOT, environment, finish, outputs, start

FORMATS = "md,html,pdf,json"
EXAMPLES = ROOT / "examples"
SURROUNDINGS = {
    "C locale, another hash seed and time zone": {
        **{"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        **{"PYTHONHASHSEED": "4321", "TZ": "Pacific/Kiritimati"},
    },
    "a Turkish locale, whose capital i has a dot": {
        **{"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
        **{"PYTHONHASHSEED": "0", "TZ": "America/St_Johns"},
    },
    "another user, terminal and thread count": {
        **{"LC_ALL": "fr_FR.UTF-8", "HOME": "/proc/nowhere", "USER": "nobody"},
        **{"COLUMNS": "40", "TERM": "dumb", "NO_COLOR": "1", "OMP_NUM_THREADS": "2"},
        **{"PYTHONHASHSEED": "1", "CI": "1", "SOURCE_DATE_EPOCH": "0"},
    },
}


def build(
    inputs: Sequence[Path],
    output: Path,
    *options: str,
    env: Mapping[str, str] | None = None,
) -> dict[str, bytes]:
    argv = ["build", *inputs, "-o", output, "-f", FORMATS, *options]
    outcome = finish(start(argv, env=environment(**{"TZ": "UTC"} | dict(env or {}))))
    assert outcome.code == 0, outcome.err
    return outputs(output)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The outputs of the examples as they usually come."""
    env = {"PYTHONHASHSEED": "0"}
    out = tmp_path_factory.mktemp("usual") / "out"
    written = build([EXAMPLES], out, "--jobs", "1", env=env)
    assert len(written) >= 3 * len(FORMATS.split(","))
    return written


def differing(a: Mapping[str, bytes], b: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in a.keys() | b.keys() if a.get(name) != b.get(name))


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_surroundings_change_nothing(
    name: str, usual: dict[str, bytes], tmp_path: Path
) -> None:
    written = build([EXAMPLES], tmp_path / "out", env=SURROUNDINGS[name])
    assert differing(usual, written) == []


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_the_number_of_jobs_changes_nothing(
    jobs: str, usual: dict[str, bytes], tmp_path: Path
) -> None:
    written = build([EXAMPLES], tmp_path / "out", "--jobs", jobs)
    assert differing(usual, written) == []


def test_an_article_alone_is_the_same_as_in_a_batch(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    alone: dict[str, bytes] = {}
    for path in sorted(EXAMPLES.glob("*.*")):
        alone |= build([path], tmp_path / path.stem)
    assert differing(usual, alone) == []


def test_other_articles_in_the_batch_change_nothing(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    others = tmp_path / "others"
    others.mkdir()
    for number in range(20):
        text = ARTICLE.replace("Limoges", f"Port-{number}") * (1 + number % 4)
        (others / f"other-{number:02}.txt").write_text(text, "utf-8")
    written = build([others, EXAMPLES], tmp_path / "out", "--jobs", "2")
    assert {name: written[name] for name in usual} == usual


def test_the_order_of_the_articles_changes_nothing(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    paths = sorted(EXAMPLES.glob("*.*"), reverse=True)
    assert differing(usual, build(paths, tmp_path / "out", "--jobs", "1")) == []


def test_what_is_remembered_changes_nothing(
    usual: dict[str, bytes], tmp_path: Path
) -> None:
    memory = ("--memory", tmp_path / "memory.sqlite")
    assert differing(usual, build([EXAMPLES], tmp_path / "none", "--no-memory")) == []
    assert differing(usual, build([EXAMPLES], tmp_path / "first", *memory)) == []
    assert differing(usual, build([EXAMPLES], tmp_path / "again", *memory)) == []


def test_no_output_names_this_machine(usual: dict[str, bytes], tmp_path: Path) -> None:
    marks = [str(ROOT).encode(), str(tmp_path.parent).encode(), b"/home/", b"/tmp/"]
    named = [n for n, data in usual.items() if any(mark in data for mark in marks)]
    assert named == []


def test_the_bytes_do_not_depend_on_where_the_article_lies(tmp_path: Path) -> None:
    found = []
    for folder in ("here", "far/away"):
        place = tmp_path / folder
        place.mkdir(parents=True)
        (place / "article.txt").write_text(ARTICLE, "utf-8")
        found.append(build([place / "article.txt"], tmp_path / f"out-{len(found)}"))
    assert differing(*found) == []


def test_a_sentence_alone_has_the_score_that_it_has_among_others() -> None:
    from briefing.engine import EngineOptions, load_engine
    from briefing.models import find_model
    from briefing.tokenizer import Tokenizer
    from briefing.types import Decoding

    card = find_model("fr-en-small")
    tokenizer = Tokenizer(card.folder)
    engine = load_engine("ctranslate2", card, tokenizer, EngineOptions())
    rows = (ROOT / "tests" / "data" / "challenge" / "challenge.tsv").read_text("utf-8")
    sentences = [row.split("\t")[1] for row in rows.splitlines()[1:161]]
    token_ids = tokenizer.encode(sentences)
    decoding = Decoding(beam_size=2, num_hypotheses=2)
    together = engine.generate(token_ids, decoding)
    assert together == [engine.generate([ids], decoding)[0] for ids in token_ids]
    backwards = engine.generate(token_ids[::-1], decoding)
    assert together == backwards[::-1]
