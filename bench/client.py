"""A bounded client: so many connections kept open, each sending its next request when its last was answered."""

import re
import selectors
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

HOST = "127.0.0.1"
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"csrftoken=(\w+)")
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
_RECEIPT = re.compile(rb"<span>([0-9a-f]{8})</span>")
_PIECE = 1 << 18


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for a request: its status (0 where the connection broke), its page, and after how many seconds."""

    status: int
    page: bytes
    seconds: float

    @property
    def receipt(self) -> str:
        """The receipt that the page shows, or ""."""
        return b"".join(_RECEIPT.findall(self.page)).decode("ascii") if self.status == 200 else ""


@dataclass(frozen=True, slots=True)
class Run:
    """What a number of requests gave.

    Attributes:
        answers: one for each request that was begun, by its number.
        seconds: from the first to the last.
        own_cpu: seconds of CPU that this client took.
    """

    answers: dict[int, Answer]
    seconds: float
    own_cpu: float

    @property
    def per_second(self) -> float:
        """Answers per second."""
        return len(self.answers) / self.seconds

    def within(self, share: float) -> float:
        """Give the milliseconds within which this share of the requests were answered."""
        ordered = sorted(answer.seconds for answer in self.answers.values())
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


@dataclass(slots=True)
class _Line:
    """One connection: what is still to be sent on it, and what has come back."""

    link: socket.socket
    number: int = -1
    begun: float = 0.0
    rest: bytes = b""
    came: bytearray = field(default_factory=bytearray)
    whole: int = 0


def get(port: int, path: str, headers: str = "") -> Answer:
    """Ask for one page."""
    return send(port, [_asked(path, headers)], connections=1).answers[0]


def token(port: int, path: str) -> tuple[str, str]:
    """Load a page with a form as a browser does; give the cookie and the token that go back with the form.

    Raises:
        RuntimeError: where the page has no form that can be sent.
    """
    link = socket.create_connection((HOST, port), timeout=60)
    with link:
        link.sendall(_asked(path, "Connection: close\r\n"))
        came = b"".join(iter(lambda: link.recv(_PIECE), b""))
    cookie, hidden = _COOKIE.search(came), _TOKEN.search(came)
    if cookie is None or hidden is None:
        message = f"no form at {path}: {came[:200]!r}"
        raise RuntimeError(message)
    return cookie[1].decode("ascii"), hidden[1].decode("ascii")


def posts(path: str, bodies: Sequence[str], held: Sequence[tuple[str, str]]) -> list[bytes]:
    """Give the requests that send forms, each with one of the cookies and tokens that browsers hold."""
    requests = []
    for at, body in enumerate(bodies):
        cookie, hidden = held[at % len(held)]
        whole = f"csrfmiddlewaretoken={hidden}&{body}"
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: csrftoken={cookie}\r\n"
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(whole)}\r\n\r\n"
        requests.append(f"{head}{kind}{whole}".encode("ascii"))
    return requests


def send(
    port: int, requests: Sequence[bytes], *, connections: int = 32, watch: Callable[[int], None] = lambda _: None
) -> Run:
    """Send requests over so many connections; one whose connection breaks is answered with status 0.

    Args:
        port: where the server listens on this machine.
        requests: each as its bytes.
        connections: how many are open at a time.
        watch: told after each answer how many there are.
    """
    answers: dict[int, Answer] = {}
    waiting = iter(enumerate(requests))
    began, used = time.perf_counter(), time.process_time()
    with selectors.DefaultSelector() as ready:
        lines = list(_opened(port, min(connections, len(requests)), ready))
        # Every connection stands before the first request goes out.
        alive = sum(_next(line, waiting, ready, port) for line in lines)
        while alive:
            for key, events in ready.select(timeout=60) or _silent():
                line: _Line = key.data
                if events & selectors.EVENT_WRITE:
                    _write(line, ready)
                answer = _read(line) if events & selectors.EVENT_READ else None
                if answer is not None:
                    answers[line.number] = answer
                    watch(len(answers))
                    alive -= not _next(line, waiting, ready, port, broken=answer.status == 0)
    return Run(answers, time.perf_counter() - began, time.process_time() - used)


def _asked(path: str, headers: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n{headers}\r\n".encode("ascii")


def _silent() -> list[tuple[selectors.SelectorKey, int]]:
    message = "the server answered nothing for a minute"
    raise TimeoutError(message)


def _opened(port: int, number: int, ready: selectors.BaseSelector) -> Iterator[_Line]:
    for _ in range(number):
        line = _Line(_linked(port))
        ready.register(line.link, selectors.EVENT_READ, line)
        yield line


def _linked(port: int) -> socket.socket:
    link = socket.create_connection((HOST, port), timeout=60)
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    link.settimeout(0)
    return link


def _next(
    line: _Line, waiting: Iterator[tuple[int, bytes]], ready: selectors.BaseSelector, port: int, *, broken: bool = False
) -> bool:
    """Begin the next request on a connection, made anew where it broke; give whether there was one."""
    number, line.rest = next(waiting, (-1, b""))
    if broken or number < 0:
        ready.unregister(line.link)
        line.link.close()
    if number < 0:
        return False
    line.number, line.begun = number, time.perf_counter()
    line.came.clear()
    line.whole = 0
    if broken:
        try:
            line.link = _linked(port)
        except OSError:  # nobody listens any more: the rest is not sent
            return False
        ready.register(line.link, selectors.EVENT_READ, line)
    _write(line, ready)
    return True


def _write(line: _Line, ready: selectors.BaseSelector) -> None:
    try:
        line.rest = line.rest[line.link.send(line.rest) :]
    except BlockingIOError:
        pass
    except OSError:  # told when it is read
        line.rest = b""
    ready.modify(line.link, selectors.EVENT_READ | (selectors.EVENT_WRITE if line.rest else 0), line)


def _read(line: _Line) -> Answer | None:
    """Take in what came; give the answer once it is whole."""
    try:
        piece = line.link.recv(_PIECE)
    except BlockingIOError:
        return None
    except OSError:
        piece = b""
    if not piece:
        return Answer(0, b"", time.perf_counter() - line.begun)
    line.came += piece
    if not line.whole:
        end = line.came.find(b"\r\n\r\n")
        if end < 0:
            return None
        length = _LENGTH.search(line.came, 0, end)
        line.whole = end + 4 + (int(length[1]) if length else 0)
    if len(line.came) < line.whole:
        return None
    return Answer(int(line.came[9:12]), bytes(line.came), time.perf_counter() - line.begun)
