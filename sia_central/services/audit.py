"""The audit: who it says did something, whether it is whole, and which lines somebody asks for."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Connection

from sia_central.services.refused import Refused
from sia_central.storage.anchors import anchor_of, keep_anchor
from sia_central.storage.audit import (
    BEGINNING,
    AuditLine,
    Doer,
    Head,
    head_of,
    lines_of_audit,
)
from sia_central.storage.councils import served_councils
from sia_central.storage.engine import reading
from sia_central.storage.store import Store
from sia_contract.problems import ProblemCode

_FAULTS_NAMED = 20


@dataclass(frozen=True, slots=True)
class Verified:
    """What `audit verify` found."""

    lines: int
    head: Head
    faults: tuple[str, ...]
    """A sentence for each; none when the audit is whole."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines somebody asks for; what is None or empty does not matter."""

    action: str | None = None
    person_id: UUID | None = None
    device_id: UUID | None = None
    id: str | None = None
    since: date | None = None
    until: date | None = None

    def fits(self, line: AuditLine) -> bool:
        """Whether a line is one of those."""
        on = line.at.date()
        return (
            self.action in (None, line.deed.action)
            and (self.person_id is None or line.doer.actor == f"person:{self.person_id}")
            and self.device_id in (None, line.doer.device_id)
            and self.id in (None, line.deed.id)
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= self.until)
        )


def by_person(person_id: UUID, device_id: UUID | None = None) -> Doer:
    """A colleague, at a laptop of theirs."""
    return Doer(f"person:{person_id}", device_id)


def by_administrator() -> Doer:
    """Whoever types at central's own machine, by the number of their account."""
    return Doer(f"account:{os.getuid() if hasattr(os, 'getuid') else 0}")


def an_id(text: str) -> str:
    """An id as it may stand in the audit; whatever a stranger sent in its place may not."""
    return text if re.fullmatch("[0-9]{1,9}|[0-9a-f-]{36}|[0-9a-f]{64}", text) else ""


def audit_lines(store: Store, council: str, wanted: Wanted) -> Iterator[AuditLine]:
    """The lines somebody asks for, in order."""
    with reading(store.engine) as connection:
        yield from (line for line in lines_of_audit(connection, council) if wanted.fits(line))


def head_now(store: Store, council: str) -> Head:
    """The head at this moment; noted in the data folder too."""
    with reading(store.engine) as connection:
        head = head_of(connection, council)
    keep_anchor(store.data_dir, council, head)
    return head


def note_heads(store: Store) -> dict[str, Head]:
    """Note every council's head in the data folder; gives them."""
    with reading(store.engine) as connection:
        councils = [each.council for each in served_councils(connection)]
    return {council: head_now(store, council) for council in councils}


def verify(store: Store, council: str, against: Sequence[Head] = ()) -> Verified:
    """Follow the chain from its beginning, and compare it with the heads kept outside the database."""
    anchor = anchor_of(store.data_dir, council)
    kept = {"The head kept in the data folder": anchor} if anchor else {}
    given = {f"The head {head.number} that you gave": head for head in against}
    with reading(store.engine) as connection:
        return _follow(connection, council, kept | given)


def _follow(connection: Connection, council: str, heads: dict[str, Head]) -> Verified:
    faults: list[str] = []
    at_number = {0: BEGINNING}
    wanted = {head.number for head in heads.values()}
    previous, number = BEGINNING, 0
    for line in lines_of_audit(connection, council):
        if line.number != number + 1:
            faults.append(f"Lines {number + 1} to {line.number - 1} are missing.")
        elif line.linked_to(previous) != line.hash:
            faults.append(f"Line {line.number} was altered or put in another place.")
        previous, number = line.hash, line.number
        if number in wanted:
            at_number[number] = previous
    end = head_of(connection, council)
    if end != Head(number, previous):
        faults.append(f"The audit ends at line {number}, but {end.number} lines were written.")
    for name, head in heads.items():
        if head.number > number:
            faults.append(f"{name} stands at line {head.number}, but the audit ends at line {number}.")
        elif at_number.get(head.number) != head.hash:
            faults.append(f"{name} does not fit line {head.number}: the lines up to it are not the same.")
    return Verified(number, end, tuple(faults[:_FAULTS_NAMED]))


def check_head(text: str, head: Head | None) -> Head:
    """The head that somebody typed, refused in words if it is none."""
    if head is None:
        raise Refused(
            ProblemCode.BAD_REQUEST, f"{text} is not a head such as `sia-central audit head` prints: 12:9f…"
        )
    return head
