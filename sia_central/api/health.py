"""`GET /health`: says that this is central, and what it speaks."""

from fastapi import APIRouter

from sia_contract.enrolment import HealthAnswer
from sia_contract.version import OLDEST_SERVED, PROTOCOL

router = APIRouter()


@router.get("/health")
def health() -> HealthAnswer:
    """Answer anybody."""
    return HealthAnswer(protocol=PROTOCOL, oldest_served=OLDEST_SERVED)
