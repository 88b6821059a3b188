"""A real proxy on this computer, chosen by a real PAC file: an encrypted request goes through it whole."""

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.sync.proxies import PAC_VARIABLE
from sia_desktop.sync.transport import HttpTransport
from sia_desktop.sync.wire import Wire
from tests.helpers.played_server import Said, a_certificate, playing
from tests.unit.sync.test_transport import NOTHING_NEW, REQUEST

HOST = "sia.council.invalid"
"""No name server knows it: only the proxy leads there."""


@dataclass
class Proxy:
    """Where it listens, and where it was asked to lead."""

    port: int
    asked: list[str] = field(default_factory=list)


def _carry(line: socket.socket, there: socket.socket) -> None:
    """Pass bytes both ways until one side hangs up."""
    with line, there, suppress(OSError):
        while True:
            ready, _, _ = select.select([line, there], [], [])
            for one in ready:
                if not (data := one.recv(65536)):
                    return
                (there if one is line else line).sendall(data)


@contextmanager
def a_proxy(leads_to: int) -> Iterator[Proxy]:
    """Takes CONNECT to any name and leads to one port of this computer."""
    listening = socket.create_server(("127.0.0.1", 0))
    proxy = Proxy(listening.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            head = b""
            while b"\r\n\r\n" not in head:
                head += line.recv(4096)
            proxy.asked.append(head.split(b"\r\n")[0].decode())
            there = socket.create_connection(("127.0.0.1", leads_to))
            line.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            carriers.append(threading.Thread(target=_carry, args=(line, there)))
            carriers[-1].start()

    carriers = [threading.Thread(target=serve)]
    carriers[0].start()
    try:
        yield proxy
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        for each in carriers:
            each.join(10)
        listening.close()


def _sync(ca_file: Path) -> bool:
    wire = Wire(f"https://{HOST}", "the-token", ca_file=ca_file, timeouts=(5, 5))
    with closing(HttpTransport(wire)) as transport:
        return transport.sync(REQUEST).more


def _pac(words: str) -> Said:
    script = f"function FindProxyForURL(url, host) {{ return {words}; }}"
    return Said(200, script.encode(), {"Content-Type": "application/x-ns-proxy-autoconfig"})


def test_a_pac_file_leads_through_its_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = a_certificate(tmp_path, host=HOST)
    with playing(lambda _: NOTHING_NEW, certificate) as central:
        port = int(central.address.rpartition(":")[2])
        with a_proxy(port) as proxy:
            choice = f'host == "{HOST}" ? "PROXY 127.0.0.1:{proxy.port}" : "DIRECT"'
            with playing(lambda _: _pac(choice)) as pac:
                monkeypatch.setenv(PAC_VARIABLE, f"{pac.address}/proxy.pac")
                assert _sync(certificate) is False
    assert [each.rpartition(" ")[0] for each in proxy.asked] == [f"CONNECT {HOST}:443"]
    assert "the-token" not in str(proxy.asked)  # what passes through it is encrypted


def test_the_system_s_plain_proxy_setting_is_honoured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = a_certificate(tmp_path, host=HOST)
    with (
        playing(lambda _: NOTHING_NEW, certificate) as central,
        a_proxy(int(central.address.rpartition(":")[2])) as proxy,
    ):
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        assert _sync(certificate) is False
    assert len(proxy.asked) == 1


def test_a_pac_file_whose_proxy_is_gone_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = a_certificate(tmp_path, host=HOST)
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = free.getsockname()[1]
    with playing(lambda _: _pac(f'"PROXY 127.0.0.1:{gone}"')) as pac:
        monkeypatch.setenv(PAC_VARIABLE, f"{pac.address}/proxy.pac")
        with pytest.raises(OutsideTrouble, match="proxy"):
            _sync(certificate)
