"""People who may sign in, and what failed sign-ins cost."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from sia_central.storage.tables import AccountRow, SignInTryRow


@dataclass(frozen=True, slots=True)
class Account:
    """One person of a council who may sign in."""

    council: str
    person_id: UUID
    email: str
    name: str
    role: str
    reports_to: UUID | None
    is_active: bool
    password_hash: str


def add_account(connection: Connection, account: Account) -> None:
    """Let a person sign in."""
    connection.execute(
        insert(AccountRow).values(
            council=account.council,
            person_id=account.person_id,
            email=account.email,
            name=account.name,
            role=account.role,
            reports_to=account.reports_to,
            is_active=account.is_active,
            password_hash=account.password_hash,
        )
    )


def accounts_by_email(connection: Connection, email: str) -> list[Account]:
    """The accounts of one e-mail address: one for each council it works for."""
    rows = connection.execute(
        select(AccountRow).where(col(AccountRow.email) == email.lower()).order_by(col(AccountRow.council))
    )
    return [_account(row) for row in rows]


def councils_of_domain(connection: Connection, domain: str) -> set[str]:
    """The councils somebody of which has an e-mail address at this domain."""
    ends = col(AccountRow.email).endswith(f"@{domain.lower()}", autoescape=True)
    return set(connection.scalars(select(col(AccountRow.council)).where(ends).distinct()))


def keep_password_hash(connection: Connection, council: str, person_id: UUID, password_hash: str) -> None:
    """Put another hash of the password in place of the one before."""
    connection.execute(
        update(AccountRow)
        .where(col(AccountRow.council) == council, col(AccountRow.person_id) == person_id)
        .values(password_hash=password_hash)
    )


def set_active(connection: Connection, council: str, person_id: UUID, *, is_active: bool) -> None:
    """Whether this person may sign in."""
    connection.execute(
        update(AccountRow)
        .where(col(AccountRow.council) == council, col(AccountRow.person_id) == person_id)
        .values(is_active=is_active)
    )


def find_account(connection: Connection, council: str, person_id: UUID) -> Account | None:
    """One account, or None."""
    row = connection.execute(
        select(AccountRow).where(col(AccountRow.council) == council, col(AccountRow.person_id) == person_id)
    ).first()
    return _account(row) if row else None


def accounts_of(connection: Connection, council: str) -> list[Account]:
    """Everybody of a council, by name."""
    rows = connection.execute(
        select(AccountRow).where(col(AccountRow.council) == council).order_by(col(AccountRow.name))
    )
    return [_account(row) for row in rows]


def tries_of(connection: Connection, email_sha256: str, *, lock: bool = True) -> tuple[int, datetime] | None:
    """How often signing in failed lately, and when last."""
    wanted = select(col(SignInTryRow.tries), col(SignInTryRow.last_at)).where(
        col(SignInTryRow.email_sha256) == email_sha256
    )
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    return (row.tries, row.last_at) if row else None


def note_try(connection: Connection, email_sha256: str, tries: int, at: datetime) -> None:
    """Remember one more try, and forget those of addresses left alone for a day."""
    connection.execute(delete(SignInTryRow).where(col(SignInTryRow.last_at) < at - timedelta(days=1)))
    try:
        with connection.begin_nested():
            connection.execute(
                insert(SignInTryRow).values(email_sha256=email_sha256, tries=tries, last_at=at)
            )
    except IntegrityError:  # not the first try, or another one at this very moment
        connection.execute(
            update(SignInTryRow)
            .where(col(SignInTryRow.email_sha256) == email_sha256)
            .values(tries=col(SignInTryRow.tries) + 1, last_at=at)
        )


def forget_tries(connection: Connection, email_sha256: str) -> None:
    """The password was right: start again from nothing."""
    connection.execute(delete(SignInTryRow).where(col(SignInTryRow.email_sha256) == email_sha256))


def _account(row: Row[Any]) -> Account:
    return Account(
        council=row.council,
        person_id=row.person_id,
        email=row.email,
        name=row.name,
        role=row.role,
        reports_to=row.reports_to,
        is_active=row.is_active,
        password_hash=row.password_hash,
    )
