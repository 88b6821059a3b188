"""The tables of the encrypted database, one file per record kind."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sia_desktop.storage.tables.access_grant import AccessGrantRow
from sia_desktop.storage.tables.act import ActRow
from sia_desktop.storage.tables.action import ActionRow
from sia_desktop.storage.tables.attachment import AttachmentRow
from sia_desktop.storage.tables.calendar import CalendarRow
from sia_desktop.storage.tables.case_record import CaseRecordRow
from sia_desktop.storage.tables.caseload_assignment import CaseloadAssignmentRow
from sia_desktop.storage.tables.category_decision import CategoryDecisionRow
from sia_desktop.storage.tables.framework_choice import FrameworkChoiceRow
from sia_desktop.storage.tables.held_change import HeldChangeRow
from sia_desktop.storage.tables.inspection import InspectionRow
from sia_desktop.storage.tables.meeting import MeetingRow
from sia_desktop.storage.tables.note_of_visit import NoteOfVisitRow
from sia_desktop.storage.tables.person import PersonRow
from sia_desktop.storage.tables.row import RecordRow
from sia_desktop.storage.tables.school import SchoolRow
from sia_desktop.storage.tables.search import SearchEntryRow
from sia_desktop.storage.tables.visit import VisitRow

ROWS: Final[Mapping[str, type[RecordRow]]] = MappingProxyType(
    {
        "school": SchoolRow,
        "person": PersonRow,
        "caseload_assignment": CaseloadAssignmentRow,
        "category_decision": CategoryDecisionRow,
        "visit": VisitRow,
        "note_of_visit": NoteOfVisitRow,
        "meeting": MeetingRow,
        "inspection": InspectionRow,
        "case_record": CaseRecordRow,
        "action": ActionRow,
        "attachment": AttachmentRow,
        "act": ActRow,
        "access_grant": AccessGrantRow,
        "held_change": HeldChangeRow,
        "framework_choice": FrameworkChoiceRow,
        "calendar": CalendarRow,
    }
)
"""Record kind to table; a test holds it to the contract's kinds and their fields."""

METADATA: Final = SearchEntryRow.metadata
