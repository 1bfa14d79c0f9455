"""`briefing build` talks to nobody."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.program import ROOT, environment, finish, outputs, start

ARGUMENTS = ["build", ROOT / "examples", "-f", "md,html,pdf,json", "-o"]

WATCHED = """
import sys
from briefing.cli import main

SPEAKING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname",
            "socket.sendto", "socket.sendmsg", "socket.bind", "urllib.Request")

def watch(event, arguments):
    # Worker processes are spoken to over sockets of this machine: a path.
    if event in SPEAKING and not isinstance(arguments[-1], (str, bytes)):
        print("ATTEMPT", event, file=sys.stderr, flush=True)

sys.addaudithook(watch)  # in worker processes too: they import this file
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {}))
"""
"""The program under an audit hook."""


def watched(script: Path, output: Path, jobs: str, source: str = WATCHED) -> str:
    """What the program under the audit hook says on standard error."""
    script.write_text(source)
    argv = [sys.executable, script, *ARGUMENTS, output, "--jobs", jobs]
    done = subprocess.run(
        [str(word) for word in argv],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_python_code_makes_no_attempt(jobs: str, tmp_path: Path) -> None:
    said = watched(tmp_path / "watched.py", tmp_path / "out", jobs)
    assert "ATTEMPT" not in said


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_watch_notices_an_attempt(jobs: str, tmp_path: Path) -> None:
    speaking = """
import socket, briefing.pipeline
analyze = briefing.pipeline.Pipeline.analyze
def speak(*arguments):
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect_ex(("127.0.0.1", 9))
    return analyze(*arguments)
briefing.pipeline.Pipeline.analyze = speak
"""
    source = WATCHED.replace("if __name__", f"{speaking}\nif __name__")
    assert "ATTEMPT" in watched(tmp_path / "watched.py", tmp_path / "out", jobs, source)


def test_native_code_makes_no_attempt(tmp_path: Path) -> None:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed: only Python code was watched")
    log = tmp_path / "calls"
    under = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,bind", "-o", str(log)]
    outcome = finish(start([*ARGUMENTS, tmp_path / "out", "--jobs", "1"], under=under))
    if "ptrace" in outcome.err:
        pytest.skip("strace may not watch processes here")
    assert outcome.code == 0, outcome.err
    assert re.findall(r".*AF_INET.*", log.read_text()) == []


def test_without_a_network_the_bytes_are_the_same(tmp_path: Path) -> None:
    under = ["unshare", "-r", "-n"]
    if not shutil.which("unshare") or subprocess.run([*under, "true"]).returncode:
        pytest.skip("this machine does not let us take the network away")
    usual = finish(start([*ARGUMENTS, tmp_path / "usual"]))
    cut_off = finish(start([*ARGUMENTS, tmp_path / "cut-off"], under=under))
    assert usual.code == cut_off.code == 0, cut_off.err
    assert outputs(tmp_path / "usual") == outputs(tmp_path / "cut-off")


def test_an_unknown_hub_model_without_a_network_is_one_line(tmp_path: Path) -> None:
    under = ["unshare", "-r", "-n"]
    if not shutil.which("unshare") or subprocess.run([*under, "true"]).returncode:
        pytest.skip("this machine does not let us take the network away")
    argv = [*ARGUMENTS, tmp_path / "out", "--model", "nobody/no-such-model"]
    cache = {"HF_HOME": str(tmp_path / "hub")}
    outcome = finish(start(argv, under=under, env=environment(**cache)))
    assert outcome.complains(3, "nobody/no-such-model", "folder")
