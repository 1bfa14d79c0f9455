"""Inputs that hold several articles: built, left alone, verified against the source."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability.program import ARTICLE

Call = Callable[..., tuple[int, str, str]]


def jsonl(folder: Path) -> tuple[Path, list[str]]:
    path = folder / "a.jsonl"
    rows = [{"ref": f"r{n}", "corps": ARTICLE, "text": "no"} for n in (1, 2)]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path, ["--text-field", "corps"]


def archive(folder: Path) -> tuple[Path, list[str]]:
    path = folder / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        for name in ("r1.txt", "r2.txt"):
            made.writestr(name, ARTICLE)
    return path, []


def feed(folder: Path) -> tuple[Path, list[str]]:
    path = folder / "a.xml"
    text = ARTICLE.replace("\n\n", "&lt;p&gt;")
    items = "".join(
        f"<item><title>Un</title><guid>{n}</guid><description>{text}</description></item>"
        for n in (1, 2)
    )
    path.write_text(
        f"<rss version='2.0'><channel><title>Fil</title>{items}</channel></rss>"
    )
    return path, []


@pytest.mark.parametrize("make", [jsonl, archive, feed])
def test_a_container_is_verified_against_itself(
    make: Callable[[Path], tuple[Path, list[str]]], call: Call, tmp_path: Path
) -> None:
    path, options = make(tmp_path)
    out = tmp_path / "out"
    argv = ["build", path, "-o", out, "-f", "json", *options]
    code, _, stderr = call(*argv)
    assert (code, len(list(out.glob("*.json")))) == (0, 2), stderr
    code, stdout, stderr = call("verify", out, "--sources", path, *options)
    assert code == 0, stdout
    assert " 0 broken" in stderr
    assert call(*argv)[2].startswith("2 unchanged")

    path.write_bytes(path.read_bytes()[:-40])  # what was built from is gone
    assert call("verify", out, "--sources", path, *options)[0] == 1


def test_records_take_their_names_from_the_field_that_is_named(
    call: Call, tmp_path: Path
) -> None:
    path, options = jsonl(tmp_path)
    argv = ["build", path, "-o", tmp_path / "out", "--id-field", "ref", *options]
    assert call(*argv)[0] == 0
    assert {p.name for p in tmp_path.glob("out/*.md")} == {"a-r1.md", "a-r2.md"}
