"""`POST /sync`: changes up, outcomes and the next page down."""

from typing import Any, Final

import zstandard
from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from sia_central.api.bodies import read_body
from sia_central.api.caller import TheCaller, TheStore, check_protocol, now, served_protocol
from sia_central.services import sync as exchange
from sia_central.services.who_may import SignedIn
from sia_central.storage.store import Store
from sia_contract.changes import TELLS_EPOCH, SyncAnswer, SyncRequest

router = APIRouter()

_LATER: Final[Any] = {"epoch": True, "page": {"__all__": {"disposed"}}}
"""What came with protocol 3: an older laptop would refuse to read it."""

WORTH_COMPRESSING: Final = 1_024
"""Bytes; less than this is one packet either way."""
LEVEL: Final = 3
"""Of zstd: a page of notes shrinks to a fraction in a few milliseconds."""


@router.post("/sync", response_model=SyncAnswer, dependencies=[Depends(served_protocol)])
async def sync(request: Request, store: TheStore, who: TheCaller) -> Response:
    """Answer each change, then hand out what this laptop has not seen."""
    asked = await read_body(request, SyncRequest)
    coded = request.headers.get("Accept-Encoding", "").lower().replace(",", " ").split()
    return await run_in_threadpool(_exchanged, store, who, asked, "zstd" in coded)


def _exchanged(store: Store, who: SignedIn, asked: SyncRequest, reads_zstd: bool) -> Response:
    check_protocol(asked.protocol)
    answer = exchange.sync(store, who, asked, now())
    later = None if asked.protocol >= TELLS_EPOCH else _LATER
    body, headers = answer.model_dump_json(exclude=later).encode(), {"Vary": "Accept-Encoding"}
    if reads_zstd and len(body) > WORTH_COMPRESSING:
        body, headers["Content-Encoding"] = zstandard.compress(body, LEVEL), "zstd"
    return Response(body, headers=headers, media_type="application/json")
