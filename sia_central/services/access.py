"""Access for a stated time: it begins and ends by itself, and its school flows and leaves with it."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.audit import by_person
from sia_central.services.caseloads import bring_again, withdraw
from sia_central.services.who_may import SignedIn, Standing, standing_of
from sia_central.storage import access as kept
from sia_central.storage.access import Access, AccessState, access_to_settle, mark_access
from sia_central.storage.audit import Deed, record
from sia_central.storage.records import Key, StoredRecord, keys_of_school, number_records
from sia_contract.packs import Pack
from sia_contract.payloads.access_grant import AccessGrantPayload
from sia_contract.permissions import Action


def note_access(connection: Connection, council: str, record: StoredRecord) -> None:
    """Keep what an access record says where permissions are asked."""
    grant = AccessGrantPayload.model_validate(record.payload)
    grant_id = UUID(record.id)
    if grant.ended:
        kept.end_access(connection, council, grant_id, grant.ended.at.date() - timedelta(days=1))
        return
    state = AccessState.COMING
    access = Access(grant_id, grant.person_id, grant.urn, grant.way.value, grant.from_on, grant.to_on, state)
    kept.add_access(connection, council, access)


def settle_access(connection: Connection, pack: Pack, who: SignedIn, at: datetime) -> None:
    """Let the schools flow whose time has come, and withdraw those whose time is over."""
    day = at.date()
    due = access_to_settle(connection, who.council, who.person_id, day)
    holding = [each for each in due if each.from_on <= day <= each.to_on]
    over = [each for each in due if each.to_on < day]
    mark_access(connection, who.council, [each.grant_id for each in holding], AccessState.HOLDING)
    mark_access(connection, who.council, [each.grant_id for each in over], AccessState.OVER)
    standing = standing_of(connection, pack, who, day)
    left = [each for each in over if each.state is AccessState.HOLDING]
    again = {each.urn for each in holding if _keeps_some_apart(standing, each.urn)}
    again |= {each.urn for each in left if _sees_less(standing, each.urn, each.way)}
    bring_again(connection, who.council, [(who.person_id, urn) for urn in sorted(again)])
    keys: list[Key] = []
    for urn in sorted({each.urn for each in holding} - again):
        keys += keys_of_school(connection, who.council, urn)
    number_records(connection, who.council, keys)
    deeds = [Deed("access_began", "access_grant", str(each.grant_id)) for each in holding]
    deeds += [Deed("access_ran_out", "access_grant", str(each.grant_id)) for each in over]
    gone = sorted({each.urn for each in left if not standing.may(Action.READ_SCHOOL, each.urn)})
    withdraw(connection, who.council, [(who.person_id, urn) for urn in gone])
    record(connection, who.council, by_person(who.person_id, who.device_id), at, deeds)


def _keeps_some_apart(standing: Standing, urn: int) -> bool:
    """Whether restricted forms are open to this person's role, and not to this person at this school.

    Their laptop may hold some from before who comes along was kept from them.
    """
    return not all(standing.sees("case_record", urn, each) for each in standing.compartments)


def _sees_less(standing: Standing, urn: int, way: str) -> bool:
    """Whether something of this school stays, and less than was seen while it was theirs in this way too.

    Asked so, and not by the last day: what is ended on its first day ends with the day before.
    """
    if not standing.may(Action.READ_SCHOOL, urn):
        return False
    me, lines = standing.person_id, standing.lines
    given = lines.given.get(me, {})
    before = {**lines.given, me: {**given, urn: {*given.get(urn, ()), way}}}
    was = Standing(me, standing.grants, replace(lines, given=before), standing.compartments)
    return bool(was.sees_of(urn) - standing.sees_of(urn))
