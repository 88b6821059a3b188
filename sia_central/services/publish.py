"""Records that central itself makes: schools, people, caseloads, categories."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from sia_central.storage.councils import epoch_of
from sia_central.storage.records import Key, StoredRecord, add_record, next_revision, replace_record
from sia_contract.kinds import urn_of


def publish(
    connection: Connection,
    council: str,
    key: Key,
    payload: dict[str, Any],
    before: StoredRecord | None,
    at: datetime,
    compartment: str = "",
) -> Key:
    """Write a record, new or as its next revision; the caller numbers it before commit."""
    kind, id_ = key
    record = StoredRecord(
        kind=kind,
        id=id_,
        revision=next_revision(before, epoch_of(connection, council)),
        payload=payload,
        urn=urn_of(kind, payload),
        changed_by=None,
        compartment=before.compartment if before else compartment,
    )
    write = replace_record if before else add_record
    write(connection, council, record, at)
    return key
