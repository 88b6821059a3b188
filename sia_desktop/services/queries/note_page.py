"""One note of visit, as its page shows it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sia_desktop.domain.act import HEAD_SIGNED_LATER, PROVIDED, Act
from sia_desktop.domain.attachment import TIMESTAMPED_PDF, Attachment, newest_first
from sia_desktop.domain.calendar import WorkingCalendar
from sia_desktop.domain.completeness import Missing, missing
from sia_desktop.domain.deadlines import Standing
from sia_desktop.domain.framework import Category, Form
from sia_desktop.domain.note_of_visit import Answers, NoteOfVisit
from sia_desktop.domain.people import Person, WorkingFor
from sia_desktop.domain.school import School
from sia_desktop.domain.visit import Visit
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.queries.due import Due, DueDates
from sia_desktop.services.queries.facts import Facts, NoteLine, RecordSync
from sia_desktop.services.queries.form_help import FormHelp, form_help, known_of
from sia_desktop.services.queries.returned import Returned, may_be_returned, returnable, returned
from sia_desktop.services.queries.school_page import school_to_show
from sia_desktop.services.signed_files import newest_pdf


@dataclass(frozen=True, slots=True)
class AskNote:
    """A note is opened."""

    note_id: UUID


@dataclass(frozen=True, slots=True)
class NotePage:
    """The note, its form, when it is due and why, and what may still be done with it."""

    note: NoteOfVisit
    visit: Visit
    school: School
    author: Person
    author_role: str
    category: Category | None
    form: Form
    due: Due
    missing: tuple[Missing, ...]
    versions: tuple[UUID, ...]
    attachments: tuple[Attachment, ...]
    """Its PDFs, the one that counts first."""
    acts: tuple[Act, ...]
    sync: RecordSync
    may_write: bool
    """True for its author, while it is unsigned and its visit not voided."""
    is_mine: bool
    working_for: WorkingFor
    day: date
    calendar: WorkingCalendar
    """Counts working days in date fields: `+5wd`."""
    clashes: tuple[UUID, ...] = ()
    """What two people changed in it and nobody has settled yet."""
    evidence: tuple[Attachment, ...] = ()
    """Files somebody attached to it, the latest first."""
    help: FormHelp = field(default_factory=FormHelp)
    beside: Form | None = None
    """The restricted form for what never enters the note, where the framework has one about a visit."""

    returned: Returned | None = None
    """Its latest return for correction, of this version or an earlier one."""
    may_return: bool = False
    """Whether this laptop's person, as line manager, may return it now."""

    @property
    def provided(self) -> Act | None:
        """The act that gave the note to its recipients, if it was."""
        return next((act for act in self.acts if act.act == PROVIDED), None)

    @property
    def asks_why_late(self) -> bool:
        """Whether giving it now needs a reason: its limit binds, has passed, and nothing was given yet."""
        deadline = self.due.deadline
        return self.due.standing is Standing.LATE and deadline is not None and deadline.turns_red

    @property
    def head_signed_later(self) -> Act | None:
        """The head's later mark, if one was made."""
        return next((act for act in self.acts if act.act == HEAD_SIGNED_LATER), None)

    @property
    def trusted_at(self) -> datetime | None:
        """When, by central's clock, the newest PDF is known to have been there; None before central said."""
        newest = self.attachments[0] if self.attachments else None
        return newest.made_at if newest and newest.purpose == TIMESTAMPED_PDF else None

    @property
    def pdf_fault(self) -> str:
        """Why central does not trust the newest PDF; empty where it does, or has not looked yet."""
        return self.attachments[0].fault if self.attachments else ""

    @property
    def newest_version(self) -> UUID:
        """The version that stands; an older one points to it."""
        return self.versions[-1]


def ask_note(
    question: AskNote, facts: Facts, uow: UnitOfWork, frameworks: Frameworks, now: Clock
) -> NotePage:
    """Gather the page of one note; opening it changes nothing."""
    day = day_in_england(now())
    with uow:
        note = uow.notes.get(question.note_id)
        me = uow.working_for()
        framework = frameworks.pinned(note.pack, note.pack_version)
        form = framework.form(note.form)
        visit = uow.visits.get(note.visit_id)
        author = uow.people.get(note.author_id)
        acts = uow.acts.of_record("note_of_visit", note.id)
        provided_on = next((act.on for act in acts if act.act == PROVIDED), None)
        decision = uow.categories.latest(note.urn, note.visited_on)
        known = known_of(uow, frameworks, framework, note.urn, note.visited_on)
        work = returnable(uow, "note_of_visit", note.id)
        may_write = author.id == me.person_id and not note.is_signed and visit.voided is None
        return NotePage(
            note=note,
            visit=visit,
            school=school_to_show(uow.schools.get(note.urn), me),
            author=author,
            author_role=framework.role(author.role).label,
            category=framework.category(decision.category) if decision else None,
            form=form,
            due=DueDates(frameworks, day).of_note(
                note.pack, note.pack_version, note.form, note.urn, note.visited_on, provided_on
            ),
            missing=missing(form, note.answers, known),
            versions=tuple(version.id for version in uow.notes.of_visit(note.visit_id)),
            attachments=newest_first(uow.attachments.of_record("note_of_visit", note.id)),
            acts=acts,
            sync=facts.record_sync("note_of_visit", str(note.id)),
            may_write=may_write,
            is_mine=author.id == me.person_id,
            working_for=me,
            day=day,
            calendar=frameworks.calendar(),
            evidence=tuple(
                each for each in uow.attachments.evidence(note.urn) if each.record_id == str(note.id)
            ),
            clashes=tuple(
                each.id
                for each in uow.clashes.of_record("note_of_visit", str(note.id))
                if not each.is_settled
            ),
            help=form_help(uow, framework, form, known, _last_answers(note, facts, uow)),
            beside=next(
                (
                    each
                    for each in framework.forms
                    if each.about == "visit" and each.is_restricted and each.is_open_to(me.role)
                ),
                None,
            ),
            returned=returned(uow, work, form, may_write=may_write),
            may_return=may_be_returned(uow, frameworks, work, day),
        )


def _last_answers(note: NoteOfVisit, facts: Facts, uow: UnitOfWork) -> Answers | None:
    """The words of the last signed note of this form about this school."""
    earlier = [
        line
        for line in facts.notes(note.urn)
        if line.is_signed
        and line.form == note.form
        and line.visited_on < note.visited_on
        and not line.is_voided
    ]
    latest = max(earlier, key=lambda line: line.visited_on, default=None)
    return uow.notes.get(latest.note_id).answers if latest else None


@dataclass(frozen=True, slots=True)
class AskPdf:
    """The PDF of a note is looked at."""

    note_id: UUID


def ask_pdf(question: AskPdf, uow: UnitOfWork) -> bytes | None:
    """The newest PDF of the note, or None while there is none."""
    with uow:
        newest = newest_pdf(uow, "note_of_visit", question.note_id)
        return newest[1] if newest else None


@dataclass(frozen=True, slots=True)
class AskNotes:
    """The list of notes opens."""


@dataclass(frozen=True, slots=True)
class ListedNote:
    """One note in the list."""

    note: NoteLine
    due: Due


def ask_notes(_: AskNotes, facts: Facts, frameworks: Frameworks, now: Clock) -> tuple[ListedNote, ...]:
    """Every note on this laptop, the latest visit first."""
    dates = DueDates(frameworks, day_in_england(now()))
    return tuple(
        ListedNote(
            note,
            dates.of_note(
                note.pack, note.pack_version, note.form, note.urn, note.visited_on, note.provided_on
            ),
        )
        for note in facts.notes()
    )
