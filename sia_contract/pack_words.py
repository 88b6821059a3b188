"""The closed vocabularies of framework packs: a new word here is a change of the program, with a test."""

from enum import StrEnum


class Layer(StrEnum):
    """Whether a pack is one council's, or law that lies under every council's."""

    COUNCIL = "council"
    STATUTORY = "statutory"


class Thing(StrEnum):
    """What a council may have its own word for."""

    ADVISER = "adviser"
    LINE_MANAGER = "line_manager"
    COUNCIL = "council"
    SCHOOL = "school"
    HEADTEACHER = "headteacher"
    CHAIR_OF_GOVERNORS = "chair_of_governors"
    GOVERNING_BODY = "governing_body"
    DISTRICT = "district"
    CASELOAD = "caseload"
    VISIT = "visit"
    NOTE_OF_VISIT = "note_of_visit"
    POST_INSPECTION_RECORD = "post_inspection_record"
    SCHOOL_IMPROVEMENT_RECORD = "school_improvement_record"
    SCHOOL_IMPROVEMENT_PLAN = "school_improvement_plan"
    RAISING_ACHIEVEMENT_PLAN = "raising_achievement_plan"
    STATEMENT_OF_ACTION = "statement_of_action"
    WARNING_NOTICE = "warning_notice"
    SELF_EVALUATION = "self_evaluation"
    CATEGORY = "category"
    LEVEL = "level"
    STAGE = "stage"
    STATUS = "status"
    CONCERN_REGISTER = "concern_register"
    STEERING_GROUP = "steering_group"
    PLAN_MEETING = "plan_meeting"
    TERM = "term"
    HALF_TERM = "half_term"


class Act(StrEnum):
    """What, once done, stops a clock."""

    PROVIDED = "provided"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    ISSUED = "issued"
    CIRCULATED = "circulated"
    PRESENTED = "presented"
    VISITED = "visited"
    MONITORED = "monitored"
    STARTED = "started"
    CONVENED = "convened"
    HELD = "held"
    DECIDED = "decided"
    REFERRED = "referred"
    RESPONDED = "responded"
    CONFIRMED = "confirmed"
    COMPLIED = "complied"
    SHARED = "shared"
    REPORTED = "reported"
    REVIEWED = "reviewed"
    IDENTIFIED = "identified"
    DATE_SET = "date_set"
    RESOLVED = "resolved"
    EXITED = "exited"
    ENDED = "ended"
    ALLOCATED = "allocated"


class SectionKind(StrEnum):
    """What is written in a section of a form."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    MONEY = "money"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    PEOPLE = "people"
    JUDGEMENT = "judgement"
    ACTIONS = "actions"
    ENTRIES = "entries"
    TABLE = "table"
    EVIDENCE = "evidence"
    GRADES = "grades"
    DISTRIBUTION = "distribution"
    DAYS = "days"
    RAG = "rag"
    CHECKLIST = "checklist"
    ATTENDANCE = "attendance"
    FILES = "files"
    SIGNATURE = "signature"


CHOOSING = frozenset({SectionKind.CHOICE, SectionKind.CHOICES, SectionKind.CHECKLIST})
"""The kinds that need choices."""
IN_COLUMNS = frozenset({SectionKind.TABLE, SectionKind.ENTRIES})
"""The kinds that have columns: `table` must say which, `entries` may."""
IN_CELLS = frozenset(
    {
        SectionKind.SHORT_TEXT,
        SectionKind.LONG_TEXT,
        SectionKind.DATE,
        SectionKind.TIME,
        SectionKind.NUMBER,
        SectionKind.MONEY,
        SectionKind.DAYS,
        SectionKind.YES_NO,
        SectionKind.CHOICE,
        SectionKind.RAG,
        SectionKind.EVIDENCE,
    }
)
"""The kinds that one cell of a table may hold."""


class SourceMark(StrEnum):
    """Where a section comes from: stated, implied by another rule, or proposed by us."""

    STATED = "S"
    IMPLIED = "I"
    PROPOSED = "P"


class Subject(StrEnum):
    """What a form or a flow is about."""

    SCHOOL = "school"
    VISIT = "visit"
    INSPECTION = "inspection"
    MEETING = "meeting"
    CATEGORY = "category"
    STATUS = "status"
    PLAN = "plan"
    NOTICE = "notice"
    SUPPORT = "support"
    DISTRICT = "district"
    COUNCIL = "council"


class PartyKind(StrEnum):
    """Where a role stands."""

    COUNCIL = "council"
    SCHOOL = "school"
    EXTERNAL = "external"
    BODY = "body"


class Match(StrEnum):
    """How many of the criteria make the category."""

    ALL = "all"
    ANY = "any"
    BEST_FIT = "best_fit"


class Tier(StrEnum):
    """Grouping on a screen that shows several councils; never a conversion."""

    UNIVERSAL = "universal"
    TARGETED = "targeted"
    INTENSIVE = "intensive"


class Use(StrEnum):
    """What an indicator is for."""

    KPI = "kpi"
    EVIDENCE = "evidence"
    DATA_PRODUCT = "data_product"
    EXIT_CRITERION = "exit_criterion"
    IMPACT = "impact"


class Concern(StrEnum):
    """Ofsted's own categories of concern, in the words of their years."""

    SPECIAL_MEASURES = "special_measures"
    SERIOUS_WEAKNESSES = "serious_weaknesses"
    SIGNIFICANT_IMPROVEMENT = "significant_improvement"
    NOTICE_TO_IMPROVE = "notice_to_improve"


