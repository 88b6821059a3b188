"""What advisers took in from a newer register of schools, until central's own import has caught up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sia_central.storage.engine import reading
from sia_central.storage.records import StoredRecord, find_record, live_records
from sia_central.storage.store import Store

PROPOSED = "facts_proposed"
WITHDRAWN = "facts_withdrawn"
FILE = "file"
AS_AT = "as_at"


@dataclass(frozen=True, slots=True)
class ProposedFacts:
    """One school, and what the register that an adviser has says otherwise."""

    urn: int
    name: str
    on: date
    file: str
    as_at: str
    """The register's day; empty where the file did not say."""
    facts: Mapping[str, str]


def proposed_facts(store: Store, council: str) -> list[ProposedFacts]:
    """Of each school what was said last, by URN; not what was withdrawn, or is as old as what stands."""
    with reading(store.engine) as connection:
        latest: dict[int, StoredRecord] = {}
        for act in sorted(live_records(connection, council, ["act"]), key=lambda each: each.payload["at"]):
            if act.urn is not None and act.payload["act"] in (PROPOSED, WITHDRAWN):
                latest[act.urn] = act
        found = []
        for urn, act in sorted(latest.items()):
            school = find_record(connection, council, "school", str(urn))
            details = dict(act.payload.get("details") or {})
            file, as_at = details.pop(FILE, ""), details.pop(AS_AT, "")
            if act.payload["act"] == WITHDRAWN or school is None or school.is_deleted:
                continue
            if as_at and as_at <= (school.payload.get("as_at") or ""):
                continue
            on = date.fromisoformat(act.payload["on"])
            found.append(ProposedFacts(urn, school.payload["name"], on, file, as_at, details))
        return found
