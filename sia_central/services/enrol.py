"""A laptop joins: the password is checked, a token is given once, and its key is certified."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import Connection

from sia_central.certificates.authority import BadCertificateRequest, Holder, certify
from sia_central.services.audit import by_person
from sia_central.services.authorities import root_authority, roots_pem
from sia_central.services.passwords import is_right
from sia_central.services.refused import Refused
from sia_central.services.who_may import SignedIn
from sia_central.storage.accounts import (
    Account,
    accounts_by_email,
    find_account,
    forget_tries,
    note_try,
    tries_of,
)
from sia_central.storage.audit import Deed, Doer, record
from sia_central.storage.councils import ServedCouncil, find_council
from sia_central.storage.devices import Device, DeviceState, add_device, device_of_token, note_contact
from sia_central.storage.engine import reading, write
from sia_central.storage.store import Store
from sia_contract.enrolment import Council, EnrolAnswer, EnrolRequest
from sia_contract.problems import ProblemCode

FREE_TRIES: Final = 5
LONGEST_WAIT: Final = timedelta(minutes=15)
CONTACT_EVERY: Final = timedelta(minutes=10)
"""A contact is written down this often at most: a laptop with nothing new costs no write."""

Clock = Callable[[], datetime]


def enrol(store: Store, request: EnrolRequest, now: Clock) -> EnrolAnswer:
    """Enrol a laptop for the person whose e-mail and password these are."""
    account = _sign_in(store, request.email.strip(), request.password.get_secret_value(), now())
    device_id = uuid4()
    token = secrets.token_urlsafe(32)
    with reading(store.engine) as connection:
        council = find_council(connection, account.council)
    if council is None:
        raise AssertionError("an account always has its council")
    certificate = _certified(store, council, account, request, str(device_id), now())
    device = Device(
        council=account.council,
        device_id=device_id,
        person_id=account.person_id,
        name=_one_line(request.device_name),
        token_sha256=_hash(token),
        certificate_pem=certificate,
        state=DeviceState.OPEN,
        enrolled_at=now(),
        last_contact_at=now(),
    )

    def join(connection: Connection) -> None:
        add_device(connection, device)
        deed = Deed("device_enrolled", "device", str(device_id))
        record(connection, device.council, by_person(device.person_id, device_id), now(), [deed])

    write(store.engine, join)
    return EnrolAnswer(
        device_id=device_id,
        device_token=SecretStr(token),
        person_id=account.person_id,
        person_name=account.name,
        role=account.role,
        council=Council(
            code=council.council,
            name=council.name,
            full_name=council.full_name,
            demonstration=council.is_demonstration,
            root_pem=roots_pem(store, council.council),
        ),
        certificate_pem=certificate,
    )


def signed_in(store: Store, token: str, now: Clock) -> SignedIn:
    """Who sends this token; refused in words if nobody we know, or one who was closed."""
    with reading(store.engine) as connection:
        device = device_of_token(connection, _hash(token))
        account = find_account(connection, device.council, device.person_id) if device else None
    if device is None or account is None:
        raise Refused(
            ProblemCode.NOT_SIGNED_IN,
            "Central does not know this laptop. Enrol it again with your e-mail and password.",
        )
    if device.state is not DeviceState.OPEN or not account.is_active:
        raise Refused(
            ProblemCode.DEVICE_CLOSED, "This laptop was closed at central. Ask your administrator why."
        )
    at = now()
    if at - device.last_contact_at > CONTACT_EVERY:
        write(store.engine, lambda connection: note_contact(connection, device.council, device.device_id, at))
    return SignedIn(device.council, device.device_id, device.person_id, account.role)


def _sign_in(store: Store, email: str, password: str, at: datetime) -> Account:
    """The try is counted before the password is looked at, so that many at once gain nothing."""
    email_hash = _hash(email.lower())
    write(store.engine, lambda connection: _count_try(connection, email_hash, at))
    with reading(store.engine) as connection:
        accounts = [] if "\0" in email else accounts_by_email(connection, email)
    tested = [account for account in accounts if is_right(password, account.password_hash)]
    if not accounts:
        is_right(password, None)
    for account in tested:
        if account.is_active:
            write(store.engine, lambda connection: forget_tries(connection, email_hash))
            return account
    write(store.engine, lambda connection: _note_refusal(connection, accounts, at))
    raise Refused(
        ProblemCode.WRONG_PASSWORD,
        "The e-mail or the password is not right. Try again, or ask your administrator.",
    )


def _note_refusal(connection: Connection, accounts: Sequence[Account], at: datetime) -> None:
    """Each council of this e-mail learns of it; a stranger's e-mail belongs to none."""
    for account in sorted(accounts, key=lambda each: each.council):
        deed = Deed("sign_in_refused", "person", str(account.person_id), ProblemCode.WRONG_PASSWORD.value)
        record(connection, account.council, Doer(f"person:{account.person_id}"), at, [deed])


def _count_try(connection: Connection, email_hash: str, at: datetime) -> None:
    tries, last_at = tries_of(connection, email_hash) or (0, at)
    wait = min(timedelta(seconds=30) * 2 ** min(tries - FREE_TRIES, 10), LONGEST_WAIT)
    left = last_at + wait - at
    if tries >= FREE_TRIES and left > timedelta(0):
        minutes = -(-left // timedelta(minutes=1))
        raise Refused(
            ProblemCode.TOO_MANY_TRIES,
            f"Too many tries with this e-mail. Wait {minutes} minute{'s' if minutes > 1 else ''}, "
            "then try again.",
        )
    note_try(connection, email_hash, tries + 1, at)


def _certified(
    store: Store,
    council: ServedCouncil,
    account: Account,
    request: EnrolRequest,
    device_id: str,
    at: datetime,
) -> str:
    try:
        return certify(
            root_authority(store, council.council),
            request.certificate_request_pem,
            Holder(account.name, council.full_name, str(account.person_id), device_id),
            at,
        )
    except BadCertificateRequest as error:
        raise Refused(ProblemCode.BAD_REQUEST, str(error)) from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _one_line(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip() or "laptop"
