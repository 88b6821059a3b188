"""Puts the council's trusted time on signed files, once each, or has their record say why not."""

import hashlib
import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, cast

from sqlalchemy import Connection

from sia_central.services.authorities import clock_in_use, outside_roots_pem, roots_pem
from sia_central.services.publish import publish
from sia_central.storage.blobs import Blob, add_blob, content_of, find_blob
from sia_central.storage.councils import served_councils
from sia_central.storage.engine import reading, write
from sia_central.storage.records import StoredRecord, find_records, number_records
from sia_central.storage.sights import Sight, attachments_of_file
from sia_central.storage.stamps import files_waiting, stamp_settled
from sia_central.storage.store import Store
from sia_contract.kinds import derived_id
from sia_contract.payloads.attachment import SIGNED, TIMESTAMPED, AttachmentPayload

if TYPE_CHECKING:  # pyHanko takes a while to import, and only a worker that is sent a file needs it
    from pyhanko.sign.timestamps import TimeStamper

PATIENCE: Final = 10
"""Seconds in which an outside authority must answer; after them the file waits."""

_EVERYTHING: Final = (Sight(frozenset({"attachment"}), None, compartments=None),)
_log = logging.getLogger(__name__)


def stamp_waiting(store: Store, at: datetime) -> int:
    """Look at every file that waits; returns how many wait still."""
    left = 0
    with reading(store.engine) as connection:
        councils = [each.council for each in served_councils(connection)]
    for council in councils:
        with reading(store.engine) as connection:
            waiting = files_waiting(connection, council)
        left += sum(not stamp_file(store, council, sha256, at) for sha256 in waiting)
    return left


def stamp_file(store: Store, council: str, sha256: str, at: datetime) -> bool:
    """Verify a file that has arrived whole and add the time; False where it has to wait for its authority."""
    with reading(store.engine) as connection:
        named = attachments_of_file(connection, council, sha256, _EVERYTHING)
    signed = [record for record in named if record.payload["purpose"] in SIGNED]
    if not signed:
        write(store.engine, lambda connection: stamp_settled(connection, council, sha256))
        return True
    return _stamp(store, council, signed[0], at)


def _stamp(store: Store, council: str, record: StoredRecord, at: datetime) -> bool:
    from sia_central.certificates.signed_pdf import Trust, fault_of, stamped

    pdf = content_of(store.blobs, council, record.payload["sha256"], record.payload["size"])
    trust = Trust(
        roots_pem(store, council),
        outside_roots_pem(store, council),
        at,
        record.payload["made_by"],
        record_id=record.payload["record_id"] if record.payload["record_kind"] == "case_record" else "",
    )
    if fault := fault_of(pdf, trust):
        _log.info("no trusted time for attachment %s", record.id)
        write(store.engine, lambda connection: _say_why(connection, council, record, fault, at))
        return True
    try:
        content, time = stamped(pdf, _clock(store, council, at))
    except _cannot_reach() as error:
        _log.warning("attachment %s waits for its time: %s", record.id, type(error).__name__)
        return False
    sha256 = hashlib.sha256(content).hexdigest()
    payload = record.payload | {
        "purpose": TIMESTAMPED,
        "sha256": sha256,
        "size": len(content),
        "made_at": time,
        "follows": record.id,
    }
    store.blobs.keep(council, sha256, content)
    kept = AttachmentPayload.model_validate(payload).model_dump(mode="json")
    if not write(store.engine, lambda connection: _keep(connection, council, record, kept, at)):
        store.blobs.remove(council, sha256)  # another worker's stamp was first
    return True


def _keep(
    connection: Connection, council: str, signed: StoredRecord, payload: dict[str, Any], at: datetime
) -> bool:
    """Keep the stamped file's record, unless the signed one has such a record already."""
    key = ("attachment", str(derived_id(signed.id, TIMESTAMPED)))
    origin = ("attachment", signed.id)
    there = find_records(connection, council, [origin, key], lock=True)  # one stamp at a time for one file
    stamp_settled(connection, council, signed.payload["sha256"])
    sent = find_blob(connection, council, signed.payload["sha256"])
    if key in there or origin not in there or sent is None:
        return False
    add_blob(connection, council, Blob(payload["sha256"], payload["size"], sent.device_id), at)
    apart = there[origin].compartment
    number_records(connection, council, [publish(connection, council, key, payload, None, at, apart)])
    return True


def _say_why(connection: Connection, council: str, record: StoredRecord, fault: str, at: datetime) -> None:
    key = ("attachment", record.id)
    now = find_records(connection, council, [key], lock=True).get(key)
    stamp_settled(connection, council, record.payload["sha256"])
    if now is not None and not now.payload.get("fault"):
        payload = now.payload | {"fault": fault}
        number_records(connection, council, [publish(connection, council, key, payload, now, at)])


def _clock(store: Store, council: str, at: datetime) -> "TimeStamper":
    from pyhanko.sign.timestamps.requests_client import HTTPTimeStamper

    from sia_central.certificates.time_authority import OwnTimeAuthority

    kept, own = clock_in_use(store, council)
    outside: Any = HTTPTimeStamper  # pyHanko leaves it untyped
    return OwnTimeAuthority(own, at) if own else cast("TimeStamper", outside(kept.url, timeout=PATIENCE))


def _cannot_reach() -> tuple[type[Exception], ...]:
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError
    from requests import RequestException

    return TimestampRequestError, RequestException
