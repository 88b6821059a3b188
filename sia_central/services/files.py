"""Files that belong to records: sent up piece by piece, handed out to those who may see the record."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection

from sia_central.services.audit import by_person
from sia_central.services.council_rules import pack_of
from sia_central.services.refused import Refused
from sia_central.services.trusted_time import stamp_file
from sia_central.services.who_may import SignedIn, standing_of
from sia_central.storage.audit import Deed, record
from sia_central.storage.blobs import Blob, add_blob, find_blob
from sia_central.storage.engine import reading, write
from sia_central.storage.sights import Sight, attachments_of_file
from sia_central.storage.stamps import ask_for_stamp
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode


@dataclass(frozen=True, slots=True)
class FileState:
    """How much of a file is here."""

    size: int
    received: int
    is_whole: bool
    """Whether it can be handed out."""


def file_state(store: Store, who: SignedIn, sha256: str, at: datetime) -> FileState:
    """How much of a file central holds; refused unless a record this person may see names it."""
    with reading(store.engine) as connection:
        return _state(store, connection, who, sha256, at)


def put_piece(store: Store, who: SignedIn, sha256: str, offset: int, piece: bytes, at: datetime) -> FileState:
    """Add a piece to what this laptop has sent; a piece that begins elsewhere changes nothing.

    The last piece is answered only once the whole file is on the disk under its right hash.
    """
    state = file_state(store, who, sha256, at)
    if state.is_whole or offset != state.received:
        return state
    if offset + len(piece) > state.size:
        raise Refused(ProblemCode.TOO_LARGE, "The file is longer than its record says. Nothing was added.")
    received = store.parts.append(who.council, who.device_id, sha256, piece)
    is_whole = received == state.size
    if is_whole:
        _finish(store, who, sha256, state.size, at)
    return FileState(state.size, received, is_whole)


def size_to_read(store: Store, who: SignedIn, sha256: str, at: datetime, *, is_begun: bool) -> int:
    """The size of a file; refused unless it is here whole and this person may see it.

    That it is read is noted in the audit, once for each time it `is_begun` to be.
    """
    state = file_state(store, who, sha256, at)
    if who.hands_over or not state.is_whole:
        raise _not_found()
    if is_begun:
        deed = Deed("file_read", "file", sha256)
        doer = by_person(who.person_id, who.device_id)
        write(store.engine, lambda connection: record(connection, who.council, doer, at, [deed]))
    return state.size


def read_file(store: Store, council: str, sha256: str, begin: int, end: int) -> Iterator[bytes]:
    """The bytes from one place up to another; trouble with the first of them is met before this returns."""
    pieces = store.blobs.pieces(council, sha256, begin, end)
    return chain([next(pieces, b"")], pieces)


def _finish(store: Store, who: SignedIn, sha256: str, size: int, at: datetime) -> None:
    whole = store.parts.checked(who.council, who.device_id, sha256)
    if whole is None:
        raise Refused(
            ProblemCode.WRONG_HASH,
            "The file arrived damaged and was not kept. Send it again whole.",
        )
    store.blobs.take(who.council, sha256, whole)
    blob = Blob(sha256, size, who.device_id)

    def take_in(connection: Connection) -> None:
        add_blob(connection, who.council, blob, at)
        doer = by_person(who.person_id, who.device_id)
        ask_for_stamp(connection, who.council, sha256)
        record(connection, who.council, doer, at, [Deed("file_taken_in", "file", sha256)])

    write(store.engine, take_in)
    stamp_file(store, who.council, sha256, at)


def _state(store: Store, connection: Connection, who: SignedIn, sha256: str, at: datetime) -> FileState:
    standing = standing_of(connection, pack_of(who.council, at.date()), who, at.date())
    seen = attachments_of_file(connection, who.council, sha256, standing.sights)
    named = [each for each in seen if each.kind == "attachment"]
    size = named[0].payload["size"] if named else _size_if_held(connection, who, sha256)
    if size is None:
        raise _not_found()
    if blob := find_blob(connection, who.council, sha256):
        return FileState(blob.size, blob.size, is_whole=True)
    received = store.parts.received(who.council, who.device_id, sha256)
    if received >= size:  # a stop between the last byte and the check of the hash: begin again
        store.parts.drop(who.council, who.device_id, sha256)
        received = 0
    return FileState(size, received, is_whole=False)


def _size_if_held(connection: Connection, who: SignedIn, sha256: str) -> int | None:
    """The size of a file of handed-over work, for the person who hands it over."""
    held = attachments_of_file(
        connection, who.council, sha256, [Sight(frozenset({"held_change"}), None, compartments=None)]
    )
    mine = (each.payload for each in held if each.payload["sent_by"] == str(who.person_id))
    return next((int(each["content"]["size"]) for each in mine), None)


def _not_found() -> Refused:
    return Refused(ProblemCode.NOT_FOUND, "There is no such file here, or it is not for you to see.")
