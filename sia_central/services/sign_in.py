"""A person signs in: by password here, or at the council's identity provider; then the second factor."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection

from sia_central.services import second_factor as factors
from sia_central.services.audit import by_person
from sia_central.services.passwords import hash_password, is_outdated, is_right
from sia_central.services.refused import Refused
from sia_central.services.tries import begin_try, check_address, forgive, note_failure
from sia_central.storage.accounts import Account, accounts_by_email, find_account, keep_password_hash
from sia_central.storage.audit import Deed, record
from sia_central.storage.councils import find_council
from sia_central.storage.engine import reading, write
from sia_central.storage.signing_in import (
    Ticket,
    access_rules,
    add_ticket,
    drop_ticket,
    find_ticket,
    second_factor,
)
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode
from sia_contract.signing_in import Asks, SignInAnswer

TICKET_LIFE: Final = timedelta(minutes=10)
_SEALED: Final = "ticket"


class Way(StrEnum):
    """How far a sign-in has come, and so what its ticket is good for."""

    BROWSER = "browser"
    """A browser was sent to the identity provider and has not come back."""
    NOTHING = "nothing"
    CODE = "code"
    SET_UP = "set_up"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed in to the end."""

    account: Account
    recovery_codes: tuple[str, ...] = ()


def sign_in(store: Store, email: str, password: str, address: str, at: datetime) -> SignInAnswer:
    """Sign in with a password of central's; a stranger is answered as a colleague with a wrong one is."""
    check_address(store, address, at)
    begin_try(store, email.lower(), "with this e-mail", at)
    with reading(store.engine) as connection:
        accounts = [] if "\0" in email else accounts_by_email(connection, email)
    tested = [account for account in accounts if is_right(password, account.password_hash)]
    if not accounts:
        is_right(password, None)
    for account in tested:
        if account.is_active:
            forgive(store, email.lower())
            _keep_up(store, account, password)
            return ticket_for(store, account, at)
    note_failure(store, address, at)
    write(store.engine, lambda connection: _note_refusal(connection, accounts, at))
    raise Refused(
        ProblemCode.WRONG_PASSWORD,
        "The e-mail or the password is not right. Try again, or ask your administrator.",
    )


def ticket_for(store: Store, account: Account, at: datetime, *, is_vouched: bool = False) -> SignInAnswer:
    """What is still asked of somebody we know now; an identity provider vouches for both factors."""
    with reading(store.engine) as connection:
        council = find_council(connection, account.council)
        rules = access_rules(connection, account.council)
        has_factor = second_factor(connection, account.council, account.person_id, lock=False) is not None
    assert council is not None, "an account always has its council"
    asks = Asks.NOTHING
    if has_factor and not is_vouched:
        asks = Asks.CODE
    elif rules.is_second_factor_required and not is_vouched:
        asks = Asks.SET_UP
    secret = factors.new_secret() if asks is Asks.SET_UP else ""
    text = new_ticket(account.council)
    ticket = Ticket(
        account.council,
        sha256(text),
        account.person_id,
        Way(asks.value).value,
        at + TICKET_LIFE,
        store.seal.close(_SEALED, secret) if secret else "",
    )
    write(store.engine, lambda connection: add_ticket(connection, ticket, at))
    return SignInAnswer.model_validate(
        {
            "ticket": text,
            "person_name": account.name,
            "asks": asks,
            "set_up": factors.set_up_words(secret, account, council.name) if secret else None,
        }
    )


def use_ticket(store: Store, text: str, code: str, at: datetime) -> Person:
    """The person of a ticket, once their second factor is right; the ticket is used up with it."""
    council = text.partition(".")[0]
    with reading(store.engine) as connection:
        found = find_ticket(connection, council, sha256(text), at, lock=False)
    if found is None or found.person_id is None:
        raise _too_late()
    whose = f"code {found.council} {found.person_id}"
    if found.way != Way.NOTHING:
        begin_try(store, whose, "of the second factor", at)
    person = write(store.engine, lambda connection: _used(store, connection, found, code, at))
    if person is None:
        raise Refused(
            ProblemCode.WRONG_CODE,
            "That code is not right, or it was used before. Wait for the next one in your app, and type it.",
        )
    forgive(store, whose)
    return person


def new_ticket(council: str) -> str:
    """A name for a sign-in that nobody can guess."""
    return f"{council}.{secrets.token_urlsafe(32)}"


def sha256(text: str) -> str:
    """How central keeps a secret word that is long enough to need no more."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def _used(store: Store, connection: Connection, found: Ticket, code: str, at: datetime) -> Person | None:
    ticket = find_ticket(connection, found.council, found.ticket_sha256, at)
    if ticket is None or ticket.person_id is None:
        raise _too_late()
    account = find_account(connection, ticket.council, ticket.person_id)
    if account is None or not account.is_active:
        raise _too_late()
    codes: tuple[str, ...] = ()
    match Way(ticket.way):
        case Way.BROWSER:
            raise _too_late()
        case Way.CODE:
            if not factors.is_code_of(store, connection, account.council, account.person_id, code, at):
                return None
            codes = factors.codes_if_unheard(store, connection, account)
        case Way.SET_UP:
            secret = store.seal.open(_SEALED, ticket.sealed_word)
            made = factors.keep_if_right(store, connection, account, secret, code, at)
            if made is None:
                return None
            codes = made
        case Way.NOTHING:
            pass
    drop_ticket(connection, ticket)
    if codes:
        is_new = ticket.way == Way.SET_UP
        done = "second_factor_set_up" if is_new else "recovery_codes_made_anew"
        deed = Deed(done, "person", str(account.person_id))
        record(connection, account.council, by_person(account.person_id), at, [deed])
    return Person(account, codes)


def _note_refusal(connection: Connection, accounts: Sequence[Account], at: datetime) -> None:
    """Each council of this e-mail learns of it; a stranger's e-mail belongs to none."""
    for account in sorted(accounts, key=lambda each: each.council):
        deed = Deed("sign_in_refused", "person", str(account.person_id), ProblemCode.WRONG_PASSWORD.value)
        record(connection, account.council, by_person(account.person_id), at, [deed])


def _keep_up(store: Store, account: Account, password: str) -> None:
    """A hash made with less work than today's is made again, now that the password is at hand."""
    if is_outdated(account.password_hash):
        again = hash_password(password)
        write(
            store.engine,
            lambda connection: keep_password_hash(connection, account.council, account.person_id, again),
        )


def _too_late() -> Refused:
    return Refused(
        ProblemCode.SIGN_IN_AGAIN, "This sign-in took longer than ten minutes, or was used. Sign in again."
    )
