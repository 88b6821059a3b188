"""Walks a record through a council's flow on a real encrypted store, as each role, and asks central the same.

What is allowed comes from a list written in the test; nothing here reads it from the pack.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from sqlmodel import Session

from sia_central.services.council_rules import grants_of, pack_of
from sia_central.services.judge import check_person, check_rules
from sia_central.services.proposal import Proposal, Sender
from sia_central.services.refused import Refused
from sia_central.services.who_may import Lines, Standing
from sia_central.storage.records import StoredRecord
from sia_contract.changes import Change, Record
from sia_contract.kinds import urn_of
from sia_contract.merging import merge3
from sia_contract.permissions import Action
from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord, RecordMove, SignedStep
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.people import WorkingFor
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.answer_section import AnswerSection, answer_section
from sia_desktop.services.move_case_record import (
    ApproveMove,
    MoveCaseRecord,
    approve_move,
    move_case_record,
)
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.services.queries.record_steps import open_steps
from sia_desktop.services.sign_step import SignStep, sign_step
from sia_desktop.storage.engine import Store, open_store
from sia_desktop.storage.mapping.case_record import case_record_payload
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.tables.case_record import CaseRecordRow
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.played import PASSPHRASE, OnePassphrase, PlainPress
from tests.helpers.samples import a_school_record

URN: Final = Urn(999_901)
"""A demonstration school: no real school is judged."""
NOON: Final = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
TODAY: Final = NOON.date()
_PEOPLE: Final = UUID("00000000-0000-4000-8000-0000000000f1")
WORDS: Final = "Written with care"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a written list: from where, by whom, to where, and what must be there first."""

    move: str
    from_: tuple[str, ...]
    to: str
    by: tuple[str, ...]
    reason: bool = False
    sections: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    approved_by: tuple[str, ...] = ()
    sets: str = ""
    does: str = ""
    signs: bool = False


@dataclass(frozen=True, slots=True)
class WrittenFlow:
    """A state machine as the council's document has it, written down in the test."""

    council: str
    form: str
    starts_in: str
    steps: tuple[Step, ...]
    locked: frozenset[str] = frozenset()
    about: str = "school"

    @property
    def states(self) -> tuple[str, ...]:
        """Every state that the list names."""
        found = {self.starts_in, *(step.to for step in self.steps)}
        return tuple(sorted(found | {state for step in self.steps for state in step.from_}))

    @property
    def sections(self) -> frozenset[str]:
        """Every section that some step asks for."""
        return frozenset(code for step in self.steps for code in step.sections)

    @property
    def forms(self) -> frozenset[str]:
        """Every other form that some step asks for."""
        return frozenset(code for step in self.steps for code in step.forms)

    def step(self, move: str) -> Step:
        """The row of this move."""
        return next(step for step in self.steps if step.move == move)

    def path_to(self, state: str) -> tuple[Step, ...]:
        """The shortest way from the start."""
        paths: dict[str, tuple[Step, ...]] = {self.starts_in: ()}
        waiting = [self.starts_in]
        while waiting:
            at = waiting.pop(0)
            for step in self.steps:
                if at in step.from_ and step.to not in paths:
                    paths[step.to] = (*paths[at], step)
                    waiting.append(step.to)
        return paths[state]


@dataclass(frozen=True, slots=True)
class Cast:
    """Who works at a council: each role and whom it answers to; the first has the school."""

    council: str
    answers_to: Mapping[str, str | None]
    outside: tuple[str, ...] = ()
    """Roles without a laptop, whose steps the adviser writes down."""

    def person(self, role: str) -> UUID:
        """The one in this role."""
        return uuid5(_PEOPLE, f"{self.council} {role}")

    @property
    def adviser(self) -> str:
        """The role that has the school on its caseload."""
        return next(iter(self.answers_to))


class _Remembered(Shelf):
    """Each framework is laid over the law once, not at every step."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._laid: dict[tuple[str, object], Framework] = {}

    def current(self, council_code: str, on: date) -> Framework:
        """The council's framework on that day."""
        if (council_code, on) not in self._laid:
            self._laid[council_code, on] = super().current(council_code, on)
        return self._laid[council_code, on]

    def pinned(self, code: str, version: str) -> Framework:
        """The very framework a record was started under."""
        if (code, version) not in self._laid:
            self._laid[code, version] = super().pinned(code, version)
        return self._laid[code, version]


class _As(StoredUnitOfWork):
    """The encrypted store in the hands of one colleague after another."""

    def __init__(self, store: Store, me: WorkingFor) -> None:
        super().__init__(store)
        self._me = me

    def working_for(self) -> WorkingFor:
        """Whoever is at the keyboard now."""
        return self._me


