import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.errors import DocumentError, LimitError, UnreadableError
from briefing.read import read
from briefing.read.fetch import Fetcher, Limits

PAGE = b"<html><body><p>Le maire a ouvert le pont.</p></body></html>"
Handler = Callable[[str, socket.socket], None]


def answer(body: bytes = PAGE, status: str = "200 OK", *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


class Server:
    """A server on loopback that answers each path as it was told, right or wrong."""

    def __init__(self) -> None:
        self.paths: dict[str, bytes | Handler] = {}
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(
                target=self._answer, args=(connection,), daemon=True
            ).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            request = connection.recv(65536).decode()
            path = request.split(" ")[1]
            self.asked.append(request)
            found = self.paths.get(path, answer(b"", "404 Not Found"))
            try:
                if callable(found):
                    found(request, connection)
                else:
                    connection.sendall(found)
            except OSError:
                pass  # the client had enough

    def close(self) -> None:
        self._socket.close()


def has_loopback() -> bool:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        try:
            socket.create_connection(listening.getsockname(), timeout=2).close()
        except OSError:  # as in `unshare -n`
            return False
    return True


@pytest.fixture
def server() -> Iterator[Server]:
    if not has_loopback():
        pytest.skip("there is no loopback network here")
    found = Server()
    yield found
    found.close()


def fetcher(seconds: float = 5, size: int = 1_000_000) -> Fetcher:
    return Fetcher(limits=Limits(seconds=seconds, size=size, allow_private=True))


def test_a_page_is_read(server: Server) -> None:
    server.paths["/ville/pont.html"] = answer()
    source = fetcher().fetch(f"{server.url}/ville/pont.html")
    (document,) = read(source)
    assert document.text == "Le maire a ouvert le pont."
    assert document.url == document.source == f"{server.url}/ville/pont.html"
    assert document.id == "127-0-0-1-ville-pont-html"


@pytest.mark.parametrize(
    "url",
    [
        *("file:///etc/passwd", "ftp://exemple.fr/a", "javascript:alert(1)", "a.html"),
        *(
            "http://",
            "http://u:p@exemple.fr/",
            "http://[bad",
            "http://a:0/",
            "http://a:b/",
        ),
    ],
)
def test_only_plain_web_addresses(url: str) -> None:
    with pytest.raises(UnreadableError):
        Fetcher().fetch(url)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "127.0.0.1",
            "localhost",
            "[::1]",
            "10.0.0.1",
            "192.168.1.1",
            "169.254.169.254",
        ),
        *("0.0.0.1", "[::ffff:127.0.0.1]", "[fd00::1]", "100.64.0.1", "2130706433"),
        "[2002:7f00:1::1]",  # 6to4 of 127.0.0.1
    ],
)
def test_private_addresses_are_refused(host: str) -> None:
    refused = rf"^http://{re.escape(host)}/page: .*(private|no host)"
    with pytest.raises(UnreadableError, match=refused):
        Fetcher().fetch(f"http://{host}/page")


def test_a_redirect_to_a_private_address_is_refused(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.read.fetch._is_public", lambda a: a == "127.0.0.1")
    server.paths["/"] = answer(b"", "302 Found", "Location: http://127.0.0.2/")
    with pytest.raises(UnreadableError, match="private"):
        Fetcher().fetch(f"{server.url}/")


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://x/", "data:text/html,x"]
)
def test_a_redirect_to_another_scheme_is_refused(server: Server, target: str) -> None:
    server.paths["/"] = answer(b"", "302 Found", f"Location: {target}")
    with pytest.raises(UnreadableError, match="only http"):
        fetcher().fetch(f"{server.url}/")


def test_redirects_are_followed_five_times(server: Server) -> None:
    for i in range(6):
        server.paths[f"/{i}"] = answer(b"", "301 Moved", f"Location: /{i + 1}")
    server.paths["/6"] = answer()
    assert fetcher().fetch(f"{server.url}/1").data == PAGE
    with pytest.raises(LimitError, match="5 redirects"):
        fetcher().fetch(f"{server.url}/0")


def test_redirects_for_ever(server: Server) -> None:
    server.paths["/"] = answer(b"", "302 Found", "Location: /")
    with pytest.raises(LimitError, match="redirects"):
        fetcher().fetch(f"{server.url}/")


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "500 Oops", "204 No"]
)
def test_other_answers_are_errors(server: Server, status: str) -> None:
    server.paths["/"] = answer(b"", status)
    with pytest.raises(UnreadableError, match=status[:3]):
        fetcher().fetch(f"{server.url}/")


def test_too_much(server: Server) -> None:
    server.paths["/"] = answer(b"a" * 2_000_000)
    with pytest.raises(LimitError, match="1,000,000 bytes"):
        fetcher().fetch(f"{server.url}/")


