"""Records a dated decision on a school's category."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.council_rules import grants_of, pack_of
from sia_central.services.people import person_of
from sia_central.services.publish import publish
from sia_central.services.refused import Refused
from sia_central.services.who_may import Standing, lines_at
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import write
from sia_central.storage.records import find_record, number_records, records_of_kind
from sia_central.storage.store import Store
from sia_contract.kinds import derived_id
from sia_contract.payloads.category_decision import CategoryDecisionPayload
from sia_contract.permissions import Action
from sia_contract.problems import ProblemCode

_DAY: Final = ("track", "decided_on")


def decide_category(
    store: Store, council: str, *, urn: int, category: str, by: str, reason: str, on: date, at: datetime
) -> UUID:
    """Keep a decision; it is never edited, and the latest effective date rules."""
    pack = pack_of(council, at.date())
    if category not in {band.code for band in pack.categories}:
        codes = ", ".join(f"{band.code} ({band.label})" for band in pack.categories)
        raise Refused(ProblemCode.BAD_REQUEST, f"{pack.name} has no category {category}. It has: {codes}.")
    if not reason.strip():
        raise Refused(ProblemCode.BAD_REQUEST, "A decision needs its reason.")

    wanted = (urn, "category", on.isoformat())

    def decide(connection: Connection) -> UUID:
        if find_record(connection, council, "school", str(urn)) is None:
            raise Refused(
                ProblemCode.NOT_FOUND, f"No school here has the URN {urn}. Import the schools first."
            )
        decided = records_of_kind(connection, council, "category_decision").values()
        if any((each.urn, *(each.payload[name] for name in _DAY)) == wanted for each in decided):
            raise Refused(
                ProblemCode.BAD_REQUEST, "This school has a decision of that day. Give another date."
            )
        decider = person_of(connection, council, by)
        grants = grants_of(pack, decider.role)
        standing = grants and Standing(decider.person_id, grants, lines_at(connection, council, at.date()))
        if not standing or not standing.may(Action.DECIDE_CATEGORY, urn):
            raise Refused(
                ProblemCode.NOT_ALLOWED,
                f"{by} may not decide this school's category. Name with --by the person who decided it.",
            )
        decision = CategoryDecisionPayload(
            urn=urn,
            category=category,
            decided_on=on,
            decided_by=decider.person_id,
            reason=reason.strip(),
            pack=pack.code,
            pack_version=pack.version,
        )
        id_ = derived_id(urn, "category_decision", "category", on.isoformat())
        key = ("category_decision", str(id_))
        publish(connection, council, key, decision.model_dump(mode="json"), None, at)
        number_records(connection, council, [key])
        record(connection, council, by_administrator(), at, [Deed("category_decided", *key)])
        return id_

    return write(store.engine, decide)
