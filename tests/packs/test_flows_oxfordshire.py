"""Oxfordshire's state machines, written down from its Framework of 2013–14 and not read from the pack."""

from pathlib import Path

import pytest

from tests.helpers.flow_walk import Cast, Step, WrittenFlow
from tests.packs.flows import refuses_what_is_not_ready, walks_as_written

CAST = Cast(
    "oxfordshire",
    {
        "adviser": "idm",
        "senior_sil": "idm",
        "sil_inspections": "idm",
        "idm": "schools_and_learning_manager",
        "schools_and_learning_manager": "deputy_director",
        "deputy_director": "director",
        "director": None,
        "elected_member": None,
    },
    outside=("headteacher", "governing_body"),
)

LEVEL = WrittenFlow(
    council="oxfordshire",
    form="support_level_record",
    starts_in="light_touch",
    locked=frozenset({"powers"}),
    steps=(
        Step("risk_raised", ("light_touch",), "initial_visit", ("adviser", "idm"), sets="concern_raised"),
        Step("no_concern", ("initial_visit",), "light_touch", ("idm",), reason=True),
        Step(
            "add_support",
            ("light_touch", "initial_visit"),
            "additional",
            ("idm",),
            reason=True,
            sets="support_started",
        ),
        Step(
            "judged",
            ("light_touch", "initial_visit", "additional"),
            "post_inspection",
            ("adviser", "idm"),
            sets="judgement_made",
        ),
        Step(
            "monitor",
            ("post_inspection",),
            "monitoring_visit",
            ("adviser",),
            forms=("post_inspection_record",),
            does="monitored",
        ),
        Step(
            "go_termly",
            ("additional", "monitoring_visit"),
            "termly",
            ("adviser",),
            forms=("school_improvement_record",),
        ),
        Step(
            "find_inadequate",
            ("additional", "monitoring_visit", "termly"),
            "inadequate",
            ("adviser", "idm"),
            reason=True,
            sets="concern_raised",
        ),
        Step("contact", ("inadequate",), "manager_contact", ("idm",), sections=("contact",)),
        Step("go_on", ("manager_contact",), "termly", ("idm",), reason=True, does="resolved"),
        Step("commission_review", ("manager_contact", "high"), "independent_review", ("idm",), reason=True),
        Step(
            "review_received",
            ("independent_review",),
            "manager_contact",
            ("idm",),
            forms=("independent_review",),
            does="reviewed",
        ),
        Step(
            "call_challenge",
            ("manager_contact", "high"),
            "challenge_meeting",
            ("deputy_director",),
            reason=True,
        ),
        Step(
            "challenge_held",
            ("challenge_meeting",),
            "manager_contact",
            ("deputy_director", "idm"),
            sections=("challenge",),
            sets="meeting_held",
        ),
        Step(
            "self_nominate",
            (
                "light_touch",
                "initial_visit",
                "additional",
                "post_inspection",
                "monitoring_visit",
                "termly",
                "inadequate",
            ),
            "manager_contact",
            ("headteacher",),
            forms=("self_nomination",),
            sets="self_nominated",
        ),
        Step(
            "raise",
            (
                "light_touch",
                "additional",
                "termly",
                "manager_contact",
                "post_inspection",
                "monitoring_visit",
            ),
            "high",
            ("idm",),
            reason=True,
            sets="intervention_started",
        ),
        Step("explore_sponsor", ("high",), "sponsor", ("idm", "deputy_director"), reason=True),
        Step("sponsor_decided", ("sponsor",), "high", ("idm", "deputy_director"), reason=True),
        Step(
            "recommend_warning",
            ("high", "manager_contact"),
            "warning_recommended",
            ("idm",),
            reason=True,
            forms=("warning_notice_evidence",),
        ),
        Step("decline_warning", ("warning_recommended",), "high", ("deputy_director",), reason=True),
        Step(
            "warn",
            ("warning_recommended",),
            "warned",
            ("deputy_director",),
            forms=("warning_notice_evidence",),
            sets="notice_given",
        ),
        Step("not_complied", ("warned",), "eligible", ("deputy_director",), reason=True),
        Step("complied", ("warned",), "high", ("deputy_director",), reason=True, does="complied"),
        Step("consider_board", ("eligible",), "board", ("deputy_director",), reason=True),
        Step("exercise", ("eligible", "board"), "powers", ("deputy_director",), reason=True),
        Step(
            "step_down",
            ("additional", "termly", "high"),
            "light_touch",
            ("idm",),
            reason=True,
            does="exited",
        ),
        Step("step_down_one", ("high",), "additional", ("idm",), reason=True),
    ),
)

POST_INSPECTION = WrittenFlow(
    council="oxfordshire",
    form="post_inspection_record",
    starts_in="opened",
    locked=frozenset({"followed"}),
    steps=(
        Step("visit", ("opened",), "visited", ("adviser",), sections=("visited_on",), does="visited"),
        Step(
            "complete",
            ("visited",),
            "completed",
            ("adviser",),
            sections=("actions", "next_steps"),
            does="provided",
            signs=True,
        ),
        Step("return", ("completed",), "visited", ("idm",), reason=True),
        Step(
            "monitor",
            ("completed",),
            "monitored",
            ("adviser",),
            sections=("monitoring_visit_on",),
            does="monitored",
        ),
        Step("follow", ("monitored",), "followed", ("adviser",), forms=("school_improvement_record",)),
    ),
)