class BeginsWith(StrEnum):
    """What is known already and is written into a section when its record is begun."""

    INSPECTION = "inspection"
    """The days of the inspection, in words."""
    GRADES = "inspection_grades"
    IMPROVEMENTS = "inspection_improvements"
    """The areas for improvement: a line of each, a row of each, or an action to be agreed for each."""
    STANDING = "standing"
    """What the school's category or level is, and since when."""


class Consequence(StrEnum):
    """What a trigger brings about; a person always does it."""

    OPEN_FORM = "open_form"
    CALL_MEETING = "call_meeting"
    ARRANGE_VISIT = "arrange_visit"
    PROPOSE_CATEGORY = "propose_category"
    PROPOSE_STATUS = "propose_status"
    CONSIDER_POWER = "consider_power"
    EXERCISE_POWER = "exercise_power"
    NOTIFY = "notify"
    REFER = "refer"
    RECORD_DECISION = "record_decision"
    NEEDS_OVERRIDE = "needs_override"
    NO_FURTHER_ACTION = "no_further_action"


class Holder(StrEnum):
    """Who holds a power."""

    COUNCIL = "council"
    SECRETARY_OF_STATE = "secretary_of_state"
    OFSTED = "ofsted"
    PARENTS = "parents"


class Charge(StrEnum):
    """Who pays for a service."""

    FREE = "free"
    SCHOOL = "school"
    SUBSIDISED = "subsidised"
    AGREEMENT = "agreement"
    SEPARATE = "separate"


class Method(StrEnum):
    """How quality is assured."""

    SAMPLE = "sample"
    ALL = "all"
    PEER_CHALLENGE = "peer_challenge"
    EXTERNAL_REVIEW = "external_review"
    PAIRED_VISIT = "paired_visit"
    LINE_REVIEW = "line_review"
    OTHER = "other"


class Presence(StrEnum):
    """Whether a member of a meeting must be there."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    INVITED = "invited"


class EntryKind(StrEnum):
    """The tables whose codes may be retired."""

    ROLE = "role"
    CATEGORY = "category"
    LEVEL = "level"
    STAGE = "stage"
    STATUS = "status"
    FORM = "form"
    SECTION = "section"
    TIMEFRAME = "timeframe"
    CADENCE = "cadence"
    MEETING = "meeting"
    FLOW = "flow"
    REPORT = "report"
    SETTING = "setting"


class Phase(StrEnum):
    """The phases of education, as GIAS tells them apart."""

    NURSERY = "nursery"
    PRIMARY = "primary"
    MIDDLE_PRIMARY = "middle_deemed_primary"
    MIDDLE_SECONDARY = "middle_deemed_secondary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all_through"
    SIXTEEN_PLUS = "sixteen_plus"
    NOT_APPLICABLE = "not_applicable"
