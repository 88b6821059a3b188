"""The closed vocabularies of time limits and of what comes round: units, day sets, anchors, strengths."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way a time limit runs from its anchor, and what reaching its end means."""

    AFTER = "after"
    BEFORE = "before"
    WINDOW = "window"
    MAXIMUM = "maximum"
    THRESHOLD = "threshold"
    BY_DATE = "by_date"
    ON = "on"
    IMMEDIATE = "immediate"
    UNDEFINED = "undefined"


COUNTED = frozenset(
    {Direction.AFTER, Direction.BEFORE, Direction.WINDOW, Direction.MAXIMUM, Direction.THRESHOLD}
)
"""The directions that need an amount and a unit."""


class Unit(StrEnum):
    """What is counted."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HALF_TERM = "half_term"
    TERM = "term"
    ACADEMIC_YEAR = "academic_year"
    FINANCIAL_YEAR = "financial_year"


class DaySet(StrEnum):
    """The days a rule counts."""

    CALENDAR_DAY = "calendar_day"
    WORKING_DAY = "working_day"
    COUNCIL_WORKING_DAY = "council_working_day"
    INSPECTION_WORKING_DAY = "inspection_working_day"
    SCHOOL_DAY = "school_day"


class Counting(StrEnum):
    """Where the count starts: inclusivity."""

    DAY_AFTER = "day_after"
    DAY_ZERO = "day_zero"
    BEGINNING_WITH = "beginning_with"
    DAY_BEFORE = "day_before"
    CLEAR_DAYS = "clear_days"


BACKWARD = frozenset({Counting.DAY_BEFORE, Counting.CLEAR_DAYS})
"""The ways of counting that belong to rules of the direction `before`, and only to those."""


class NamedDay(StrEnum):
    """A day that comes round each year."""

    AUTUMN_TERM_START = "autumn_term_start"
    ACADEMIC_YEAR_START = "academic_year_start"
    FINANCIAL_YEAR_START = "financial_year_start"


class Strength(StrEnum):
    """How hard a time limit binds; only a hard one blocks or turns red."""

    HARD = "hard"
    EXPECTED = "expected"
    TARGET = "target"
    UNDEFINED = "undefined"


class Mark(StrEnum):
    """A caution that stands beside a rule wherever it is shown."""

    HISTORIC = "historic"
    UNVERIFIED = "unverified"
    INFERRED = "inferred"


class Anchor(StrEnum):
    """The dated facts of a record that clocks start from."""

    VISIT_ENDED = "visit_ended"
    INSPECTION_ANNOUNCED = "inspection_announced"
    INSPECTION_STARTED = "inspection_started"
    INSPECTION_ENDED = "inspection_ended"
    ORAL_FEEDBACK_GIVEN = "oral_feedback_given"
    JUDGEMENT_MADE = "judgement_made"
    REPORT_PUBLISHED = "report_published"
    RESULTS_PUBLISHED = "results_published"
    CONCERN_RAISED = "concern_raised"
    SELF_NOMINATED = "self_nominated"
    REQUEST_RECEIVED = "request_received"
    CATEGORY_PROPOSED = "category_proposed"
    CATEGORY_DECIDED = "category_decided"
    SCHOOL_NOTIFIED = "school_notified"
    INTERVENTION_STARTED = "intervention_started"
    SUPPORT_STARTED = "support_started"
    DEPLOYMENT_STARTED = "deployment_started"
    HEADSHIP_STARTED = "headship_started"
    MEETING_HELD = "meeting_held"
    NEXT_MEETING = "next_meeting"
    ACTION_DUE = "action_due"
    SECOND_MONITORING_VISIT_HELD = "second_monitoring_visit_held"
    URGENT_NOTICE_GIVEN = "urgent_notice_given"
    NOTICE_GIVEN = "notice_given"
    NOTICE_RECEIVED = "notice_received"
    PAY_NOTICE_GIVEN = "pay_notice_given"
    DIRECTED_NOTICE_GIVEN = "directed_notice_given"
    COMPLIANCE_ENDS = "compliance_ends"
    REPRESENTATIONS_RECEIVED = "representations_received"
    NOTICE_CONFIRMED = "notice_confirmed"
    LAST_OCCURRENCE = "last_occurrence"
    TERM_STARTED = "term_started"
    ACADEMIC_YEAR_STARTED = "academic_year_started"
    FINANCIAL_YEAR_STARTED = "financial_year_started"


class Recurrence(StrEnum):
    """How a cadence repeats: never one model for the three."""

    INTERVAL = "interval"
    COVERAGE = "coverage"
    COUNT = "count"
    UNSTATED = "unstated"


class Period(StrEnum):
    """The stretch of time inside which something must happen."""

    WEEK = "week"
    MONTH = "month"
    HALF_TERM = "half_term"
    TERM = "term"
    ACADEMIC_YEAR = "academic_year"
    FINANCIAL_YEAR = "financial_year"
    CALENDAR_YEAR = "calendar_year"


class Counted(StrEnum):
    """What a count counts."""

    OCCURRENCE = "occurrence"
    DAY = "day"


class TermsMeant(StrEnum):
    """What this council's documents mean by a term."""

    THREE = "autumn_spring_summer"
    SIX = "six_short_terms"


class SchoolTerm(StrEnum):
    """The three terms of a school year."""

    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"
