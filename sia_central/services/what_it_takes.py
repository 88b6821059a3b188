"""What somebody must be allowed to do, to make a change."""

from typing import Final

from sia_central.services.judge_casework import CASEWORK_CHECKS, casework_actions
from sia_central.services.moved_to_pack import MAY_MOVE, MOVED_TO_PACK
from sia_central.services.proposal import Proposal
from sia_central.services.returned import GIVEN_BACK, RETURNED
from sia_contract.payloads.attachment import SIGNED
from sia_contract.permissions import Action

CLASH_SETTLED: Final = "clash_settled"
"""The act that says why one of two versions stands."""

EVIDENCE: Final = "evidence"
"""The purpose of a file that somebody attached."""


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
        case "attachment" if payload["record_kind"] == "case_record" and payload["purpose"] in SIGNED:
            return [Action.READ_CASE_RECORD]  # whoever took the step signed it; see `check_file`
        case "act" if payload["act"] == RETURNED:
            return [Action.SAMPLE_NOTE]
        case "act" | "attachment" if payload["record_kind"] in CASEWORK_CHECKS:
            return [Action.WRITE_CASE_RECORD]
        case "act" if payload["record_kind"] == "meeting":
            return [Action.ISSUE_PAPERS]
        case "act" if payload["record_kind"] == "school":
            return [Action.LOG_VISIT]
        case "act" if payload["act"] == GIVEN_BACK:
            return [Action.WRITE_NOTE]
        case "act" if payload["act"] == "provided":
            return [Action.PROVIDE_NOTE]
        case _:
            return [Action.SIGN_NOTE]
