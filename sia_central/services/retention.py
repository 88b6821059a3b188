"""How long records are kept: what is due, what is held for the law, and disposal that reaches every laptop.

What belongs together goes together: a visit with its notes, their files and acts. Its years are counted from
the last change of anything in it. Nothing is disposed of by itself: a person reviews the list and says so.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import Connection

from sia_central.services.audit import by_administrator
from sia_central.services.council_rules import pack_of
from sia_central.services.refused import Refused
from sia_central.storage.audit import Deed, record
from sia_central.storage.blobs import forget_blob
from sia_central.storage.councils import epoch_of
from sia_central.storage.engine import reading, write
from sia_central.storage.holds import Hold, add_hold, end_hold, holds_in_force
from sia_central.storage.records import (
    Key,
    StoredRecord,
    find_record,
    find_records,
    live_records_by_school,
    next_revision,
    number_records,
    records_of_school,
    replace_record,
)
from sia_central.storage.stamps import stamp_settled
from sia_central.storage.store import Store
from sia_contract.pack_keeping import DEFAULT_YEARS, RecordClass
from sia_contract.problems import ProblemCode

CLASSES: Final[Mapping[str, RecordClass]] = {
    "visit": RecordClass.VISITS,
    "note_of_visit": RecordClass.VISITS,
    "meeting": RecordClass.MEETINGS,
    "inspection": RecordClass.INSPECTIONS,
    "category_decision": RecordClass.DECISIONS,
    "case_record": RecordClass.CASEWORK,
    "action": RecordClass.CASEWORK,
    "attachment": RecordClass.CASEWORK,
    "act": RecordClass.CASEWORK,
    "held_change": RecordClass.CASEWORK,
}
"""The class of what a record of this kind hangs on, or of itself where it hangs on nothing."""


_LINKS: Final = (
    *("visit_id", "record_kind", "record_id", "about_kind", "about_id", "kind", "proposal_id"),
    *("sha256", "decision"),
)
"""All that a review reads of a record."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Records that are kept and disposed of together."""

    root: StoredRecord
    members: tuple[StoredRecord, ...]
    of: RecordClass
    years: int
    held_because: tuple[str, ...]

    @property
    def key(self) -> Key:
        """Kind and id of what the others hang on."""
        return self.root.kind, self.root.id

    @property
    def last_changed_on(self) -> date:
        """The day from which its years are counted."""
        return max(member.changed_at.date() for member in self.members if member.changed_at)

    @property
    def due_on(self) -> date:
        """The first day on which it may go."""
        return _years_after(self.last_changed_on, self.years)

    @property
    def files(self) -> frozenset[str]:
        """The hashes of its files."""
        return frozenset(str(each.payload["sha256"]) for each in self.members if each.kind == "attachment")


@dataclass(frozen=True, slots=True)
class Disposed:
    """What went."""

    bundles: int
    records: int
    files: int
    held: int
    """Due, but left because of a hold."""


def review(store: Store, council: str, on: date) -> list[Bundle]:
    """What is due by that day, the oldest first; what is held is listed too, with why."""
    with reading(store.engine) as connection:
        return _due(connection, council, on)


def place_hold(
    store: Store, council: str, urn: int | None, key: Key | None, reason: str, at: datetime
) -> Hold:
    """Keep a school's records, or one record with all that hangs together with it, until it is released."""
    if not reason.strip():
        raise Refused(ProblemCode.BAD_REQUEST, "A hold needs a reason: what it is for, and who asked for it.")

    def place(connection: Connection) -> Hold:
        wanted = key or ("school", str(urn))
        found = find_record(connection, council, *wanted)
        if found is None or found.is_deleted:
            raise Refused(ProblemCode.NOT_FOUND, f"There is no {'/'.join(wanted)} here.")
        hold = Hold(uuid4(), found.urn or 0, key, reason.strip(), at)
        add_hold(connection, council, hold)
        deed = Deed("hold_placed", *wanted, why=str(hold.hold_id))
        record(connection, council, by_administrator(), at, [deed])
        return hold

    return write(store.engine, place)


def release_hold(store: Store, council: str, hold_id: UUID, at: datetime) -> None:
    """Let what was held go its way again."""

    def release(connection: Connection) -> None:
        if not end_hold(connection, council, hold_id, at):
            raise Refused(ProblemCode.NOT_FOUND, f"There is no hold {hold_id} in force.")
        deed = Deed("hold_released", "hold", str(hold_id))
        record(connection, council, by_administrator(), at, [deed])

    write(store.engine, release)


def holds(store: Store, council: str) -> list[Hold]:
    """Every hold in force."""
    with reading(store.engine) as connection:
        return holds_in_force(connection, council)


def dispose(store: Store, council: str, wanted: Collection[Key] | None, at: datetime) -> Disposed:
    """Remove what is due: everything, or only what is named; refused where that is not due, or is held.

    Files go first, so that a stop on the way leaves nothing behind that was said to be gone.
    """

    def remove(connection: Connection) -> Disposed:
        due = _due(connection, council, at.date())
        chosen = [each for each in due if not each.held_because] if wanted is None else _named(due, wanted)
        _lock(connection, council, chosen)
        files = _only_of(connection, council, chosen)
        for sha256 in sorted(files):
            store.blobs.remove(council, sha256)
            forget_blob(connection, council, sha256)
            stamp_settled(connection, council, sha256)
        deeds = [deed for each in chosen for deed in _remove(connection, council, each, at)]
        number_records(connection, council, [(deed.kind, deed.id) for deed in deeds])
        record(connection, council, by_administrator(), at, deeds)
        left = sum(bool(each.held_because) for each in due)
        return Disposed(len(chosen), len(deeds), len(files), left)

    return write(store.engine, remove)


