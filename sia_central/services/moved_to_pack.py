"""A record goes on under a newer version of its council's framework only with the act that says so."""

from typing import Final

from sia_central.services.council_rules import pinned_pack
from sia_central.services.proposal import Look, Proposal
from sia_central.services.refused import Refused
from sia_contract.kinds import derived_id
from sia_contract.packs import Pack
from sia_contract.permissions import Action
from sia_contract.problems import ProblemCode

MOVED_TO_PACK: Final = "moved_to_pack"
"""The act, with `from`, `to` and `reason`; its id follows from the record and the newer version."""

MAY_MOVE: Final = {
    "note_of_visit": Action.WRITE_NOTE,
    "meeting": Action.CALL_MEETING,
    "case_record": Action.WRITE_CASE_RECORD,
}
"""The kinds that may move, and what moving one asks for."""

_BEGUN_BY: Final = {"note_of_visit": "author_id", "meeting": "called_by", "case_record": "opened_by"}


def act_id(record_id: str, version: str) -> str:
    """The id of the act that moved this record to this version."""
    return str(derived_id(record_id, MOVED_TO_PACK, version))


def is_moved(proposal: Proposal) -> bool:
    """Whether the change names another version than the record has."""
    return (
        proposal.change.kind in MAY_MOVE
        and bool(proposal.was)
        and proposal.payload["pack_version"] != proposal.was["pack_version"]
    )


def begun_by(proposal: Proposal) -> str:
    """Who began the record: they may move it; others need leave to change settings."""
    return str(proposal.payload[_BEGUN_BY[proposal.change.kind]])


def check_moved(proposal: Proposal, me: str, look: Look) -> None:
    """Refuse, in words, a move without its act, to what is not newer, or to a pack without a place for it."""
    payload, was = proposal.payload, proposal.was
    act = look("act", act_id(proposal.change.id, payload["pack_version"]))
    if act is None or act.payload["by"] != me or act.payload["details"].get("from") != was["pack_version"]:
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            "A record moves to a newer framework with the act that says who moved it and why. Send it first.",
        )
    newer = pinned_pack(payload["pack"], payload["pack_version"])
    if newer.effective_from <= pinned_pack(was["pack"], was["pack_version"]).effective_from:
        raise Refused(ProblemCode.BAD_PAYLOAD, "A record moves to a newer version of its framework only.")
    if was.get("is_locked"):
        raise Refused(ProblemCode.LOCKED, "The words of this record are fixed, so it stays as it is.")
    if not _has_place(newer, proposal):
        raise Refused(ProblemCode.BAD_PAYLOAD, f"Version {newer.version} has no place for this record.")


def check_act(proposal: Proposal) -> None:
    """The act names the record it moves in its id, and says from where, to where and why."""
    payload = proposal.payload
    details = {name: str(payload["details"].get(name, "")).strip() for name in ("from", "to", "reason")}
    if payload["record_kind"] not in MAY_MOVE or not all(details.values()):
        raise Refused(ProblemCode.BAD_PAYLOAD, "A move says from which version to which, and why.")
    if proposal.change.id != act_id(payload["record_id"], details["to"]):
        raise Refused(ProblemCode.BAD_PAYLOAD, "The act's id does not follow from its record and version.")


def _has_place(newer: Pack, proposal: Proposal) -> bool:
    payload = proposal.payload
    if proposal.change.kind == "meeting":
        return any(kind.code == payload["meeting"] for kind in newer.meetings)
    form = next((form for form in newer.forms if form.code == payload["form"]), None)
    if form is None:
        return False
    flow = next((flow for flow in newer.flows if flow.code == form.flow), None)
    steps = {move.code for move in flow.moves} if flow else set()
    return all(move["move"] in steps for move in payload.get("moves", ()))
