"""`GET /health`: what central speaks; `GET /healthz`: whether it can do its work at this moment."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from sia_central.api.caller import TheStore
from sia_central.api.refusals import DESCRIBED
from sia_central.storage.engine import reading
from sia_central.storage.trouble import StoreTrouble
from sia_contract.enrolment import HealthAnswer
from sia_contract.version import OLDEST_SERVED, PROTOCOL

router = APIRouter(responses=DESCRIBED)


@router.get("/health")
def health() -> HealthAnswer:
    """Answer anybody."""
    return HealthAnswer(protocol=PROTOCOL, oldest_served=OLDEST_SERVED)


@router.get("/healthz", include_in_schema=False)
def healthz(store: TheStore) -> Response:
    """200 while database, folder and file store are there; 503 for a balancer to send others elsewhere."""
    try:
        with reading(store.engine) as connection:
            connection.execute(text("SELECT 1"))
    except DBAPIError:
        return JSONResponse({"status": "no database"}, 503)
    if not store.data_dir.is_dir():
        return JSONResponse({"status": "no data folder"}, 503)
    try:
        store.blobs.check()
    except StoreTrouble:
        return JSONResponse({"status": "no file store"}, 503)
    return JSONResponse({"status": "ok"})
