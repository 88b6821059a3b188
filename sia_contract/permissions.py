"""Who may do what, to whose schools: one pure answer, asked on the laptop and again at the council."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from typing import Final, Protocol


class Action(StrEnum):
    """Everything a role may be allowed to do."""

    READ_SCHOOL = "read_school"
    LOG_VISIT = "log_visit"
    VOID_VISIT = "void_visit"
    READ_NOTE = "read_note"
    WRITE_NOTE = "write_note"
    SIGN_NOTE = "sign_note"
    PROVIDE_NOTE = "provide_note"
    SUPERSEDE_NOTE = "supersede_note"
    SAMPLE_NOTE = "sample_note"
    RECORD_INSPECTION = "record_inspection"
    READ_CASE_RECORD = "read_case_record"
    WRITE_CASE_RECORD = "write_case_record"
    MOVE_CASE_RECORD = "move_case_record"
    PLAN_RAISING_ACHIEVEMENT = "plan_raising_achievement"
    AGREE_RAISING_ACHIEVEMENT = "agree_raising_achievement"
    CALL_MEETING = "call_meeting"
    CHAIR_MEETING = "chair_meeting"
    ISSUE_PAPERS = "issue_papers"
    APPROVE_MINUTES = "approve_minutes"
    OVERRIDE_LIMIT = "override_limit"
    CHOOSE_READING = "choose_reading"
    CHANGE_SETTING = "change_setting"
    PROPOSE_CATEGORY = "propose_category"
    DECIDE_CATEGORY = "decide_category"
    APPROVE_EXIT = "approve_exit"
    APPROVE_NOTICE = "approve_notice"
    ISSUE_NOTICE = "issue_notice"
    EXERCISE_POWER = "exercise_power"
    ALLOCATE_DAYS = "allocate_days"
    ASSIGN_CASELOAD = "assign_caseload"
    READ_REPORTS = "read_reports"
    READ_APPRAISAL = "read_appraisal"
    SETTLE_CLASH = "settle_clash"


class Relation(StrEnum):
    """How a person stands to a school on the day in question."""

    OWN_CASELOAD = "own_caseload"
    COVER = "cover"
    """The line manager gave them the school for a stated time."""
    LINE = "line"
    PAIRED = "paired"
    """They come along to a colleague's school, for a stated time."""
    AREA = "area"
    """The school lies in their district or home borough."""
    COUNCIL = "council"
    STRANGER = "stranger"


PAIRED: Final = frozenset({Action.READ_SCHOOL, Action.READ_NOTE, Action.READ_CASE_RECORD, Action.WRITE_NOTE})
"""What a paired visitor may do of what they may do to a school of their own."""


class Grants(Protocol):
    """A role, as far as permissions go: what it may do to its own, its line's and any school."""

    @property
    def may(self) -> Collection[str]:
        """Actions for schools on the person's own caseload."""

    @property
    def may_for_line(self) -> Collection[str]:
        """Actions for schools of those who report to them, directly or through others."""

    @property
    def may_for_area(self) -> Collection[str]:
        """Actions for schools of their own district or home borough."""

    @property
    def may_for_council(self) -> Collection[str]:
        """Actions for every school of the council."""


def may(role: Grants, action: Action, relation: Relation) -> bool:
    """Whether someone in this role may do this to a school they stand in this relation to.

    The narrower relation includes the wider: what holds for every school of the council holds for
    the line's schools and one's own too. A stranger, from another council or with no role, may nothing.
    """
    match relation:
        case Relation.OWN_CASELOAD | Relation.COVER:
            return action in role.may or action in role.may_for_line or action in role.may_for_council
        case Relation.LINE:
            return action in role.may_for_line or action in role.may_for_council
        case Relation.PAIRED:
            return (action in PAIRED and action in role.may) or action in role.may_for_council
        case Relation.AREA:
            return action in role.may_for_area or action in role.may_for_council
        case Relation.COUNCIL:
            return action in role.may_for_council
        case Relation.STRANGER:
            return False


def may_any(role: Grants, action: Action, relations: Iterable[Relation]) -> bool:
    """Whether someone who stands in all these relations to a school may do this to it."""
    return any(may(role, action, relation) for relation in relations)


def is_above(upper: str, lower: str, reports_to: Mapping[str, str | None]) -> bool:
    """Whether the role `lower` reports to `upper`, directly or through others."""
    seen: set[str] = set()
    above = reports_to.get(lower)
    while above is not None and above not in seen:
        if above == upper:
            return True
        seen.add(above)
        above = reports_to.get(above)
    return False
