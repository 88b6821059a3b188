"""`sia-central audit`: is it whole, what does it say, and where does it stand."""

import json
from argparse import Namespace
from uuid import UUID

from sia_central.cli.commands import ready
from sia_central.cli.telling import say, tell
from sia_central.services.audit import Wanted, audit_lines, check_head, head_now, verify
from sia_central.services.refused import Refused
from sia_central.storage.anchors import read_head
from sia_central.storage.audit import AuditLine
from sia_contract.problems import ProblemCode


def audit_verify(typed: Namespace) -> None:
    """Follow the chain; what is found wrong is refused with every fault."""
    against = [check_head(text, read_head(text)) for text in typed.head or ()]
    with ready(typed) as (store, council):
        found = verify(store, council, against)
    if typed.json:
        say(json.dumps({"lines": found.lines, "head": str(found.head), "faults": found.faults}))
    if found.faults:
        raise Refused(ProblemCode.BAD_REQUEST, "The audit is not whole. " + " ".join(found.faults))
    if not typed.json:
        say(f"The audit is whole: {found.lines} lines. Its head is {found.head}")


def audit_head(typed: Namespace) -> None:
    """Print the head, to be kept where nobody of central's machine can change it."""
    with ready(typed) as (store, council):
        head = str(head_now(store, council))
    tell(typed, head, head=head)


def audit_show(typed: Namespace) -> None:
    """Print the lines asked for."""
    wanted = Wanted(
        action=typed.action,
        person_id=_uuid(typed.person),
        device_id=_uuid(typed.device),
        id=typed.id,
        since=typed.since,
        until=typed.until,
    )
    with ready(typed) as (store, council):
        for line in audit_lines(store, council, wanted):
            say(json.dumps(_as_json(line)) if typed.json else _as_text(line))


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Refused(
            ProblemCode.BAD_REQUEST, f"{text} is not an id. See `sia-central people` and `devices`."
        ) from None


def _as_json(line: AuditLine) -> dict[str, object]:
    return {
        "number": line.number,
        "at": line.at.isoformat(),
        "who": line.doer.actor,
        "device": str(line.doer.device_id) if line.doer.device_id else None,
        "what": line.deed.action,
        "kind": line.deed.kind,
        "id": line.deed.id,
        "why": line.deed.why,
        "hash": line.hash,
    }


def _as_text(line: AuditLine) -> str:
    shown = _as_json(line)
    del shown["hash"]
    return "  ".join(str(told or "-") for told in shown.values())
