"""A real S3 server of its own process, on loopback, with nothing in it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import requests

BUCKET = "sia-files"


@contextmanager
def small_s3(port: int) -> Iterator[str]:
    """Moto's server with one empty bucket; gives its address."""
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"MOTO_CALL_RESET_API": "false"},
    )
    try:
        _wait_for(url, process)
        assert requests.put(f"{url}/{BUCKET}", timeout=30).ok
        yield url
    finally:
        process.kill()
        process.wait(timeout=30)


def a_place() -> str:
    """A folder of the bucket that nobody has used."""
    return f"s3://{BUCKET}/{uuid4().hex}"


def keys(url: str, place: str) -> list[str]:
    """The names of what lies in a folder, as the server itself tells them."""
    prefix = place.removeprefix(f"s3://{BUCKET}/")
    told = requests.get(f"{url}/{BUCKET}?list-type=2&prefix={prefix}", timeout=30).text
    return [part.split("</Key>")[0].removeprefix(f"{prefix}/") for part in told.split("<Key>")[1:]]


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            continue
        return
    raise AssertionError(f"the S3 server did not begin to listen: {process.poll()}")
