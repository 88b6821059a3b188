"""A council's own sign-in page: a real OpenID Connect provider in a process of its own, and a browser."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import requests

from tests.helpers.county_hall import free_port


@dataclass(frozen=True, slots=True)
class Browser:
    """The person at the browser: signs in as somebody, or refuses, and goes where they are sent."""

    person: str = ""
    """Whom the page is told; empty to press Deny."""

    def __call__(self, address: str) -> None:
        """Open the page that the laptop asks for."""
        self.visits(address)

    def visits(self, address: str) -> requests.Response:
        """Fill the page in; what it answers with, back at the laptop."""
        typed = {"sub": self.person} if self.person else {"action": "deny"}
        return requests.post(address, data=typed, timeout=30)

    def comes_back_with(self, address: str) -> str:
        """Where the page would send the browser; nobody goes there."""
        page = requests.post(address, data={"sub": self.person}, timeout=30, allow_redirects=False)
        return page.headers["Location"]


@contextmanager
def an_identity_provider(*people: Mapping[str, object]) -> Iterator[str]:
    """Serve until the end of the block; gives the issuer. Each person has a `sub` and other claims."""
    port = free_port()
    who = [word for person in people for word in ("--user-claims", json.dumps(person))]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.strict_provider", "--port", str(port), "--require-nonce", *who],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"},
    )
    assert process.stderr is not None
    try:
        assert any("running on" in line for line in process.stderr), "it did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.stderr.close()
        process.wait(timeout=30)
