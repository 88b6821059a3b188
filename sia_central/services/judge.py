"""Whether one change may be taken in: shape, person, authors, locks, and the rules between records."""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from pydantic import ValidationError

from sia_central.services.judge_access import check_grant, check_held
from sia_central.services.judge_casework import CASEWORK_CHECKS, author_of
from sia_central.services.judge_visits import (
    check_about,
    check_file,
    check_meeting,
    check_note,
    check_settled,
    check_visit,
)
from sia_central.services.moved_to_pack import MAY_MOVE, act_id, begun_by, check_moved, is_moved
from sia_central.services.proposal import Look, Payload, Proposal, Sender
from sia_central.services.refused import Refused, not_the_author, not_yours
from sia_central.services.returned import is_return, may_return
from sia_central.services.what_it_takes import actions_of
from sia_central.services.who_may import Standing
from sia_central.storage.records import Key
from sia_contract.changes import Change
from sia_contract.kinds import RECORD_KINDS, MergeRule, derived_id
from sia_contract.permissions import Action
from sia_contract.problems import ProblemCode

_NOUGHT: Final = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""The character that PostgreSQL keeps in no text, as JSON writes it."""


def content_hash(change: Change) -> str:
    """What a sealed change must still be when it is sent again."""
    return hashlib.sha256(change.content.encode()).hexdigest()


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
        as_text = change.content
    except ValidationError as error:
        places = {".".join(map(str, fault["loc"])) for fault in error.errors()}
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            f"The record has not the agreed shape: see {', '.join(sorted(places))}.",
        ) from error
    except ValueError as error:
        raise Refused(ProblemCode.BAD_PAYLOAD, "The record holds a number that is not a number.") from error
    if "u0000" in as_text and _NOUGHT.search(as_text):  # looked for in vain, the pattern takes 0.3 ms
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            "The record holds an unseen character (number 0) that cannot be kept. "
            "Type the words anew that were pasted last.",
        )
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
    if is_return(proposal) and not may_return(proposal, standing):
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


def check_rules(proposal: Proposal, sender: Sender, look: Look) -> None:
    """Refuse, in words, what the rules between records forbid."""
    _check_unmoved(proposal)
    if is_moved(proposal):
        check_moved(proposal, str(sender.person_id), look)
    if casework := CASEWORK_CHECKS.get(proposal.change.kind):
        casework(proposal, sender, look)
    else:
        _CHECKS[proposal.change.kind](proposal, sender.person_id, look)


_FIXED: Final = frozenset(
    {
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
    }
)


def _check_unmoved(proposal: Proposal) -> None:
    """A record never passes to another school, visit or author."""
    if proposal.before is None:
        return
    fixed = _FIXED - {"pack_version"} if is_moved(proposal) else _FIXED
    if not fixed.isdisjoint(proposal.changed):
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
            raise not_the_author()
        return
    if proposal.change.kind in CASEWORK_CHECKS:
        named = [author_of(proposal)]
    else:
        named = [proposal.payload[field] for field in _AUTHORS if field in proposal.payload]
    if named != [str(me)]:
        raise Refused(
            ProblemCode.NOT_ALLOWED, "A record names as its author the person who sends it, and nobody else."
        )


def _only_words_change(proposal: Proposal) -> bool:
    """A colleague with the same school may write in a note; all else of it is its author's."""
    words = RECORD_KINDS[proposal.change.kind].words
    return bool(words) and proposal.changed.issubset(words)


_CHECKS: Final[Mapping[str, Callable[[Proposal, UUID, Look], None]]] = {
    "visit": check_visit,
    "note_of_visit": check_note,
    "meeting": check_meeting,
    "attachment": check_file,
    "act": check_about,
    "access_grant": check_grant,
    "held_change": check_held,
    "framework_choice": check_settled,
    "calendar": check_settled,
}


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
