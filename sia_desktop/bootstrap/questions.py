"""Each question and the one function that answers it; Today's, the first, stands in `build`."""

from collections.abc import Callable, Mapping
from typing import Any

from sia_desktop.frameworks.calendars import CalendarFiles
from sia_desktop.frameworks.scales import OfstedFiles
from sia_desktop.frameworks.school_files import SchoolFiles
from sia_desktop.services.ports import Clock, Frameworks, UnitOfWork
from sia_desktop.services.print_record import AskRecordPdf, Printer, ask_record_pdf
from sia_desktop.services.queries.actions_page import AskActions, ask_actions
from sia_desktop.services.queries.caseload import AskCaseload, ask_caseload
from sia_desktop.services.queries.clashes import AskClash, AskClashes, ask_clash, ask_clashes
from sia_desktop.services.queries.deadlines import AskDeadlines, ask_deadlines
from sia_desktop.services.queries.decision_page import AskDecision, ask_decision
from sia_desktop.services.queries.evidence import AskEvidence, AskFile, ask_evidence, ask_file
from sia_desktop.services.queries.facts import Facts
from sia_desktop.services.queries.inspection_page import AskInspection, ask_inspection
from sia_desktop.services.queries.inspections_page import (
    AskInspections,
    AskOfstedFile,
    ask_inspections,
    ask_ofsted_file,
)
from sia_desktop.services.queries.meeting_page import AskMeeting, ask_meeting
from sia_desktop.services.queries.meeting_plan import AskMeetingPlan, ask_meeting_plan
from sia_desktop.services.queries.note_page import AskNote, AskNotes, AskPdf, ask_note, ask_notes, ask_pdf
from sia_desktop.services.queries.older_records import (
    AskOlderRecords,
    AskPackDifferences,
    ask_older_records,
    ask_pack_differences,
)
from sia_desktop.services.queries.own_words import AskOwnWords, ask_own_words
from sia_desktop.services.queries.packs_page import (
    AskCalendarFile,
    AskPacks,
    ask_calendar_file,
    ask_packs,
)
from sia_desktop.services.queries.pathway import AskPathway, ask_pathway
from sia_desktop.services.queries.record_page import AskRecord, ask_record
from sia_desktop.services.queries.school_file import AskSchoolFile, ask_school_file
from sia_desktop.services.queries.school_page import AskSchool, ask_school
from sia_desktop.services.queries.school_records import AskSchoolRecords, ask_school_records
from sia_desktop.services.queries.search import AskSearch, ask_search
from sia_desktop.services.queries.section_history import AskSectionHistory, ask_section_history
from sia_desktop.services.queries.sync_page import AskSync, ask_sync
from sia_desktop.services.queries.team import AskTeam, ask_team
from sia_desktop.services.search import WordSearch


def questions(
    work: Callable[[], UnitOfWork],
    facts: Facts,
    search: WordSearch,
    shelf: Frameworks,
    printer: Printer,
    now: Clock,
) -> Mapping[type, Callable[[Any], Any]]:
    """The table of questions, over the tools of one unlocked laptop."""
    return {
        AskActions: lambda question: ask_actions(question, facts, work(), shelf, now),
        AskCaseload: lambda question: ask_caseload(question, facts, work(), shelf, now),
        AskDecision: lambda question: ask_decision(question, facts, work(), shelf, now),
        AskDeadlines: lambda question: ask_deadlines(question, facts, shelf, now),
        AskEvidence: lambda question: ask_evidence(question, facts, work()),
        AskFile: lambda question: ask_file(question, work()),
        AskClashes: lambda question: ask_clashes(question, work(), shelf),
        AskClash: lambda question: ask_clash(question, work(), shelf),
        AskSchool: lambda question: ask_school(question, facts, work(), shelf, now),
        AskMeeting: lambda question: ask_meeting(question, facts, work(), shelf, now),
        AskMeetingPlan: lambda question: ask_meeting_plan(question, work(), shelf, now),
        AskPathway: lambda question: ask_pathway(question, facts, work(), shelf, now),
        AskNote: lambda question: ask_note(question, facts, work(), shelf, now),
        AskOwnWords: lambda question: ask_own_words(question, work()),
        AskSectionHistory: lambda question: ask_section_history(question, work(), shelf, now),
        AskNotes: lambda question: ask_notes(question, facts, shelf, now),
        AskInspection: lambda question: ask_inspection(question, facts, work(), shelf, now),
        AskRecord: lambda question: ask_record(question, facts, work(), shelf, now),
        AskSchoolRecords: lambda question: ask_school_records(question, facts, work(), shelf, now),
        AskPdf: lambda question: ask_pdf(question, work()),
        AskInspections: lambda question: ask_inspections(question, facts, work(), shelf, OfstedFiles(), now),
        AskSchoolFile: lambda question: ask_school_file(question, facts, work(), SchoolFiles(), now),
        AskOfstedFile: lambda question: ask_ofsted_file(question, facts, work(), OfstedFiles(), now),
        AskOlderRecords: lambda question: ask_older_records(question, facts, shelf, now),
        AskPackDifferences: lambda question: ask_pack_differences(question, shelf),
        AskPacks: lambda question: ask_packs(question, facts, work(), shelf, now),
        AskCalendarFile: lambda question: ask_calendar_file(question, work(), shelf, CalendarFiles(), now),
        AskTeam: lambda question: ask_team(question, facts, work(), shelf, now),
        AskRecordPdf: lambda question: ask_record_pdf(question, work(), shelf, printer, now),
        AskSearch: lambda question: ask_search(question, search, facts, work(), shelf, now),
        AskSync: lambda question: ask_sync(question, facts),
    }
