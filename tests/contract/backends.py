"""The two stores behind the services' ports: the fake that tests use, and the encrypted one."""

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol
from uuid import UUID

from sia_contract.changes import Record
from sia_contract.merging import merge3
from sia_contract.payloads.caseload_assignment import CaseloadAssignmentPayload
from sia_contract.payloads.category_decision import CategoryDecisionPayload
from sia_contract.payloads.person import PersonPayload
from sia_contract.payloads.school import SchoolPayload
from sia_desktop.domain.people import WorkingFor
from sia_desktop.services.ports import UnitOfWork
from sia_desktop.services.queries.facts import Facts
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.mapping.caseload_assignment import assignment_of
from sia_desktop.storage.mapping.category_decision import decision_of
from sia_desktop.storage.mapping.person import person_of
from sia_desktop.storage.mapping.school import school_of
from sia_desktop.storage.queries.facts import StoredFacts
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.memory_store import MemoryFacts, MemoryStore


class Backend(Protocol):
    """One way of keeping records."""

    def unit_of_work(self) -> UnitOfWork:
        """A transaction to open."""

    def facts(self) -> Facts:
        """The lists over it."""

    def receive(self, records: Iterable[Record]) -> None:
        """Take in what central owns."""


class InMemory:
    """The fake."""

    def __init__(self, me: WorkingFor) -> None:
        self._store = MemoryStore(me)

    def unit_of_work(self) -> UnitOfWork:
        """A transaction to open."""
        return self._store

    def facts(self) -> Facts:
        """The lists over it."""
        return MemoryFacts(self._store)

    def receive(self, records: Iterable[Record]) -> None:
        """Take in what central owns."""
        for record in records:
            match record.kind:
                case "school":
                    school = school_of(SchoolPayload.model_validate(record.payload))
                    self._store.schools.kept[school.urn] = school
                case "person":
                    person = person_of(record.id, PersonPayload.model_validate(record.payload))
                    self._store.people.kept[UUID(record.id)] = person
                case "caseload_assignment":
                    assigned = CaseloadAssignmentPayload.model_validate(record.payload)
                    self._store.assignments.kept.append(assignment_of(record.id, assigned))
                case "category_decision":
                    decided = CategoryDecisionPayload.model_validate(record.payload)
                    self._store.categories.kept.append(decision_of(record.id, decided))


class Encrypted:
    """The real one."""

    def __init__(self, folder: Path, me: WorkingFor) -> None:
        self.store: Store = open_store(folder / "caseload.db", bytes(32))
        self.store.enrol(me)

    def unit_of_work(self) -> UnitOfWork:
        """A transaction to open."""
        return StoredUnitOfWork(self.store)

    def facts(self) -> Facts:
        """The lists over it."""
        return StoredFacts(self.store)

    def receive(self, records: Iterable[Record]) -> None:
        """Take in what central owns."""
        SyncStore(self.store, merge3).apply_page(list(records), 1)
