"""`POST /enrol`: a laptop joins."""

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from sia_central.api.caller import TheStore, check_protocol, now, served_protocol
from sia_central.services import enrol as enrolment
from sia_contract.enrolment import EnrolAnswer, EnrolRequest

router = APIRouter()


@router.post("/enrol", response_model=EnrolAnswer, dependencies=[Depends(served_protocol)])
def enrol(request: EnrolRequest, store: TheStore) -> Response:
    """Give a laptop its token, shown this once, and its certificate."""
    check_protocol(request.protocol)
    answer = enrolment.enrol(store, request, now)
    shown = answer.model_dump(mode="json") | {"device_token": answer.device_token.get_secret_value()}
    return JSONResponse(shown, headers={"Cache-Control": "no-store"})
