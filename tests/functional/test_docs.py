"""The docs: every command in them is run, and every link leads somewhere.

A block of `sh` or `python` in a page is run in a folder that holds `examples/`, after
the blocks above it on that page; a block of `text` right below it is what it prints,
among other things. A comment before a block says otherwise:
`<!-- run: slow -->` with the slow tests, `<!-- run: parse -->` needs a network, so its
calls of `briefing` are parsed and not run, `<!-- run: clone -->` belongs to a fresh
clone.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reliability.program import ROOT

DOCS = ROOT / "docs"
BLOCK = re.compile(
    r"(?:<!-- run: (?P<how>\w+) -->\n)?```(?P<kind>sh|python)\n(?P<text>.*?)^```"
    r"(?:\n\n```text\n(?P<shown>.*?)\n```)?",
    re.M | re.S,
)
PAGES = sorted(
    path
    for path in (*DOCS.rglob("*.md"), ROOT / "README.md")
    if BLOCK.search(path.read_text("utf-8"))
)
WAYS = frozenset({"always", "slow", "parse", "clone"})


@dataclass(frozen=True)
class Block:
    how: str
    kind: str
    text: str
    shown: str = ""
    """What the page says that it prints."""


def blocks(page: Path) -> list[Block]:
    found = BLOCK.finditer(page.read_text("utf-8"))
    return [
        Block(m["how"] or "always", m["kind"], m["text"], m["shown"] or "")
        for m in found
    ]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# Pages of others that show commands for people who train or measure; see `calls`.
OURS = [
    page
    for page in PAGES
    if name_of(page) == "docs/tutorial.md"
    or page.parent.name == "how-to"
    or name_of(page) == "docs/reference/python.md"
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    return tmp_path


def environment(folder: Path) -> dict[str, str]:
    """As a newcomer has it: the program on the path, a home of its own."""
    here = {k: v for k, v in os.environ.items() if k in ("LANG", "OMP_NUM_THREADS")}
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return {**here, "PATH": path, "HOME": str(folder), "CI": "true"}


def run(block: Block, folder: Path) -> str:
    program = (
        ["bash", "-euo", "pipefail", "-c", block.text]
        if block.kind == "sh"
        else [sys.executable, "-c", block.text]
    )
    done = subprocess.run(
        program,
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, f"{block.text}\n{said}"
    assert block.shown in said
    return said


@pytest.mark.parametrize("page", OURS, ids=name_of)
def test_every_command_of_a_page_works(page: Path, folder: Path) -> None:
    ran = [run(b, folder) for b in blocks(page) if b.how == "always"]
    assert not any("defect" in said for said in ran)


@pytest.mark.slow
@pytest.mark.hf
@pytest.mark.parametrize("page", OURS, ids=name_of)
def test_every_heavy_command_of_a_page_works(page: Path, folder: Path) -> None:
    found = [b for b in blocks(page) if b.how in ("always", "slow")]
    if not any(b.how == "slow" for b in found):
        pytest.skip("no heavy command on this page")
    for block in found:
        run(block, folder)


@pytest.mark.slow
def test_a_newcomers_path_works_word_for_word_in_a_fresh_clone(tmp_path: Path) -> None:
    """What is committed, an empty home, an environment of its own."""
    clone, home = tmp_path / "briefing", tmp_path / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    text = "\n".join(block.text for block in blocks(clone / "docs" / "tutorial.md"))
    kept = {k: v for k, v in os.environ.items() if k.startswith(("PIP_", "OMP_"))}
    done = subprocess.run(
        ["bash", "-euxo", "pipefail", "-c", text],
        cwd=clone,
        env={**kept, "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=1800,
    )
    if "No matching distribution" in done.stderr or "ConnectionError" in done.stderr:
        pytest.skip("packages cannot be fetched here")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 unchanged: everything is up to date" in done.stderr
    assert re.search(r"\d+ claims, 0 broken", done.stderr)


def calls(text: str) -> Iterator[list[str]]:
    """The calls of `briefing` in a block, each as its arguments."""
    for line in text.replace("\\\n", " ").splitlines():
        for part in re.split(r"\|\||&&|;|\||\s\d?>", line.split("  #")[0]):
            words = shlex.split(part, comments=True) if "briefing " in part else []
            if words[:1] == ["briefing"]:
                yield words[1:]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_call_of_the_program_is_one_that_it_knows(page: Path) -> None:
    from briefing.cli import _parser

    for block in blocks(page):
        assert block.how in WAYS
        for words in calls(block.text) if block.kind == "sh" else ():
            assert _parser().parse_args(words).command, words


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_target_of_make_is_there(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M)
    for block in blocks(page):
        for name in re.findall(r"^make ([a-z][a-z-]*)", block.text, re.M):
            assert name in targets


def test_every_template_has_its_picture() -> None:
    from briefing.render import template_names

    page = (DOCS / "templates.md").read_text("utf-8")
    for name in template_names():
        assert f"(pictures/{name}.png)" in page
        assert (DOCS / "pictures" / f"{name}.png").is_file()


NEEDED = pytest.mark.skipif(
    not all(
        importlib.util.find_spec(n) for n in ("mkdocs", "material", "mkdocstrings")
    ),
    reason="needs the extra docs: make docs",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(out)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return out


@NEEDED
def test_the_site_is_built_without_a_warning_and_asks_for_nothing(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 20
    loading = re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=\"?(https?:)?//",
        re.I,
    )
    asking = {p.name for p in pages if loading.search(p.read_text("utf-8"))}
    assert asking == set()
    for style in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", style.read_text("utf-8"))


@NEEDED
def test_generated_pages_hold_what_they_are_made_of(site: Path) -> None:
    def page(name: str) -> str:
        return (site / name).read_text("utf-8")

    from briefing.config import Config

    assert "--text-field" in page("reference/cli.html")
    for name in Config.__dataclass_fields__:
        assert f"<code>{name}</code>" in page("reference/configuration.html")
    assert "GateError" in page("reference/errors.html")
    assert "key_points" in page("reference/json.html")
    assert page("reference/fifteen.html").count("Pass mark") == 15
    assert "find_tasks" not in page("reference/python.html")
    assert "build_pipeline" in page("reference/python.html")


@NEEDED
def test_the_picture_shows_every_part_below_what_it_imports() -> None:
    spec = importlib.util.spec_from_file_location(
        "architecture", DOCS / "site" / "architecture.py"
    )
    assert spec and spec.loader
    drawing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(drawing)
    imports = drawing.parts()
    row = {name: n for n, names in enumerate(drawing.rows(imports)) for name in names}
    assert row["types"] == 0
    assert row["cli"] == max(row.values())
    assert {"read", "quotes", "render", "pipeline"} <= row.keys()
    assert "pipeline" in imports["parts"]
    assert drawing.draw().count("<text") == len(imports)
