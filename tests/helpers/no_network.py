"""A test that reaches for the network fails: only this computer's own sockets may be used."""

import sys
from collections.abc import Generator
from ipaddress import ip_address
from socket import EAI_NONAME, gaierror

import pytest

WATCHED = {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}

_reached_for: list[str] = []


def is_own(host: str) -> bool:
    """True for this computer itself, by name or by address."""
    if host in ("", "localhost"):
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_strangers(event: str, args: tuple[object, ...]) -> None:
    """Stop a call to another machine before it leaves; a name ending in .invalid is simply unknown."""
    if event not in WATCHED:
        return
    host = _host_of(event, args)
    if host is None or is_own(host):
        return
    if host.endswith(".invalid"):
        raise gaierror(EAI_NONAME, "Name or service not known")
    _reached_for.append(host)
    raise PermissionError(f"Tests may not use the network, and this one reached for {host}.")


def _host_of(event: str, args: tuple[object, ...]) -> str | None:
    """The machine asked for; None where there is none (a Unix socket, a socket pair)."""
    where = args[0] if event.startswith("socket.get") else args[1]
    if isinstance(where, tuple):
        where = where[0]
    elif event in ("socket.connect", "socket.sendto"):
        return None
    if isinstance(where, bytes):
        where = where.decode()
    return where if isinstance(where, str) else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Fail the test even where its code took the refusal for a network that is down."""
    _reached_for.clear()
    answer = yield
    if _reached_for:
        hosts = ", ".join(sorted(set(_reached_for)))
        pytest.fail(f"This test reached for the network ({hosts}). Only loopback is allowed.", pytrace=False)
    return answer


sys.addaudithook(refuse_strangers)
