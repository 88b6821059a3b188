"""`POST /sync`: changes up, outcomes and the next page down."""

from fastapi import APIRouter, Depends, Response

from sia_central.api.caller import TheCaller, TheStore, check_protocol, now, served_protocol
from sia_central.services import sync as exchange
from sia_contract.changes import SyncAnswer, SyncRequest

router = APIRouter()


@router.post("/sync", response_model=SyncAnswer, dependencies=[Depends(served_protocol)])
def sync(request: SyncRequest, store: TheStore, who: TheCaller) -> Response:
    """Answer each change, then hand out what this laptop has not seen."""
    check_protocol(request.protocol)
    answer = exchange.sync(store, who, request, now())
    return Response(answer.model_dump_json(), media_type="application/json")
