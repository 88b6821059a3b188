"""Schools change hands: what is gained flows whole, what is lost is withdrawn and announced."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sia_central.services.caseloads import assign
from sia_central.services.categories import decide_category
from sia_central.services.refused import Refused
from sia_central.storage.migrate import downgrade, upgrade
from sia_contract.changes import OutcomeStatus, Withdrawn
from tests.central.hall import grant
from tests.central.laptop import VISITED_ON, Laptop, change
from tests.central.test_casework import record
from tests.central.test_push_and_pull import act
from tests.helpers.a_central import ACentral, Colleague


def test_a_reassigned_school_flows_whole_and_leaves_the_former_laptop(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser).syncs()
    otto = Laptop.of(central, central.other).syncs()
    lena = Laptop.of(central, central.lead).syncs()
    urn = central.urns[0]
    visit = anna.visit(urn)
    anna.sends(visit, anna.note(visit))
    before = lena.syncs().held("visit")

    central.assign(central.other, urn)
    central.unassign(central.adviser, urn)

    assert anna.syncs().withdrawn == [Withdrawn(urn=urn, announced=True)]
    assert str(urn) not in anna.held("school")
    assert anna.counts == {kind: len(anna.held(kind)) for kind in anna.counts}
    otto.syncs()
    assert set(otto.held("school")) == {str(urn)}
    assert set(otto.held("visit")) == {visit.id}
    assert len(otto.held("note_of_visit")) == 1
    assert otto.counts == {kind: len(otto.held(kind)) for kind in otto.counts}
    assert lena.syncs().held("visit") == before
    assert not lena.withdrawn


def test_whoever_manages_nobody_with_the_school_loses_sight_of_it_too(central: ACentral) -> None:
    lena = Laptop.of(central, central.lead).syncs()
    central.unassign(central.adviser, *central.urns[:3])
    lena.syncs()
    assert {each.urn for each in lena.withdrawn} == set(central.urns[:3])
    assert len(lena.held("school")) == 58


def test_whoever_sees_every_school_is_told_of_no_withdrawal(central: ACentral) -> None:
    hana = Laptop.of(central, central.add("Hana Head", "head_of_education")).syncs()
    central.unassign(central.adviser, central.urns[0])
    assert not hana.syncs().withdrawn
    assert len(hana.held("school")) == 61


def test_a_school_that_comes_back_is_not_withdrawn_on_the_way(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser).syncs()
    central.unassign(central.adviser, central.urns[0])
    central.assign(central.adviser, central.urns[0])
    anna.syncs()
    assert not anna.withdrawn
    assert anna.counts == {kind: len(anna.held(kind)) for kind in anna.counts}


@pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
def test_who_only_comes_along_from_now_on_keeps_the_school_and_nothing_restricted(
    set_up: ACentral, central: ACentral
) -> None:
    anna, lena = (Laptop.of(central, each).syncs() for each in (central.adviser, central.lead))
    urn = central.urns[0]
    central.assign(central.other, urn)
    otto, form = Laptop.of(central, central.other), "headteacher_appraisal"
    visit, apart = anna.visit(urn), record(anna, urn, form, compartment=form, state="", answers={})
    said = act(anna, apart, act="clash_settled")
    assert {each.status for each in anna.sends(visit, apart, said)} == {OutcomeStatus.APPLIED}
    held = otto.syncs().records["case_record", apart.id]
    assert set(otto.held("act")) == {said.id}

    comes_along = grant(lena, urn, otto, "paired", datetime.now(UTC).date())
    assert lena.sends(comes_along)[0].status is OutcomeStatus.APPLIED
    otto.syncs()
    central.unassign(central.other, urn)
    assert not {getattr(each, "id", "") for each in otto.ask().page} & {apart.id, said.id}
    assert set(otto.held("visit")) == {visit.id}
    assert (otto.held("case_record"), otto.held("act")) == ({}, {})
    assert otto.counts == {kind: len(otto.held(kind)) for kind in otto.counts}

    # and who came along already, when such records were not kept from them yet
    otto.records["case_record", apart.id] = held
    downgrade(set_up.store.engine, "0008")
    upgrade(set_up.store.engine)
    anna.sends(
        anna.visit(urn)
    )  # central as it runs remembers what it counted; one that was upgraded does not
    otto.syncs()
    assert otto.held("case_record") == {}
    assert otto.counts == {kind: len(otto.held(kind)) for kind in otto.counts}


@pytest.mark.parametrize("set_up", ["sqlite"], indirect=True)
@pytest.mark.parametrize("days_before", [0, 3])
def test_cover_that_ends_leaves_nothing_restricted_with_who_goes_on_to_come_along(
    set_up: ACentral, central: ACentral, days_before: int
) -> None:
    anna, otto, lena = (
        Laptop.of(central, each).syncs() for each in (central.adviser, central.other, central.lead)
    )
    urn, form, today = central.urns[0], "headteacher_appraisal", datetime.now(UTC).date()
    visit, apart = anna.visit(urn), record(anna, urn, form, compartment=form, state="", answers={})
    anna.sends(visit, apart)
    cover = grant(lena, urn, otto, "cover", today - timedelta(days=days_before))
    lena.sends(cover, grant(lena, urn, otto, "paired", today))
    assert set(otto.syncs().held("case_record")) == {apart.id}

    ended = {"by": cover.payload["by"], "at": datetime.now(UTC).isoformat(), "reason": "Anna is back"}
    assert lena.sends(change("access_grant", cover.id, {**cover.payload, "ended": ended}, 1))[0].revision == 2
    otto.syncs()
    assert (set(otto.held("visit")), otto.held("case_record")) == ({visit.id}, {})
    assert otto.counts == {kind: len(otto.held(kind)) for kind in otto.counts}


def test_a_former_advisers_visit_is_handed_over_and_the_rest_is_kept(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser).syncs()
    kept, gone = anna.visit(central.urns[0]), anna.visit(central.urns[1])
    central.unassign(central.adviser, central.urns[1])
    first, second = anna.sends(kept, gone)
    assert (first.status, second.status) == (OutcomeStatus.APPLIED, OutcomeStatus.HELD)
    assert anna.sends(gone)[0] == second


def test_a_stranger_hands_nothing_over(central: ACentral) -> None:
    otto = Laptop.of(central, central.other).syncs()
    (outcome,) = otto.sends(otto.visit(central.urns[0]))
    assert outcome.status is OutcomeStatus.REFUSED


def test_assigning_again_changes_nothing(central: ACentral) -> None:
    anna = Laptop.of(central, central.adviser).syncs()
    cursor = anna.cursor
    central.assign(central.adviser, *central.urns)
    central.unassign(central.other, central.urns[0])
    assert anna.syncs().cursor == cursor


def test_an_assignment_names_its_schools_and_its_day(set_up: ACentral) -> None:
    now = datetime.now(UTC)
    tomorrow = (now + timedelta(days=1)).date()
    for urns, on, says in (
        ([set_up.urns[0]], tomorrow, "has not come yet"),
        ([100000, set_up.urns[0]], now.date(), "100000"),
        ([], now.date(), "--urn"),
    ):
        with pytest.raises(Refused, match=says):
            assign(set_up.store, set_up.council, set_up.other.email, urns, on, now)
    stranger = replace(set_up.other, email="nobody@reading.example")
    with pytest.raises(Refused, match=r"nobody@reading\.example"):
        set_up.assign(stranger, set_up.urns[0])


def test_a_category_is_decided_once_a_day_and_reaches_the_laptop(central: ACentral) -> None:
    def decide(
        category: str = "G",
        reason: str = "Reviewed in autumn",
        urn: int = central.urns[0],
        by: Colleague = central.lead,
    ) -> None:
        decide_category(
            central.store,
            central.council,
            urn=urn,
            category=category,
            by=by.email,
            reason=reason,
            on=VISITED_ON,
            at=datetime.now(UTC),
        )

    decide()
    (decision,) = Laptop.of(central, central.adviser).syncs().held("category_decision").values()
    assert decision.payload["category"] == "G"
    assert decision.payload["decided_by"] == str(central.lead.person_id)
    with pytest.raises(Refused, match="no category X"):
        decide("X")
    with pytest.raises(Refused, match="reason"):
        decide(reason=" ")
    with pytest.raises(Refused, match="that day"):
        decide()
    with pytest.raises(Refused, match="100000"):
        decide(urn=100000)
    with pytest.raises(Refused, match="may not decide"):
        decide(urn=central.urns[1], by=central.adviser)
