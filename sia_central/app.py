"""Puts central together: a store, the endpoints over it, and what guards them."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.middleware import Middleware
from sqlalchemy.exc import DBAPIError
from starlette.concurrency import run_in_threadpool

from sia_central.api import certificate, enrol, files, health, metrics, sync, totals
from sia_central.api.door import Door
from sia_central.api.limiter import Limiter
from sia_central.api.limits import BodyLimit
from sia_central.api.logs import log_as_json
from sia_central.api.refusals import LastResort, translate_refusals
from sia_central.services.audit import note_heads
from sia_central.services.trusted_time import stamp_waiting
from sia_central.storage.engine import AT_ONCE
from sia_central.storage.store import DATA_VARIABLE, DATABASE_VARIABLE, FILES_VARIABLE, Store, store_in
from sia_central.storage.trouble import StoreTrouble
from sia_contract.version import PROTOCOL

STAMP_EVERY: Final = timedelta(minutes=10)
NOTED_EVERY: Final = 5.0
"""Seconds between two notes of the audit's head."""
_MADE_MEANWHILE: Final = 20_000
"""Objects; Python itself looks after every 700."""

_LOG: Final = logging.getLogger("sia_central")


def create_app(database_url: str | None, data_dir: Path) -> FastAPI:
    """Central over this database and folder; `StoreTrouble` in a sentence if they are not ready."""
    store = store_in(database_url, data_dir)
    store.check_ready()
    return app_over(store)


def app_over(store: Store, limiter: Limiter | None = None) -> FastAPI:
    """Central over a store that is open and ready; it is closed when the service stops."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        logging.getLogger("sia_central").info("serving protocol %d", PROTOCOL)
        current_default_thread_limiter().total_tokens = AT_ONCE
        stamping = asyncio.create_task(_stamp_now_and_then(store))
        noting = asyncio.create_task(_note_heads_often(store))
        yield
        for each in (stamping, noting):
            each.cancel()
            with suppress(asyncio.CancelledError):
                await each
        _note_heads(store)
        store.close()
        if limiter is not None:
            limiter.close()

    parts = (sync, health, metrics, enrol, certificate, files, totals)  # what is asked most comes first
    app = FastAPI(
        title="SIA central",
        version=str(PROTOCOL),
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # central tells nobody but /metrics
        redirect_slashes=False,  # a redirect would be built from whatever Host the request claims
        middleware=[Middleware(Door, limiter=limiter), Middleware(LastResort), Middleware(BodyLimit)],
        routes=[route for part in parts for route in part.router.routes],
    )
    app.state.store = store
    translate_refusals(app)
    return app


async def _stamp_now_and_then(store: Store) -> None:
    """Files whose time authority could not be reached, or that a stop left waiting, get their time later."""
    while True:
        try:
            await run_in_threadpool(stamp_waiting, store, datetime.now(UTC))
        except (StoreTrouble, DBAPIError, OSError) as error:  # whoever asks meanwhile is told; this waits
            _LOG.warning("waiting files were not stamped: %s", type(error).__name__)
        await asyncio.sleep(STAMP_EVERY.total_seconds())


def from_environment() -> FastAPI:
    """Central as its workers make it, each for itself."""
    log_as_json()
    told = os.environ
    store = store_in(
        told.get(DATABASE_VARIABLE) or None, Path(told[DATA_VARIABLE]), told.get(FILES_VARIABLE) or None
    )
    store.check_ready()
    app = app_over(store, Limiter(Path(os.environ[metrics.FOLDER_VARIABLE]) / "allowances"))
    _collect_seldom()
    return app


def _collect_seldom() -> None:
    """What a worker is made of stays, so Python need not look for rubbish in it: a twelfth of a round.

    A round leaves hardly anything that is not let go by itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_MEANWHILE)


async def _note_heads_often(store: Store) -> None:
    while True:
        await asyncio.sleep(NOTED_EVERY)
        await run_in_threadpool(_note_heads, store)


def _note_heads(store: Store) -> None:
    """Keep the audit's heads outside the database, in the data folder and in the log."""
    try:
        for council, head in note_heads(store).items():
            _LOG.debug("audit", extra={"told": {"council": council, "head": str(head)}})
    except (DBAPIError, OSError) as error:  # requests say so too; the next time will do
        _LOG.warning("the audit's head was not noted: %s", type(error).__name__)
