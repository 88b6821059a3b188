"""Whether one change may be taken in: shape, person, authors, locks, and the rules between records."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from sia_central.services.judge_access import check_grant, check_held
from sia_central.services.judge_casework import CASEWORK_CHECKS, author_of, casework_actions
from sia_central.services.moved_to_pack import (
    MAY_MOVE,
    MOVED_TO_PACK,
    act_id,
    begun_by,
    check_act,
    check_moved,
    is_moved,
)
from sia_central.services.proposal import Look, Payload, Proposal, Sender
from sia_central.services.refused import Refused
from sia_central.services.returned import GIVEN_BACK, RETURNED, check_return
from sia_central.services.who_may import Standing
from sia_central.storage.records import Key
from sia_contract.changes import Change
from sia_contract.kinds import RECORD_KINDS, MergeRule, derived_id
from sia_contract.payloads.attachment import TIMESTAMPED
from sia_contract.permissions import Action
from sia_contract.problems import ProblemCode

LARGEST_FILE: Final = 25 * 1024 * 1024
"""Bytes of one file, at most."""

CLASH_SETTLED: Final = "clash_settled"
"""The act that says why one of two versions stands."""

EVIDENCE: Final = "evidence"
"""The purpose of a file that somebody attached."""


def content_hash(change: Change) -> str:
    """What a sealed change must still be when it is sent again."""
    content = [change.kind, change.id, change.base_revision, change.payload]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def read_payload(change: Change) -> Payload:
    """The payload, checked against its kind; refused in words otherwise."""
    kind = RECORD_KINDS.get(change.kind)
    if kind is None:
        raise Refused(ProblemCode.UNKNOWN_KIND, "Central does not know this kind of record. Update central.")
    if kind.merge is MergeRule.CENTRAL_ONLY:
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            "Schools, people and caseloads are kept by the council's administrator; "
            "a laptop cannot change them.",
        )
    if not _is_uuid(change.id):
        raise Refused(ProblemCode.BAD_PAYLOAD, "The record's id is not one that a laptop makes.")
    try:
        payload: Payload = kind.payload.model_validate(change.payload).model_dump(mode="json")
        json.dumps(payload, allow_nan=False)
    except ValidationError as error:
        places = {".".join(map(str, fault["loc"])) for fault in error.errors()}
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            f"The record has not the agreed shape: see {', '.join(sorted(places))}.",
        ) from error
    except ValueError as error:
        raise Refused(ProblemCode.BAD_PAYLOAD, "The record holds a number that is not a number.") from error
    return payload


def related_keys(kind: str, id: str, payload: Mapping[str, Any]) -> list[Key]:
    """The other records that this one is judged by."""
    moved = [("act", act_id(id, payload["pack_version"]))] if kind in MAY_MOVE else []
    return [*moved, *_related(kind, id, payload)]


def _related(kind: str, id: str, payload: Mapping[str, Any]) -> list[Key]:
    match kind:
        case "visit":
            return [("note_of_visit", str(derived_id(id, "note_of_visit", 1)))]
        case "note_of_visit":
            visit, version = payload["visit_id"], payload["version"]
            earlier = [version - 1] if version > 1 else []
            return [
                ("visit", visit),
                *(("note_of_visit", str(derived_id(visit, "note_of_visit", each))) for each in earlier),
            ]
        case "meeting" | "inspection" | "held_change" | "framework_choice" | "calendar":
            return []
        case "category_decision":
            return [("category_decision", payload["proposal_id"])] if payload["proposal_id"] else []
        case "access_grant":
            return [("person", payload["person_id"])]
        case _:
            whose = "about" if "about_kind" in payload else "record"
            about = payload[f"{whose}_kind"], payload[f"{whose}_id"]
            return [about] if about[0] in RECORD_KINDS and "\0" not in about[1] else []


def check_person(proposal: Proposal, standing: Standing) -> None:
    """Refuse, in words, what this person may not do to this school."""
    school = proposal.payload["school"] if proposal.change.kind == "calendar" else proposal.urn
    if not _may_settle(proposal, standing) and any(
        not standing.may_about(proposal.change.kind, action, school) for action in actions_of(proposal)
    ):
        raise not_yours()
    is_anothers = is_moved(proposal) and begun_by(proposal) != str(standing.person_id)
    if is_anothers and not standing.may_about(proposal.change.kind, Action.CHANGE_SETTING, proposal.urn):
        raise not_yours()
    check_author(proposal, standing.person_id)


def _may_settle(proposal: Proposal, standing: Standing) -> bool:
    """A setting may be switched by the roles that its framework names for it."""
    return (
        proposal.change.kind == "framework_choice"
        and proposal.payload["what"] == "setting"
        and proposal.payload["code"] in standing.switches
    )


def not_yours() -> Refused:
    """One sentence for whatever is out of sight or out of reach, so that it tells a stranger nothing."""
    return Refused(
        ProblemCode.NOT_ALLOWED,
        "This school is not on your caseload, or your role does not allow this. "
        "What you wrote is kept on your laptop; ask your line manager.",
    )


def check_rules(proposal: Proposal, sender: Sender, look: Look) -> None:
    """Refuse, in words, what the rules between records forbid."""
    _check_unmoved(proposal)
    if is_moved(proposal):
        check_moved(proposal, str(sender.person_id), look)
    if casework := CASEWORK_CHECKS.get(proposal.change.kind):
        casework(proposal, sender, look)
    else:
        _CHECKS[proposal.change.kind](proposal, sender.person_id, look)


def actions_of(proposal: Proposal) -> list[Action]:
    """What somebody must be allowed to do, to make this change."""
    payload, was = proposal.payload, proposal.was
    match proposal.change.kind:
        case kind if kind in CASEWORK_CHECKS:
            return casework_actions(proposal)
        case "visit":
            return [Action.VOID_VISIT if payload["voided"] else Action.LOG_VISIT]
        case "note_of_visit":
            actions = [Action.WRITE_NOTE]
            if not was and payload["version"] > 1:
                actions.append(Action.SUPERSEDE_NOTE)
            if payload["signing"] and not was.get("signing"):
                actions.append(Action.SIGN_NOTE)
            return actions
        case "meeting":
            return [Action.CALL_MEETING]
        case "access_grant" | "held_change":
            return [Action.ASSIGN_CASELOAD]
        case "framework_choice":
            return [Action.CHANGE_SETTING if payload["what"] == "setting" else Action.CHOOSE_READING]
        case "calendar":
            return [Action.LOG_VISIT if payload["school"] else Action.CHANGE_SETTING]
        case "act" if payload["act"] == "reading_chosen":
            return [Action.CHOOSE_READING]
        case "attachment" if payload["purpose"] == EVIDENCE:
            return [Action.WRITE_NOTE]
        case "act" if payload["act"] == CLASH_SETTLED and payload["record_kind"] == "note_of_visit":
            return [Action.WRITE_NOTE]
        case "act" if payload["act"] == MOVED_TO_PACK and payload["record_kind"] in MAY_MOVE:
            return [MAY_MOVE[payload["record_kind"]]]
        case "act" | "attachment" if payload["record_kind"] in CASEWORK_CHECKS:
            return [Action.WRITE_CASE_RECORD]
        case "act" if payload["record_kind"] == "meeting":
            return [Action.ISSUE_PAPERS]
        case "act" if payload["act"] == RETURNED:
            return [Action.SAMPLE_NOTE]
        case "act" if payload["act"] == GIVEN_BACK:
            return [Action.WRITE_NOTE]
        case "act" if payload["act"] == "provided":
            return [Action.PROVIDE_NOTE]
        case _:
            return [Action.SIGN_NOTE]


_FIXED: Final = (
    "urn",
    "adviser_id",
    "author_id",
    "called_by",
    "meeting",
    "visit_id",
    "version",
    "supersedes",
    "pack",
    "pack_version",
    "form",
    "about_kind",
    "about_id",
    "opened_by",
    "opened_on",
    "compartment",
    "number",
    "recorded_by",
    "agreed_by",
)


def _check_unmoved(proposal: Proposal) -> None:
    """A record never passes to another school, visit or author."""
    fixed = [name for name in _FIXED if not (name == "pack_version" and is_moved(proposal))]
    if proposal.before and any(proposal.payload.get(name) != proposal.was.get(name) for name in fixed):
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            "A record cannot pass to another school, visit, form or author. Start a new one instead.",
        )


_AUTHORS: Final = ("adviser_id", "author_id", "called_by", "made_by", "by")


def check_author(proposal: Proposal, me: UUID) -> None:
    """Refuse what is written in somebody else's name, or changes what is theirs alone."""
    if proposal.before:
        whose = proposal.was.get("adviser_id") or proposal.was.get("author_id")
        if whose not in {None, str(me)} and not _only_words_change(proposal):
            raise _not_the_author()
        return
    if proposal.change.kind in CASEWORK_CHECKS:
        named = [author_of(proposal)]
    else:
        named = [proposal.payload[field] for field in _AUTHORS if field in proposal.payload]
    if named != [str(me)]:
        raise Refused(
            ProblemCode.NOT_ALLOWED, "A record names as its author the person who sends it, and nobody else."
        )


