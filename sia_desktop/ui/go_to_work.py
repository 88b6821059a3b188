"""Where to go about something that is due: the page on which it is done."""

from uuid import UUID

from sia_desktop.services.queries.deadlines import OwedDeadline
from sia_desktop.ui.navigation import Navigation


def go_to_work(navigation: Navigation, owed: OwedDeadline) -> None:
    """Its note, meeting, record, inspection or school; the calendars where one is missing; else Deadlines."""
    about = owed.about
    if owed.due.needs_calendar:
        navigation.go("packs", shown="calendars")
    elif owed.note_id is not None:
        navigation.go("visit", note_id=owed.note_id)
    elif owed.meeting_id is not None:
        navigation.go("meeting", meeting_id=owed.meeting_id)
    elif owed.case_record_id is not None:
        navigation.go("record", record_id=owed.case_record_id)
    elif owed.record_kind == "inspection":
        navigation.go("inspections", inspection_id=owed.record_id)
    elif about is not None and about.kind == "case_record":
        navigation.go("record", record_id=about.id)
    elif about is not None and about.kind == "note_of_visit":
        navigation.go("visit", note_id=UUID(about.id))
    elif owed.urn is not None:
        navigation.go("school", urn=owed.urn)
    else:
        navigation.go("deadlines")
