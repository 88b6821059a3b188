"""Floor of the sync part, at the laptop: rows into raw SQLCipher, with or without an index; bare posts."""

import http.client
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import zstandard
from sqlcipher3 import dbapi2

KEY = "5a" * 32
PAGE_SIZE = 8192
KEEP = "INSERT INTO record (kind, id, urn, revision, payload) VALUES (?, ?, ?, ?, ?)"


def receive(folder: Path, port: int, *, with_index: bool) -> int:
    """Every row over loopback into a new encrypted file."""
    path = folder / "floor.db"
    for old in folder.glob("floor.db*"):
        old.unlink()
    store = dbapi2.connect(str(path))
    store.execute(f"PRAGMA key = \"x'{KEY}'\"")
    store.execute(f"PRAGMA cipher_page_size = {PAGE_SIZE}")
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = FULL")
    store.execute(
        "CREATE TABLE record (kind TEXT, id TEXT, urn INTEGER, revision INTEGER, payload TEXT, "
        "PRIMARY KEY (kind, id))"
    )
    count = 0
    for some in _batches(port):
        store.executemany(KEEP, some)
        count += len(some)
    store.commit()
    if with_index:
        store.execute("CREATE VIRTUAL TABLE words USING fts5(payload, content='record')")
        store.execute(
            "INSERT INTO words (rowid, payload) "
            "SELECT rowid, payload FROM record WHERE kind = 'note_of_visit'"
        )
        store.commit()
    store.close()
    return count


def _batches(port: int) -> Iterator[list[Any]]:
    wire = http.client.HTTPConnection("127.0.0.1", port)
    wire.request("GET", "/rows")
    unpacker = zstandard.ZstdDecompressor().decompressobj()
    answer, rest = wire.getresponse(), b""
    while packed := answer.read(1 << 18):
        *lines, rest = (rest + unpacker.decompress(packed)).split(b"\n")
        yield [orjson.loads(line) for line in lines]
    wire.close()


def post(port: int, path: str, body: bytes) -> bytes:
    """One post on a connection of its own."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    wire.request("POST", path, body, {"Content-Type": "application/json"})
    answer = wire.getresponse()
    said = answer.read()
    wire.close()
    assert answer.status == 200, said
    return said


def hellos(port: int, token: str, times: int) -> None:
    """So many bare round trips on one connection, each with its token checked."""
    wire = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    wire.connect()
    wire.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each waits for an acknowledgement
    body = json.dumps({"cursor": 1, "changes": []}).encode()
    for _ in range(times):
        wire.request("POST", "/hello", body, {"Content-Type": "application/json", "Authorization": token})
        assert wire.getresponse().read()
    wire.close()
