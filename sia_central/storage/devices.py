"""Enrolled laptops."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, Row, and_, bindparam, insert, select, update
from sqlmodel import col

from sia_central.storage.sequence import PLACE, Place
from sia_central.storage.tables import AccountRow, CouncilRow, DeviceRow


class DeviceState(StrEnum):
    """Whether a laptop may sync."""

    OPEN = "open"
    LEFT = "left"
    """Its adviser left: it may hand over once what it has not sent, and nothing after."""
    LOST = "lost"
    """It was reported lost: it may send and receive nothing."""
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled laptop of one person."""

    council: str
    device_id: UUID
    person_id: UUID
    name: str
    certificate_pem: str
    state: DeviceState
    enrolled_at: datetime
    last_contact_at: datetime
    device_key: str
    token_family: int = 0
    tokens_used: int = 0
    """The highest number of a refresh token that was used, in this sign-in."""
    tokens_used_at: datetime | None = None
    state_reason: str = ""
    holding: dict[str, Any] | None = None
    wrapped_unlock: str = field(default="", repr=False)


def add_device(connection: Connection, device: Device) -> None:
    """Enrol a laptop."""
    connection.execute(
        insert(DeviceRow).values(
            council=device.council,
            device_id=device.device_id,
            person_id=device.person_id,
            name=device.name,
            device_key=device.device_key,
            token_family=device.token_family,
            tokens_used=device.tokens_used,
            tokens_used_at=device.tokens_used_at,
            certificate_pem=device.certificate_pem,
            state=device.state.value,
            state_reason=device.state_reason,
            holding=device.holding,
            wrapped_unlock=device.wrapped_unlock,
            enrolled_at=device.enrolled_at,
            last_contact_at=device.last_contact_at,
        )
    )


def find_device(
    connection: Connection, council: str, device_id: UUID, *, lock: bool = False
) -> Device | None:
    """One laptop, or None; locked until the end of the transaction if it is to change."""
    wanted = select(DeviceRow).where(col(DeviceRow.council) == council, col(DeviceRow.device_id) == device_id)
    row = connection.execute(wanted.with_for_update() if lock else wanted).first()
    return _device(row) if row else None


@dataclass(frozen=True, slots=True)
class Laptop:
    """What every request of a laptop asks of it and of its person."""

    device_id: UUID
    person_id: UUID
    state: DeviceState
    token_family: int
    last_contact_at: datetime
    role: str
    is_active: bool
    """Whether its person may sign in."""
    place: Place
    """Where the order of the council's changes stands."""


def find_laptop(connection: Connection, council: str, device_id: UUID) -> Laptop | None:
    """One laptop with its person and its council's place, by one question; or None."""
    row: Sequence[Any] | None = connection.execute(
        _LAPTOP, {"of_council": council, "of_device": device_id}
    ).first()
    if row is None:
        return None
    device, person, state, family, contact_at, role, is_active, *place = row
    return Laptop(device, person, DeviceState(state), family, contact_at, role, is_active, Place(*place))


_LAPTOP: Final = (
    select(
        col(DeviceRow.device_id),
        col(DeviceRow.person_id),
        col(DeviceRow.state),
        col(DeviceRow.token_family),
        col(DeviceRow.last_contact_at),
        col(AccountRow.role),
        col(AccountRow.is_active),
        *PLACE,
    )
    .join(CouncilRow, col(CouncilRow.council) == col(DeviceRow.council))
    .join(
        AccountRow,
        and_(
            col(AccountRow.council) == col(DeviceRow.council),
            col(AccountRow.person_id) == col(DeviceRow.person_id),
        ),
    )
    .where(
        col(DeviceRow.council) == bindparam("of_council"), col(DeviceRow.device_id) == bindparam("of_device")
    )
)


def replace_certificate(connection: Connection, council: str, device_id: UUID, pem: str) -> None:
    """Remember the certificate that this laptop has from now on."""
    connection.execute(
        update(DeviceRow)
        .where(col(DeviceRow.council) == council, col(DeviceRow.device_id) == device_id)
        .values(certificate_pem=pem)
    )


def devices_of(connection: Connection, council: str) -> list[Device]:
    """Every laptop of a council, the latest enrolled first."""
    rows = connection.execute(
        select(DeviceRow).where(col(DeviceRow.council) == council).order_by(col(DeviceRow.enrolled_at).desc())
    )
    return [_device(row) for row in rows]


def note_contact(connection: Connection, council: str, device_id: UUID, at: datetime) -> None:
    """Remember that this laptop was here."""
    change_device(connection, council, device_id, last_contact_at=at)


def close_device(
    connection: Connection,
    council: str,
    device_id: UUID,
    state: DeviceState = DeviceState.CLOSED,
    reason: str = "",
) -> bool:
    """Let this laptop sync no more, in one of three ways; False where there is no such laptop."""
    return change_device(connection, council, device_id, state=state.value, state_reason=reason)


def end_sign_in(connection: Connection, device: Device, reason: str) -> None:
    """No token given so far counts any more; the laptop's person may sign in again."""
    change_device(
        connection,
        device.council,
        device.device_id,
        token_family=device.token_family + 1,
        tokens_used=0,
        tokens_used_at=None,
        state_reason=reason,
    )


def change_device(connection: Connection, council: str, device_id: UUID, **values: Any) -> bool:
    """Write these columns of a laptop; False where there is no such laptop."""
    done = connection.execute(
        update(DeviceRow)
        .where(col(DeviceRow.council) == council, col(DeviceRow.device_id) == device_id)
        .values(**values)
    )
    return done.rowcount == 1


def _device(row: Row[Any]) -> Device:
    return Device(
        council=row.council,
        device_id=row.device_id,
        person_id=row.person_id,
        name=row.name,
        certificate_pem=row.certificate_pem,
        state=DeviceState(row.state),
        enrolled_at=row.enrolled_at,
        last_contact_at=row.last_contact_at,
        device_key=row.device_key,
        token_family=row.token_family,
        tokens_used=row.tokens_used,
        tokens_used_at=row.tokens_used_at,
        state_reason=row.state_reason,
        holding=row.holding,
        wrapped_unlock=row.wrapped_unlock,
    )
