"""The browser comes back: one port of this laptop listens for one answer, and for no longer than it takes."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread
from time import monotonic
from typing import Final, Self
from urllib.parse import parse_qs, urlsplit

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.services.progress import Progress

PATIENCE_SECONDS: Final = 300.0
_LOOK_AGAIN: Final = 0.2

_PAGE: Final = """<!doctype html><html lang="en"><meta charset="utf-8"><title>SIA Desktop</title>
<style>body{font:1.1rem system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}</style>
<h1>You can close this page</h1><p>SIA Desktop goes on by itself.</p></html>"""


class ComesBack:
    """Listens on loopback while the person signs in."""

    def __init__(self) -> None:
        self._came = Event()
        self._said: dict[str, list[str]] = {}
        outer = self

        class Door(BaseHTTPRequestHandler):
            """Takes the one request that matters, and says as little as it can to any other."""

            def do_GET(self) -> None:
                """Keep what came; tell the person to go back to the program."""
                parts = urlsplit(self.path)
                is_it = parts.path == "/signed-in"
                body = _PAGE.encode() if is_it else b""
                self.send_response(200 if is_it else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                self.send_header("Referrer-Policy", "no-referrer")
                self.end_headers()
                self.wfile.write(body)
                if is_it and not outer._came.is_set():
                    outer._said = parse_qs(parts.query)
                    outer._came.set()

            def log_message(self, format: str, *args: object) -> None:
                """A code never reaches a log."""

        self._server = HTTPServer(("127.0.0.1", 0), Door)
        self._server.timeout = 5
        self._thread = Thread(target=self._server.serve_forever, args=(_LOOK_AGAIN,), daemon=True)

    @property
    def address(self) -> str:
        """Where the browser is to come back to."""
        return f"http://127.0.0.1:{self._server.server_port}/signed-in"

    def wait(self, state: str, progress: Progress) -> str:
        """The code, once the browser came back with our own state; raises `RuleBroken` if it did not."""
        until = monotonic() + PATIENCE_SECONDS
        while not self._came.wait(_LOOK_AGAIN):
            progress(0, 0, "Waiting for you to sign in in your browser")
            if monotonic() > until:
                raise RuleBroken("Nobody signed in within five minutes. Start again when you are ready.")
        if not hmac.compare_digest(self._one("state").encode(), state.encode()):
            raise RuleBroken("What came back belongs to another sign-in, so it was not used. Start again.")
        code = self._one("code")
        if not code:
            raise RuleBroken("The council's sign-in page did not sign you in. Start again, or ask your IT.")
        return code

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no longer."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _one(self, name: str) -> str:
        return self._said.get(name, [""])[0]


def new_verifier() -> tuple[str, str]:
    """A secret of this laptop, and the challenge that stands for it meanwhile (PKCE, S256)."""
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    return verifier, urlsafe_b64encode(digest).rstrip(b"=").decode()
