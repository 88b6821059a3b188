"""Every page over the desk, in the order of the rail: the one place that knows them all.

A page is imported when it is first opened: the window is on the screen sooner for it.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from sia_desktop.ui.navigation import Place, RailShape
from sia_desktop.ui.page_tools import PageTools

Make = Callable[[PageTools], QWidget]


def places(tools: Callable[[], PageTools]) -> tuple[Place, ...]:
    """Those in the rail first, in its order; each is made with the tools of the desk that is open."""

    def with_tools(make: Make) -> Callable[[], QWidget]:
        return lambda: make(tools())

    return (
        Place("today", "Today", "house", with_tools(_today)),
        Place("caseload", "Caseload", "school", with_tools(_caseload)),
        Place("notes", "Notes of visit", "notebook-pen", with_tools(_notes)),
        Place("deadlines", "Deadlines", "calendar-clock", with_tools(_deadlines)),
        Place("actions", "Actions", "list-todo", with_tools(_actions)),
        Place("inspections", "Inspections", "clipboard-check", with_tools(_inspections)),
        Place(
            "inspection",
            "Inspection",
            "clipboard-check",
            with_tools(_inspection),
            in_rail=False,
            rail_code="inspections",
        ),
        Place("packs", "Packs", "book-open", with_tools(_packs)),
        Place("evidence", "Evidence", "paperclip", with_tools(_evidence)),
        Place("sync", "Sync", "refresh-cw", with_tools(_sync)),
        Place("team", "Team", "users", with_tools(_team)),
        Place("clashes", "Clashes", "git-compare", with_tools(_clashes), rail_if_counted=True),
        Place(
            "clash", "Settle a clash", "git-compare", with_tools(_clash), in_rail=False, rail_code="clashes"
        ),
        Place("school", "School", "school", with_tools(_school), in_rail=False, rail_code="caseload"),
        Place(
            "visit",
            "Note of visit",
            "notebook-pen",
            with_tools(_visit),
            in_rail=False,
            rail=RailShape.ICONS,
            rail_code="notes",
        ),
        Place("meeting", "Meeting", "users", with_tools(_meeting), in_rail=False, rail_code="caseload"),
        Place("pathway", "Pathway", "route", with_tools(_pathway), in_rail=False, rail_code="caseload"),
        Place("records", "Records", "files", with_tools(_records), in_rail=False, rail_code="caseload"),
        Place(
            "record",
            "Record",
            "file-text",
            with_tools(_record),
            in_rail=False,
            rail=RailShape.ICONS,
            rail_code="caseload",
        ),
        Place(
            "record_paper",
            "As it prints",
            "printer",
            with_tools(_record_paper),
            in_rail=False,
            rail=RailShape.ICONS,
            rail_code="caseload",
        ),
        Place(
            "handover",
            "Note of visit, for the headteacher",
            "users",
            with_tools(_handover),
            in_rail=False,
            rail=RailShape.HIDDEN,
        ),
        Place("search", "Find everywhere", "search", with_tools(_search), in_rail=False),
        Place("settings", "Settings", "settings", with_tools(_settings), in_rail=False),
    )


def _today(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.today.page import TodayPage

    return TodayPage(tools)


def _caseload(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.caseload.page import CaseloadPage

    return CaseloadPage(tools)


def _notes(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.notes.page import NotesPage

    return NotesPage(tools)


def _deadlines(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.deadlines.page import DeadlinesPage

    return DeadlinesPage(tools)


def _actions(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.actions.page import ActionsPageView

    return ActionsPageView(tools)


def _team(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.team.page import TeamPageView

    return TeamPageView(tools)


def _inspections(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.inspections.page import InspectionsPageView

    return InspectionsPageView(tools)


def _inspection(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.inspection.page import InspectionPageView

    return InspectionPageView(tools)


def _packs(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.packs.page import PacksPageView

    return PacksPageView(tools)


def _sync(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.sync.page import SyncPageView

    return SyncPageView(tools)


def _evidence(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.evidence.page import EvidencePage

    return EvidencePage(tools)


def _clashes(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.clashes.page import ClashesPage

    return ClashesPage(tools)


def _clash(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.clashes.detail import ClashPageView

    return ClashPageView(tools)


def _school(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.school.page import SchoolPageView

    return SchoolPageView(tools)


def _meeting(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.meeting.page import MeetingPageView

    return MeetingPageView(tools)


def _pathway(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.pathway.page import PathwayPageView

    return PathwayPageView(tools)


def _records(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.records.page import RecordsPage

    return RecordsPage(tools)


def _record(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.record.page import RecordPageView

    return RecordPageView(tools)


def _record_paper(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.record_paper.page import RecordPaperPage

    return RecordPaperPage(tools)


def _visit(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.visit.page import VisitPage

    return VisitPage(tools)


def _handover(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.handover.page import HandoverPage

    return HandoverPage(tools)


def _search(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.search.page import SearchPageView

    return SearchPageView(tools)


def _settings(tools: PageTools) -> QWidget:
    from sia_desktop.ui.pages.settings.page import SettingsPage

    return SettingsPage(tools)
