import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import DependencyError, EmptyError, FormatError, LimitError
from briefing.read import sandbox
from briefing.read.sandbox import Limits, call

HERE = Path(__file__).stem
"""This module: the child imports it to find the functions below."""


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    sandbox._discard()
    yield
    sandbox._discard()


def echo(data: bytes, name: str) -> Any:
    return [name, data.decode()]


def pid(data: bytes, name: str) -> int:
    return os.getpid()


def print_much(data: bytes, name: str) -> str:
    print("x" * 100_000)
    os.write(1, b"noise")
    return "value"


def raise_empty(data: bytes, name: str) -> None:
    raise EmptyError(f"{name}: nothing")


def raise_odd(data: bytes, name: str) -> None:
    raise ZeroDivisionError("odd")


def import_missing(data: bytes, name: str) -> None:
    import no_such_package  # noqa: F401


def eat_memory(data: bytes, name: str) -> int:
    return len(bytearray(1 << 34))


def recurse(data: bytes, name: str) -> Any:
    return recurse(data, name)


def stall(data: bytes, name: str) -> None:
    time.sleep(60)


def crash(data: bytes, name: str) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(data: bytes, name: str) -> None:
    os._exit(0)


def flood(data: bytes, name: str) -> str:
    return "x" * 2_000_000


def write_file(data: bytes, name: str) -> None:
    Path(data.decode()).write_text("x")


def make_file(data: bytes, name: str) -> None:
    os.close(os.open(data.decode(), os.O_CREAT | os.O_WRONLY))


def read_file(data: bytes, name: str) -> str:
    return Path(data.decode()).read_text()


def connect(data: bytes, name: str) -> None:
    socket.create_connection(("127.0.0.1", int(data)), timeout=1)


def run_program(data: bytes, name: str) -> None:
    subprocess.run(["true"], check=True)


def run_shell(data: bytes, name: str) -> None:
    os.system("true")  # noqa: S605


def there(function: str, data: bytes = b"", limits: Limits | None = None) -> Any:
    return call(f"{HERE}:{function}", data, "a.bin", limits or Limits())


def test_value_comes_back() -> None:
    assert there("echo", "é".encode()) == ["a.bin", "é"]


def test_large_input_and_output() -> None:
    assert there("echo", b"a" * 5_000_000)[1] == "a" * 5_000_000


def test_one_child_serves_many_calls() -> None:
    assert there("pid") == there("pid") != os.getpid()


def test_a_child_is_replaced_when_it_was_used_often(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "_MAX_CALLS", 2)
    assert len({there("pid") for _ in range(4)}) == 2


def test_what_a_library_prints_is_lost() -> None:
    assert there("print_much") == "value"
    assert there("echo", b"a") == ["a.bin", "a"]


def test_typed_errors_keep_type_and_message() -> None:
    with pytest.raises(EmptyError, match=r"^a\.bin: nothing$"):
        there("raise_empty")


def test_other_errors_are_format_errors() -> None:
    with pytest.raises(FormatError, match=r"a\.bin.*ZeroDivisionError: odd"):
        there("raise_odd")


def test_a_missing_package_is_named_with_the_extra() -> None:
    with pytest.raises(DependencyError, match=r"no_such_package.*briefing\[formats\]"):
        there("import_missing")


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_memory_is_limited() -> None:
    with pytest.raises(LimitError, match="memory"):
        there("eat_memory")


def test_depth_is_limited() -> None:
    with pytest.raises(LimitError, match="deep"):
        there("recurse")


def test_time_is_limited_and_the_next_call_works() -> None:
    started = time.monotonic()
    with pytest.raises(LimitError, match="0 seconds"):
        there("stall", limits=Limits(seconds=0.3))
    assert time.monotonic() - started < 5
    assert there("echo", b"a") == ["a.bin", "a"]


@pytest.mark.parametrize("function", ["crash", "leave"])
def test_a_crash_is_a_format_error_and_the_next_call_works(function: str) -> None:
    with pytest.raises(FormatError, match=r"a\.bin.*crash"):
        there(function)
    assert there("echo", b"a") == ["a.bin", "a"]


def test_output_is_limited() -> None:
    with pytest.raises(LimitError, match=r"a\.bin"):
        there("flood", limits=Limits(output=1_000_000))


@pytest.mark.parametrize("function", ["write_file", "make_file"])
def test_no_file_is_written(function: str, tmp_path: Path) -> None:
    target = tmp_path / "x"
    with pytest.raises(FormatError, match="not allowed"):
        there(function, str(target).encode())
    assert not target.exists()


def test_no_file_of_the_user_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "id_rsa"
    secret.write_text("secret")
    around = Path(sys.prefix, "..", *[".."] * 20, str(secret).lstrip("/"))
    for path in (secret, around, Path("/etc/passwd")):
        with pytest.raises(FormatError, match="not allowed"):
            there("read_file", str(path).encode())
    assert there("read_file", json.__file__.encode())


def test_no_connection_is_opened() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.2)
        with pytest.raises(FormatError, match="not allowed"):
            there("connect", str(server.getsockname()[1]).encode())
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize("function", ["run_program", "run_shell"])
def test_no_program_is_started(function: str) -> None:
    with pytest.raises(FormatError, match="not allowed"):
        there(function)


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "import json, os, signal, sys; sys.path.insert(0, sys.argv[1]);"
        "from briefing.read.sandbox import call;"
        "print(call('test_read_sandbox:pid', b'', 'a'), flush=True);"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    root = Path(__file__).parent.parent.parent
    run = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent)],
        capture_output=True,
        cwd=root,
    )
    child = json.loads(run.stdout)
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            return
        time.sleep(0.05)
    pytest.fail("the child goes on alone")