def _not_the_author() -> Refused:
    return Refused(
        ProblemCode.NOT_ALLOWED,
        "Only the person whose visit and note this is voids, signs or gives it, or records the headteacher's "
        "mark. What you wrote is kept on your laptop; tell them.",
    )


def _only_words_change(proposal: Proposal) -> bool:
    """A colleague with the same school may write in a note; all else of it is its author's."""
    words = RECORD_KINDS[proposal.change.kind].words
    return bool(words) and all(
        proposal.payload[name] == proposal.was.get(name) for name in proposal.payload if name not in words
    )


def _check_visit(proposal: Proposal, me: UUID, look: Look) -> None:
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


def _check_meeting(proposal: Proposal, me: UUID, look: Look) -> None:
    """Its days are only ever added to, and each is set in the name of who sets it."""
    days, known = proposal.payload["days"], proposal.was.get("days", [])
    off, was_off = proposal.payload["called_off"], proposal.was.get("called_off")
    if was_off:
        raise Refused(ProblemCode.LOCKED, "This meeting was called off. Plan a new one instead.")
    if days[: len(known)] != known or proposal.payload["meeting_on"] != days[-1]["on"]:
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "A meeting keeps every day it was fixed for, the present one last."
        )
    if any(day["by"] != str(me) for day in days[len(known) :]) or (off and off["by"] != str(me)):
        raise Refused(
            ProblemCode.NOT_ALLOWED, "A meeting is fixed, moved or called off in the name of who does it."
        )


