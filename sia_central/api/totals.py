"""`GET /totals`: counts for elected members and directors; no record, no school, no name."""

from fastapi import APIRouter, Depends

from sia_central.api.caller import TheCaller, TheStore, now, served_protocol
from sia_central.api.refusals import DESCRIBED
from sia_central.services import totals as counting
from sia_contract.totals import Totals

router = APIRouter(responses=DESCRIBED)


@router.get("/totals", dependencies=[Depends(served_protocol)])
def totals(store: TheStore, who: TheCaller) -> Totals:
    """The council's work in numbers."""
    return counting.totals(store, who, now())
