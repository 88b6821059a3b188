"""How a council's service stands, in counts: for whoever watches over it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sia_central.services.authorities import check_keys
from sia_central.services.retention import review
from sia_central.storage.accounts import accounts_of
from sia_central.storage.audit import head_of, last_done
from sia_central.storage.blobs import size_of_blobs
from sia_central.storage.councils import epoch_of
from sia_central.storage.devices import devices_of
from sia_central.storage.engine import reading
from sia_central.storage.holds import holds_in_force
from sia_central.storage.migrate import head_revision
from sia_central.storage.records import live_counts
from sia_central.storage.stamps import files_waiting
from sia_central.storage.store import Store
from sia_contract.version import OLDEST_SERVED, PROTOCOL


@dataclass(frozen=True, slots=True)
class Status:
    """What there is, and what waits for somebody."""

    tables: str
    database: str
    files_in: str
    protocol: int
    oldest_served: int
    restored_at: datetime | None
    backed_up_at: datetime | None
    people: int
    laptops: dict[str, int]
    """By their state."""
    last_contact_at: datetime | None
    records: dict[str, int]
    files: int
    file_bytes: int
    files_waiting_for_time: int
    due_for_disposal: int
    holds: int
    audit_lines: int


def status(store: Store, council: str, at: datetime) -> Status:
    """Look at everything once; raises `StoreTrouble` where a key or the file store cannot be reached."""
    store.blobs.check()
    check_keys(store, council)
    due = review(store, council, at.date())
    with reading(store.engine) as connection:
        laptops = devices_of(connection, council)
        files, file_bytes = size_of_blobs(connection, council)
        made = last_done(connection, council, "backup_made", "backup_restored")
        return Status(
            tables=head_revision(),
            database=store.engine.dialect.name,
            files_in=store.bucket.address if store.bucket else "the data folder",
            protocol=PROTOCOL,
            oldest_served=OLDEST_SERVED,
            restored_at=made.get("backup_restored") if epoch_of(connection, council) else None,
            backed_up_at=made.get("backup_made"),
            people=sum(each.is_active for each in accounts_of(connection, council)),
            laptops=dict(Counter(each.state.value for each in laptops)),
            last_contact_at=max((each.last_contact_at for each in laptops), default=None),
            records=live_counts(connection, council),
            files=files,
            file_bytes=file_bytes,
            files_waiting_for_time=len(files_waiting(connection, council)),
            due_for_disposal=sum(not each.held_because for each in due),
            holds=len(holds_in_force(connection, council)),
            audit_lines=head_of(connection, council).number,
        )
