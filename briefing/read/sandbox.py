"""Untrusted bytes are parsed in a child process with memory and time limits.

`call` runs a function `(data, name) -> JSON value` there. The child is started on the
first call, serves the next ones, and is replaced after a crash, a time-out or
`_MAX_CALLS` calls. What happens in it:

    parsed                     the value comes back
    a `DocumentError`          is raised again here, with its type and message
    a package is missing       `DependencyError`
    out of memory or time      `LimitError`
    any other error, a crash   `FormatError`

From Python the child can write no file, read none but Python's own, start no program
and open no connection. The system bounds its memory and the size of what it writes.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, Any, cast

import briefing.errors
from briefing.errors import BriefingError, DependencyError, FormatError, LimitError

_MAX_CALLS = 200
"""Calls after which a child is replaced, so that leaks of C libraries stay small."""
_HEADER = struct.Struct("<I")
_CHUNK = 1 << 16
_START = "from briefing.read.sandbox import serve; serve()"
_CODE = (".py", ".pyc", ".so", ".pyd")
_OF_THE_SYSTEM = (
    *("/usr/share/zoneinfo/", "/etc/localtime", "/etc/timezone", "/etc/mime.types"),
    *("/dev/null", "/dev/urandom"),
)
"""Files that packages look into when they are imported."""
_FORBIDDEN = (
    *("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system"),
    *("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod"),
    *("os.link", "os.symlink", "shutil.", "tempfile.", "webbrowser."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one call may use."""

    seconds: float = 30.0
    """Wall time; the figure is trafilatura's `EXTRACTION_TIMEOUT`."""
    memory: int = 1 << 30
    """Bytes of address space of the child, where the system can limit it."""
    output: int = 64_000_000
    """Bytes of the JSON that comes back."""


@dataclass(slots=True)
class _Child:
    """A running child and how often it was used."""

    process: subprocess.Popen[bytes]
    memory: int
    owner: int = field(default_factory=os.getpid)
    calls: int = 0

    def usable(self, limits: Limits) -> bool:
        """Whether it may serve one more call of this process."""
        return (
            self.owner == os.getpid()
            and self.process.poll() is None
            and self.calls < _MAX_CALLS
            and self.memory == limits.memory
        )

    def stop(self) -> None:
        """Ends the child, unless it belongs to the process that forked this one."""
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()


_child: _Child | None = None
_lock = threading.Lock()
_DEFAULT = Limits()


def call(function: str, data: bytes, name: str, limits: Limits = _DEFAULT) -> Any:
    """What `function` returns for `data` in the child.

    Args:
        function: `package.module:name` of a function `(data, name) -> JSON value`.
        data: what it parses.
        name: of the input, for messages.
        limits: of this call.

    Raises:
        DocumentError: see the module's docstring.
        DependencyError: a package that the function needs is not installed.
    """
    with _lock:
        child = _ready_child(limits)
        child.calls += 1
        try:
            reply = _exchange(child.process, function, data, name, limits)
        except TimeoutError:
            _discard()
            raise LimitError(
                f"{name}: reading took more than {limits.seconds:.0f} seconds"
            ) from None
        except LimitError:
            _discard()
            raise
        except (OSError, EOFError):
            _discard()
            raise FormatError(
                f"{name}: the file made its reader crash; it may be damaged"
            ) from None
    return _value(reply, name)


def _ready_child(limits: Limits) -> _Child:
    global _child
    if _child is None or not _child.usable(limits):
        _discard()
        _child = _Child(process=_start(limits.memory), memory=limits.memory)
    return _child


def _discard() -> None:
    global _child
    if _child is not None:
        _child.stop()
        _child = None


atexit.register(_discard)


