"""A council's work in numbers: for those who may read reports, and never fewer than might be known by it."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import Connection

from sia_central.services.audit import by_person
from sia_central.services.council_rules import pack_of
from sia_central.services.refused import Refused
from sia_central.services.who_may import SignedIn, standing_of
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import reading, write
from sia_central.storage.records import records_of_kind
from sia_central.storage.store import Store
from sia_contract.packs import Pack
from sia_contract.permissions import Action, Relation, may
from sia_contract.problems import ProblemCode
from sia_contract.totals import FEWEST, CategoryTotal, Totals


def totals(store: Store, who: SignedIn, at: datetime) -> Totals:
    """Count; refused unless this person's role may read reports of the whole council."""
    pack = pack_of(who.council, at.date())
    with reading(store.engine) as connection:
        standing = standing_of(connection, pack, who, at.date())
        if not may(standing.grants, Action.READ_REPORTS, Relation.COUNCIL):
            raise Refused(ProblemCode.NOT_ALLOWED, "Your role does not read reports of the whole council.")
        counted = _counted(connection, who.council, pack, at.date())
    deed = Deed("totals_read", "council", who.council)
    doer = by_person(who.person_id, who.device_id)
    write(store.engine, lambda connection: record(connection, who.council, doer, at, [deed]))
    return counted


def _counted(connection: Connection, council: str, pack: Pack, day: date) -> Totals:
    schools = records_of_kind(connection, council, "school")
    stands_in: dict[str, tuple[str, str]] = {}
    for decision in records_of_kind(connection, council, "category_decision").values():
        decided_on, urn = str(decision.payload["decided_on"]), str(decision.payload["urn"])
        is_category = decision.payload.get("track", "category") == "category"
        if (
            is_category
            and urn in schools
            and stands_in.get(urn, ("", ""))[0] <= decided_on <= day.isoformat()
        ):
            stands_in[urn] = decided_on, str(decision.payload["category"])
    counts = Counter(category for _, category in stands_in.values())
    since = _year_began(pack, day)
    visits = [
        each.payload
        for each in records_of_kind(connection, council, "visit").values()
        if not each.payload["voided"] and each.payload["visited_on"] >= since.isoformat()
    ]
    notes = {
        each.payload["visit_id"]
        for each in records_of_kind(connection, council, "note_of_visit").values()
        if each.payload["signing"] and each.payload["visited_on"] >= since.isoformat()
    }
    return Totals(
        council=council,
        on=day,
        schools=len(schools),
        categories=tuple(
            CategoryTotal(code=each.code, label=each.label, schools=_unless_few(counts[each.code]))
            for each in pack.categories
        ),
        not_categorised=_unless_few(len(schools) - len(stands_in)),
        since=since,
        visits=_unless_few(len(visits)),
        notes_signed=_unless_few(len(notes)),
    )


def _unless_few(count: int) -> int | None:
    return None if 0 < count < FEWEST else count


def _year_began(pack: Pack, day: date) -> date:
    month = pack.year.academic_year_starts_month
    return date(day.year if day.month >= month else day.year - 1, month, 1)
