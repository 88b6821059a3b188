"""Hands schools to people and takes them back: what they gain flows to their laptops, the rest leaves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID, uuid4

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.council_rules import pack_of
from sia_central.services.people import person_of
from sia_central.services.publish import publish
from sia_central.services.refused import Refused
from sia_central.services.who_may import Lines, lines_at, sees_less, who_sees
from sia_central.storage.accounts import Account, accounts_of
from sia_central.storage.audit import Deed, record
from sia_central.storage.caseload import (
    Withdrawal,
    add_to_caseload,
    add_withdrawal,
    take_from_caseload,
)
from sia_central.storage.engine import reading, write
from sia_central.storage.records import Key, keys_of_school, number_records, records_of_kind
from sia_central.storage.sequence import take_cursors
from sia_central.storage.store import Store
from sia_contract.packs import Pack
from sia_contract.payloads.caseload_assignment import CaseloadAssignmentPayload
from sia_contract.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class Handover:
    """What an assignment, or its end, changed."""

    changed: tuple[int, ...]
    unchanged: tuple[int, ...]
    """Schools that stood so already."""


def every_school(store: Store, council: str) -> tuple[int, ...]:
    """The URN of every school of a council."""
    with reading(store.engine) as connection:
        return tuple(sorted(int(id_) for id_ in records_of_kind(connection, council, "school")))


def assign(store: Store, council: str, email: str, urns: Collection[int], on: date, at: datetime) -> Handover:
    """The person takes these schools on; all of each school's records flow to those who now see it."""
    return _hand_over(store, council, email, urns, "begins", on, at)


def unassign(
    store: Store, council: str, email: str, urns: Collection[int], on: date, at: datetime
) -> Handover:
    """The person hands these schools over; they leave the laptops of those who no longer see them."""
    return _hand_over(store, council, email, urns, "ends", on, at)


def _hand_over(
    store: Store,
    council: str,
    email: str,
    urns: Collection[int],
    action: Literal["begins", "ends"],
    on: date,
    at: datetime,
) -> Handover:
    if on > at.date():
        raise Refused(
            ProblemCode.BAD_REQUEST,
            f"{on.day} {on:%B %Y} has not come yet. "
            "A caseload changes on the day it is recorded, or before it.",
        )
    pack = pack_of(council, at.date())
    wanted = sorted(set(urns))

    def hand_over(connection: Connection) -> Handover:
        person_id = person_of(connection, council, email).person_id
        check_schools(connection, council, wanted)
        accounts = accounts_of(connection, council)
        before = lines_at(connection, council, at.date())
        begins = action == "begins"
        to_change = [urn for urn in wanted if (person_id in before.holders.get(urn, ())) != begins]
        keys: list[Key] = []
        for urn in to_change:
            (add_to_caseload if begins else take_from_caseload)(connection, council, person_id, urn)
            payload = CaseloadAssignmentPayload(person_id=person_id, urn=urn, action=action, on=on)
            key = ("caseload_assignment", str(uuid4()))
            publish(connection, council, key, payload.model_dump(mode="json"), None, at)
            keys += keys_of_school(connection, council, urn) if begins else [key]
        after = lines_at(connection, council, at.date())
        number_records(connection, council, keys)
        withdraw(connection, council, who_lost_sight(before, after, to_change, accounts, pack))
        bring_again(connection, council, who_sees_less(before, after, to_change, accounts, pack))
        deed = "school_assigned" if begins else "school_unassigned"
        deeds = [Deed(deed, "school", str(urn), str(person_id)) for urn in to_change]
        record(connection, council, by_administrator(), at, deeds)
        return Handover(tuple(to_change), tuple(urn for urn in wanted if urn not in to_change))

    return write(store.engine, hand_over)


def who_lost_sight(
    before: Lines, after: Lines, urns: Collection[int], accounts: Collection[Account], pack: Pack
) -> list[tuple[UUID, int]]:
    """Who saw which of these schools before and does not any more."""
    return [
        (person, urn)
        for urn in urns
        for person in sorted(who_sees(urn, before, accounts, pack) - who_sees(urn, after, accounts, pack))
    ]


def who_sees_less(
    before: Lines, after: Lines, urns: Collection[int], accounts: Collection[Account], pack: Pack
) -> list[tuple[UUID, int]]:
    """Who sees something of these schools still, and not all that they saw before."""
    return [
        (account.person_id, urn)
        for urn in urns
        for account in accounts
        if sees_less(urn, before, after, account, pack)
    ]


def withdraw(
    connection: Connection, council: str, lost: Sequence[tuple[UUID, int]], *, comes_again: bool = False
) -> None:
    """Announce to each person that this school leaves their sight."""
    if not lost:
        return
    for (person, urn), cursor in zip(lost, take_cursors(connection, council, len(lost)), strict=True):
        add_withdrawal(connection, council, Withdrawal(person, urn, True, cursor, comes_again))


def bring_again(connection: Connection, council: str, narrowed: Sequence[tuple[UUID, int]]) -> None:
    """Let each of these schools leave the laptops of who sees less of it now, and come again after that.

    No record is named that is not theirs to see any more: nobody learns by it what there is.
    """
    withdraw(connection, council, narrowed, comes_again=True)
    urns = sorted({urn for _, urn in narrowed})
    number_records(
        connection, council, [key for urn in urns for key in keys_of_school(connection, council, urn)]
    )


def check_schools(connection: Connection, council: str, urns: Sequence[int]) -> None:
    """Refuse URNs that are no school of this council."""
    if not urns:
        raise Refused(
            ProblemCode.BAD_REQUEST,
            "No school is named. Name them with --urn; if there are none yet, `sia-central import-schools`.",
        )
    known = records_of_kind(connection, council, "school")
    strangers = [str(urn) for urn in urns if str(urn) not in known]
    if strangers:
        raise Refused(
            ProblemCode.NOT_FOUND,
            f"No school here has the URN {', '.join(strangers)}. Import the schools first.",
        )
