"""`GET /metrics`: counts and times for Prometheus, of all workers together, for this machine alone."""

import ipaddress
import os
from typing import Final

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.exceptions import HTTPException

router = APIRouter()

FOLDER_VARIABLE: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Set before this module is read: prometheus_client looks once."""

_REGISTRY: Final = CollectorRegistry()
REQUESTS: Final = Counter(
    "sia_requests",
    "Requests by where they went and how they were answered",
    ["place", "status"],
    registry=_REGISTRY,
)
SECONDS: Final = Histogram(
    "sia_request_seconds", "Seconds from a request to the end of its answer", ["place"], registry=_REGISTRY
)


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request) -> Response:
    """Answer this machine only, and nobody through the server in front."""
    if not is_near(request):
        raise HTTPException(404)
    registry = _REGISTRY
    if os.environ.get(FOLDER_VARIABLE):
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # as the library declares it
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def is_near(request: Request) -> bool:
    """Whether this machine itself asks; what was passed on says so in a header no caller can remove."""
    if request.client is None or "x-forwarded-for" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