def _due(connection: Connection, council: str, on: date) -> list[Bundle]:
    """Read a school at a time, and of what is due nothing is kept that anybody wrote."""
    years = {each.of: each.years for each in pack_of(council, on).retention}
    in_force = holds_in_force(connection, council)
    due = [
        bundle
        for of_school in live_records_by_school(connection, council, CLASSES)
        for bundle in _bundles([_bare(each) for each in of_school], years, in_force)
        if bundle.due_on <= on and not _is_undecided(bundle)
    ]
    return sorted(due, key=lambda each: (each.due_on, each.key))


def _bare(full: StoredRecord) -> StoredRecord:
    """The record without its words: what it hangs on, the name of its file, whether it is decided."""
    return replace(full, payload={name: full.payload[name] for name in _LINKS if name in full.payload})


def _bundles(
    of_school: Sequence[StoredRecord], years: Mapping[RecordClass, int], in_force: Sequence[Hold]
) -> Iterator[Bundle]:
    records = {(each.kind, each.id): each for each in of_school}
    together: dict[Key, list[StoredRecord]] = {}
    for each in of_school:
        together.setdefault(_root(each, records), []).append(each)
    for key, members in together.items():
        of = CLASSES[key[0]]
        held = tuple(hold.reason for hold in in_force if _holds(hold, members))
        yield Bundle(records[key], tuple(members), of, years.get(of, DEFAULT_YEARS), held)


def _root(member: StoredRecord, records: Mapping[Key, StoredRecord]) -> Key:
    key = member.kind, member.id
    while (above := _above(records[key])) in records and above != key:
        key = above
    return key


def _above(member: StoredRecord) -> Key:
    """What a record hangs on; a decision on its proposal, so that the two go together."""
    payload = member.payload
    match member.kind:
        case "note_of_visit":
            return "visit", payload["visit_id"]
        case "attachment" | "act":
            return payload["record_kind"], payload["record_id"]
        case "case_record" | "action":
            return payload["about_kind"], payload["about_id"]
        case "held_change":
            return payload["kind"], payload["record_id"]
        case "category_decision" if payload["proposal_id"]:
            return "category_decision", payload["proposal_id"]
        case _:
            return member.kind, member.id


def _holds(hold: Hold, members: Sequence[StoredRecord]) -> bool:
    if hold.key is not None:
        return any((member.kind, member.id) == hold.key for member in members)
    return any(member.urn == hold.urn for member in members)


def _is_undecided(bundle: Bundle) -> bool:
    """Handed-over work waits for its line manager, however long."""
    return any(each.kind == "held_change" and not each.payload["decision"] for each in bundle.members)


def _named(due: Sequence[Bundle], wanted: Collection[Key]) -> list[Bundle]:
    known = {each.key: each for each in due}
    for key in wanted:
        name = "/".join(key)
        if key not in known:
            raise Refused(
                ProblemCode.NOT_FOUND,
                f"{name} is not due. See `sia-central retention review`, which names what others hang on.",
            )
        if because := known[key].held_because:
            raise Refused(
                ProblemCode.LOCKED,
                f"{name} is held and stays: {' '.join(because)} Release the hold first, if it may go.",
            )
    return [known[key] for key in dict.fromkeys(wanted)]


def _lock(connection: Connection, council: str, bundles: Sequence[Bundle]) -> None:
    """Nothing in them may change any more; what did at this moment stops the disposal."""
    seen = {(each.kind, each.id): each.revision for bundle in bundles for each in bundle.members}
    now = find_records(connection, council, list(seen), lock=True)
    if any(now[key].revision != revision for key, revision in seen.items()):
        raise Refused(ProblemCode.LOCKED, "Something in it was changed at this moment. Review it again.")


def _only_of(connection: Connection, council: str, bundles: Sequence[Bundle]) -> set[str]:
    """Files that nothing which stays names too: records of one school may share evidence."""
    going = {(each.kind, each.id) for bundle in bundles for each in bundle.members}
    files = {sha256 for bundle in bundles for sha256 in bundle.files}
    shared = {
        str(each.payload["sha256"])
        for urn in {bundle.root.urn for bundle in bundles if bundle.files}
        for each in records_of_school(connection, council, "attachment", urn)
        if (each.kind, each.id) not in going
    }
    return files - shared


def _remove(connection: Connection, council: str, bundle: Bundle, at: datetime) -> list[Deed]:
    epoch = epoch_of(connection, council)
    deeds = []
    for each in bundle.members:
        kept = {"urn": each.urn, "disposed_on": at.date().isoformat()}
        grave = replace(
            each, revision=next_revision(each, epoch), payload=kept, changed_by=None, is_deleted=True
        )
        replace_record(connection, council, grave, at)
        deeds.append(Deed("record_disposed", each.kind, each.id, bundle.of.value))
    return deeds


def _years_after(day: date, years: int) -> date:
    """The same day so many years on; the first of March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
