"""Floor of the sync part, at central: rows out in zstd, rows in by one bulk upsert, one token checked."""

import os
import queue
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import orjson
import psycopg
import zstandard
from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

WHERE = os.environ["FLOOR_DATABASE"]
IS_POSTGRES = WHERE.startswith("postgresql")
MARK = "%s" if IS_POSTGRES else "?"
KNOWN = f"SELECT 1 FROM floor_token WHERE token = {MARK}"  # noqa: S608
UPSERT = f"""INSERT INTO floor (kind, id, urn, revision, payload) VALUES ({", ".join([MARK] * 5)})
    ON CONFLICT (kind, id) DO UPDATE SET revision = excluded.revision, payload = excluded.payload"""  # noqa: S608
POOL: "queue.Queue[Any]" = queue.Queue()


def connect() -> Any:
    """One connection to the same kind of database."""
    if IS_POSTGRES:
        return psycopg.connect(WHERE)
    wire = sqlite3.connect(WHERE, timeout=60, check_same_thread=False)
    wire.execute("PRAGMA journal_mode = WAL")
    wire.execute("PRAGMA synchronous = FULL")
    return wire


for _ in range(8):
    POOL.put(connect())


@contextmanager
def connection() -> Iterator[Any]:
    """One of eight."""
    wire = POOL.get()
    try:
        yield wire
        wire.commit()
    finally:
        POOL.put(wire)


app = FastAPI()


@app.get("/rows")
def rows() -> StreamingResponse:
    """Every row, as lines of JSON in zstd."""

    def stream() -> Iterator[bytes]:
        packer = zstandard.ZstdCompressor(level=3).compressobj()
        with connection() as wire:
            found = wire.execute("SELECT kind, id, urn, revision, payload FROM floor ORDER BY n")
            while some := found.fetchmany(2000):
                yield packer.compress(b"\n".join(orjson.dumps(row) for row in some) + b"\n")
        yield packer.flush()

    return StreamingResponse(stream())


@app.post("/upsert")
async def upsert(request: Request) -> Response:
    """The bytes of one post, kept by one statement for all."""
    body = orjson.loads(await request.body())

    def keep() -> None:
        with connection() as wire:
            wire.cursor().executemany(UPSERT, body)

    await run_in_threadpool(keep)
    return Response(b"{}")


@app.post("/hello")
def hello(authorization: str = Header("")) -> dict[str, bool]:
    """A few bytes, if the token is known."""
    with connection() as wire:
        known = wire.execute(KNOWN, (authorization,)).fetchone()
    if known is None:
        raise HTTPException(401)
    return {"more": False}