def _check_note(proposal: Proposal, me: UUID, look: Look) -> None:
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
    _check_version(payload, look)


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


def _check_about(proposal: Proposal, me: UUID, look: Look) -> None:
    """Files and acts belong to a record of the same school."""
    payload = proposal.payload
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
    if about.kind == "note_of_visit" and payload.get("act") in (RETURNED, GIVEN_BACK):
        check_return(payload, about, is_author=is_author)
        return
    if not is_author:
        raise _not_the_author()
    if payload.get("act") == MOVED_TO_PACK:
        check_act(proposal)
        return
    if about.kind == "note_of_visit" and not about.payload["signing"]:
        raise Refused(ProblemCode.BAD_PAYLOAD, "The note that this belongs to is not signed yet.")


def _check_settled(proposal: Proposal, me: UUID, look: Look) -> None:
    """What is settled for everybody says why; its shape has been checked already."""
    if proposal.change.kind == "framework_choice" and not proposal.payload["reason"].strip():
        raise Refused(ProblemCode.BAD_PAYLOAD, "A choice for the whole council needs a reason.")
    if proposal.change.kind == "calendar" and proposal.payload["valid_to"] < proposal.payload["valid_from"]:
        raise Refused(ProblemCode.BAD_PAYLOAD, "A calendar ends after it begins.")


def _check_file(proposal: Proposal, me: UUID, look: Look) -> None:
    if proposal.payload["size"] > LARGEST_FILE:
        raise Refused(
            ProblemCode.TOO_LARGE,
            f"A file may have {LARGEST_FILE // 1024 // 1024} MB; this has more.",
        )
    if proposal.payload["purpose"] == TIMESTAMPED or proposal.payload["fault"]:
        raise Refused(ProblemCode.NOT_ALLOWED, "The trusted time is central's to give or to withhold.")
    _check_about(proposal, me, look)


_CHECKS: Final[Mapping[str, Callable[[Proposal, UUID, Look], None]]] = {
    "visit": _check_visit,
    "note_of_visit": _check_note,
    "meeting": _check_meeting,
    "attachment": _check_file,
    "act": _check_about,
    "access_grant": check_grant,
    "held_change": check_held,
    "framework_choice": _check_settled,
    "calendar": _check_settled,
}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
