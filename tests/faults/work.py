"""What five advisers do all day, at random: begin, type, move, call off, void, sign, give, agree, inspect."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID, uuid4

from sia_desktop.domain.about import About
from sia_desktop.domain.act import PAPER, Act
from sia_desktop.domain.action import Action
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.inspection import Improvement, Inspection
from sia_desktop.domain.meeting import Meeting, MeetingDay
from sia_desktop.storage.mapping.inspection import inspection_payload
from tests.faults.laptop import Laptop
from tests.faults.ledger import Ledger
from tests.helpers.two_desktops import NOON

SHARED: Final = ("focus", "evidence_seen", "next_steps")
"""Sections in which any of the five types."""
OWN: Final = "self_evaluation"
"""A section in which only the note's author types."""
OFFICERS: Final = "other_officers"
SECTIONS: Final = (OFFICERS, "discussion", "school_view")
"""Sections of a categorisation in which any of the five writes."""
FIRST_DAY: Final = date(2026, 5, 12)
FILLER: Final = "Neutral words of a demonstration. "


@dataclass
class Work:
    """All that was begun, and by whom; chooses what is done next."""

    ledger: Ledger
    urns: list[int]
    chance: Random
    notes: list[UUID] = field(default_factory=list)
    meetings: list[UUID] = field(default_factory=list)
    records: list[UUID] = field(default_factory=list)
    actions: list[UUID] = field(default_factory=list)
    inspections: list[UUID] = field(default_factory=list)

    def do_something(self, laptop: Laptop) -> None:
        """One edit."""
        acts = (self.begins, self.types, self.fixes, self.moves, self.calls_off, self.voids, self.signs)
        (act,) = self.chance.choices((*acts, *self._casework()), (8, 45, 5, 12, 1, 2, 4, 4, 12, 4, 8, 3, 5))
        self.tries(laptop, act)

    def tries(self, laptop: Laptop, act: Callable[[Laptop], None]) -> None:
        """Do this; what the laptop could not save, and said so, does not count."""
        try:
            act(laptop)
        except OutsideTrouble as trouble:
            laptop.troubles.append(str(trouble))
        except RuleBroken:  # signed, voided or called off meanwhile: the person is told
            return

    def begins(self, laptop: Laptop) -> None:
        """Log a visit and begin its note."""
        word, visit = self.ledger.new_word(), uuid4()
        note = laptop.desktop.logs_visit(self.chance.choice(self.urns), visit, **{OWN: word})
        self.notes.append(note)
        self.ledger.makes(laptop.name, "visit", visit)
        self.ledger.makes(laptop.name, "note_of_visit", note)
        self.ledger.types(laptop.name, word, ("note_of_visit", str(note), OWN), word)

    def types(self, laptop: Laptop) -> None:
        """Type into a section: after what stands there, or over it."""
        note = self._one_of(self._recent(self.notes), lambda each: laptop.desktop.has("note_of_visit", each))
        if note is None:
            return
        is_author = laptop.desktop.note(note).author_id == laptop.desktop.me
        section = self.chance.choice((*SHARED, OWN) if is_author else SHARED)
        stood = str(laptop.desktop.answers(note).get(section, ""))
        word = self.ledger.new_word()
        text = word + " " + FILLER * self.chance.choice((0, 0, 3, 40))
        if self.chance.random() < 0.5 and len(stood) < 6_000:
            text = f"{stood} {text}"
        laptop.desktop.writes(note, **{section: text})
        self.ledger.types(laptop.name, word, ("note_of_visit", str(note), section), text, stood)

    def fixes(self, laptop: Laptop) -> None:
        """Fix a meeting and issue its agenda."""
        me, word = laptop.desktop.me, self.ledger.new_word()
        urn = Urn(self.chance.choice(self.urns))
        days = (MeetingDay(FIRST_DAY, laptop.now(), me),)
        meeting = Meeting(uuid4(), urn, "rap_meeting", "reading", "2016.1", me, days)
        issued = {PAPER: "agenda", "late_reason": word}
        agenda = Act(uuid4(), "issued", "meeting", str(meeting.id), urn, FIRST_DAY, NOON, me, issued)
        with laptop.desktop.uow as uow:
            uow.meetings.save(meeting)
            uow.acts.add(agenda)
            uow.commit()
        self.meetings.append(meeting.id)
        self.ledger.makes(laptop.name, "meeting", meeting.id)
        self.ledger.makes(laptop.name, "act", agenda.id)
        self.ledger.types(laptop.name, word, ("act", str(agenda.id), "details"), dict(issued))

    def moves(self, laptop: Laptop) -> None:
        """Move a meeting to another day, and say why."""
        word = self.ledger.new_word()

        def move(meeting: Meeting) -> Meeting:
            on = meeting.meeting_on + timedelta(days=self.chance.randint(1, 9))
            return meeting.move(MeetingDay(on, laptop.now(), laptop.desktop.me, word))

        if self._change_meeting(laptop, move):
            self.ledger.typed[word] = laptop.name

    def calls_off(self, laptop: Laptop) -> None:
        """Call a meeting off, and say why."""
        word = self.ledger.new_word()
        me, at = laptop.desktop.me, laptop.now()
        if self._change_meeting(laptop, lambda meeting: meeting.call_off(word, me, at)):
            self.ledger.typed[word] = laptop.name

    def voids(self, laptop: Laptop) -> None:
        """Strike out a visit of one's own whose note is not signed."""
        note = self._own_draft(laptop)
        if note is not None:
            laptop.desktop.voids(note)

    def signs(self, laptop: Laptop) -> None:
        """Sign a note of one's own, keep its PDF, and give it."""
        note = self._own_draft(laptop)
        if note is None:
            return
        laptop.desktop.signs(note, f"%PDF-1.7 {note} ".encode() + bytes(range(256)) * 40)
        self.ledger.signs(laptop.name, note)
        with laptop.desktop.uow as uow:
            (pdf,) = uow.attachments.of_record("note_of_visit", note)
        self.ledger.makes(laptop.name, "attachment", pdf.id)
        self.ledger.makes(laptop.name, "act", laptop.desktop.provides(note))

    def _casework(self) -> tuple[Callable[[Laptop], None], ...]:
        return (self.opens, self.writes, self.agrees, self.follows_up, self.inspects, self.is_told_more)

    def opens(self, laptop: Laptop) -> None:
        """Begin a record of a form, with a word in a section of one's own."""
        word, record = self.ledger.new_word(), uuid4()
        urn, me = Urn(self.chance.choice(self.urns)), laptop.desktop.me
        about = About("school", str(urn))
        pinned = ("categorisation", "reading", "2016.1")
        begun = CaseRecord(record, urn, *pinned, about, me, FIRST_DAY, "evidence", {OFFICERS: word})
        with laptop.desktop.uow as uow:
            uow.case_records.save(begun)
            uow.commit()
        self.records.append(record)
        self.ledger.makes(laptop.name, "case_record", record)
        self.ledger.types(laptop.name, word, ("case_record", str(record), OFFICERS), word)

    def writes(self, laptop: Laptop) -> None:
        """Write in a section of a record: after what stands there, or over it."""
        known = self._recent(self.records)
        record = self._one_of(known, lambda each: laptop.desktop.has("case_record", each))
        if record is None:
            return
        word, section = self.ledger.new_word(), self.chance.choice(SECTIONS)
        with laptop.desktop.uow as uow:
            found = uow.case_records.get(record)
            stood = str(found.answers.get(section, ""))
            text = f"{stood} {word}".strip() if self.chance.random() < 0.5 else word
            uow.case_records.save(replace(found, answers={**found.answers, section: text}))
            uow.commit()
        self.ledger.types(laptop.name, word, ("case_record", str(record), section), text, stood)

    def agrees(self, laptop: Laptop) -> None:
        """Agree an action with a school."""
        word, urn = self.ledger.new_word(), Urn(self.chance.choice(self.urns))
        about = About("school", str(urn))
        action = Action(uuid4(), urn, about, FIRST_DAY, laptop.desktop.me, word, "Deputy head")
        with laptop.desktop.uow as uow:
            uow.actions.save(action)
            uow.commit()
        self.actions.append(action.id)
        self.ledger.makes(laptop.name, "action", action.id)
        self.ledger.types(laptop.name, word, ("action", str(action.id), "text"), word)

    def follows_up(self, laptop: Laptop) -> None:
        """Say how an action goes, over what was said before."""
        known = self._recent(self.actions)
        action = self._one_of(known, lambda each: laptop.desktop.has("action", each))
        if action is None:
            return
        word, part = self.ledger.new_word(), self.chance.choice(("progress", "impact"))
        with laptop.desktop.uow as uow:
            found = uow.actions.get(action)
            stood = found.progress if part == "progress" else found.impact
            said = replace(found, progress=word) if part == "progress" else replace(found, impact=word)
            uow.actions.save(said)
            uow.commit()
        self.ledger.types(laptop.name, word, ("action", str(action), part), word, stood)

    def inspects(self, laptop: Laptop) -> None:
        """Record an inspection with an area for improvement."""
        word, urn = self.ledger.new_word(), Urn(self.chance.choice(self.urns))
        number = f"10{len(self.inspections):06}"
        inspection = Inspection(
            urn,
            number,
            "report_card_2025",
            "graded",
            laptop.desktop.me,
        )
        self._keeps(laptop, inspection, word, ())
        self.inspections.append(inspection.id)
        self.ledger.makes(laptop.name, "inspection", inspection.id)

    def is_told_more(self, laptop: Laptop) -> None:
        """Another area for improvement of an inspection."""
        known = self._recent(self.inspections)
        inspection = self._one_of(known, lambda each: laptop.desktop.has("inspection", each))
        if inspection is None:
            return
        word = self.ledger.new_word()
        with laptop.desktop.uow as uow:
            found = uow.inspections.get(inspection)
        self._keeps(laptop, found, word, found.improvements)

    def _keeps(self, laptop: Laptop, found: Inspection, word: str, before: tuple[Improvement, ...]) -> None:
        kept = replace(found, improvements=(*before, Improvement(word[1:], word)))
        with laptop.desktop.uow as uow:
            uow.inspections.save(kept)
            uow.commit()
        said = inspection_payload(kept).model_dump(mode="json")["improvements"]
        self.ledger.types(laptop.name, word, ("inspection", str(found.id), "improvements"), said)

    def _change_meeting(self, laptop: Laptop, change: Callable[[Meeting], Meeting]) -> bool:
        known = self._recent(self.meetings)
        meeting = self._one_of(known, lambda each: laptop.desktop.has("meeting", each))
        if meeting is None:
            return False
        with laptop.desktop.uow as uow:
            uow.meetings.save(change(uow.meetings.get(meeting)))
            uow.commit()
        return True

    def _own_draft(self, laptop: Laptop) -> UUID | None:
        def is_own_draft(note_id: UUID) -> bool:
            if not laptop.desktop.has("note_of_visit", note_id):
                return False
            note = laptop.desktop.note(note_id)
            if note.author_id != laptop.desktop.me or note.is_signed:
                return False
            with laptop.desktop.uow as uow:
                return uow.visits.get(note.visit_id).voided is None

        return self._one_of(self.notes, is_own_draft)

    def _one_of(self, known: list[UUID], is_fit: Callable[[UUID], bool]) -> UUID | None:
        """One of these that is fit; drawn before it is asked, so that a seed draws the same again."""
        for each in self.chance.sample(known, len(known)):
            if is_fit(each):
                return each
        return None

    def _recent(self, known: list[UUID]) -> list[UUID]:
        """Few enough to meet in."""
        return known[-8:]
