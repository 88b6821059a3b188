"""Letters, claims and statements of Oldham and Staffordshire: drafted, approved by whom, sent.

Written down from the councils' documents and not read from the packs.
"""

from pathlib import Path

import pytest

from sia_contract.load_pack import councils
from sia_contract.resources import resources
from sia_desktop.frameworks.shelf import Shelf
from tests.helpers.flow_walk import TODAY, Cast, Step, WrittenFlow
from tests.packs.flows import refuses_what_is_not_ready, walks_as_written

OLDHAM = Cast("oldham", {"adviser": "head_of_schools", "head_of_schools": None}, outside=("governing_body",))
STAFFORDSHIRE = Cast(
    "staffordshire",
    {
        "adviser": "dsim",
        "dsim": "head_of_sid",
        "head_of_sid": "corporate_director",
        "corporate_director": None,
    },
    outside=("core_group",),
)


def letter(council: str, form: str, approver: str, sender: str, does: str = "") -> WrittenFlow:
    """A letter that one role approves and signs, and that one of two sends."""
    return WrittenFlow(
        council=council,
        form=form,
        starts_in="drafted",
        locked=frozenset({"approved", "sent"}),
        steps=(
            Step("approve", ("drafted",), "approved", (approver,), signs=True),
            Step("return", ("approved",), "drafted", (approver,), reason=True),
            Step("send", ("approved",), "sent", (approver, sender), does=does),
        ),
    )


LETTERS = (
    letter("oldham", "category_letter", "head_of_schools", "adviser", "shared"),
    letter("staffordshire", "ofsted_appeal", "head_of_sid", "dsim"),
)
CLAIM = WrittenFlow(
    council="staffordshire",
    form="sip_claim",
    starts_in="claimed",
    locked=frozenset({"approved"}),
    steps=(Step("approve", ("claimed",), "approved", ("dsim",)),),
)
STATEMENT = WrittenFlow(
    council="staffordshire",
    form="statement_of_action",
    starts_in="drafted",
    locked=frozenset({"approved", "submitted"}),
    steps=(
        Step("approve", ("drafted",), "approved", ("dsim",), approved_by=("core_group",), signs=True),
        Step("return", ("approved",), "drafted", ("dsim", "head_of_sid"), reason=True),
        Step("submit", ("approved",), "submitted", ("head_of_sid",), does="submitted"),
    ),
)
OLDHAM_NOTICE = WrittenFlow(
    council="oldham",
    form="warning_notice",
    starts_in="considered",
    locked=frozenset({"given", "complied", "not_complied", "powers"}),
    steps=(
        Step("meet", ("considered",), "met", ("head_of_schools",), forms=("pre_notice_record",)),
        Step("warn", ("met",), "warned", ("head_of_schools",), forms=("pre_warning_letter",)),
        Step(
            "give",
            ("warned", "met"),
            "given",
            ("head_of_schools",),
            reason=True,
            forms=("pre_notice_record", "warning_notice"),
            signs=True,
        ),
        Step("drop", ("considered", "met", "warned"), "dropped", ("head_of_schools",), reason=True),
        Step("comply", ("given",), "complied", ("head_of_schools",), reason=True),
        Step("not_comply", ("given",), "not_complied", ("head_of_schools",), reason=True),
        Step(
            "exercise",
            ("not_complied",),
            "powers",
            ("head_of_schools",),
            reason=True,
            forms=("commissioner_letter",),
        ),
    ),
)
ISSUERS = ("corporate_director", "deputy_corporate_director")
STAFFORDSHIRE_NOTICE = WrittenFlow(
    council="staffordshire",
    form="warning_notice",
    starts_in="drafted",
    locked=frozenset({"given", "responded", "judged_not_met", "rescinded", "powers", "closed"}),
    steps=(
        Step("assemble", ("drafted",), "evidenced", ("dsim",), sections=("evidence",)),
        Step("approve", ("evidenced",), "approved", ("head_of_sid",), reason=True, signs=True),
        Step("decline", ("evidenced",), "not_approved", ("head_of_sid",), reason=True),
        Step("give", ("approved",), "given", ISSUERS, forms=("warning_notice",), signs=True),
        Step("respond", ("given",), "responded", ("head_of_sid",)),
        Step("rescind", ("given", "responded", "judged_not_met"), "rescinded", ISSUERS, reason=True),
        Step("judge_not_met", ("given", "responded"), "judged_not_met", ("head_of_sid",), reason=True),
        Step("exercise", ("judged_not_met",), "powers", ("corporate_director",), reason=True),
        Step("close", ("powers",), "closed", ("corporate_director",), reason=True),
    ),
)
SAME_FLOW = {
    "oldham": {"pre_warning_letter": "category_letter", "commissioner_letter": "category_letter"},
    "staffordshire": {"scc_notification": "ofsted_appeal", "budget_claim": "sip_claim"},
}
FLOWS = pytest.mark.parametrize(
    "flow",
    [*LETTERS, CLAIM, STATEMENT, OLDHAM_NOTICE, STAFFORDSHIRE_NOTICE],
    ids=lambda flow: f"{flow.council} {flow.form}",
)


@FLOWS
def test_every_step_is_taken_as_written_and_every_other_is_refused(flow: WrittenFlow, tmp_path: Path) -> None:
    walks_as_written(flow, OLDHAM if flow.council == "oldham" else STAFFORDSHIRE, tmp_path)


@FLOWS
def test_a_step_waits_for_what_it_needs(flow: WrittenFlow, tmp_path: Path) -> None:
    refuses_what_is_not_ready(flow, OLDHAM if flow.council == "oldham" else STAFFORDSHIRE, tmp_path)


@pytest.mark.parametrize("council", SAME_FLOW)
def test_the_other_letters_and_claims_go_the_same_way(council: str) -> None:
    framework = Shelf(resources()).current(council, TODAY)
    for form, like in SAME_FLOW[council].items():
        assert framework.form(form).flow == framework.form(like).flow


@pytest.mark.parametrize("council", councils(resources() / "frameworks"))
def test_every_form_that_names_who_approves_it_goes_through_steps(council: str) -> None:
    framework = Shelf(resources()).current(council, TODAY)
    for form in framework.forms:
        flow = framework.flow_of(form.code)
        if not form.approvals:
            continue
        assert flow is not None, form.code
        takers = {role for move in flow.moves for role in (*move.by, *move.approved_by)}
        assert takers >= set(form.approvals), form.code
