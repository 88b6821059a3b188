"""`GET /certificate`: the laptop's certificate, renewed before it ends."""

from fastapi import APIRouter, Depends

from sia_central.api.caller import TheCaller, TheStore, now, served_protocol
from sia_central.api.refusals import DESCRIBED
from sia_central.services.renew_certificate import present_certificate
from sia_contract.enrolment import CertificateAnswer

router = APIRouter(dependencies=[Depends(served_protocol)], responses=DESCRIBED)


@router.get("/certificate")
def certificate(store: TheStore, who: TheCaller) -> CertificateAnswer:
    """Hand out what this laptop signs with, and what vouches for it."""
    return present_certificate(store, who, now())
