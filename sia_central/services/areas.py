"""Districts and home boroughs: which schools lie in one, and who works for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.caseloads import bring_again, check_schools, who_lost_sight, who_sees_less, withdraw
from sia_central.services.council_rules import pack_of
from sia_central.services.people import person_of
from sia_central.services.publish import publish
from sia_central.services.refused import Refused
from sia_central.services.who_may import lines_at
from sia_central.storage.access import place_person, place_schools
from sia_central.storage.accounts import accounts_of
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import write
from sia_central.storage.records import Key, find_record, keys_of_school, number_records, records_of_kind
from sia_central.storage.store import Store
from sia_contract.packs import Pack
from sia_contract.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class Placed:
    """How many belong to the area now that were named."""

    label: str
    schools: int
    people: int


def place(
    store: Store, council: str, area: str, urns: Collection[int], emails: Collection[str], at: datetime
) -> Placed:
    """These schools and colleagues belong to this area; what colleagues gain flows, what they lose leaves."""
    pack = pack_of(council, at.date())
    label = _label(pack, area)
    wanted = sorted(set(urns))

    def work(connection: Connection) -> Placed:
        if wanted:
            check_schools(connection, council, wanted)
        accounts = accounts_of(connection, council)
        before = lines_at(connection, council, at.date())
        people = [person_of(connection, council, email).person_id for email in emails]
        place_schools(connection, council, wanted, area)
        for person_id in people:
            place_person(connection, council, person_id, area)
        keys: list[Key] = []
        for kind, id_ in [
            *(("school", str(urn)) for urn in wanted),
            *(("person", str(person)) for person in people),
        ]:
            shown = find_record(connection, council, kind, id_)
            if shown is not None:
                publish(connection, council, (kind, id_), shown.payload | {"area": area}, shown, at)
                keys.append((kind, id_))
        after = lines_at(connection, council, at.date())
        gained = (
            wanted if not people else sorted({*wanted, *(u for u, a in after.areas.items() if a == area)})
        )
        for urn in gained:
            keys += keys_of_school(connection, council, urn)
        number_records(connection, council, keys)
        held = records_of_kind(connection, council, "school")
        urns = [int(urn) for urn in held]
        withdraw(connection, council, who_lost_sight(before, after, urns, accounts, pack))
        bring_again(connection, council, who_sees_less(before, after, urns, accounts, pack))
        deeds = [Deed("school_placed", "school", str(urn), area) for urn in wanted]
        deeds += [Deed("person_placed", "person", str(person), area) for person in people]
        record(connection, council, by_administrator(), at, deeds)
        return Placed(label, len(wanted), len(people))

    return write(store.engine, work)


def _label(pack: Pack, area: str) -> str:
    for each in pack.areas:
        if each.code == area:
            return each.label
    known = ", ".join(each.code for each in pack.areas) or "none"
    raise Refused(ProblemCode.BAD_REQUEST, f"{pack.name} has no area {area}. Its areas are: {known}.")