def _start(memory: int) -> subprocess.Popen[bytes]:
    environment = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "BRIEFING_SANDBOX_MEMORY": str(memory),
    }
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _exchange(
    process: subprocess.Popen[bytes],
    function: str,
    data: bytes,
    name: str,
    limits: Limits,
) -> bytes:
    """Sends one request and returns the reply.

    Raises:
        TimeoutError: it took too long.
        EOFError: the child ended before its reply did.
        LimitError: the reply is too long.
        OSError: the child is gone.
    """
    deadline = time.monotonic() + limits.seconds
    if process.stdin is None or process.stdout is None:
        raise EOFError
    request = json.dumps({"function": function, "name": name}).encode()
    for part in (request, data):
        process.stdin.write(_HEADER.pack(len(part)) + part)
    process.stdin.flush()
    size = _HEADER.unpack(_receive(process.stdout, _HEADER.size, deadline))[0]
    if size > limits.output:
        raise LimitError(f"{name}: more than {limits.output:,} bytes come out of it")
    return _receive(process.stdout, size, deadline)


def _receive(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(received) < size:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            chunk = os.read(pipe.fileno(), min(_CHUNK, size - len(received)))
            if not chunk:
                raise EOFError
            received += chunk
    return bytes(received)


def _value(reply: bytes, name: str) -> Any:
    answer = json.loads(reply)
    if "error" not in answer:
        return answer["value"]
    error = getattr(briefing.errors, answer["error"], None)
    if isinstance(error, type) and issubclass(error, BriefingError):
        raise error(answer["message"])
    raise FormatError(f"{name}: cannot be read ({answer['message']})")


# In the child from here on.


def serve() -> None:
    """Answers requests on standard input until it ends."""
    _limit_memory(int(os.environ["BRIEFING_SANDBOX_MEMORY"]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the replies
    _own_places()
    sys.addaudithook(_forbid)
    while header := requests.read(_HEADER.size):
        request = json.loads(requests.read(_HEADER.unpack(header)[0]))
        size = _HEADER.unpack(requests.read(_HEADER.size))[0]
        reply = _answer(request["function"], requests.read(size), request["name"])
        replies.write(_HEADER.pack(len(reply)) + reply)
        replies.flush()


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS refuses some of these limits; the time limit stays
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (value, value))


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    opens = event == "open" and not _may_open(arguments[0], arguments[2])
    if opens or event.startswith(_FORBIDDEN):
        raise PermissionError(f"{event} is not allowed while reading")


def _may_open(path: object, flags: int) -> bool:
    """Whether a file is only to be read, and belongs to Python or its packages."""
    if isinstance(path, int):
        return True  # was opened before
    if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND):
        return False
    place = os.path.abspath(os.fsdecode(cast(str, path)))  # noqa: PTH100 - every open
    return place.startswith(_own_places()) or place.endswith(_CODE)


@cache
def _own_places() -> tuple[str, ...]:
    """Where Python, its packages and what they read of the system lie."""
    packages = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    folders = [sys.prefix, sys.base_prefix, str(Path(__file__).parents[1]), *packages]
    return (*(os.path.join(folder, "") for folder in folders), *_OF_THE_SYSTEM)  # noqa: PTH118


def _answer(function: str, data: bytes, name: str) -> bytes:
    try:
        module, _, attribute = function.partition(":")
        value = getattr(importlib.import_module(module), attribute)(data, name)
        return json.dumps({"value": value}).encode()
    except BaseException as error:
        return json.dumps(_described(error, name)).encode()


def _described(error: BaseException, name: str) -> dict[str, str]:
    match error:
        case BriefingError():
            kind, message = type(error).__name__, str(error)
        case ImportError():
            kind, message = DependencyError.__name__, missing(error, name)
        case MemoryError():
            kind, message = LimitError.__name__, f"{name}: reading took too much memory"
        case RecursionError():
            kind, message = LimitError.__name__, f"{name}: nested too deep"
        case _:
            kind, message = "", f"{type(error).__name__}: {error}"[:300]
    return {"error": kind, "message": message}


def missing(error: ImportError, name: str) -> str:
    """What to do when a reader's package is not installed."""
    return (
        f"{name}: reading this format needs the package {error.name};"
        " install it with: pip install 'briefing[formats]'"
    )
