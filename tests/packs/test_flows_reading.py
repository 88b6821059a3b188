"""Reading's state machines, written down from its Framework of 2016 and not read from the pack."""

from pathlib import Path

import pytest

from tests.helpers.flow_walk import Cast, Step, WrittenFlow
from tests.packs.flows import refuses_what_is_not_ready, walks_as_written

CAST = Cast(
    "reading",
    {
        "adviser": "strategic_lead",
        "strategic_lead": "head_of_education",
        "head_of_education": "director",
        "director": None,
        "senior_officer": "head_of_education",
        "subject_adviser": None,
    },
    outside=("headteacher", "governing_body"),
)

CATEGORISATION = WrittenFlow(
    council="reading",
    form="categorisation",
    starts_in="evidence",
    locked=frozenset({"notified"}),
    steps=(
        Step(
            "agree_provisionally",
            ("evidence",),
            "provisional",
            ("adviser", "strategic_lead"),
            sections=("indicators", "provisional"),
            sets="category_proposed",
        ),
        Step("return", ("provisional", "shared"), "evidence", ("strategic_lead",), reason=True),
        Step("share", ("provisional",), "shared", ("adviser", "strategic_lead"), does="shared"),
        Step("agree", ("shared",), "agreed", ("strategic_lead",), reason=True, does="decided"),
        Step(
            "recommend",
            ("shared",),
            "recommended",
            ("strategic_lead",),
            reason=True,
            sections=("information_visit",),
        ),
        Step("hear", ("recommended",), "heard", ("head_of_education",), sections=("school_view",)),
        Step(
            "endorse", ("heard",), "endorsed", ("head_of_education",), reason=True, does="decided", signs=True
        ),
        Step("decline", ("heard",), "not_endorsed", ("head_of_education",), reason=True),
        Step(
            "notify",
            ("endorsed",),
            "notified",
            ("head_of_education", "strategic_lead"),
            forms=("category_letter",),
            sets="school_notified",
        ),
    ),
)

PLAN = WrittenFlow(
    council="reading",
    form="raising_achievement_plan",
    starts_in="drafted",
    locked=frozenset({"closed"}),
    steps=(
        Step("agree", ("drafted",), "agreed_by_adviser", ("adviser",), signs=True),
        Step("return_draft", ("agreed_by_adviser",), "drafted", ("strategic_lead",), reason=True),
        Step(
            "agree_finally",
            ("agreed_by_adviser",),
            "agreed",
            ("strategic_lead",),
            sections=("success_criteria", "criteria_explained"),
            signs=True,
        ),
        Step(
            "review",
            ("agreed", "under_review"),
            "under_review",
            ("strategic_lead", "head_of_education"),
            forms=("rap_minutes",),
            does="reviewed",
        ),
        Step(
            "close",
            ("under_review",),
            "closed",
            ("strategic_lead",),
            forms=("exit_record",),
            approved_by=("head_of_education",),
        ),
    ),
)

EXIT = WrittenFlow(
    council="reading",
    form="exit_record",
    starts_in="assessed",
    locked=frozenset({"told"}),
    steps=(
        Step(
            "request",
            ("assessed",),
            "requested",
            ("strategic_lead",),
            sections=("criteria", "impact"),
            signs=True,
        ),
        Step("approve", ("requested",), "approved", ("head_of_education",), signs=True),
        Step("decline", ("requested",), "declined", ("head_of_education",), reason=True),
        Step(
            "tell",
            ("approved",),
            "told",
            ("head_of_education", "strategic_lead"),
            forms=("category_letter",),
            sets="school_notified",
            does="exited",
        ),
    ),
)

VERIFICATION = WrittenFlow(
    council="reading",
    form="rap_verification",
    starts_in="drafted",
    locked=frozenset({"verified"}),
    steps=(Step("verify", ("drafted",), "verified", ("adviser",), sections=("findings",), does="monitored"),),
)

MINUTES = WrittenFlow(
    council="reading",
    form="rap_minutes",
    starts_in="draft",
    locked=frozenset({"approved"}),
    steps=(
        Step(
            "approve",
            ("draft",),
            "approved",
            ("strategic_lead", "head_of_education"),
            sections=("key_points", "impact", "outcome"),
            does="confirmed",
        ),
    ),
)

STATEMENT_OF_ACTION = WrittenFlow(
    council="reading",
    form="statement_of_action",
    starts_in="drafted",
    locked=frozenset({"submitted"}),
    steps=(
        Step(
            "submit",
            ("drafted",),
            "submitted",
            ("head_of_education",),
            sections=("sponsored_academy", "interim_board"),
            does="submitted",
            signs=True,
        ),
    ),
)

DISPUTE = WrittenFlow(
    council="reading",
    form="warning_notice",
    starts_in="discussed",
    locked=frozenset({"given", "complied", "eligible", "exercised"}),
    steps=(
        Step("settle", ("discussed",), "settled", ("adviser",)),
        Step("draft", ("discussed",), "drafted", ("strategic_lead",)),
        Step(
            "give",
            ("drafted",),
            "given",
            ("director",),
            sections=("matters", "compliance_ends"),
            approved_by=("head_of_education",),
            sets="notice_given",
            signs=True,
        ),
        Step("judge_complied", ("given",), "complied", ("head_of_education",), reason=True, does="complied"),
        Step("judge_not_complied", ("given",), "eligible", ("head_of_education",), reason=True),
        Step("exercise", ("eligible",), "exercised", ("director",), reason=True),
    ),
)

FLOWS = pytest.mark.parametrize(
    "flow",
    [CATEGORISATION, PLAN, VERIFICATION, MINUTES, EXIT, STATEMENT_OF_ACTION, DISPUTE],
    ids=lambda flow: flow.form,
)


@FLOWS
def test_every_step_is_taken_as_written_and_every_other_is_refused(flow: WrittenFlow, tmp_path: Path) -> None:
    walks_as_written(flow, CAST, tmp_path)


@FLOWS
def test_a_step_waits_for_what_it_needs(flow: WrittenFlow, tmp_path: Path) -> None:
    refuses_what_is_not_ready(flow, CAST, tmp_path)
