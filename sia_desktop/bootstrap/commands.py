"""Each command and the one function that carries it out."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sia_desktop.bootstrap.paper import Evidence, OnDisk
from sia_desktop.domain.changes import Changed
from sia_desktop.frameworks.calendars import CalendarFiles
from sia_desktop.services.add_word import AddWord, add_word
from sia_desktop.services.agree_action import AgreeAction, agree_action
from sia_desktop.services.answer_section import AnswerSection, answer_section
from sia_desktop.services.attach_evidence import AttachEvidence, attach_evidence
from sia_desktop.services.choose_for_council import ChooseForCouncil, choose_for_council
from sia_desktop.services.confirm_passphrase import ConfirmPassphrase, confirm_passphrase
from sia_desktop.services.continue_inspection import ContinueInspection, continue_inspection
from sia_desktop.services.count_inspection import CountInspection, count_inspection
from sia_desktop.services.decide import Decide, Propose, decide, propose
from sia_desktop.services.decide_held_work import DecideHeldWork, decide_held_work
from sia_desktop.services.fix_meeting import FixMeeting, fix_meeting
from sia_desktop.services.give_access import EndAccess, GiveAccess, end_access, give_access
from sia_desktop.services.import_inspections import (
    ImportInspections,
    UndoImport,
    import_inspections,
    undo_import,
)
from sia_desktop.services.import_schools import (
    ImportSchools,
    UndoSchools,
    import_schools,
    undo_schools,
)
from sia_desktop.services.issue_paper import IssuePaper, issue_paper
from sia_desktop.services.load_calendar import LoadCalendar, load_calendar
from sia_desktop.services.log_visit import LogVisit, log_visit
from sia_desktop.services.make_pdf import MakePdf, make_pdf
from sia_desktop.services.move_case_record import (
    ApproveMove,
    MoveCaseRecord,
    approve_move,
    move_case_record,
)
from sia_desktop.services.move_meeting import (
    CallOffMeeting,
    MoveMeeting,
    call_off_meeting,
    move_meeting,
)
from sia_desktop.services.move_to_pack import MoveToPack, move_to_pack
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.services.ports import Clock, Frameworks, KeyBox, NotePress, UnitOfWork
from sia_desktop.services.print_record import Printer, PrintRecord, RecordPress, print_record
from sia_desktop.services.provide_note import ProvideNote, provide_note
from sia_desktop.services.read_otherwise import ReadOtherwise, read_otherwise
from sia_desktop.services.record_done import RecordDone, record_done
from sia_desktop.services.record_head_mark import RecordHeadMark, record_head_mark
from sia_desktop.services.record_inspection import RecordInspection, record_inspection
from sia_desktop.services.record_later_mark import RecordLaterMark, record_later_mark
from sia_desktop.services.return_for_correction import (
    GiveBack,
    ReturnForCorrection,
    give_back,
    return_for_correction,
)
from sia_desktop.services.save_calendar import SaveCalendar, save_calendar
from sia_desktop.services.save_evidence_copy import SaveEvidenceCopy, save_evidence_copy
from sia_desktop.services.save_note_draft import SaveNoteDraft, save_note_draft
from sia_desktop.services.set_date import SetDate, set_date
from sia_desktop.services.settle_clash import SettleClash, settle_clash
from sia_desktop.services.sign_note import SignNote, sign_note
from sia_desktop.services.sign_step import SignStep, sign_step
from sia_desktop.services.supersede_note import SupersedeNote, supersede_note
from sia_desktop.services.update_action import UpdateAction, update_action
from sia_desktop.services.void_visit import VoidVisit, void_visit


class Press(NotePress, RecordPress, Protocol):
    """Draws and seals notes of visit and records of any form."""


def commands(
    work: Callable[[], UnitOfWork],
    shelf: Frameworks,
    keys: KeyBox,
    press: Press,
    printer: Printer,
    now: Clock,
) -> Mapping[type, Callable[[Any], Changed]]:
    """The table of commands, over the tools of one unlocked laptop."""
    return {
        AttachEvidence: lambda command: attach_evidence(command, work(), Evidence(), now),
        SaveEvidenceCopy: lambda command: save_evidence_copy(command, work(), OnDisk()),
        LogVisit: lambda command: log_visit(command, work(), shelf, now),
        SaveNoteDraft: lambda command: save_note_draft(command, work(), now),
        AddWord: lambda command: add_word(command, work()),
        VoidVisit: lambda command: void_visit(command, work(), now),
        RecordHeadMark: lambda command: record_head_mark(command, work(), now),
        SignNote: lambda command: sign_note(command, work(), shelf, keys, press, now),
        MakePdf: lambda command: make_pdf(command, work(), keys, press, now),
        RecordLaterMark: lambda command: record_later_mark(command, work(), keys, press, now),
        ProvideNote: lambda command: provide_note(command, work(), OnDisk(), shelf, now),
        FixMeeting: lambda command: fix_meeting(command, work(), shelf, now),
        MoveMeeting: lambda command: move_meeting(command, work(), shelf, now),
        CallOffMeeting: lambda command: call_off_meeting(command, work(), shelf, now),
        IssuePaper: lambda command: issue_paper(command, work(), shelf, now),
        GiveAccess: lambda command: give_access(command, work(), shelf, now),
        EndAccess: lambda command: end_access(command, work(), shelf, now),
        DecideHeldWork: lambda command: decide_held_work(command, work(), shelf, now),
        PrintRecord: lambda command: print_record(command, work(), shelf, printer, OnDisk(), now),
        SaveCalendar: lambda command: save_calendar(command, work(), OnDisk(), now),
        ChooseForCouncil: lambda command: choose_for_council(command, work(), shelf, now),
        LoadCalendar: lambda command: load_calendar(command, work(), shelf, CalendarFiles(), now),
        SettleClash: lambda command: settle_clash(command, work(), now),
        OpenCaseRecord: lambda command: open_case_record(command, work(), shelf, now),
        AnswerSection: lambda command: answer_section(command, work(), shelf, now),
        MoveCaseRecord: lambda command: move_case_record(command, work(), shelf, now),
        SignStep: lambda command: sign_step(command, work(), shelf, keys, press, now),
        MoveToPack: lambda command: move_to_pack(command, work(), shelf, now),
        ApproveMove: lambda command: approve_move(command, work(), shelf, now),
        ContinueInspection: lambda command: continue_inspection(command, work(), shelf, now),
        CountInspection: lambda command: count_inspection(command, work(), shelf, now),
        RecordInspection: lambda command: record_inspection(command, work(), shelf, now),
        Decide: lambda command: decide(command, work(), shelf, now),
        Propose: lambda command: propose(command, work(), shelf, now),
        AgreeAction: lambda command: agree_action(command, work(), shelf, now),
        UpdateAction: lambda command: update_action(command, work(), shelf, now),
        ImportSchools: lambda command: import_schools(command, work(), shelf, now),
        UndoSchools: lambda command: undo_schools(command, work(), now),
        ImportInspections: lambda command: import_inspections(command, work(), shelf, now),
        UndoImport: lambda command: undo_import(command, work(), now),
        SetDate: lambda command: set_date(command, work(), shelf, now),
        RecordDone: lambda command: record_done(command, work(), shelf, now),
        ReadOtherwise: lambda command: read_otherwise(command, work(), shelf, now),
        ReturnForCorrection: lambda command: return_for_correction(command, work(), shelf, now),
        GiveBack: lambda command: give_back(command, work(), shelf, now),
        SupersedeNote: lambda command: supersede_note(command, work()),
        ConfirmPassphrase: lambda command: confirm_passphrase(command, keys),
    }