def test_endless(server: Server) -> None:
    def send(_: str, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    server.paths["/"] = send
    with pytest.raises(LimitError, match="bytes"):
        fetcher().fetch(f"{server.url}/")


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"]
)
def test_dripping(server: Server, start: bytes) -> None:
    def send(_: str, connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(b"a")
            time.sleep(0.05)

    server.paths["/"] = send
    started = time.monotonic()
    with pytest.raises(LimitError, match="seconds"):
        fetcher(seconds=0.6).fetch(f"{server.url}/")
    assert time.monotonic() - started < 5


def test_stalling(server: Server) -> None:
    server.paths["/"] = lambda _, connection: time.sleep(30)
    with pytest.raises(LimitError, match="seconds"):
        fetcher(seconds=0.5).fetch(f"{server.url}/")


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFF\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n",
        b"HTTP/9.9 what\r\n\r\n",
        b"\x00\xff nothing like HTTP",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"",
    ],
)
def test_lies(server: Server, data: bytes) -> None:
    server.paths["/"] = data
    with pytest.raises(UnreadableError):
        fetcher().fetch(f"{server.url}/")


def test_a_bomb_in_gzip(server: Server) -> None:
    import gzip

    body = gzip.compress(b"a" * 50_000_000)
    server.paths["/a"] = answer(body, "200 OK", "Content-Encoding: gzip")
    with pytest.raises(LimitError, match="unpacks"):
        read(fetcher().fetch(f"{server.url}/a"))


def test_gzip_that_was_not_asked_for(server: Server) -> None:
    import gzip

    server.paths["/"] = answer(gzip.compress(PAGE), "200 OK", "Content-Encoding: gzip")
    (document,) = read(fetcher().fetch(f"{server.url}/"))
    assert document.text == "Le maire a ouvert le pont."


def test_the_header_tells_the_encoding(server: Server) -> None:
    body = "<p>L'été à Żary</p>".encode("iso8859-2", errors="replace")
    server.paths["/"] = answer(
        body, "200 OK", "Content-Type: text/html; charset=ISO-8859-2"
    )
    (document,) = read(fetcher().fetch(f"{server.url}/"))
    assert document.text == "L'été ? Żary"


def test_robots_are_respected(server: Server) -> None:
    rules = b"User-agent: briefing\nDisallow: /prive/\n\nUser-agent: *\nDisallow: /\n"
    server.paths["/robots.txt"] = answer(rules)
    server.paths["/prive/a"] = server.paths["/b"] = answer()
    one = fetcher()
    assert one.fetch(f"{server.url}/b").data == PAGE
    with pytest.raises(UnreadableError, match=r"robots\.txt forbids"):
        one.fetch(f"{server.url}/prive/a")
    asked = [request.split()[1] for request in server.asked]
    assert asked == ["/robots.txt", "/b"]


def test_robots_that_cannot_be_read_forbid(server: Server) -> None:
    server.paths["/robots.txt"] = answer(b"", "503 Busy")
    server.paths["/"] = answer()
    with pytest.raises(UnreadableError, match=r"robots\.txt cannot be read"):
        fetcher().fetch(f"{server.url}/")


def test_the_cache_is_used_if_nothing_has_changed(
    server: Server, tmp_path: Path
) -> None:
    def send(request: str, connection: socket.socket) -> None:
        if 'If-None-Match: "1"' in request:
            connection.sendall(answer(b"", "304 Not Modified"))
        else:
            connection.sendall(answer(PAGE, "200 OK", 'ETag: "1"'))

    server.paths["/"] = send
    for _ in range(2):
        one = Fetcher(limits=Limits(allow_private=True), cache=tmp_path)
        assert one.fetch(f"{server.url}/").data == PAGE
    assert sum("If-None-Match" in request for request in server.asked) == 1


def test_a_damaged_cache_is_not_used(server: Server, tmp_path: Path) -> None:
    server.paths["/"] = answer(PAGE, "200 OK", 'ETag: "1"')
    one = Fetcher(limits=Limits(allow_private=True), cache=tmp_path)
    one.fetch(f"{server.url}/")
    (stored,) = tmp_path.iterdir()
    stored.write_bytes(stored.read_bytes()[:-5])
    assert one.fetch(f"{server.url}/").data == PAGE
    assert not any("If-None-Match" in request for request in server.asked)


def test_a_cache_that_cannot_be_written_does_not_matter(
    server: Server, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    server.paths["/"] = answer()
    one = Fetcher(limits=Limits(allow_private=True), cache=tmp_path / "file")
    assert one.fetch(f"{server.url}/").data == PAGE


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(DocumentError):
        fetcher().fetch(f"http://127.0.0.1:{port}/")