IMPROVEMENT = WrittenFlow(
    council="oxfordshire",
    form="school_improvement_record",
    starts_in="open",
    locked=frozenset({"closed"}),
    steps=(
        Step(
            "review",
            ("open", "escalated"),
            "reviewed",
            ("idm",),
            sections=("manager_reviews",),
            does="reviewed",
        ),
        Step("write_on", ("reviewed",), "open", ("adviser",)),
        Step("commission_review", ("open", "reviewed"), "under_review", ("idm",), reason=True),
        Step(
            "review_received",
            ("under_review",),
            "reviewed",
            ("idm",),
            forms=("independent_review",),
            does="reviewed",
        ),
        Step("escalate", ("open", "reviewed"), "escalated", ("idm",), reason=True),
        Step(
            "recommend_notice",
            ("escalated",),
            "notice_recommended",
            ("idm",),
            reason=True,
            forms=("warning_notice_evidence",),
        ),
        Step(
            "decide_notice",
            ("notice_recommended",),
            "reviewed",
            ("deputy_director",),
            reason=True,
            does="decided",
        ),
        Step("close", ("reviewed",), "closed", ("idm",), reason=True),
    ),
)

STATEMENT_OF_ACTION = WrittenFlow(
    council="oxfordshire",
    form="statement_of_action",
    starts_in="drafted",
    locked=frozenset({"submitted"}),
    steps=(
        Step("agree", ("drafted",), "agreed", ("idm",), signs=True),
        Step("return", ("agreed",), "drafted", ("idm",), reason=True),
        Step(
            "submit",
            ("agreed",),
            "submitted",
            ("idm", "deputy_director"),
            forms=("la_commentary",),
            does="submitted",
        ),
    ),
)

REGISTER = WrittenFlow(
    council="oxfordshire",
    form="concern_register_entry",
    starts_in="identified",
    steps=(
        Step(
            "nominate",
            ("identified", "discussed"),
            "nominated",
            ("headteacher",),
            forms=("self_nomination",),
            sets="self_nominated",
        ),
        Step(
            "discuss",
            ("identified",),
            "discussed",
            ("idm",),
            forms=("cause_for_concern",),
            sets="concern_raised",
        ),
        Step("register", ("discussed", "nominated"), "registered", ("idm",), reason=True),
        Step("let_be", ("discussed", "nominated"), "not_registered", ("idm",), reason=True),
        Step("leave", ("registered",), "left", ("idm",), reason=True, does="exited"),
    ),
)

WARNING = WrittenFlow(
    council="oxfordshire",
    form="warning_notice",
    starts_in="drafted",
    locked=frozenset({"given", "received", "judged", "rescinded", "eligible", "powers", "closed"}),
    steps=(
        Step("assemble", ("drafted",), "evidence", ("adviser", "idm"), forms=("warning_notice_evidence",)),
        Step("approve", ("evidence",), "approved", ("deputy_director",), signs=True),
        Step("return", ("evidence",), "drafted", ("deputy_director",), reason=True),
        Step(
            "give",
            ("approved",),
            "given",
            ("deputy_director",),
            sections=("matters",),
            forms=("warning_notice",),
            sets="notice_given",
            signs=True,
        ),
        Step("receive", ("given",), "received", ("governing_body",), sets="notice_received"),
        Step("judge", ("received",), "judged", ("deputy_director",), reason=True, does="decided"),
        Step("rescind", ("judged",), "rescinded", ("deputy_director",), reason=True),
        Step("make_eligible", ("judged",), "eligible", ("deputy_director",), reason=True),
        Step("exercise", ("eligible",), "powers", ("deputy_director",), reason=True),
        Step("close", ("eligible", "powers"), "closed", ("deputy_director",), reason=True),
    ),
)

BOARD = WrittenFlow(
    council="oxfordshire",
    form="ieb_application",
    starts_in="drafted",
    locked=frozenset({"approved", "applied"}),
    steps=(
        Step("approve", ("drafted",), "approved", ("deputy_director",), signs=True),
        Step("return", ("approved",), "drafted", ("deputy_director",), reason=True),
        Step("apply", ("approved",), "applied", ("deputy_director", "idm")),
    ),
)

FLOWS = pytest.mark.parametrize(
    "flow",
    [LEVEL, POST_INSPECTION, IMPROVEMENT, STATEMENT_OF_ACTION, REGISTER, WARNING, BOARD],
    ids=lambda flow: flow.form,
)


@FLOWS
def test_every_step_is_taken_as_written_and_every_other_is_refused(flow: WrittenFlow, tmp_path: Path) -> None:
    walks_as_written(flow, CAST, tmp_path)


@FLOWS
def test_a_step_waits_for_what_it_needs(flow: WrittenFlow, tmp_path: Path) -> None:
    refuses_what_is_not_ready(flow, CAST, tmp_path)
