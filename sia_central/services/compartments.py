"""Records that not everyone may see who sees the school: appraisal, performance, safeguarding.

A restricted form is a compartment of its own name, which the framework's `access` entries open to roles. What
hangs on a record goes with it: its files and acts, and actions agreed in it. Files and acts of any other
record of a form are in the compartment `CASEWORK`, for those who may read such records.
"""

from collections.abc import Mapping
from typing import Any, Final

from sia_central.services.proposal import Look
from sia_contract.packs import Pack

CASEWORK: Final = ":casework"


def compartment_of(kind: str, payload: Mapping[str, Any], look: Look) -> str:
    """In which compartment a record stands; none for most."""
    match kind:
        case "case_record":
            return str(payload["compartment"])
        case "attachment" | "act":
            apart = _of(payload["record_kind"], payload["record_id"], look)
            return apart or (CASEWORK if payload["record_kind"] in {"case_record", "action"} else "")
        case "action":
            return _of(payload["about_kind"], payload["about_id"], look).replace(CASEWORK, "")
        case "held_change":
            apart = compartment_of(payload["kind"], payload["content"], look).replace(CASEWORK, "")
            return apart or _of_held(payload, look)
        case _:
            return ""


def compartments_of(pack: Pack, role: str) -> frozenset[str]:
    """The restricted forms that the framework opens to a role."""
    return frozenset(form for access in pack.access if role in access.roles for form in access.forms)


def _of_held(payload: Mapping[str, Any], look: Look) -> str:
    """Of what hangs on a record that is itself kept apart for the line manager, and nowhere else yet."""
    content = payload["content"]
    about = content.get("record_id") or content.get("about_id")
    if about is None or payload["kind"] == "case_record":
        return ""
    held = look.of_school("held_change", payload["urn"])
    return next((each.compartment for each in held if each.payload["record_id"] == about), "")


def _of(kind: str, id: str, look: Look) -> str:
    """Of what hangs on this, however far from the restricted record it is."""
    about = look(kind, id)
    return about.compartment if about else ""
