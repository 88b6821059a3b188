"""`POST /sync`: changes up, outcomes and the next page down."""

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from sia_central.api.bodies import read_body
from sia_central.api.caller import TheCaller, TheStore, check_protocol, now, served_protocol
from sia_central.services import sync as exchange
from sia_central.services.who_may import SignedIn
from sia_central.storage.store import Store
from sia_contract.changes import SyncAnswer, SyncRequest

router = APIRouter()


@router.post("/sync", response_model=SyncAnswer, dependencies=[Depends(served_protocol)])
async def sync(request: Request, store: TheStore, who: TheCaller) -> Response:
    """Answer each change, then hand out what this laptop has not seen."""
    asked = await read_body(request, SyncRequest)
    return await run_in_threadpool(_exchanged, store, who, asked)


def _exchanged(store: Store, who: SignedIn, asked: SyncRequest) -> Response:
    check_protocol(asked.protocol)
    answer = exchange.sync(store, who, asked, now())
    return Response(answer.model_dump_json(), media_type="application/json")