@dataclass
class Walk:
    """One record's flow, walked by everybody."""

    flow: WrittenFlow
    cast: Cast
    store: Store
    shelf: Shelf = field(default_factory=lambda: _Remembered(resources()))
    without: frozenset[str] = frozenset()
    """Forms of which no record is there."""
    others: "_Others" = field(default_factory=lambda: _Others())
    _unused: set[tuple[str, str]] = field(default_factory=set)
    """Each step, and the form of which a record is there that served it to no record that stays."""

    def opens(self) -> CaseRecord:
        """A record at the start of the flow, with every section that any step asks for written in it."""
        about = About("school", str(URN))
        command = OpenCaseRecord(self.flow.form, URN, about)
        adviser = self.hands(self.cast.adviser)
        open_case_record(command, adviser, self.shelf, lambda: NOON)
        form = self.shelf.current(self.flow.council, NOON.date()).form(self.flow.form)
        own = _always_asked(self, form.code) if form.code in self.flow.forms else set()
        for code in self.flow.sections | own:
            writer = next(iter(form.section(code).written_by), self.cast.adviser)
            written = AnswerSection(command.record_id, {code: WORDS})
            answer_section(written, self.hands(writer), self.shelf, lambda: NOON)
        return self.get(command.record_id)

    def stands(self, record_id: UUID | None = None, *, state: str) -> CaseRecord:
        """A record that was walked to this state by those who may."""
        record = self.opens()
        for step in self.flow.path_to(state):
            self.provides(step)
            self.approves(record, step)
            role = step.by[0]
            assert self.takes(record, step.move, role) == "", f"{step.move} by {role}"
            self._unused -= {(step.move, form) for form in step.forms}
        return self.get(record.id)

    @contextmanager
    def over_again(self, record: CaseRecord, **changed: Any) -> Iterator[CaseRecord]:
        """The same record once more, to try a step with; gone at the end."""
        copied = replace(record, id=uuid4(), **changed)
        with StoredUnitOfWork(self.store) as uow:
            uow.case_records.save(copied)
            uow.commit()
        try:
            yield copied
        finally:
            with Session(self.store.engine) as session:
                session.delete(session.get_one(CaseRecordRow, str(copied.id)))
                session.commit()

    def get(self, record_id: UUID) -> CaseRecord:
        """As the store has it."""
        with StoredUnitOfWork(self.store) as uow:
            return uow.case_records.get(record_id)

    def provides(self, step: Step) -> None:
        """A fresh record of each other form that the step asks for: none serves the same step twice."""
        for form in set(step.forms) - self.without - {self.flow.form}:
            if (step.move, form) not in self._unused:
                _fill(self, form)
                self._unused |= {(each.move, form) for each in self.flow.steps}

    def approves(self, record: CaseRecord, step: Step) -> None:
        """Whoever approves this step does."""
        for role in step.approved_by[:1]:
            who, for_ = self._hands(role)
            asked = ApproveMove(record.id, step.move, recorded_for=for_)
            approve_move(asked, self.hands(who), self.shelf, lambda: NOON)

    def takes(self, record: CaseRecord, move: str, role: str, reason: str = "Because") -> str:
        """Try a step as this role, signed where the list says so; what it is refused with, or nothing."""
        who, for_ = self._hands(role)
        try:
            if self.flow.step(move).signs and not for_:
                self._signs(record, move, who, reason)
                return ""
            command = MoveCaseRecord(record.id, move, reason=reason, recorded_for=for_)
            move_case_record(command, self.hands(who), self.shelf, lambda: NOON)
        except RuleBroken as broken:
            return str(broken)
        return ""

    def _signs(self, record: CaseRecord, move: str, who: str, reason: str) -> None:
        """With a press that makes plain bytes: real seals have tests of their own."""
        digest = self.get(record.id).digest
        command = SignStep(record.id, move, digest, MarkWay.TYPED, PASSPHRASE, typed=who, reason=reason)
        sign_step(command, self.hands(who), self.shelf, OnePassphrase(), PlainPress(), lambda: NOON)

    def takes_unsigned(self, record: CaseRecord, step: Step) -> tuple[str, str]:
        """What laptop and central say of a step that should be signed and is not."""
        command = MoveCaseRecord(record.id, step.move, reason="Because")
        try:
            move_case_record(command, self.hands(step.by[0]), self.shelf, lambda: NOON)
        except RuleBroken as broken:
            return str(broken), self.central_says(record, replace(step, signs=False), step.by[0])
        return "", ""

    def offered(self, record: CaseRecord, role: str) -> dict[str, str]:
        """The steps a page shows this role from here, each with what stands in its way, if anything."""
        with self.hands(role) as uow:
            steps = open_steps(uow, self.shelf, record, TODAY)
        return {step.move.code: step.why_not for step in steps}

    def central_says(self, record: CaseRecord, step: Step, role: str, reason: str = "Because") -> str:
        """What central says of a laptop that sends this step whatever its own program thinks of it."""
        who, for_ = self._hands(role)
        entry = RecordMove(
            move=step.move,
            from_state=record.state,
            to_state=step.to,
            by=self.cast.person(who),
            role=who,
            at=NOON,
            on=TODAY,
            recorded_for=for_,
            reason=reason,
            sets=step.sets,
            does=step.does,
            rests_on=self._rested(record, step),
            signed=SignedStep("0" * 64, record.digest) if step.signs else None,
        )
        is_locked = step.to in self.flow.locked
        is_closed = is_locked and not any(step.to in each.from_ for each in self.flow.steps)
        sent = replace(
            record,
            state=step.to,
            moves=(*record.moves, entry),
            is_locked=is_locked,
            is_closed=is_closed,
        )
        try:
            self._judge(record, sent, who)
        except Refused as refused:
            return refused.problem.sentence
        return ""

    def _rested(self, record: CaseRecord, step: Step) -> tuple[str, ...]:
        """One record of each form that the step asks for, as a laptop would name them."""
        found = []
        for form in step.forms:
            if form == self.flow.form:
                found.append(str(record.id))
            else:
                found += [each.id for each in self.others.kept if each.payload["form"] == form][-1:]
        return tuple(found)

    def _judge(self, before: CaseRecord, sent: CaseRecord, who: str) -> None:
        payload, was = (case_record_payload(each).model_dump(mode="json") for each in (sent, before))
        change = Change(
            change_id=uuid4(), kind="case_record", id=str(sent.id), base_revision=1, payload=payload
        )
        held = StoredRecord("case_record", str(before.id), 1, was, int(URN), None)
        proposal = Proposal(change, payload, urn_of("case_record", payload), held)
        grants = grants_of(pack_of(self.flow.council, TODAY), who)
        assert grants is not None
        standing = Standing(self.cast.person(who), grants, self._lines())
        check_person(proposal, standing)
        may_record = standing.may(Action.MOVE_CASE_RECORD, URN)
        sender = Sender(self.cast.person(who), who, self.flow.council, may_record)
        check_rules(proposal, sender, self.others)

    def _lines(self) -> Lines:
        reports_to = {
            self.cast.person(role): self.cast.person(above)
            for role, above in self.cast.answers_to.items()
            if above
        }
        return Lines({URN: {self.cast.person(self.cast.adviser)}}, reports_to)

    def _hands(self, role: str) -> tuple[str, str]:
        """Whose hands write it down, and for whom where that is somebody else."""
        return (self.cast.adviser, role) if role in self.cast.outside else (role, "")

    def hands(self, role: str) -> _As:
        """The store in the hands of the one in this role."""
        me = WorkingFor(
            self.cast.person(role),
            role,
            role,
            uuid4(),
            "http://127.0.0.1:1",
            self.flow.council,
            self.flow.council,
            self.flow.council,
            True,
            "",
            "",
        )
        return _As(self.store, me)


