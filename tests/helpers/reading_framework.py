"""As much of Reading's framework as the screens need, and the published bank holidays."""

import json
from datetime import date

from sia_contract.resources import resources
from sia_desktop.domain.act import PROVIDED
from sia_desktop.domain.calendar import DaySet, WorkingCalendar
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import (
    Category,
    Choice,
    Form,
    FormSection,
    Framework,
    MeetingKind,
    Paper,
    Role,
    SectionKind,
)
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.time_limits import (
    Condition,
    Direction,
    Limit,
    Mark,
    NamedDay,
    Strength,
    Timeframe,
    Unit,
)

VISIT_TYPES = (
    Choice("keeping_in_touch", "Keeping in touch"),
    Choice("raising_achievement", "Raising Achievement follow-up"),
    Choice("other", "Other"),
)

NOTE = Form(
    code="note_of_visit",
    label="Note of visit",
    sections=(
        FormSection("visit_type", "Type of visit", SectionKind.CHOICE, choices=VISIT_TYPES),
        FormSection("self_evaluation", "The school’s self-evaluation", SectionKind.LONG_TEXT, required=True),
        FormSection("focus", "Focus of the visit", SectionKind.LONG_TEXT, required=True),
        FormSection("achievement", "Achievement", SectionKind.JUDGEMENT),
        FormSection("actions", "Agreed actions", SectionKind.ACTIONS),
    ),
    recipients=("headteacher", "chair of governors"),
)

FIVE_DAYS = Timeframe(
    rule="T-RD-02",
    label="Note of visit",
    wording="written records of their work with schools within five working days of any meeting",
    locator="Reading framework, section 4",
    limit=Limit(Direction.AFTER, "visit_ended", 5, unit=Unit.DAY, day_set=DaySet.WORKING_DAY),
    strength=Strength.HARD,
    pack="reading",
    pack_version="test",
    produces="note_of_visit",
    stops_at=PROVIDED,
)

OUT_IN_A_YEAR = Timeframe(
    rule="T-RD-09",
    label="Out of a category of concern",
    wording="move out of a category of concern within a year",
    locator="Reading framework, section 2",
    limit=Limit(Direction.MAXIMUM, "category_decided", 1, unit=Unit.YEAR),
    strength=Strength.TARGET,
    pack="reading",
    pack_version="test",
    stops_at="exited",
    when=(Condition("category", ("R", "C")),),
)

NEW_YEAR = Timeframe(
    rule="T-TB-18",
    label="Annual category",
    wording="start of the academic year",
    locator="A borrowed rule",
    limit=Limit(Direction.BY_DATE, "academic_year_started", named_day=NamedDay.ACADEMIC_YEAR_START),
    strength=Strength.HARD,
    pack="reading",
    pack_version="test",
    stops_at="decided",
    marks=(Mark.UNVERIFIED,),
)


def _paper_rule(rule: str, label: str, limit: Limit, stops_at: str, strength: Strength) -> Timeframe:
    return Timeframe(
        rule=rule,
        label=label,
        wording=f"the wording of {rule}",
        locator="Reading framework, section 6",
        limit=limit,
        strength=strength,
        pack="reading",
        pack_version="test",
        stops_at=stops_at,
    )


def _ahead(days: int, day_set: DaySet = DaySet.WORKING_DAY) -> Limit:
    return Limit(Direction.BEFORE, "meeting_held", days, unit=Unit.DAY, day_set=day_set)


PAPER_RULES = (
    _paper_rule(
        "T-RD-03",
        "Self-evaluation comments",
        _ahead(7, DaySet.CALENDAR_DAY),
        "received",
        Strength.EXPECTED,
    ),
    _paper_rule("T-RD-04", "Agenda to all members", _ahead(10), "issued", Strength.HARD),
    _paper_rule("T-RD-05", "RAP evidence presented", _ahead(5), "presented", Strength.EXPECTED),
    _paper_rule(
        "T-RD-06",
        "RAP minutes circulated",
        Limit(Direction.AFTER, "meeting_held", 10, unit=Unit.DAY),
        "circulated",
        Strength.HARD,
    ),
)

MEETINGS = (
    MeetingKind(
        "spa_meeting",
        "Adviser’s meeting with the school",
        papers=(Paper("comments", "Self-evaluation comments", brought_by="headteacher", rule="T-RD-03"),),
    ),
    MeetingKind(
        "rap_meeting",
        "RAP development or review meeting",
        papers=(
            Paper("agenda", "Agenda", brought_by="adviser", rule="T-RD-04"),
            Paper("evidence", "RAP evidence", brought_by="headteacher", rule="T-RD-05", follows="agenda"),
            Paper("minutes", "Minutes", brought_by="adviser", rule="T-RD-06"),
        ),
        when=(Condition("category", ("R", "C")),),
    ),
)

READING = Framework(
    code="reading",
    name="Reading",
    full_name="Reading Borough Council",
    version="test",
    effective_from=date(2016, 12, 13),
    inspection_scale="ofsted",
    words={"note_of_visit": "Note of visit"},
    roles=(
        Role(
            "adviser",
            "School Partnership Adviser",
            reports_to="line_manager",
            may=frozenset(
                {
                    "read_school",
                    "log_visit",
                    "void_visit",
                    "read_note",
                    "write_note",
                    "sign_note",
                    "call_meeting",
                    "issue_papers",
                    "read_case_record",
                    "write_case_record",
                }
            ),
            may_for_council=frozenset({"read_school"}),
        ),
        Role(
            "line_manager",
            "Strategic Lead",
            may_for_line=frozenset({"read_school", "read_note", "sample_note", "assign_caseload"}),
        ),
    ),
    categories=(
        Category("S", "System Leaders", 1),
        Category("G", "Strengthening Good", 2),
        Category("R", "Raising Achievement", 3),
        Category("C", "Schools in a category", 4),
    ),
    forms=(NOTE,),
    timeframes=(FIVE_DAYS, OUT_IN_A_YEAR, NEW_YEAR, *PAPER_RULES),
    meetings=MEETINGS,
)


class ReadingFrameworks:
    """Knows one framework and the calendar to the end of its data."""

    def __init__(self) -> None:
        self._calendar = _published_holidays()

    def current(self, council_code: str, on: date) -> Framework:
        """Reading's, whatever the day."""
        return READING

    def pinned(self, code: str, version: str) -> Framework:
        """Reading's."""
        if code != READING.code:
            raise RuleBroken(f"The framework '{code}' is not on this laptop.")
        return READING

    def versions(self, code: str) -> tuple[Framework, ...]:
        """One."""
        return (READING,)

    def school_calendar(self, code: str, urn: Urn, on: date) -> WorkingCalendar:
        """Without term dates."""
        return self._calendar

    def calendar(self) -> WorkingCalendar:
        """England's bank holidays as published."""
        return self._calendar

    def differences(self, code: str, earlier: str, later: str) -> tuple[str, ...]:
        """There is one version alone."""
        return ()

    def council_calendar(self, code: str, on: date) -> WorkingCalendar:
        """Without term dates."""
        return self._calendar


def _published_holidays() -> WorkingCalendar:
    file = resources() / "calendars" / "bank_holidays.json"
    events = json.loads(file.read_text("utf-8"))["england-and-wales"]["events"]
    days = {date.fromisoformat(each["date"]): str(each["title"]) for each in events}
    return WorkingCalendar(min(days).replace(month=1, day=1), max(days).replace(month=12, day=31), days)
