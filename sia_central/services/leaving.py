"""Whoever left signs in no more; whoever comes back signs in again, on a laptop that is set up anew."""

from datetime import datetime

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.laptops import close_laptop
from sia_central.services.people import person_of
from sia_central.services.publish import publish
from sia_central.services.refused import Refused
from sia_central.storage.accounts import Account, set_active
from sia_central.storage.audit import Deed, record
from sia_central.storage.devices import DeviceState, devices_of
from sia_central.storage.engine import write
from sia_central.storage.records import find_record, number_records
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode


def close_account(store: Store, council: str, email: str, at: datetime) -> tuple[Account, int]:
    """Somebody left: each of their laptops in use hands over what it has not sent, and how many those are.

    Their caseload stays theirs until its schools are given to others: what is handed over says whose it was.
    """

    def close(connection: Connection) -> tuple[Account, int]:
        account = _changed(connection, council, email, at, is_active=False)
        theirs = [
            each
            for each in devices_of(connection, council)
            if each.person_id == account.person_id and each.state is DeviceState.OPEN
        ]
        for each in theirs:
            close_laptop(connection, each, DeviceState.LEFT, at)
        deed = Deed("account_closed", "person", str(account.person_id))
        record(connection, council, by_administrator(), at, [deed])
        return account, len(theirs)

    return write(store.engine, close)


def open_account(store: Store, council: str, email: str, at: datetime) -> Account:
    """They came back: their password and second factor count again, their old laptops do not."""

    def open_again(connection: Connection) -> Account:
        account = _changed(connection, council, email, at, is_active=True)
        deed = Deed("account_opened", "person", str(account.person_id))
        record(connection, council, by_administrator(), at, [deed])
        return account

    return write(store.engine, open_again)


def _changed(connection: Connection, council: str, email: str, at: datetime, *, is_active: bool) -> Account:
    """The account as it was, its state changed, and laptops told."""
    account = person_of(connection, council, email)
    if account.is_active is is_active:
        is_so = "open" if is_active else "closed"
        raise Refused(ProblemCode.NOT_ALLOWED, f"The account of {account.name} is {is_so} already.")
    set_active(connection, council, account.person_id, is_active=is_active)
    key = ("person", str(account.person_id))
    shown = find_record(connection, council, *key)
    if shown is not None:
        publish(connection, council, key, shown.payload | {"is_active": is_active}, shown, at)
        number_records(connection, council, [key])
    return account
