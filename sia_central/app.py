"""Puts central together: a store, the endpoints over it, and what guards them."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware import Middleware

from sia_central.api import enrol, files, health, sync, totals
from sia_central.api.limits import BodyLimit
from sia_central.api.refusals import LastResort, translate_refusals
from sia_central.storage.store import DATA_VARIABLE, DATABASE_VARIABLE, Store, store_in
from sia_contract.version import PROTOCOL


def create_app(database_url: str | None, data_dir: Path) -> FastAPI:
    """Central over this database and folder; `StoreTrouble` in a sentence if they are not ready."""
    store = store_in(database_url, data_dir)
    store.check_ready()
    return app_over(store)


def app_over(store: Store) -> FastAPI:
    """Central over a store that is open and ready; it is closed when the service stops."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        logging.getLogger("sia_central").info("serving protocol %d", PROTOCOL)
        yield
        store.close()

    app = FastAPI(
        title="SIA central",
        version=str(PROTOCOL),
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,  # a redirect would be built from whatever Host the request claims
        middleware=[Middleware(LastResort), Middleware(BodyLimit)],
    )
    app.state.store = store
    translate_refusals(app)
    for part in (health, enrol, sync, files, totals):
        app.include_router(part.router)
    return app


def from_environment() -> FastAPI:
    """Central as its workers make it, each for itself."""
    return create_app(os.environ.get(DATABASE_VARIABLE) or None, Path(os.environ[DATA_VARIABLE]))
