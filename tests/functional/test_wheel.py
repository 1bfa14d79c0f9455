"""The wheel works by itself: outside the checkout, with no more than it declares."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent.parent
ARTICLE = ROOT / "examples" / "sommet.txt"

pytestmark = pytest.mark.skipif(
    not (find_spec("build") and find_spec("hatchling")),
    reason="building a wheel needs build and hatchling",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with the wheel and what it requires."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    (site,) = home.glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    for name in required(next(site.glob("briefing-*.dist-info")) / "METADATA"):
        link(name, site)
    return home / "bin" / "python"


def required(metadata: Path) -> set[str]:
    """Names of all the packages that a plain installation brings."""
    lines = metadata.read_text("utf-8").split("\n\n")[0].splitlines()
    waiting = [x.removeprefix("Requires-Dist: ") for x in lines if "Requires-Dist" in x]
    names: set[str] = set()
    while waiting:
        requirement = Requirement(waiting.pop())
        wanted = not requirement.marker or requirement.marker.evaluate({"extra": ""})
        if wanted and requirement.name not in names:
            names.add(requirement.name)
            waiting += distribution(requirement.name).requires or []
    return names


def link(name: str, site: Path) -> None:
    """Make an installed package visible in `site`."""
    files = distribution(name).files or []
    for top in {path.parts[0] for path in files if path.parts[0] not in {"..", "."}}:
        target = Path(str(distribution(name).locate_file(top)))
        if target.exists() and not (site / top).exists() and top != "__pycache__":
            (site / top).symlink_to(target)


def run(python: Path, folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [str(python), "-m", "briefing", *argv],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_environment_has_no_torch(python: Path) -> None:
    code = (
        "from importlib.util import find_spec as find\n"
        "print(find('torch'), find('ctranslate2'))"
    )
    done = subprocess.run(
        [str(python), "-c", code], capture_output=True, text=True, check=True
    )
    torch, _, fast = done.stdout.strip().partition(" ")
    assert torch == "None"
    assert fast.startswith("ModuleSpec")


def test_the_wheel_builds_briefings_outside_the_checkout(
    python: Path, tmp_path: Path
) -> None:
    formats = ("md", "html", "pdf", "json")
    argv = ["build", str(ARTICLE), "-o", "out", "-f", ",".join(formats)]
    done = run(python, tmp_path, *argv)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {f"sommet.{suffix}" for suffix in formats} <= names


def test_the_wheel_knows_its_version_and_checks_its_model(
    python: Path, tmp_path: Path
) -> None:
    assert run(python, tmp_path, "--version").stdout.startswith("briefing ")
    done = run(python, tmp_path, "models", "check")
    assert done.returncode == 0, done.stderr


def test_the_reference_engine_is_refused_with_what_to_install(
    python: Path, tmp_path: Path
) -> None:
    done = run(python, tmp_path, "build", str(ARTICLE), "--engine", "transformers")
    assert done.returncode == 3
    assert "briefing[hf]" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_wheel_holds_models_and_templates_and_nothing_of_the_workshop(
    wheel: Path,
) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    data = [name for name in names if name.startswith("briefing/_data/")]
    assert any(name.endswith("ctranslate2/model.bin") for name in data)
    assert any(name.endswith("card.toml") for name in data)
    assert any("/templates/" in name for name in data)
    assert not [n for n in names if n.startswith(("tests/", "benchmarks/", "models/"))]
    assert not [n for n in names if ".training" in n or n.endswith((".npz", ".pyc"))]
    assert wheel.stat().st_size < 40_000_000
