"""Pages and feeds by their address, from servers that are not to be trusted.

Only http and https; at most `Limits.redirects` redirects; addresses of this machine and
of private networks are refused, after the name is resolved, and the connection goes to
the very address that was checked. `robots.txt` is respected (RFC 9309). No proxy, no
cookies, no password. Only what is asked for is fetched: no pictures, no frames.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from briefing import __version__
from briefing.errors import LimitError, UnreadableError
from briefing.protocols import Input
from briefing.read.cache import Cached, load, store
from briefing.read.unpack import slug

AGENT = "briefing"
_HEADERS = {
    "User-Agent": f"{AGENT}/{__version__}",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fr,en;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_CHUNK = 1 << 16
_ROBOTS_BYTES = 500_000
"""RFC 9309, section 2.5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one address may use."""

    seconds: float = 30.0
    """With all redirects."""
    size: int = 20_000_000
    """Bytes of the answer."""
    redirects: int = 5
    allow_private: bool = False
    """Whether this machine and private networks may be asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    data: bytes


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses; keeps what robots.txt says for as long as it lives."""

    limits: Limits = field(default_factory=Limits)
    cache: Path | None = None
    """A folder; what lies there is used again if the server says it has not changed."""
    _robots: dict[str, RobotFileParser | None] = field(default_factory=dict)

    def fetch(self, url: str) -> Input:
        """What `url` leads to, ready to be read; its id is made of the address.

        Raises:
            UnreadableError: the address is refused, forbidden, or does not answer.
            LimitError: the answer is too large, too slow, or redirects too often.
        """
        deadline = time.monotonic() + self.limits.seconds
        current = url
        for _ in range(self.limits.redirects + 1):
            parts = _checked(current)
            self._ask_robots(parts, current, deadline)
            answer = self._get(current, parts, deadline)
            target = answer.headers.get("location")
            if answer.status in _REDIRECTS and target:
                current = urljoin(current, target)
                continue
            if answer.status != http.client.OK:
                raise UnreadableError(f"{url}: the server answers {answer.status}")
            return Input(id=_id(url), source=url, data=_in_utf8(answer))
        raise LimitError(f"{url}: more than {self.limits.redirects} redirects")

    def _get(self, url: str, parts: SplitResult, deadline: float) -> _Answer:
        """The answer, from the cache if the server says that it has not changed."""
        cached = load(self.cache, url) if self.cache else None
        conditions = cached.conditions() if cached else {}
        answer = self._request(parts, conditions, self.limits.size, deadline)
        if answer.status == http.client.NOT_MODIFIED and cached:
            return _Answer(
                status=http.client.OK, headers=cached.headers, data=cached.data
            )
        if answer.status == http.client.OK and self.cache:
            store(self.cache, url, Cached(headers=answer.headers, data=answer.data))
        return answer

    def _ask_robots(self, parts: SplitResult, url: str, deadline: float) -> None:
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._resolve(parts)  # what is refused is this address, not its robots.txt
            self._robots[origin] = self._read_robots(origin, deadline)
        robots = self._robots[origin]
        if robots is None or not robots.can_fetch(AGENT, url):
            why = "cannot be read" if robots is None else "forbids it"
            raise UnreadableError(f"{url}: not fetched, the site's robots.txt {why}")

    def _read_robots(self, origin: str, deadline: float) -> RobotFileParser | None:
        """The rules of a site; `None` if it has some that cannot be read."""
        parser = RobotFileParser()
        current = f"{origin}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            answer = self._request(_checked(current), {}, _ROBOTS_BYTES, deadline)
            if answer.status in _REDIRECTS and "location" in answer.headers:
                current = urljoin(current, answer.headers["location"])
                continue
            if answer.status >= http.client.INTERNAL_SERVER_ERROR:
                return None
            found = answer.status == http.client.OK
            text = answer.data.decode("utf-8", errors="replace") if found else ""
            parser.parse(text.splitlines())
            return parser
        return None

    def _request(
        self,
        parts: SplitResult,
        headers: Mapping[str, str],
        size: int,
        deadline: float,
    ) -> _Answer:
        """One answer to one GET."""
        url, seconds = parts.geturl(), deadline - time.monotonic()
        if seconds <= 0:
            raise LimitError(f"{url}: no answer in {self.limits.seconds:g} seconds")
        address = self._resolve(parts)
        connection = _Connection(parts, address, seconds)
        try:
            with _ended_after(connection, seconds):
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("GET", path, headers={**_HEADERS, **headers})
                return _received(connection.getresponse(), url, size)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if time.monotonic() >= deadline:
                raise LimitError(
                    f"{url}: no whole answer in {self.limits.seconds:g} seconds"
                ) from error
            what = str(error) or type(error).__name__
            raise UnreadableError(f"{url}: {what}") from error
        finally:
            connection.close()

    def _resolve(self, parts: SplitResult) -> str:
        """An address of the host, after all of its addresses were checked."""
        url, host = parts.geturl(), parts.hostname or ""
        try:
            found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise UnreadableError(f"{url}: there is no host {host!r}") from error
        addresses = [str(info[4][0]) for info in found]
        if not self.limits.allow_private:
            for address in addresses:
                if not _is_public(address):
                    raise UnreadableError(
                        f"{url}: {host} is in a private network; allow it with"
                        " --allow-private if you mean it"
                    )
        return addresses[0]


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    inner = parsed
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or parsed
    return inner.is_global and not inner.is_multicast


class _Connection(http.client.HTTPConnection):
    """A connection to an address that was checked, under the name it was found by."""

    def __init__(self, parts: SplitResult, address: str, seconds: float) -> None:
        secure = parts.scheme == "https"
        port = parts.port or (443 if secure else 80)
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self._address = address
        self._secure = secure
        self._open: socket.socket | None = None
        self.ended = False

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)
        self._open = self.sock  # `sock` is forgotten while the answer is still read

    def end(self) -> None:
        """Ends all reading and writing, from whatever thread."""
        self.ended = True
        if self._open is not None:
            with contextlib.suppress(OSError):
                self._open.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def _ended_after(connection: _Connection, seconds: float) -> Iterator[None]:
    """Ends the connection when the time is over, however slowly bytes drip in.

    Raises:
        TimeoutError: it had to.
    """
    timer = threading.Timer(seconds, connection.end)
    timer.daemon = True
    timer.start()
    try:
        yield
        if connection.ended:  # which looks like the end of the answer
            raise TimeoutError
    finally:
        timer.cancel()


def _received(response: http.client.HTTPResponse, url: str, size: int) -> _Answer:
    data = bytearray()
    while chunk := response.read(_CHUNK):
        data += chunk
        if len(data) > size:
            raise LimitError(f"{url}: more than {size:,} bytes")
    if response.length:
        raise UnreadableError(f"{url}: the answer was cut off")
    headers = {name.lower(): value for name, value in response.getheaders()}
    return _Answer(status=response.status, headers=headers, data=bytes(data))


def _checked(url: str) -> SplitResult:
    """The parts of an address that may be asked.

    Raises:
        UnreadableError: it is not of http or https, or names a user.
    """
    try:
        parts = urlsplit(url)
        plain = parts.scheme in ("http", "https") and parts.hostname
        known = parts.port is None or parts.port > 0
    except ValueError as error:
        raise UnreadableError(f"{url}: not a valid address") from error
    if not (plain and known) or parts.username is not None:
        raise UnreadableError(
            f"{url}: only http and https addresses without a user name are fetched"
        )
    return parts


def _in_utf8(answer: _Answer) -> bytes:
    """The data; as UTF-8 if only the header says what encoding it is in."""
    kind, _, rest = answer.headers.get("content-type", "").partition(";")
    name = rest.rpartition("charset=")[2].strip("\"' ") if "charset=" in rest else ""
    if not kind.strip().lower().startswith("text/") or not name:
        return answer.data
    with contextlib.suppress(UnicodeDecodeError):
        answer.data.decode("utf-8")
        return answer.data
    with contextlib.suppress(UnicodeDecodeError, LookupError):
        return answer.data.decode(name).encode("utf-8-sig")
    return answer.data


def _id(url: str) -> str:
    parts = urlsplit(url)
    return slug(f"{parts.hostname} {parts.path} {parts.query}") or "page"
