"""How a council lets its people in: the administrator's settings, and the key for forgotten passphrases."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime

import pyrage
from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.refused import Refused
from sia_central.services.sign_in_elsewhere import FOR_PROVIDER, check_safe_address, discover
from sia_central.storage.audit import Deed, record
from sia_central.storage.engine import reading, write
from sia_central.storage.signing_in import AccessRules, access_rules, keep_access_rules
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode

SHORTEST_LEASE = 7
LONGEST_LEASE = 90


def rules_of(store: Store, council: str) -> AccessRules:
    """The rules of a council."""
    with reading(store.engine) as connection:
        return access_rules(connection, council)


def set_lease(store: Store, council: str, days: int, at: datetime) -> AccessRules:
    """Say how many days without contact a laptop may work."""
    if not SHORTEST_LEASE <= days <= LONGEST_LEASE:
        raise Refused(
            ProblemCode.BAD_REQUEST,
            f"A laptop may stay away for {SHORTEST_LEASE} to {LONGEST_LEASE} days, not for {days}.",
        )
    return _change(store, council, at, lambda rules: replace(rules, lease_days=days))


def require_second_factor(store: Store, council: str, at: datetime, *, is_required: bool) -> AccessRules:
    """Say whether everybody who signs in with a password needs a second factor."""
    return _change(store, council, at, lambda rules: replace(rules, is_second_factor_required=is_required))


@dataclass(frozen=True, slots=True)
class Provider:
    """A council's identity provider, and how it knows us."""

    issuer: str
    client_id: str
    claim: str = "email"
    """Names the person by the e-mail that central knows."""
    secret: str = field(default="", repr=False)
    """Empty where it knows us as a public client."""


def use_provider(store: Store, council: str, provider: Provider, at: datetime) -> AccessRules:
    """Let people sign in at the council's identity provider, once that has answered as itself."""
    check_safe_address(provider.issuer)
    discover(provider.issuer)
    sealed = store.seal.close(FOR_PROVIDER, provider.secret) if provider.secret else ""
    return _change(
        store,
        council,
        at,
        lambda rules: replace(
            rules,
            sso_issuer=provider.issuer,
            sso_client_id=provider.client_id,
            sso_claim=provider.claim,
            sso_sealed_secret=sealed,
        ),
    )


def use_passwords(store: Store, council: str, at: datetime) -> AccessRules:
    """Let people sign in with passwords of central's alone."""
    return _change(
        store,
        council,
        at,
        lambda rules: replace(rules, sso_issuer="", sso_client_id="", sso_sealed_secret=""),
    )


def new_recovery_key(store: Store, council: str, at: datetime) -> str:
    """Make the council's recovery key: central keeps the public half, the private half comes back once.

    Laptops make an unlock code for the new key when they sync; until one has, the old key opens it.
    """
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    _change(store, council, at, lambda rules: replace(rules, recovery_key=public))
    return str(identity)


def begin_rules(connection: Connection, council: str, *, is_demonstration: bool) -> str:
    """The rules a council begins with; returns the private half of its recovery key.

    A second factor is required from the first account on; a demonstration has nobody's phone.
    """
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    rules = AccessRules(recovery_key=public, is_second_factor_required=not is_demonstration)
    keep_access_rules(connection, council, rules)
    return str(identity)


def _change(
    store: Store, council: str, at: datetime, change: Callable[[AccessRules], AccessRules]
) -> AccessRules:
    def work(connection: Connection) -> AccessRules:
        before = access_rules(connection, council)
        changed = change(before)
        keep_access_rules(connection, council, changed)
        was = asdict(before)
        names = [name for name, value in asdict(changed).items() if value != was[name]]
        deeds = [Deed("access_changed", "council", council, name) for name in names]
        record(connection, council, by_administrator(), at, deeds)
        return changed

    return write(store.engine, work)
