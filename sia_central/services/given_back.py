"""What several people made and a restore lost: none of them can send it as their own.

Whoever answers for the school, and so received all of it while it was made, gives it back whole.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sia_central.services.proposal import Proposal
from sia_central.services.who_may import Standing
from sia_central.storage.councils import restored_at
from sia_contract.permissions import Action

_MADE_BY_SEVERAL: Final = {
    "case_record": ("opened_by", ("moves",)),
    "meeting": ("called_by", ("days", "called_off")),
    "inspection": ("recorded_by", ("treated_as",)),
    "access_grant": ("by", ("ended",)),
}
"""Kind to who began it, and to the parts that each name who added them, and when."""


def is_given_back(proposal: Proposal, standing: Standing, epoch: int) -> bool:
    """Whether this is such a record, of before the restore, from somebody who may give it back."""
    kind = proposal.change.kind
    if not epoch or proposal.before or kind not in _MADE_BY_SEVERAL:
        return False
    beginner, parts = _MADE_BY_SEVERAL[kind]
    added = list(_added(proposal.payload, parts))
    people = {proposal.payload[beginner], *(each["by"] for each in added)}
    return (
        len(people) > 1
        and all(_at(each) < restored_at(epoch) for each in added)
        and standing.may_about("case_record", Action.ASSIGN_CASELOAD, proposal.urn)
        and standing.sees(kind, proposal.urn, str(proposal.payload.get("compartment", "")))
    )


def _at(added: Mapping[str, Any]) -> datetime:
    """When it was added; a time that names no zone is read as UTC, like all others."""
    at = datetime.fromisoformat(added["at"])
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _added(payload: Mapping[str, Any], parts: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for part in parts:
        there = payload[part] or []
        yield from there if isinstance(there, list) else [there]
