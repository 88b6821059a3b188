"""What signing in keeps: a council's rules, second factors, recovery codes, and sign-ins under way."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import col

from sia_central.storage.tables import (
    AccessRulesRow,
    RecoveryCodeRow,
    SecondFactorRow,
    SignInTicketRow,
)


@dataclass(frozen=True, slots=True)
class AccessRules:
    """How a council lets its people in."""

    lease_days: int = 30
    """Days without contact after which a laptop locks; 0 for no such limit."""
    is_second_factor_required: bool = False
    """Required from the start of a council set up anew; one from before this existed switches it on."""
    sso_issuer: str = ""
    """The council's identity provider; empty where people sign in with a password of central's."""
    sso_client_id: str = ""
    sso_sealed_secret: str = field(default="", repr=False)
    """What central proves itself to the provider by, sealed; empty for a public client."""
    sso_claim: str = "email"
    """The claim that names the person by the e-mail central knows."""
    recovery_key: str = ""
    """The public half of the council's recovery key."""


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """A person's second factor."""

    sealed_secret: str = field(repr=False)
    last_step: int
    is_heard: bool = False
    """Whether a laptop has shown that it got the recovery codes."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sign-in under way."""

    council: str
    ticket_sha256: str
    person_id: UUID | None
    way: str
    until: datetime
    sealed_word: str = field(default="", repr=False)
    redirect_uri: str = ""


def access_rules(connection: Connection, council: str) -> AccessRules:
    """The rules of a council."""
    row = connection.execute(select(AccessRulesRow).where(col(AccessRulesRow.council) == council)).first()
    if row is None:
        return AccessRules()
    return AccessRules(**{name: getattr(row, name) for name in AccessRules.__dataclass_fields__})


def keep_access_rules(connection: Connection, council: str, rules: AccessRules) -> None:
    """Put these in place of the ones before."""
    connection.execute(delete(AccessRulesRow).where(col(AccessRulesRow.council) == council))
    connection.execute(insert(AccessRulesRow).values(council=council, **asdict(rules)))


def sso_councils(connection: Connection) -> list[str]:
    """The councils that have an identity provider."""
    rows = connection.execute(select(col(AccessRulesRow.council)).where(col(AccessRulesRow.sso_issuer) != ""))
    return [row.council for row in rows]


def second_factor(
    connection: Connection, council: str, person_id: UUID, *, lock: bool = True
) -> SecondFactor | None:
    """A person's second factor, or None where none is set up; locked until the transaction ends."""
    wanted = select(SecondFactorRow).where(
        col(SecondFactorRow.council) == council, col(SecondFactorRow.person_id) == person_id
    )
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    return SecondFactor(row.sealed_secret, row.last_step, row.is_heard) if row else None


def keep_second_factor(
    connection: Connection, council: str, person_id: UUID, factor: SecondFactor, code_hashes: Sequence[str]
) -> None:
    """Set up a second factor with its recovery codes, in place of any earlier one."""
    forget_second_factor(connection, council, person_id)
    whose = {"council": council, "person_id": person_id}
    connection.execute(insert(SecondFactorRow).values(**whose, **asdict(factor)))
    connection.execute(insert(RecoveryCodeRow), [{**whose, "code_hash": each} for each in code_hashes])


def forget_second_factor(connection: Connection, council: str, person_id: UUID) -> bool:
    """Take a person's second factor away; False where there was none."""
    code, factor = RecoveryCodeRow, SecondFactorRow
    connection.execute(delete(code).where(col(code.council) == council, col(code.person_id) == person_id))
    done = connection.execute(
        delete(factor).where(col(factor.council) == council, col(factor.person_id) == person_id)
    )
    return done.rowcount == 1


def note_step(connection: Connection, council: str, person_id: UUID, step: int) -> None:
    """Remember that the code of this step was used: it and those before never count again."""
    row = SecondFactorRow
    connection.execute(
        update(row).where(col(row.council) == council, col(row.person_id) == person_id).values(last_step=step)
    )


def note_heard(connection: Connection, council: str, person_id: UUID) -> None:
    """Remember that this person's recovery codes reached a laptop."""
    row = SecondFactorRow
    unheard = (col(row.council) == council, col(row.person_id) == person_id, col(row.is_heard).is_(False))
    connection.execute(update(row).where(*unheard).values(is_heard=True))


def use_recovery_code(connection: Connection, council: str, person_id: UUID, code_hash: str) -> bool:
    """Use a recovery code up; False where it is none, or was used before."""
    row = RecoveryCodeRow
    done = connection.execute(
        delete(row).where(
            col(row.council) == council, col(row.person_id) == person_id, col(row.code_hash) == code_hash
        )
    )
    return done.rowcount == 1


def add_ticket(connection: Connection, ticket: Ticket, at: datetime) -> None:
    """Remember a sign-in under way, and forget those that took too long."""
    connection.execute(delete(SignInTicketRow).where(col(SignInTicketRow.until) < at))
    connection.execute(insert(SignInTicketRow).values(**asdict(ticket)))


def find_ticket(
    connection: Connection, council: str, ticket_sha256: str, at: datetime, *, lock: bool = True
) -> Ticket | None:
    """A sign-in under way that may still be used, or None; locked until the transaction ends."""
    wanted = select(SignInTicketRow).where(
        col(SignInTicketRow.council) == council,
        col(SignInTicketRow.ticket_sha256) == ticket_sha256,
        col(SignInTicketRow.until) >= at,
    )
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    return Ticket(**{name: getattr(row, name) for name in Ticket.__dataclass_fields__}) if row else None


def drop_ticket(connection: Connection, ticket: Ticket) -> None:
    """A ticket is used once."""
    row = SignInTicketRow
    connection.execute(
        delete(row).where(col(row.council) == ticket.council, col(row.ticket_sha256) == ticket.ticket_sha256)
    )
