"""The rules of access that is given and of handed-over work that is decided on."""

from uuid import UUID

from sia_central.services.proposal import Look, Proposal
from sia_central.services.refused import Refused
from sia_contract.problems import ProblemCode


def check_grant(proposal: Proposal, me: UUID, look: Look) -> None:
    """Its terms stand as they were given; it may only be ended."""
    payload, was = proposal.payload, proposal.was
    ended = payload["ended"]
    if was and any(payload[name] != was[name] for name in payload if name != "ended"):
        raise Refused(ProblemCode.BAD_PAYLOAD, "Access is not changed once given. End it and give it anew.")
    is_own = not (ended and ended["by"] != str(me)) and (was or payload["by"] == str(me))
    if not is_own and not proposal.is_given_back:
        raise Refused(ProblemCode.NOT_ALLOWED, "Access is given and ended in the name of who does it.")
    if payload["to_on"] < payload["from_on"]:
        raise Refused(ProblemCode.BAD_PAYLOAD, "Access ends on or after the day it begins.")
    if look("person", payload["person_id"]) is None:
        raise Refused(ProblemCode.NOT_FOUND, "Central knows no such colleague.")


def check_held(proposal: Proposal, me: UUID, look: Look) -> None:
    """Handed-over work is never written by a laptop: it is only decided on, once, with a reason."""
    payload, was = proposal.payload, proposal.was
    if not was or any(payload[name] != was[name] for name in payload if name != "decision"):
        raise Refused(ProblemCode.BAD_PAYLOAD, "Handed-over work can only be decided on, not changed.")
    decision = payload["decision"]
    if not decision or decision["by"] != str(me):
        raise Refused(ProblemCode.NOT_ALLOWED, "A decision is made in the name of who makes it.")