@dataclass
class _Others:
    """The other records of the school, as central would have them from this laptop."""

    kept: list[StoredRecord] = field(default_factory=list)

    def __call__(self, kind: str, id: str) -> StoredRecord | None:
        return None

    def of_school(self, kind: str, urn: int | None) -> list[StoredRecord]:
        return [each for each in self.kept if each.kind == kind]

    def add(self, record: CaseRecord) -> None:
        """Central has this one too."""
        payload = case_record_payload(record).model_dump(mode="json")
        self.kept.append(StoredRecord("case_record", str(record.id), 1, payload, int(URN), None))


@contextmanager
def a_walk(folder: Path, flow: WrittenFlow, cast: Cast, *, without: Collection[str] = ()) -> Iterator[Walk]:
    """A walk on a store of its own, where every other form that a step asks for is there, but for these."""
    store = open_store(folder / f"{uuid4()}.db", bytes(32))
    try:
        SyncStore(store, merge3).apply_page(list(_what_central_sends(cast)), 1)
        yield Walk(flow, cast, store, without=frozenset(without))
    finally:
        store.close()


def _always_asked(walk: Walk, form: str) -> set[str]:
    """The sections without which a record of this form is not whole."""
    asked = walk.shelf.current(walk.flow.council, TODAY).form(form).sections
    return {section.code for section in asked if section.required and not section.when}


def _fill(walk: Walk, form: str) -> None:
    """Another record of the school with something written in it."""
    framework = walk.shelf.current(walk.flow.council, TODAY)
    other = CaseRecord(
        id=uuid4(),
        urn=URN,
        form=form,
        pack=framework.code,
        pack_version=framework.version,
        about=About("school", str(URN)),
        opened_by=walk.cast.person(walk.cast.adviser),
        opened_on=date(2026, 3, 2),
        answers=dict.fromkeys({"written", *_always_asked(walk, form)}, WORDS),
    )
    with StoredUnitOfWork(walk.store) as uow:
        uow.case_records.save(other)
        uow.commit()
    walk.others.add(other)


def _what_central_sends(cast: Cast) -> Iterator[Record]:
    yield a_school_record(URN, "Riverside Primary School (demonstration)")
    for role, above in cast.answers_to.items():
        payload: dict[str, Any] = {
            "name": role,
            "role": role,
            "reports_to": str(cast.person(above)) if above else None,
        }
        yield Record(kind="person", id=str(cast.person(role)), revision=1, payload=payload)
    assigned: dict[str, Any] = {
        "person_id": str(cast.person(cast.adviser)),
        "urn": URN,
        "action": "begins",
        "on": "2025-09-01",
    }
    yield Record(kind="caseload_assignment", id=str(uuid4()), revision=1, payload=assigned)
