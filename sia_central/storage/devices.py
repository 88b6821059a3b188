"""Enrolled laptops."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, insert, select, update
from sqlmodel import col

from sia_central.storage.tables import DeviceRow


class DeviceState(StrEnum):
    """Whether a laptop may sync."""

    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Device:
    """One enrolled laptop of one person."""

    council: str
    device_id: UUID
    person_id: UUID
    name: str
    token_sha256: str
    certificate_pem: str
    state: DeviceState
    enrolled_at: datetime
    last_contact_at: datetime


def add_device(connection: Connection, device: Device) -> None:
    """Enrol a laptop."""
    connection.execute(
        insert(DeviceRow).values(
            council=device.council,
            device_id=device.device_id,
            person_id=device.person_id,
            name=device.name,
            token_sha256=device.token_sha256,
            certificate_pem=device.certificate_pem,
            state=device.state.value,
            enrolled_at=device.enrolled_at,
            last_contact_at=device.last_contact_at,
        )
    )


def device_of_token(connection: Connection, token_sha256: str) -> Device | None:
    """The laptop that was given this token, or None."""
    row = connection.execute(select(DeviceRow).where(col(DeviceRow.token_sha256) == token_sha256)).first()
    return _device(row) if row else None


def find_device(connection: Connection, council: str, device_id: UUID) -> Device | None:
    """One laptop, or None."""
    row = connection.execute(
        select(DeviceRow).where(col(DeviceRow.council) == council, col(DeviceRow.device_id) == device_id)
    ).first()
    return _device(row) if row else None


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
    connection.execute(
        update(DeviceRow)
        .where(col(DeviceRow.council) == council, col(DeviceRow.device_id) == device_id)
        .values(last_contact_at=at)
    )


def close_device(connection: Connection, council: str, device_id: UUID) -> bool:
    """Let this laptop sync no more; False where there is no such laptop."""
    done = connection.execute(
        update(DeviceRow)
        .where(col(DeviceRow.council) == council, col(DeviceRow.device_id) == device_id)
        .values(state=DeviceState.CLOSED.value)
    )
    return done.rowcount == 1


def _device(row: Row[Any]) -> Device:
    return Device(
        council=row.council,
        device_id=row.device_id,
        person_id=row.person_id,
        name=row.name,
        token_sha256=row.token_sha256,
        certificate_pem=row.certificate_pem,
        state=DeviceState(row.state),
        enrolled_at=row.enrolled_at,
        last_contact_at=row.last_contact_at,
    )
