"""The rules of casework: decisions, inspections, records of forms and the steps they take, agreed actions."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

from sia_central.services.compartments import compartments_of
from sia_central.services.council_rules import pinned_pack
from sia_central.services.proposal import Look, Proposal, Sender
from sia_central.services.refused import Refused
from sia_central.services.steps import check_steps
from sia_contract.kinds import RECORD_KINDS, derived_id
from sia_contract.only_added import changed_sections, touched_entries
from sia_contract.pack_forms import Form
from sia_contract.pack_words import PartyKind
from sia_contract.packs import Pack
from sia_contract.permissions import Action
from sia_contract.problems import ProblemCode

ABOUT_NO_RECORD: Final = frozenset({"council"})
"""What a record may be about although it is no record itself."""


def casework_actions(proposal: Proposal) -> list[Action]:
    """What a person must be allowed to do for this change.

    A step of a flow asks for no more than sight of the record: the flow names the roles that take it.
    """
    payload, was = proposal.payload, proposal.was
    match proposal.change.kind:
        case "inspection" if payload["treated_as"] != was.get("treated_as"):
            facts = {name for name in payload if payload[name] != was.get(name)} - {"treated_as"}
            return [Action.DECIDE_CATEGORY, *([Action.RECORD_INSPECTION] if facts else [])]
        case "inspection":
            return [Action.RECORD_INSPECTION]
        case "category_decision":
            return [Action.DECIDE_CATEGORY if payload["decided_by"] else Action.PROPOSE_CATEGORY]
        case "case_record" if was and all(
            payload[name] == was.get(name) for name in ("answers", "dates", "pack_version")
        ):
            return [Action.READ_CASE_RECORD]
        case _:
            return [Action.WRITE_CASE_RECORD]


def author_of(proposal: Proposal) -> str:
    """In whose name a new record stands."""
    payload = proposal.payload
    match proposal.change.kind:
        case "inspection":
            return str(payload["recorded_by"])
        case "case_record":
            return str(payload["opened_by"])
        case "action":
            return str(payload["agreed_by"])
        case _:
            return str(payload["decided_by"] or payload["recommended_by"])


def _check_inspection(proposal: Proposal, sender: Sender, look: Look) -> None:
    payload = proposal.payload
    if proposal.change.id != str(derived_id(payload["urn"], "inspection", payload["number"])):
        raise Refused(ProblemCode.BAD_PAYLOAD, "The inspection's id does not follow from its number.")
    counted = payload["treated_as"]
    is_new = counted and counted != proposal.was.get("treated_as")
    if is_new and counted["by"] != str(sender.person_id) and not proposal.is_given_back:
        raise Refused(ProblemCode.BAD_PAYLOAD, "What an inspection counts as is decided in one's own name.")
    began, ended, out = (payload[name] for name in ("started_on", "ended_on", "published_on"))
    if (began and ended and ended < began) or (ended and out and out < ended):
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "An inspection begins, then ends, and is published after that."
        )


def _check_decision(proposal: Proposal, sender: Sender, look: Look) -> None:
    payload = proposal.payload
    if not payload["reason"].strip():
        raise Refused(ProblemCode.BAD_PAYLOAD, "A decision, and a proposal of one, needs its reason.")
    pack = _pack(payload, sender)
    bands = {
        "category": pack.categories,
        "level": pack.levels,
        "stage": pack.stages,
        "status": pack.statuses,
    }[payload["track"]]
    band = next((band for band in bands if band.code == payload["category"]), None)
    if band is None:
        raise Refused(
            ProblemCode.BAD_PAYLOAD, f"{pack.name} has no {payload['track']} {payload['category']}."
        )
    if not payload["decided_by"]:
        return
    deciders = _deciders(pack, band.decided_by)
    if deciders and sender.role not in deciders:
        who = " or the ".join(_role_label(pack, role) for role in deciders)
        raise Refused(ProblemCode.NOT_ALLOWED, f"“{band.label}” is decided by the {who}.")
    wanted = derived_id(payload["urn"], "category_decision", payload["track"], payload["decided_on"])
    if proposal.change.id != str(wanted):
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "The decision's id does not follow from its school, track and day."
        )
    answers = payload["proposal_id"] and look("category_decision", payload["proposal_id"])
    if payload["proposal_id"] and (not answers or answers.urn != proposal.urn):
        raise Refused(ProblemCode.NOT_FOUND, "Central does not have the proposal that this answers.")


def _check_case_record(proposal: Proposal, sender: Sender, look: Look) -> None:
    payload, was = proposal.payload, proposal.was
    pack = _pack(payload, sender)
    form = next((form for form in pack.forms if form.code == payload["form"]), None)
    if form is None:
        raise Refused(ProblemCode.BAD_PAYLOAD, f"{pack.name}'s framework has no form {payload['form']}.")
    _check_compartment(payload, pack, form, sender)
    if not was:
        _check_about(proposal, look)
    if was.get("is_locked") and any(payload[name] != was.get(name) for name in ("answers", "dates")):
        raise Refused(ProblemCode.LOCKED, "The words of this record are fixed at this step.")
    _check_only_added(payload, was)
    if not proposal.is_given_back:
        check_written_by(payload, was, pack, form, sender)
    check_steps(proposal, sender, pack, form, look)


def _check_only_added(payload: Mapping[str, Any], was: Mapping[str, Any]) -> None:
    """Entries stand as they were added (the chronology of a SIR)."""
    if touched_entries(was.get("answers", {}), payload["answers"]):
        raise Refused(
            ProblemCode.BAD_PAYLOAD,
            "This record is only ever added to: what stands in it is neither changed nor taken out.",
        )


def check_written_by(
    payload: Mapping[str, Any], was: Mapping[str, Any], pack: Pack, form: Form, sender: Sender
) -> None:
    """A section of one role's own is written by nobody else (the manager's reviews in a SIR)."""
    changed = changed_sections(was.get("answers", {}), payload["answers"])
    for section in form.sections:
        if section.written_by and section.code in changed and sender.role not in section.written_by:
            who = " or the ".join(_role_label(pack, role) for role in section.written_by)
            raise Refused(ProblemCode.NOT_ALLOWED, f"“{section.label}” is written by the {who}.")


def _check_compartment(payload: Mapping[str, Any], pack: Pack, form: Form, sender: Sender) -> None:
    """A restricted form is written by those to whom the framework opens it, and stands apart."""
    if payload["compartment"] != (form.code if form.restricted else ""):
        raise Refused(
            ProblemCode.BAD_PAYLOAD, "A record that not everyone may read says so, and no other does."
        )
    if form.restricted and form.code not in compartments_of(pack, sender.role):
        raise Refused(
            ProblemCode.NOT_ALLOWED,
            f"“{form.label}” is kept in a compartment of its own, which is not open to your role.",
        )


def _check_action(proposal: Proposal, sender: Sender, look: Look) -> None:
    payload = proposal.payload
    if not payload["text"].strip():
        raise Refused(ProblemCode.BAD_PAYLOAD, "An agreed action says what will be done.")
    if (payload["status"] == "open") != (payload["closed_on"] is None):
        raise Refused(ProblemCode.BAD_PAYLOAD, "An action that is done or dropped says on which day.")
    if not proposal.before:
        _check_about(proposal, look)


def _check_about(proposal: Proposal, look: Look) -> None:
    """It answers a record of the same school that central has, or something about the whole council."""
    kind, id_ = proposal.payload["about_kind"], proposal.payload["about_id"]
    if kind in ABOUT_NO_RECORD and proposal.urn is None:
        return
    about = look(kind, id_) if kind in RECORD_KINDS else None
    if about is None or about.urn != proposal.urn:
        raise Refused(
            ProblemCode.NOT_FOUND, "Central does not have the record that this answers. Send it first."
        )


def _pack(payload: Mapping[str, Any], sender: Sender) -> Pack:
    if payload["pack"] != sender.council:
        raise Refused(ProblemCode.BAD_PAYLOAD, "A record follows its own council's framework, and no other.")
    return pinned_pack(payload["pack"], payload["pack_version"])


def _deciders(pack: Pack, named: Collection[str]) -> list[str]:
    """Of the roles that decide, those with a laptop; for a group, whoever may decide writes it down."""
    inside = {role.code for role in pack.roles if role.kind is PartyKind.COUNCIL}
    return [code for code in named if code in inside]


def _role_label(pack: Pack, code: str) -> str:
    return next((role.label for role in pack.roles if role.code == code), code)


CASEWORK_CHECKS: Final[Mapping[str, Callable[[Proposal, Sender, Look], None]]] = {
    "inspection": _check_inspection,
    "category_decision": _check_decision,
    "case_record": _check_case_record,
    "action": _check_action,
}
