"""A note or a record that its line manager returns for correction, and that comes back."""

from typing import Final

from sia_central.services.proposal import Payload, Proposal
from sia_central.services.refused import Refused
from sia_central.services.who_may import Standing
from sia_central.storage.records import StoredRecord
from sia_contract.permissions import Action, Relation, may
from sia_contract.problems import ProblemCode

RETURNED: Final = "returned"
GIVEN_BACK: Final = "given_back"
"""The acts by which work goes back for correction, and comes back."""


def is_return(proposal: Proposal) -> bool:
    """Whether the change is the act of a line manager who returns something."""
    return proposal.change.kind == "act" and bool(proposal.payload["act"] == RETURNED)


def may_return(proposal: Proposal, standing: Standing) -> bool:
    """Whether the sender is a line manager of whoever answers for the school, and samples their work."""
    relations = standing.lines.relations(standing.person_id, proposal.urn)
    return Relation.LINE in relations and may(standing.grants, Action.SAMPLE_NOTE, Relation.LINE)


def check_return(payload: Payload, about: StoredRecord, me: str) -> None:
    """Work goes back with a comment, and comes back from its writer with the return that it answers."""
    is_note = about.kind == "note_of_visit"
    if not is_note and about.kind != "case_record":
        raise Refused(ProblemCode.BAD_PAYLOAD, "A note or a record of a form is returned, and nothing else.")
    is_writer = about.payload["author_id" if is_note else "opened_by"] == me
    if payload["act"] == RETURNED:
        if is_writer:
            raise Refused(ProblemCode.NOT_ALLOWED, "Work is returned to its writer, who gives it back.")
        if not str(payload["details"].get("comment", "")).strip():
            raise Refused(ProblemCode.BAD_PAYLOAD, "Work is returned with a comment that says why.")
        if not is_note and about.payload["is_locked"]:
            raise Refused(ProblemCode.LOCKED, "The words of this record are fixed at this step.")
        return
    if is_note and not is_writer:
        raise Refused(ProblemCode.NOT_ALLOWED, "A note is given back by its author.")
    if not payload["details"].get("answers"):
        raise Refused(ProblemCode.BAD_PAYLOAD, "What is given back names the return that it answers.")
