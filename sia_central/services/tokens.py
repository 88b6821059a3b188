"""Tokens: a short one for every request, and one that is used once to get the next pair.

Tokens are stamped, not kept: a refresh token names its laptop, the sign-in it comes from and its number.
"""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection

from sia_central.services.audit import by_person
from sia_central.services.refused import Refused
from sia_central.services.sign_in import use_ticket
from sia_central.services.who_may import SignedIn
from sia_central.storage.accounts import find_account
from sia_central.storage.audit import Deed, record
from sia_central.storage.devices import (
    Device,
    DeviceState,
    change_device,
    close_device,
    end_sign_in,
    find_device,
    find_laptop,
    note_contact,
)
from sia_central.storage.engine import glancing, write
from sia_central.storage.signing_in import AccessRules, access_rules, note_heard
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import RenewRequest, TokenAnswer, TokenRequest, renewal_words, token_words

ACCESS_LIFE: Final = timedelta(minutes=15)
LEASE_GRACE: Final = timedelta(days=1)
"""The laptop counts its days; central lets one more pass before it insists."""
CONTACT_EVERY: Final = timedelta(minutes=10)
"""A contact is written down this often at most: a laptop with nothing new costs no write."""
REPEAT_GRACE: Final = timedelta(minutes=10)
"""How long the token before the present one may still come: networks deliver late, and twice."""
REUSED: Final = "an old refresh token was used: somebody may have copied this laptop"

_ACCESS: Final = "access token"
_REFRESH: Final = "refresh token"

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Refresh:
    council: str
    device_id: UUID
    family: int
    number: int


def refresh_token(store: Store, device: Device, number: int) -> str:
    """The refresh token with this number of a laptop's present sign-in."""
    words = f"{device.council}.{device.device_id}.{device.token_family}.{number}"
    return f"{words}.{store.seal.stamp(_REFRESH, words)}"


def refresh(store: Store, request: TokenRequest, now: Clock) -> TokenAnswer:
    """The next tokens for a laptop that proves itself.

    The same laptop may ask again with the same token until the next one is used, and a little longer, for
    the network may deliver late. Any older one, or a true one in other hands, ends the sign-in: whoever has
    the laptop, its owner or a thief, has to sign in again, with the second factor.
    """
    token, at = request.refresh_token.get_secret_value(), now()
    shown = _read_refresh(store, token)
    if shown is None:
        raise _unknown()

    def step(connection: Connection) -> TokenAnswer | Refused:
        device = find_device(connection, shown.council, shown.device_id, lock=True)
        if device is None or device.token_family != shown.family or not device.device_key:
            return _unknown()
        if refused := _closed(connection, device):
            return refused
        is_own = is_proved(device.device_key, request.proof, token_words(token))
        rules = access_rules(connection, device.council)
        if is_own and _is_late(device, shown, at):
            return _tokens(store, device, device.tokens_used + 1, rules, at)
        if not is_own or shown.number < device.tokens_used:
            end_sign_in(connection, device, REUSED)
            deed = Deed("token_reused", "device", str(device.device_id), REUSED)
            record(connection, device.council, by_person(device.person_id, device.device_id), at, [deed])
            return _sign_in_again()
        away = at - device.last_contact_at
        if rules.lease_days and away > timedelta(days=rules.lease_days) + LEASE_GRACE:
            return Refused(
                ProblemCode.SIGN_IN_AGAIN,
                f"This laptop has not been in touch for more than {rules.lease_days} days. "
                "Sign in again; what you wrote on it is kept.",
            )
        if not device.tokens_used:  # it has what it was answered when its person signed in
            note_heard(connection, device.council, device.person_id)
        told = {"wrapped_unlock": request.recovery} if request.recovery else {}
        change_device(
            connection,
            device.council,
            device.device_id,
            tokens_used=shown.number,
            tokens_used_at=device.tokens_used_at if shown.number == device.tokens_used else at,
            last_contact_at=at,
            holding=request.holding.model_dump(mode="json"),
            **told,
        )
        return _tokens(store, device, shown.number + 1, rules, at)

    answer = write(store.engine, step)
    if isinstance(answer, Refused):
        raise answer
    return answer


def renew(store: Store, request: RenewRequest, now: Clock) -> TokenAnswer:
    """A new lease for a laptop whose person signed in again, with the second factor where one is asked."""
    ticket, at = request.ticket.get_secret_value(), now()
    person = use_ticket(store, ticket, request.code.get_secret_value(), at)

    def step(connection: Connection) -> TokenAnswer | Refused:
        account = person.account
        device = find_device(connection, account.council, request.device_id, lock=True)
        if device is None or device.person_id != account.person_id:
            return Refused(
                ProblemCode.NOT_SIGNED_IN,
                "Central does not know this laptop as yours. Sign in with the e-mail it was set up with.",
            )
        if refused := _closed(connection, device):
            return refused
        key = device.device_key or request.device_key
        if not is_proved(key, request.proof, renewal_words(device.device_id, ticket)):
            return _unknown()
        rules = access_rules(connection, device.council)
        end_sign_in(connection, device, "")
        change_device(connection, device.council, device.device_id, device_key=key, last_contact_at=at)
        deed = Deed("signed_in_again", "device", str(device.device_id))
        record(connection, device.council, by_person(device.person_id, device.device_id), at, [deed])
        renewed = find_device(connection, device.council, device.device_id)
        assert renewed is not None
        return _tokens(store, renewed, 1, rules, at)

    answer = write(store.engine, step)
    if isinstance(answer, Refused):
        raise answer
    return answer.model_copy(update={"recovery_codes": person.recovery_codes})


