"""People of a council: who may sign in, what they are, and to whom they answer."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.council_rules import pack_of
from sia_central.services.passwords import hash_password
from sia_central.services.publish import publish
from sia_central.services.refused import Refused
from sia_central.storage.accounts import Account, accounts_by_email, add_account
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import write
from sia_central.storage.records import number_records
from sia_central.storage.store import Store
from sia_contract.pack_words import PartyKind
from sia_contract.payloads.person import PersonPayload
from sia_contract.problems import ProblemCode


def add_person(
    store: Store,
    council: str,
    *,
    name: str,
    email: str,
    role: str,
    password: str,
    reports_to: str | None,
    at: datetime,
) -> UUID:
    """Add a colleague who may enrol a laptop; every laptop learns the name and the line."""
    name, email = " ".join(name.split()), email.strip().lower()
    _check_person(council, name, email, role, at)
    password_hash = hash_password(password)

    def add(connection: Connection) -> UUID:
        manager = person_of(connection, council, reports_to).person_id if reports_to else None
        if any(account.council == council for account in accounts_by_email(connection, email)):
            raise Refused(ProblemCode.BAD_REQUEST, f"Someone with the e-mail {email} is here already.")
        account = Account(
            council=council,
            person_id=uuid4(),
            email=email,
            name=name,
            role=role,
            reports_to=manager,
            is_active=True,
            password_hash=password_hash,
        )
        add_account(connection, account)
        shown = PersonPayload(name=name, role=role, reports_to=manager).model_dump(mode="json")
        key = publish(connection, council, ("person", str(account.person_id)), shown, None, at)
        number_records(connection, council, [key])
        record(connection, council, by_administrator(), at, [Deed("person_added", *key, role)])
        return account.person_id

    return write(store.engine, add)


def person_of(connection: Connection, council: str, email: str) -> Account:
    """The colleague with this e-mail."""
    for account in accounts_by_email(connection, email.strip()):
        if account.council == council:
            return account
    raise Refused(
        ProblemCode.NOT_FOUND,
        f"Nobody has the e-mail {email}. See who there is with `sia-central people`.",
    )


def _check_person(council: str, name: str, email: str, role: str, at: datetime) -> None:
    pack = pack_of(council, at.date())
    if not name or not name.isprintable():
        raise Refused(ProblemCode.BAD_REQUEST, "Give the person's name as it should be printed.")
    local, at_sign, domain = email.partition("@")
    if not (local and at_sign and domain) or len(email) > 254 or not email.isprintable() or " " in email:
        raise Refused(ProblemCode.BAD_REQUEST, f"{email} is not an e-mail address.")
    roles = [each.code for each in pack.roles if each.kind is PartyKind.COUNCIL]
    if role not in roles:
        raise Refused(
            ProblemCode.BAD_REQUEST, f"{pack.name} has no role {role}. Its roles are: {', '.join(roles)}."
        )
