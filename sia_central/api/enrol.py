"""`POST /enrol`: a laptop joins."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from sia_central.api.bodies import read_body
from sia_central.api.caller import TheStore, check_protocol, now, served_protocol
from sia_central.services import enrol as enrolment
from sia_central.storage.store import Store
from sia_contract.enrolment import EnrolAnswer, EnrolRequest

router = APIRouter()


@router.post("/enrol", response_model=EnrolAnswer, dependencies=[Depends(served_protocol)])
async def enrol(request: Request, store: TheStore) -> Response:
    """Give a laptop its token, shown this once, and its certificate."""
    asked = await read_body(request, EnrolRequest)
    return await run_in_threadpool(_enrolled, store, asked)


def _enrolled(store: Store, asked: EnrolRequest) -> Response:
    check_protocol(asked.protocol)
    answer = enrolment.enrol(store, asked, now)
    shown = answer.model_dump(mode="json") | {"device_token": answer.device_token.get_secret_value()}
    return JSONResponse(shown, headers={"Cache-Control": "no-store"})
