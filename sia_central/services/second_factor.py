"""The second factor: codes from an authenticator app (RFC 6238), each good once, and ten recovery codes."""

import hmac
import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

import pyotp
from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.storage.accounts import Account
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import write
from sia_central.storage.signing_in import (
    SecondFactor,
    forget_second_factor,
    keep_second_factor,
    note_heard,
    note_step,
    second_factor,
    use_recovery_code,
)
from sia_central.storage.store import Store
from sia_contract.signing_in import SetUp

RECOVERY_CODES: Final = 10
_STEP: Final = 30
_GRACE: Final = 1
"""Steps a phone's clock may be before or behind."""
_SEALED: Final = "second factor"
_HASHED: Final = "recovery code"
_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: it is copied by hand


def new_secret() -> str:
    """The secret of a new second factor: 160 bits in base 32."""
    return pyotp.random_base32()


def set_up_words(secret: str, account: Account, council_name: str) -> SetUp:
    """What an authenticator app is told, as text and as the address in a QR code."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=f"SIA Desktop {council_name}")
    return SetUp.model_validate({"secret": secret, "uri": uri})


def is_code_of(
    store: Store, connection: Connection, council: str, person_id: UUID, typed: str, at: datetime
) -> bool:
    """Whether this is a code of the person's that was never used, and use it up if so."""
    factor = second_factor(connection, council, person_id)
    if factor is None:
        return False
    secret = store.seal.open(_SEALED, factor.sealed_secret)
    step = _step_of(secret, _plain(typed), at)
    if step is not None and step > factor.last_step:
        note_step(connection, council, person_id, step)
        return True
    code = _hash(store, council, person_id, _plain(typed))
    if not use_recovery_code(connection, council, person_id, code):
        return False
    note_heard(connection, council, person_id)
    return True


def codes_if_unheard(store: Store, connection: Connection, account: Account) -> tuple[str, ...]:
    """New recovery codes in place of those whose answer was lost on its way; none where they were heard."""
    factor = second_factor(connection, account.council, account.person_id)
    return () if factor is None or factor.is_heard else _kept(store, connection, account, factor)


def keep_if_right(
    store: Store, connection: Connection, account: Account, secret: str, typed: str, at: datetime
) -> tuple[str, ...] | None:
    """Set the second factor up if the app shows its code; its recovery codes, or None for a wrong code."""
    step = _step_of(secret, _plain(typed), at)
    if step is None:
        return None
    return _kept(store, connection, account, SecondFactor(store.seal.close(_SEALED, secret), step))


def reset(store: Store, account: Account, at: datetime) -> bool:
    """Take the second factor away, so that the next sign-in sets up a new one; False where there was none."""

    def forget(connection: Connection) -> bool:
        had_one = forget_second_factor(connection, account.council, account.person_id)
        if had_one:
            deed = Deed("second_factor_reset", "person", str(account.person_id))
            record(connection, account.council, by_administrator(), at, [deed])
        return had_one

    return write(store.engine, forget)


def _kept(store: Store, connection: Connection, account: Account, factor: SecondFactor) -> tuple[str, ...]:
    """Keep the second factor with new recovery codes; gives them."""
    codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
    hashes = [_hash(store, account.council, account.person_id, _plain(code)) for code in codes]
    keep_second_factor(connection, account.council, account.person_id, factor, hashes)
    return codes


def _step_of(secret: str, code: str, at: datetime) -> int | None:
    """The step whose code this is, looking at each step that counts whichever of them it may be."""
    app, now = pyotp.TOTP(secret), int(at.timestamp()) // _STEP
    fits = [
        step
        for step in range(now - _GRACE, now + _GRACE + 1)
        if hmac.compare_digest(app.generate_otp(step).encode(), code.encode())
    ]
    return fits[-1] if fits else None


def _new_code() -> str:
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def _plain(typed: str) -> str:
    return "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())


def _hash(store: Store, council: str, person_id: UUID, code: str) -> str:
    return store.seal.stamp(_HASHED, f"{council} {person_id} {code}")