@dataclass(frozen=True, slots=True)
class Shown:
    """What an access token says that central stamped, and that has not run out."""

    council: str
    device_id: UUID
    family: int


def read_access(store: Store, token: str, at: datetime) -> Shown:
    """What this access token says; refused in words if central did not give it, or it has run out."""
    words, _, mark = token.rpartition(".")
    if not store.seal.is_stamped(_ACCESS, words, mark):
        raise Refused(ProblemCode.NOT_SIGNED_IN, "Central did not give this token. Ask for the next one.")
    council, device_id, family, until = words.split(".")
    if at > datetime.fromtimestamp(int(until), UTC):
        raise Refused(ProblemCode.NOT_SIGNED_IN, "This token has run out. Ask for the next one.")
    return Shown(council, UUID(device_id), int(family))


def signed_in(store: Store, shown: Shown, at: datetime) -> SignedIn:
    """Who sends it; refused in words if nobody we know any more, or one who was closed."""
    with glancing(store.engine) as connection:
        laptop = find_laptop(connection, shown.council, shown.device_id)
    if laptop is None or laptop.token_family != shown.family:
        raise _unknown()
    if refused := _closed_to(laptop.state, is_active=laptop.is_active):
        raise refused
    if at - laptop.last_contact_at > CONTACT_EVERY:
        write(store.engine, lambda connection: note_contact(connection, shown.council, shown.device_id, at))
    hands_over = laptop.state is DeviceState.LEFT
    return SignedIn(shown.council, shown.device_id, laptop.person_id, laptop.role, hands_over, laptop.place)


def say_farewell(store: Store, who: SignedIn, at: datetime) -> None:
    """A laptop whose adviser left has handed over everything; from now on it may send nothing."""
    if not who.hands_over:
        raise Refused(ProblemCode.NOT_ALLOWED, "This laptop is still in use.")

    def close(connection: Connection) -> None:
        close_device(connection, who.council, who.device_id, reason="handed over what it held")
        deed = Deed("device_handed_over", "device", str(who.device_id))
        record(connection, who.council, by_person(who.person_id, who.device_id), at, [deed])

    write(store.engine, close)


def is_proved(device_key: str, proof: str, words: bytes) -> bool:
    """Whether the laptop with this key signed these words."""
    try:
        key = Ed25519PublicKey.from_public_bytes(b64decode(device_key, validate=True))
        key.verify(b64decode(proof, validate=True), words)
    except (ValueError, InvalidSignature):
        return False
    return True


def _tokens(store: Store, device: Device, number: int, rules: AccessRules, at: datetime) -> TokenAnswer:
    until = int((at + ACCESS_LIFE).timestamp())
    words = f"{device.council}.{device.device_id}.{device.token_family}.{until}"
    return TokenAnswer.model_validate(
        {
            "access_token": f"{words}.{store.seal.stamp(_ACCESS, words)}",
            "access_seconds": int(ACCESS_LIFE.total_seconds()),
            "refresh_token": refresh_token(store, device, number),
            "lease_days": rules.lease_days,
            "recovery_key": rules.recovery_key,
            "at": at,
            "hands_over": device.state is DeviceState.LEFT,
        }
    )


def _read_refresh(store: Store, token: str) -> _Refresh | None:
    words, _, mark = token.rpartition(".")
    if not store.seal.is_stamped(_REFRESH, words, mark):
        return None
    council, device_id, family, number = words.split(".")
    return _Refresh(council, UUID(device_id), int(family), int(number))


def _closed(connection: Connection, device: Device) -> Refused | None:
    """Why this laptop may not go on, or None."""
    account = find_account(connection, device.council, device.person_id)
    return _closed_to(device.state, is_active=account is not None and account.is_active)


def _closed_to(state: DeviceState, *, is_active: bool) -> Refused | None:
    if state is DeviceState.LOST:
        return Refused(
            ProblemCode.DEVICE_LOST,
            "This laptop was reported lost, so it may send and receive nothing. Ask your administrator.",
        )
    if state is DeviceState.CLOSED or not (is_active or state is DeviceState.LEFT):
        return _closed_words()
    return None


def _is_late(device: Device, shown: _Refresh, at: datetime) -> bool:
    """Whether this is the token just before the present one, on its way for no longer than networks take."""
    used_at = device.tokens_used_at
    return shown.number == device.tokens_used - 1 and used_at is not None and at - used_at <= REPEAT_GRACE


def _closed_words() -> Refused:
    return Refused(
        ProblemCode.DEVICE_CLOSED, "This laptop was closed at central. Ask your administrator why."
    )


def _sign_in_again() -> Refused:
    return Refused(
        ProblemCode.SIGN_IN_AGAIN,
        "A token of this laptop was used that had been replaced, as happens when somebody copied the laptop, "
        "or put an old copy of it back. Sign in again; what you wrote on it is kept.",
    )


def _unknown() -> Refused:
    return Refused(
        ProblemCode.SIGN_IN_AGAIN,
        "Central does not know this laptop's token. Sign in again; what you wrote on it is kept.",
    )
