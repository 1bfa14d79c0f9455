"""Addresses and feeds on the command line, from a server on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from tests.reliability.program import ARTICLE
from tests.unit.test_read_fetch import Server, answer, has_loopback


@pytest.fixture
def server() -> Iterator[Server]:
    if not has_loopback():
        pytest.skip("there is no loopback network here")
    found = Server()
    paragraphs = "".join(f"<p>{p}</p>" for p in ARTICLE.strip().split("\n\n"))
    page = f"<html><body><article>{paragraphs}</article></body></html>".encode()
    found.paths["/a.html"] = answer(page, "200 OK", 'ETag: "1"')
    items = "".join(
        f"<item><title>{name}</title><link>{found.url}/{name}</link></item>"
        for name in ("a.html", "gone.html")
    )
    feed = f"<rss version='2.0'><channel><title>Fil</title>{items}</channel></rss>"
    found.paths["/feed.xml"] = answer(feed.encode())
    yield found
    found.close()


def asked(server: Server, path: str) -> list[str]:
    return [request for request in server.asked if request.startswith(f"GET {path} ")]


def test_followed_pages_are_built_and_those_that_are_gone_fail_by_name(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    argv = ["build", f"{server.url}/feed.xml", "--follow", "--allow-private"]
    code = main([*argv, "-o", str(out), "--quiet"], {})
    assert code == 1
    assert "gone.html" in capsys.readouterr().err
    lines = (out / "ledger.jsonl").read_text().splitlines()
    status = {(line := json.loads(text))["input"]: line["status"] for text in lines}
    assert status == {
        f"{server.url}/a.html": "written",
        f"{server.url}/gone.html": "failed",
    }
    assert len(list(out.glob("*.md"))) == 1
    assert len(asked(server, "/robots.txt")) == 1  # one fetcher for the whole call


@pytest.mark.parametrize("kept", [True, False])
def test_pages_are_kept_in_the_cache_unless_told_otherwise(
    kept: bool, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["read", f"{server.url}/a.html", "--allow-private"]
    argv += [] if kept else ["--no-cache"]
    environ = {"XDG_CACHE_HOME": str(tmp_path)}
    for _ in range(2):
        assert main(argv, environ) == 0
    out = capsys.readouterr().out
    assert out.count("inauguré mardi") == 2
    assert [("If-None-Match" in r) for r in asked(server, "/a.html")] == [False, kept]
    assert bool(list(tmp_path.rglob("*.http"))) == kept


def test_an_address_of_this_network_is_refused_by_default(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", f"{server.url}/a.html"], {}) == 1
    assert "--allow-private" in capsys.readouterr().err
    assert server.asked == []
