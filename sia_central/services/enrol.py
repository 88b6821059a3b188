"""A laptop joins: its person signed in, its keys are made known, and its signing key is certified."""

from base64 import b64decode
from datetime import datetime
from uuid import uuid4

from pydantic import SecretStr
from sqlalchemy import Connection

from sia_central.certificates.authority import BadCertificateRequest, Holder, certify
from sia_central.services.audit import by_person
from sia_central.services.authorities import root_authority, roots_pem
from sia_central.services.refused import Refused
from sia_central.services.sign_in import use_ticket
from sia_central.services.tokens import Clock, refresh_token
from sia_central.storage.accounts import Account
from sia_central.storage.audit import Deed, record
from sia_central.storage.councils import ServedCouncil, find_council
from sia_central.storage.devices import Device, DeviceState, add_device
from sia_central.storage.engine import reading, write
from sia_central.storage.signing_in import access_rules
from sia_central.storage.store import Store
from sia_contract.enrolment import Council, EnrolAnswer, EnrolRequest
from sia_contract.problems import ProblemCode


def enrol(store: Store, request: EnrolRequest, now: Clock) -> EnrolAnswer:
    """Enrol a laptop for the person who signed in."""
    _check_key(request.device_key)
    person = use_ticket(store, request.ticket.get_secret_value(), request.code.get_secret_value(), now())
    account = person.account
    device_id = uuid4()
    with reading(store.engine) as connection:
        council = find_council(connection, account.council)
        rules = access_rules(connection, account.council)
    if council is None:
        raise AssertionError("an account always has its council")
    certificate = _certified(store, council, account, request, str(device_id), now())
    device = Device(
        council=account.council,
        device_id=device_id,
        person_id=account.person_id,
        name=_one_line(request.device_name),
        certificate_pem=certificate,
        state=DeviceState.OPEN,
        enrolled_at=now(),
        last_contact_at=now(),
        device_key=request.device_key,
    )

    def join(connection: Connection) -> None:
        add_device(connection, device)
        deed = Deed("device_enrolled", "device", str(device_id))
        record(connection, device.council, by_person(device.person_id, device_id), now(), [deed])

    write(store.engine, join)
    return EnrolAnswer(
        device_id=device_id,
        refresh_token=SecretStr(refresh_token(store, device, 1)),
        lease_days=rules.lease_days,
        recovery_codes=person.recovery_codes,
        person_id=account.person_id,
        person_name=account.name,
        role=account.role,
        council=Council(
            code=council.council,
            name=council.name,
            full_name=council.full_name,
            demonstration=council.is_demonstration,
            root_pem=roots_pem(store, council.council),
            recovery_key=rules.recovery_key,
        ),
        certificate_pem=certificate,
    )


def _check_key(device_key: str) -> None:
    try:
        length = len(b64decode(device_key, validate=True))
    except ValueError:
        length = 0
    if length != 32:
        raise Refused(ProblemCode.BAD_REQUEST, "The laptop's key must be an Ed25519 key in base64.")


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


def _one_line(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable()).strip() or "laptop"
