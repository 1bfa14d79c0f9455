"""The program called in this process."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.reliability.program import ARTICLE, Outcome, Run


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the program in this process."""
    from briefing.cli import main

    def call(*argv: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        code = main([str(word) for word in argv], {})
        captured = capsys.readouterr()
        return Outcome(code=code, out=captured.out, err=captured.err)

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A small article that can be built."""
    path = tmp_path / "good.txt"
    path.write_text(ARTICLE, "utf-8")
    return path
