"""The columns of Ofsted's management information, in each of its layouts; found by name, never by place."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

NOT_A_GRADE: Final = frozenset({"", "null", "none", "0", "8", "9", "not judged", "not applicable"})
"""What stands where no grade was given: never shown as one."""

CONCERNS: Final = {
    "SM": "special_measures",
    "SWK": "serious_weaknesses",
    "NTI": "notice_to_improve",
    "RSI": "significant_improvement",
}

OLD_AREAS: Final = {
    "quality of education": "quality_of_education",
    "behaviour and attitudes": "behaviour_and_attitudes",
    "personal development": "personal_development",
    "effectiveness of leadership and management": "leadership",
    "early years provision (where applicable)": "early_years",
    "sixth form provision (where applicable)": "sixth_form",
}
CARD_AREAS: Final = {
    "safeguarding standards": "safeguarding",
    "inclusion": "inclusion",
    "curriculum and teaching": "curriculum_and_teaching",
    "achievement": "achievement",
    "attendance and behaviour": "attendance_and_behaviour",
    "personal development and wellbeing": "personal_development",
    "early years (where applicable)": "early_years",
    "post-16 provision (where applicable)": "post_16",
    "leadership and governance": "leadership",
}


@dataclass(frozen=True, slots=True)
class Then:
    """The columns that say whether the inspection was of this school or of one before it."""

    relates: str
    urn: str
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """One inspection's columns within a row."""

    kind: str
    number: str
    started: str
    published: str
    ended: str = ""
    then: Then | None = None
    overall: str = ""
    concern: str = ""
    outcome: str = ""
    areas: Mapping[str, str] | None = None
    """Column to area; the names of the columns as they stand in this layout."""


def _then(of: str, at_time_of: str, named_at: str = "") -> Then:
    return Then(
        f"does the {of} relate to the urn of the current school?",
        f"urn at time of {at_time_of}",
        f"school name at time of {named_at or at_time_of}",
    )


def _led(lead: str, areas: Mapping[str, str]) -> dict[str, str]:
    return {f"{lead} {column}": area for column, area in areas.items()}


_SECTION_8 = Block(
    "ungraded",
    "latest section 8 inspection number since last full inspection",
    "date of latest section 8 inspection",
    "section 8 inspection publication date",
    outcome="section 8 inspection overall outcome",
    then=_then("section 8 inspection", "the section 8 inspection", "the latest section 8 inspection"),
)
_UNGRADED_B = Block(
    "ungraded",
    "latest ungraded inspection number since last graded inspection",
    "date of latest ungraded inspection",
    "ungraded inspection publication date",
    outcome="ungraded inspection overall outcome",
    then=_then("ungraded inspection", "the ungraded inspection", "the latest ungraded inspection"),
)
_UNGRADED_C = Block(
    "ungraded",
    "latest ungraded inspection number",
    "date of latest ungraded inspection",
    "ungraded inspection publication date",
    outcome="ungraded inspection overall outcome",
    then=_then("ungraded inspection", "the ungraded inspection"),
)


def _graded(number: str, prefix: str, of: str, ended: str = "") -> Block:
    lead = f"{prefix} " if prefix else ""
    overall = f"{of} overall effectiveness" if prefix else "overall effectiveness"
    return Block(
        "graded",
        number,
        f"{lead}inspection start date",
        f"{lead}publication date",
        ended,
        then=_then(of if prefix else f"latest {of}", of if prefix else f"latest {of}"),
        overall=overall,
        concern=f"{lead}category of concern",
        areas=_led(prefix, OLD_AREAS) if prefix else OLD_AREAS,
    )


_CARD = Block(
    "graded",
    "inspection number of latest full inspection",
    "inspection start date",
    "publication date",
    then=_then("latest full inspection", "latest full inspection"),
    concern="category of concern",
    areas=CARD_AREAS,
)
_OEIF = Block(
    "graded",
    "inspection number of latest oeif graded inspection",
    "inspection start date of latest oeif graded inspection",
    "publication date of latest oeif graded inspection",
    then=_then("latest oeif graded inspection", "latest oeif graded inspection"),
    overall="latest oeif overall effectiveness",
    concern="latest oeif category of concern",
    areas=_led("latest oeif", OLD_AREAS),
)
_CARD_ALONE = Block(
    "graded",
    "inspection number",
    "inspection start date",
    "publication date",
    concern="category of concern",
    areas=CARD_AREAS,
)

LAYOUTS: Final[Mapping[str, tuple[Block, ...]]] = {
    "latest inspections, from November 2025": (_CARD, _OEIF, _UNGRADED_C),
    "report cards, from November 2025": (_CARD_ALONE,),
    "state-funded schools, 2024/25": (
        _graded("inspection number of latest graded inspection", "", "graded inspection"),
        _graded("previous inspection number", "previous", "previous graded inspection"),
        _UNGRADED_B,
    ),
    "state-funded schools, to 2024": (
        _graded("inspection number of latest full inspection", "", "full inspection", "inspection end date"),
        _graded(
            "previous full inspection number",
            "previous",
            "previous full inspection",
            "previous inspection end date",
        ),
        _SECTION_8,
    ),
}
"""The first whose every column is there is the file's; the order matters only for their speed."""


def needed(blocks: Collection[Block]) -> frozenset[str]:
    """The columns without which a file is not of this layout."""
    found = {"urn", "school name"}
    for block in blocks:
        single = (
            block.number, block.started, block.published, block.ended,
            block.overall, block.concern, block.outcome,
            *((block.then.relates, block.then.urn, block.then.name) if block.then else ()),
        )  # fmt: skip
        found |= {column for column in (*single, *(block.areas or ())) if column}
    return frozenset(found)
