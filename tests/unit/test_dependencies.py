"""The page on dependencies says what is true of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "dependencies.md").read_text("utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: Iterable[str]) -> set[str]:
    return {normal(Requirement(text).name) for text in requirements} - {"briefing"}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    table = [line for line in part.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1:]]


ASKED = rows("What is asked for")
BROUGHT = rows("What these bring along")
LICENCES = {row[0]: row[2] for row in (*ASKED, *BROUGHT)}


def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def test_every_dependency_has_its_row_and_its_reason() -> None:
    wanted = {"main": names(PROJECT["dependencies"])}
    wanted |= {extra: names(listed) for extra, listed in EXTRAS.items()}
    for extra, found in wanted.items():
        assert {row[0] for row in ASKED if row[1] == extra} == found, extra
    assert {row[1] for row in ASKED} == {k for k, v in wanted.items() if v}
    assert all(row[3] for row in ASKED)


def test_everything_that_users_install_is_listed() -> None:
    found: set[str] = set()
    todo = [Requirement(t) for t in (*PROJECT["dependencies"], *EXTRAS["formats"])]
    while todo:
        wanted = todo.pop()
        package = installed(wanted.name)
        if normal(wanted.name) in found or package is None:
            continue
        found.add(normal(wanted.name))
        for text in package.requires or ():
            more = Requirement(text)
            extras = ("", *wanted.extras)
            if more.marker is None or any(
                more.marker.evaluate({"extra": extra}) for extra in extras
            ):
                todo.append(more)
    assert found - set(LICENCES) == set()


@pytest.mark.parametrize("name", LICENCES)
def test_licences_are_what_the_packages_say(name: str) -> None:
    package = installed(name)
    if package is None:
        pytest.skip(f"{name} is not installed")
    said = " ".join(
        [
            package.metadata.get("License-Expression") or "",
            package.metadata.get("License") or "",
            *(package.metadata.get_all("Classifier") or ()),
        ]
    )
    if "License ::" not in said and not package.metadata.get("License-Expression"):
        said = package.metadata.get("License") or ""
    if not said:
        pytest.skip(f"{name} says nothing of its licence")
    kind = re.match(r"[A-Za-z]+", LICENCES[name])
    assert kind
    long = {"MPL": "Mozilla Public", "PSF": "Python Software"}
    assert kind[0] in said or long.get(kind[0], "no long name") in said
