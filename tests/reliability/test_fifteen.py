"""The fifteen tests of `fifteen.toml` are where the list says they are."""

from __future__ import annotations

import ast
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests import network

ROOT = Path(__file__).parents[2]
FIFTEEN: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("fifteen.toml").read_text("utf-8")
)["test"]


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef)
    )


def test_there_are_fifteen() -> None:
    assert [test["number"] for test in FIFTEEN] == list(range(1, 16))
    assert all(test["name"] and test["mark"] for test in FIFTEEN)


@pytest.mark.parametrize("test", FIFTEEN, ids=lambda test: str(test["number"]))
def test_every_test_named_is_there(test: dict[str, Any]) -> None:
    assert test["where"]
    missing = [
        name
        for name in test["where"]
        if name.partition("::")[2] not in names_in(name.partition("::")[0])
    ]
    assert missing == []


def test_no_test_has_asked_for_a_name() -> None:
    """Those that run after this one are seen to at the end of the run."""
    assert network.ASKED == []


def test_the_watch_over_names_sees_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "ASKED", [])
    for host in ("127.0.0.1", "::1", "localhost", b"10.0.0.1", "name.invalid", None):
        sys.audit("socket.getaddrinfo", host, 80, 0, 0, 0)
    assert network.ASKED == ["name.invalid"]
