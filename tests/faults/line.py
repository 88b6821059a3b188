"""A proxy of ours between the laptops and central; it passes everything on until it is told to fail.

It speaks plain HTTP/1.1 with bodies of a stated length, which is all that laptops send, and imports nothing
of the program: what the two sides said to each other is read from the bytes.
"""

import http.client
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import zstandard

from tests.faults.central_process import CentralProcess
from tests.faults.kinds import Fault

_HOP: Final = frozenset({"connection", "transfer-encoding", "content-length", "host", "keep-alive"})
PATIENCE: Final = 60.0

Said = Callable[[dict[str, Any], dict[str, Any]], None]
"""Told of every sync request whose whole answer was handed to its laptop: the request, the answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came from a laptop."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """Central's answer, whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Planned:
    """A fault that waits for its request: the first, the second..., of one round."""

    fault: Fault
    request: int
    way: int
    """Which of the ways this fault has."""


@dataclass
class Line:
    """The proxy, as the harness holds it."""

    central: CentralProcess
    said: Said
    planned: Planned | None = None
    struck: list[Fault] = field(default_factory=list)
    """What came about, in order."""
    _held: list[tuple[int, Asked]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self) -> Planned | None:
        """The fault of the request that has just come, if this is the one."""
        with self._lock:
            planned = self.planned
            if planned is None:
                return None
            planned.request -= 1
            if planned.request >= 0:
                return None
            self.planned = None
            self.struck.append(planned.fault)
            return planned

    def pass_on(self, asked: Asked) -> Answered:
        """Central's answer to this request."""
        wire = http.client.HTTPConnection("127.0.0.1", self.central.port, timeout=PATIENCE)
        try:
            wire.request(asked.method, asked.path, asked.body, _kept(asked.headers))
            answer = wire.getresponse()
            body = answer.read()
            return Answered(answer.status, dict(answer.getheaders()), body)
        finally:
            wire.close()

    def hold(self, asked: Asked, requests: int) -> None:
        """Keep a request back until this many others have passed."""
        with self._lock:
            self._held.append((requests, asked))

    def deliver_late(self, everything: bool = False) -> None:
        """One more request has passed: what was held back long enough reaches central now."""
        with self._lock:
            due = [asked for left, asked in self._held if left <= 1 or everything]
            self._held = [] if everything else [(left - 1, each) for left, each in self._held if left > 1]
        for asked in due:
            self.pass_on(asked)

    def send_half_and_kill(self, asked: Asked, whole: bool) -> None:
        """Central dies with half of a request in its hands, or with all of it and no time to answer."""
        raw = raw_request(asked)
        with socket.create_connection(("127.0.0.1", self.central.port), timeout=PATIENCE) as wire:
            wire.sendall(raw if whole else raw[: len(raw) - max(1, len(asked.body) // 2)])
            self.central.kill()


class _Handler(BaseHTTPRequestHandler):
    """One laptop's connection."""

    protocol_version = "HTTP/1.1"
    line: Line

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def _relay(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        asked = Asked(self.command, self.path, dict(self.headers), self.rfile.read(length))
        planned = self.line.take()
        if planned is None:
            self._answer(asked, self.line.pass_on(asked))
        else:
            self._fail(asked, planned)
        self.line.deliver_late()

    do_GET = do_POST = do_PUT = do_HEAD = _relay

    def _fail(self, asked: Asked, planned: Planned) -> None:
        line, way = self.line, planned.way
        match planned.fault:
            case Fault.LOST_BEFORE_COMMIT:
                if way % 2 and asked.body:
                    self._send_half(asked)
                self._hang_up()
            case Fault.LOST_AFTER_COMMIT:
                line.pass_on(asked)
                self._hang_up(reset=True)
            case Fault.REPLY_LOST:
                line.pass_on(asked)
                self._wait_for_them_to_go()
            case Fault.DUPLICATED:
                answers = line.pass_on(asked), line.pass_on(asked)
                self._answer(asked, answers[way % 2])
            case Fault.DELAYED:
                line.hold(asked, 1 + way % 6)
                self._hang_up()
            case Fault.TRUNCATED:
                self._answer(asked, line.pass_on(asked), cut=True)
            case Fault.SERVER_ERROR:
                if way % 2:
                    line.pass_on(asked)
                self._answer(asked, _TROUBLE[way % len(_TROUBLE)])
            case _:
                self._kill_central(asked, way)

    def _kill_central(self, asked: Asked, way: int) -> None:
        if way % 3 == 2:
            self.line.pass_on(asked)
            self.line.central.kill()
        else:
            self.line.send_half_and_kill(asked, whole=bool(way % 3))
        self._hang_up()

    def _send_half(self, asked: Asked) -> None:
        raw = raw_request(asked)
        with socket.create_connection(("127.0.0.1", self.line.central.port), timeout=PATIENCE) as wire:
            wire.sendall(raw[: len(raw) - max(1, len(asked.body) // 2)])

    def _answer(self, asked: Asked, answer: Answered, cut: bool = False) -> None:
        body = answer.body[: len(answer.body) // 2] if cut else answer.body
        self.send_response_only(answer.status)
        for name, value in _kept(answer.headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", answer.headers.get("content-length", str(len(answer.body))))
        self.end_headers()
        self.close_connection = cut
        if self.command != "HEAD":
            self.wfile.write(body)
        if asked.path == "/sync" and answer.status == 200 and not cut:
            self.line.said(_json(asked.headers, asked.body), _json(answer.headers, answer.body))

    def _hang_up(self, reset: bool = False) -> None:
        if reset:  # no farewell: what is on its way is thrown away
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def _wait_for_them_to_go(self) -> None:
        self.connection.settimeout(PATIENCE)
        while self.connection.recv(1):
            pass
        self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A laptop that dies, or central that has just been killed, breaks its line: that is the point."""


@contextmanager
def laid(line: Line) -> Iterator[str]:
    """Lay the line; gives the address that laptops are told."""
    handler = type("Handler", (_Handler,), {"line": line})
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def raw_request(asked: Asked) -> bytes:
    """A request as bytes, to be cut anywhere."""
    headers = {**_kept(asked.headers), "Host": "127.0.0.1", "Content-Length": str(len(asked.body))}
    lines = [
        f"{asked.method} {asked.path} HTTP/1.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join([*lines, "", ""]).encode() + asked.body


_TROUBLE: Final = (
    Answered(503, {"Content-Type": "application/json"}, b'{"code":"unavailable","sentence":"Later."}'),
    Answered(502, {"Content-Type": "text/html"}, b"<html><h1>502 Bad Gateway</h1></html>"),
    Answered(500, {"Content-Type": "text/plain"}, b"Internal Server Error"),
)


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    """What belongs to the message and not to one stretch of the line."""
    return {name: value for name, value in headers.items() if name.lower() not in _HOP}


def _json(headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    encoding = {name.lower(): value for name, value in headers.items()}.get("content-encoding", "")
    if encoding == "zstd":
        body = zstandard.ZstdDecompressor().decompressobj().decompress(body)
    read: dict[str, Any] = json.loads(body)
    return read
