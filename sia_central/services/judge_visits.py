"""The rules between visits, notes, meetings, their files and acts, and what is settled for the council."""

from typing import Final
from uuid import UUID

from sia_central.services.council_rules import pinned_pack
from sia_central.services.moved_to_pack import MOVED_TO_PACK, check_act
from sia_central.services.proposal import Look, Payload, Proposal
from sia_central.services.refused import Refused, not_the_author
from sia_central.services.returned import GIVEN_BACK, RETURNED, check_return
from sia_central.services.steps import check_dated, check_judgements, signed_with
from sia_central.services.what_it_takes import CLASH_SETTLED, EVIDENCE
from sia_contract.kinds import derived_id
from sia_contract.payloads.attachment import SIGNED, SIGNED_PDF, TIMESTAMPED
from sia_contract.problems import ProblemCode

LARGEST_FILE: Final = 25 * 1024 * 1024
"""Bytes of one file, at most."""


def check_visit(proposal: Proposal, me: UUID, look: Look) -> None:
    """A visit is voided by its adviser, and never once its note is signed."""
    voided, was_voided = proposal.payload["voided"], proposal.was.get("voided")
    if was_voided:
        raise Refused(ProblemCode.LOCKED, "This visit was voided and can no longer change. Log a new one.")
    if voided and voided["by"] != str(me):
        raise Refused(ProblemCode.NOT_ALLOWED, "A visit is voided in the name of the person who does it.")
    first = look("note_of_visit", str(derived_id(proposal.change.id, "note_of_visit", 1)))
    if proposal.before and first and first.payload["signing"]:
        raise Refused(
            ProblemCode.LOCKED,
            "The note of this visit is signed, so the visit can no longer be changed or voided. "
            "Correct it by the note's next version.",
        )


def check_meeting(proposal: Proposal, me: UUID, look: Look) -> None:
    """Its days are only ever added to, and each is set in the name of who sets it."""
    if proposal.payload["schools"] and proposal.urn is not None:
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "A meeting about one school takes no others in turn. Plan another one."
        )
    days, known = proposal.payload["days"], proposal.was.get("days", [])
    off, was_off = proposal.payload["called_off"], proposal.was.get("called_off")
    if was_off:
        raise Refused(ProblemCode.LOCKED, "This meeting was called off. Plan a new one instead.")
    if days[: len(known)] != known or proposal.payload["meeting_on"] != days[-1]["on"]:
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "A meeting keeps every day it was fixed for, the present one last."
        )
    added = [*days[len(known) :], *([off] if off else [])]
    if any(each["by"] != str(me) for each in added) and not proposal.is_given_back:
        raise Refused(
            ProblemCode.NOT_ALLOWED, "A meeting is fixed, moved or called off in the name of who does it."
        )


def check_note(proposal: Proposal, me: UUID, look: Look) -> None:
    """A note follows its visit, is signed by its author, and corrects only a signed one."""
    payload = proposal.payload
    visit_id, version = payload["visit_id"], payload["version"]
    if proposal.change.id != str(derived_id(visit_id, "note_of_visit", version)):
        raise Refused(ProblemCode.BAD_PAYLOAD, "The note's id does not follow from its visit and version.")
    visit = look("visit", visit_id)
    if visit is None or visit.urn != proposal.urn:
        raise Refused(ProblemCode.NOT_FOUND, "Central does not have the visit of this note. Send it first.")
    if payload["signing"]:
        if payload["author_id"] != str(me):
            raise Refused(ProblemCode.NOT_ALLOWED, "Only its author can sign a note.")
        if visit.payload["voided"]:
            raise Refused(ProblemCode.LOCKED, "The visit of this note was voided, so it cannot be signed.")
        if not proposal.was.get("signing"):
            _check_judgements(payload)
    _check_version(payload, look)


def _check_judgements(payload: Payload) -> None:
    forms = pinned_pack(payload["pack"], payload["pack_version"]).forms
    for form in (each for each in forms if each.code == payload["form"]):
        check_judgements(form, payload["answers"])


def _check_version(payload: Payload, look: Look) -> None:
    version = payload["version"]
    if version == 1:
        if payload["supersedes"]:
            raise Refused(ProblemCode.BAD_PAYLOAD, "The first version of a note corrects nothing.")
        return
    earlier = str(derived_id(payload["visit_id"], "note_of_visit", version - 1))
    before = look("note_of_visit", earlier)
    if payload["supersedes"] != earlier or not payload["correction_reason"].strip():
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            "A corrected note names the version before it, and says why.",
        )
    if before is None or not before.payload["signing"]:
        raise Refused(
            ProblemCode.LOCKED, "The version before this one is not signed yet; change that one instead."
        )


def check_about(proposal: Proposal, me: UUID, look: Look) -> None:
    """Files and acts belong to a record of the same school."""
    payload = proposal.payload
    if "act" in payload:
        check_dated(payload["at"], payload["on"])
    about = look(payload["record_kind"], payload["record_id"])
    if about is None or about.urn != proposal.urn:
        raise Refused(
            ProblemCode.NOT_FOUND, "Central does not have the record that this belongs to. Send it first."
        )
    if payload.get("act") == CLASH_SETTLED:
        return  # whoever wrote in the record says why one version of their words stands
    if payload.get("purpose") == EVIDENCE:
        return  # whoever works with the school adds evidence, before and after signing
    is_author = about.payload.get("author_id", str(me)) == str(me)
    if payload.get("act") in (RETURNED, GIVEN_BACK):
        check_return(payload, about, str(me))
        return
    if not is_author:
        raise not_the_author()
    if payload.get("act") == MOVED_TO_PACK:
        check_act(proposal)
        return
    if about.kind == "note_of_visit" and not about.payload["signing"]:
        raise Refused(ProblemCode.BAD_PAYLOAD, "The note that this belongs to is not signed yet.")


def check_settled(proposal: Proposal, me: UUID, look: Look) -> None:
    """What is settled for everybody says why; its shape has been checked already."""
    if proposal.change.kind == "framework_choice" and not proposal.payload["reason"].strip():
        raise Refused(ProblemCode.BAD_PAYLOAD, "A choice for the whole council needs a reason.")
    if proposal.change.kind == "calendar" and proposal.payload["valid_to"] < proposal.payload["valid_from"]:
        raise Refused(ProblemCode.BAD_PAYLOAD, "A calendar ends after it begins.")


def check_file(proposal: Proposal, me: UUID, look: Look) -> None:
    """A file has its limit, and the trusted time is central's alone."""
    if proposal.payload["size"] > LARGEST_FILE:
        raise Refused(
            ProblemCode.TOO_LARGE,
            f"A file may have {LARGEST_FILE // 1024 // 1024} MB; this has more.",
        )
    if proposal.payload["purpose"] == TIMESTAMPED or proposal.payload["fault"]:
        raise Refused(ProblemCode.NOT_ALLOWED, "The trusted time is central's to give or to withhold.")
    check_about(proposal, me, look)
    if proposal.payload["record_kind"] == "case_record" and proposal.payload["purpose"] in SIGNED:
        _check_signed_record(proposal, me, look)


def _check_signed_record(proposal: Proposal, me: UUID, look: Look) -> None:
    """A record's signed file is the very one that its signer named in the step they took."""
    record = look("case_record", proposal.payload["record_id"])
    step = record and signed_with(record.payload, proposal.payload["sha256"])
    if not step or step["by"] != str(me) or proposal.payload["purpose"] != SIGNED_PDF:
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            "No step of this record that you took was signed with this file.",
        )
