"""What central takes in of casework: by whom, in whose name, and only what the council's flow allows."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from sia_central.services.proposed_facts import proposed_facts
from sia_contract.changes import Change, OutcomeStatus
from sia_contract.kinds import derived_id
from sia_contract.problems import ProblemCode
from tests.central.laptop import NOON, Laptop, change, edited, signing
from tests.central.test_push_and_pull import act, anna, otto, refusal, urn
from tests.helpers.a_central import ACentral

__all__ = ["anna", "otto", "urn"]

APPLIED = OutcomeStatus.APPLIED


@pytest.fixture
def lena(central: ACentral) -> Laptop:
    """The Strategic Lead's laptop."""
    return Laptop.of(central, central.lead).syncs()


def me(laptop: Laptop) -> str:
    """Whose laptop it is."""
    return str(laptop.me.person_id)


def record(laptop: Laptop, urn: int | None, form: str = "categorisation", **other: Any) -> Change:
    """A record of a form, as its opener's laptop sends it."""
    payload: dict[str, Any] = {
        "urn": urn,
        "form": form,
        "pack": "reading",
        "pack_version": "2016.1",
        "about_kind": "school" if urn else "council",
        "about_id": str(urn or "reading"),
        "opened_by": me(laptop),
        "opened_on": "2026-04-01",
        "state": "evidence",
        "answers": {"indicators": [{"indicator": "KS2", "rag": "red"}], "provisional": "R"},
    }
    return change("case_record", str(uuid4()), payload | other)


def step(laptop: Laptop, **other: Any) -> dict[str, Any]:
    """The first step of a categorisation, as an adviser takes it."""
    return {
        "move": "agree_provisionally",
        "from_state": "evidence",
        "to_state": "provisional",
        "by": me(laptop),
        "role": "adviser",
        "at": NOON.isoformat(),
        "on": "2026-04-01",
        "sets": "category_proposed",
        "does": "",
    } | other


def inspection(laptop: Laptop, urn: int, number: str = "10012345", **other: Any) -> Change:
    """An inspection that this person was told of."""
    payload: dict[str, Any] = {
        "urn": urn,
        "number": number,
        "scale": "report_card_2025",
        "kind": "graded",
        "recorded_by": me(laptop),
        "ended_on": "2026-03-18",
    }
    return change("inspection", str(derived_id(urn, "inspection", number)), payload | other)


def decision(laptop: Laptop, urn: int, category: str = "G", on: str = "2026-04-01", **other: Any) -> Change:
    """A decision of category in this person's name."""
    payload: dict[str, Any] = {
        "urn": urn,
        "track": "category",
        "category": category,
        "decided_on": on,
        "decided_by": me(laptop),
        "reason": "Reviewed",
        "pack": "reading",
        "pack_version": "2016.1",
    }
    return change(
        "category_decision", str(derived_id(urn, "category_decision", "category", on)), payload | other
    )


def action(laptop: Laptop, about: Change, **other: Any) -> Change:
    """An action agreed in a record."""
    payload: dict[str, Any] = {
        "urn": about.payload["urn"],
        "about_kind": about.kind,
        "about_id": about.id,
        "agreed_on": "2026-04-01",
        "agreed_by": me(laptop),
        "text": "Coach the maths lead",
        "owner": "Deputy head",
        "due_on": "2026-05-01",
    }
    return change("action", str(uuid4()), payload | other)


def test_casework_reaches_the_line_manager_and_no_stranger(
    anna: Laptop, lena: Laptop, otto: Laptop, urn: int
) -> None:
    opened, told = record(anna, urn), inspection(anna, urn)
    sent = (opened, told, action(anna, opened))
    assert [each.status for each in anna.sends(*sent)] == [APPLIED] * 3
    lena.syncs()
    otto.syncs()
    for each in sent:
        assert set(lena.held(each.kind)) == {each.id}
        assert otto.held(each.kind) == {}
        assert refusal(otto, edited(each, 1)) is ProblemCode.NOT_ALLOWED


def test_a_stranger_starts_nothing_and_nobody_starts_in_another_s_name(
    anna: Laptop, otto: Laptop, urn: int
) -> None:
    theirs = Laptop.visit(otto, urn)
    for of in (record(otto, urn), inspection(otto, urn), action(otto, theirs)):
        assert refusal(otto, of) is ProblemCode.NOT_ALLOWED
    named = {"case_record": "opened_by", "inspection": "recorded_by"}
    for of in (record(anna, urn), inspection(anna, urn)):
        forged = change(of.kind, of.id, of.payload | {named[of.kind]: me(otto)})
        assert refusal(anna, forged) is ProblemCode.NOT_ALLOWED


@pytest.mark.parametrize(
    ("forged", "code"),
    [
        ({"by": str(uuid4())}, ProblemCode.NOT_ALLOWED),
        ({"role": "strategic_lead"}, ProblemCode.NOT_ALLOWED),
        ({"move": "endorse", "to_state": "endorsed", "sets": ""}, ProblemCode.NOT_ALLOWED),
        ({"move": "unheard_of"}, ProblemCode.NOT_ALLOWED),
        ({"recorded_name": "Mrs Adeyemi"}, ProblemCode.BAD_PAYLOAD),
        ({"recorded_for": "governing_body"}, ProblemCode.NOT_ALLOWED),
        ({"to_state": "endorsed"}, ProblemCode.BAD_PAYLOAD),
        ({"from_state": "provisional"}, ProblemCode.BAD_PAYLOAD),
        ({"sets": "notice_given"}, ProblemCode.BAD_PAYLOAD),
        ({"does": "exited"}, ProblemCode.BAD_PAYLOAD),
        ({"at": "0001-01-01T00:00:00Z"}, ProblemCode.BAD_PAYLOAD),
        ({"at": "9999-12-31T23:59:59-01:00"}, ProblemCode.BAD_PAYLOAD),
        ({"on": "1999-12-31"}, ProblemCode.BAD_PAYLOAD),
    ],
)
def test_a_forged_step_is_refused(anna: Laptop, urn: int, forged: dict[str, Any], code: ProblemCode) -> None:
    opened = record(anna, urn)
    anna.sends(opened)
    taken = step(anna, **forged)
    assert refusal(anna, edited(opened, 1, state=taken["to_state"], moves=[taken])) is code


def test_a_step_by_a_clock_that_is_a_year_wrong_is_taken_in_and_an_act_of_no_year_is_not(
    anna: Laptop, urn: int
) -> None:
    opened, ahead = record(anna, urn), datetime.now(UTC) + timedelta(days=400)
    taken = step(anna, at=ahead.isoformat(), on=ahead.date().isoformat())
    moved = change(opened.kind, opened.id, opened.payload | {"state": "provisional", "moves": [taken]})
    assert anna.sends(moved)[0].status is APPLIED
    told = act(anna, moved, act="clash_settled", on="0001-01-01")
    assert refusal(anna, told) is ProblemCode.BAD_PAYLOAD


def test_steps_are_only_added_and_the_state_is_where_they_led(anna: Laptop, urn: int) -> None:
    opened = record(anna, urn)
    assert refusal(anna, change(opened.kind, opened.id, opened.payload | {"state": "endorsed"})) is (
        ProblemCode.BAD_PAYLOAD
    )
    moved = edited(opened, 1, state="provisional", moves=[step(anna)])
    assert [each.status for each in anna.sends(opened, moved)] == [APPLIED] * 2
    for wrong in (
        {"state": "evidence", "moves": []},
        {"moves": [step(anna, reason="Rewritten")]},
        {"state": "shared"},
        {"is_closed": True},
        {"is_locked": True},
    ):
        assert refusal(anna, edited(moved, 2, **wrong)) is ProblemCode.BAD_PAYLOAD


def test_a_step_that_lacks_its_sections_or_its_reason_is_refused(
    anna: Laptop, lena: Laptop, urn: int
) -> None:
    blank = record(anna, urn, answers={"provisional": "R", "indicators": [{"id": "1", "rag": " "}]})
    anna.sends(blank)
    moved = edited(blank, 1, state="provisional", moves=[step(anna)])
    assert refusal(anna, moved) is ProblemCode.NOT_ALLOWED
    opened = record(anna, urn)
    moved = edited(opened, 1, state="provisional", moves=[step(anna)])
    anna.sends(opened, moved)
    back = step(
        lena, move="return", from_state="provisional", to_state="evidence", role="strategic_lead", sets=""
    )
    lena.syncs()
    unsaid = edited(moved, 2, state="evidence", moves=[step(anna), back])
    assert refusal(lena, unsaid) is ProblemCode.NOT_ALLOWED
    said = edited(moved, 2, state="evidence", moves=[step(anna), back | {"reason": "KS1 is missing"}])
    assert [each.status for each in lena.sends(said)] == [APPLIED]


def test_a_record_keeps_its_school_form_pack_and_opener(anna: Laptop, urn: int) -> None:
    opened = record(anna, urn)
    anna.sends(opened)
    for field, value in (
        ("form", "exit_record"),
        ("pack_version", "1"),
        ("opened_by", str(uuid4())),
        ("about_id", "1"),
        ("opened_on", "2026-01-01"),
    ):
        assert refusal(anna, edited(opened, 1, **{field: value})) is ProblemCode.BAD_PAYLOAD


@pytest.mark.parametrize(
    "wrong",
    [
        {"pack": "oldham"},
        {"form": "unheard_of"},
        {"pack_version": "1999.9"},
        {"compartment": "categorisation"},
        {"form": "performance_report", "state": "", "compartment": ""},
        {"form": "key_documentation"},
    ],
)
def test_a_record_follows_its_own_council_s_framework(anna: Laptop, urn: int, wrong: dict[str, Any]) -> None:
    assert refusal(anna, record(anna, urn, **wrong)) is ProblemCode.BAD_PAYLOAD


def test_what_is_about_no_record_that_central_has_waits(anna: Laptop, urn: int) -> None:
    missing = {"about_kind": "inspection", "about_id": str(uuid4())}
    assert refusal(anna, record(anna, urn, **missing)) is ProblemCode.NOT_FOUND
    assert refusal(anna, action(anna, record(anna, urn))) is ProblemCode.NOT_FOUND


def test_what_is_about_the_whole_council_is_not_an_adviser_s(anna: Laptop, lena: Laptop) -> None:
    of_all = {"form": "key_documentation", "state": ""}
    assert refusal(anna, record(anna, None, **of_all)) is ProblemCode.NOT_ALLOWED
    assert lena.held("case_record") == {}


def test_an_inspection_is_named_by_its_number_and_keeps_its_order(anna: Laptop, urn: int) -> None:
    told = inspection(anna, urn)
    assert refusal(anna, change("inspection", str(uuid4()), told.payload)) is ProblemCode.BAD_PAYLOAD
    assert refusal(anna, inspection(anna, urn, started_on="2026-03-19")) is ProblemCode.BAD_PAYLOAD
    published = edited(told, 1, published_on="2026-04-20")
    assert [each.status for each in anna.sends(told, published)] == [APPLIED] * 2


def test_who_may_propose_proposes_and_who_may_decide_decides(anna: Laptop, lena: Laptop, urn: int) -> None:
    assert refusal(anna, decision(anna, urn)) is ProblemCode.NOT_ALLOWED
    proposal = change(
        "category_decision",
        str(uuid4()),
        decision(anna, urn).payload
        | {
            "decided_on": None,
            "decided_by": None,
            "recommended_by": me(anna),
            "recommended_on": "2026-03-30",
        },
    )
    assert [each.status for each in anna.sends(proposal)] == [APPLIED]
    answer = decision(lena, urn, proposal_id=proposal.id, recommended_by=me(anna))
    assert [each.status for each in lena.sends(answer)] == [APPLIED]
    assert set(anna.syncs().held("category_decision")) == {proposal.id, answer.id}


def test_two_decisions_of_one_day_meet_and_the_first_stands(lena: Laptop, urn: int) -> None:
    first = decision(lena, urn, "G")
    lena.sends(first)
    assert refusal(lena, change(first.kind, first.id, first.payload | {"category": "S"})) is (
        ProblemCode.LOCKED
    )
    assert refusal(lena, edited(first, 1, reason="Rewritten")) is ProblemCode.LOCKED


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"category": "R"}, ProblemCode.NOT_ALLOWED),  # the Head of Education decides it
        ({"category": "Z"}, ProblemCode.BAD_PAYLOAD),
        ({"track": "level"}, ProblemCode.BAD_PAYLOAD),
        ({"reason": " "}, ProblemCode.BAD_PAYLOAD),
        ({"pack": "oldham"}, ProblemCode.BAD_PAYLOAD),
        ({"proposal_id": str(uuid4())}, ProblemCode.NOT_FOUND),
    ],
)
def test_a_decision_that_nobody_may_make_so_is_refused(
    lena: Laptop, urn: int, wrong: dict[str, Any], code: ProblemCode
) -> None:
    assert refusal(lena, decision(lena, urn, **wrong)) is code


def test_an_action_says_what_and_on_which_day_it_was_done(anna: Laptop, urn: int) -> None:
    opened = record(anna, urn)
    agreed = action(anna, opened)
    anna.sends(opened, agreed)
    assert refusal(anna, edited(agreed, 1, status="done")) is ProblemCode.BAD_PAYLOAD
    assert refusal(anna, edited(agreed, 1, text=" ")) is ProblemCode.BAD_PAYLOAD
    assert refusal(anna, edited(agreed, 1, agreed_by=str(uuid4()))) is ProblemCode.BAD_PAYLOAD
    done = edited(agreed, 1, status="done", closed_on="2026-04-20", rag="green")
    assert [each.status for each in anna.sends(done)] == [APPLIED]


def test_an_action_that_a_meeting_of_the_council_agreed_is_about_the_school_it_names(
    anna: Laptop, lena: Laptop, urn: int
) -> None:
    agreed = action(anna, record(anna, urn))
    about_school = {"about_kind": "school", "about_id": str(urn)}
    ours = change("action", agreed.id, agreed.payload | about_school)
    assert [each.status for each in anna.sends(ours)] == [APPLIED]
    assert set(lena.syncs().held("action")) == {ours.id}
    elsewhere = change("action", str(uuid4()), agreed.payload | {"about_kind": "school", "about_id": "1"})
    assert refusal(anna, elsewhere) is ProblemCode.NOT_FOUND


def returning(laptop: Laptop, work: Change, code: str, **details: str) -> Change:
    """That a note or record goes back, or comes back."""
    payload: dict[str, Any] = {
        "act": code,
        "record_kind": work.kind,
        "record_id": work.id,
        "urn": work.payload["urn"],
        "on": "2026-04-02",
        "at": NOON.isoformat(),
        "by": me(laptop),
        "details": details,
    }
    return change("act", str(uuid4()), payload)


def test_a_note_is_returned_by_the_line_manager_and_given_back_by_its_author(
    anna: Laptop, lena: Laptop, otto: Laptop, urn: int
) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit)
    anna.sends(visit, note)
    assert refusal(otto, returning(otto, note, "returned", comment="Why?")) is ProblemCode.NOT_ALLOWED
    assert refusal(anna, returning(anna, note, "returned", comment="Why?")) is ProblemCode.NOT_ALLOWED
    assert refusal(lena, returning(lena, note, "returned")) is ProblemCode.BAD_PAYLOAD
    assert refusal(lena, returning(lena, visit, "returned", comment="Why?")) is ProblemCode.BAD_PAYLOAD
    asked = returning(lena, note, "returned", comment="Say what you saw")
    assert [each.status for each in lena.sends(asked)] == [APPLIED]
    assert refusal(lena, returning(lena, note, "given_back", answers=asked.id)) is ProblemCode.NOT_ALLOWED
    assert refusal(anna, returning(anna, note, "given_back")) is ProblemCode.BAD_PAYLOAD
    assert [each.status for each in anna.sends(returning(anna, note, "given_back", answers=asked.id))] == [
        APPLIED
    ]
    anna.sends(edited(note, 1, signing=signing()))
    again = returning(lena, note, "returned", comment="The date is wrong")
    assert [each.status for each in lena.sends(again)] == [APPLIED]  # its next version will be right


def test_a_record_is_returned_by_the_line_manager_alone(
    anna: Laptop, lena: Laptop, otto: Laptop, urn: int
) -> None:
    opened = record(anna, urn)
    anna.sends(opened)
    for other in (anna, otto):
        asked = returning(other, opened, "returned", comment="KS1 is missing")
        assert refusal(other, asked) is ProblemCode.NOT_ALLOWED
    asked = returning(lena, opened, "returned", comment="KS1 is missing")
    assert [each.status for each in lena.sends(asked)] == [APPLIED]
    assert refusal(otto, returning(otto, opened, "given_back", answers=asked.id)) is ProblemCode.NOT_ALLOWED
    assert [each.status for each in anna.sends(returning(anna, opened, "given_back", answers=asked.id))] == [
        APPLIED
    ]


def test_who_decides_categories_decides_what_an_inspection_counts_as(
    anna: Laptop, lena: Laptop, urn: int
) -> None:
    told = inspection(anna, urn)
    anna.sends(told)
    lena.syncs()

    def counted(by: Laptop) -> Change:
        said = {"judgement": "inadequate", "reason": "Two areas", "by": me(by), "at": NOON.isoformat()}
        return edited(told, 1, treated_as=said)

    assert refusal(anna, counted(anna)) is ProblemCode.NOT_ALLOWED
    assert refusal(lena, counted(anna)) is ProblemCode.BAD_PAYLOAD
    assert [each.status for each in lena.sends(counted(lena))] == [APPLIED]


def test_a_newer_register_is_told_by_who_works_with_the_school_and_changes_no_school(
    central: ACentral, anna: Laptop, otto: Laptop, lena: Laptop, urn: int
) -> None:
    def proposed(
        by: Laptop, act: str = "facts_proposed", as_at: str = "2027-04-01", hour: int = 12
    ) -> Change:
        payload = {
            "act": act, "record_kind": "school", "record_id": str(urn), "urn": urn,
            "on": "2026-04-01", "at": NOON.replace(hour=hour).isoformat(), "by": me(by),
            "details": {"file": "edubasealldata20270401.csv", "as_at": as_at, "status": "Closed"},
        }  # fmt: skip
        return change("act", str(uuid4()), payload)

    def newer() -> list[tuple[int, dict[str, str]]]:
        return [(each.urn, dict(each.facts)) for each in proposed_facts(central.store, "reading")]

    told = proposed(anna)
    before = anna.syncs().held("school")[str(urn)]
    assert [each.status for each in anna.sends(told)] == [APPLIED]
    assert told.id in lena.syncs().held("act")
    assert lena.held("school")[str(urn)].payload == before.payload
    assert refusal(otto, proposed(otto)) is ProblemCode.NOT_ALLOWED
    assert newer() == [(urn, {"status": "Closed"})]
    anna.sends(proposed(anna, as_at="2020-04-01", hour=13))
    assert newer() == [], "the council's own register is newer"
    anna.sends(proposed(anna, hour=14))
    assert newer() == [(urn, {"status": "Closed"})]
    anna.sends(proposed(anna, "facts_withdrawn", hour=15))
    assert newer() == []


def test_no_note_is_signed_over_a_judgement_without_evidence(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    judged = {"seen": "", "judgement": "Reading is secure.", "evidence": ["1"]}
    note = anna.note(visit, answers={"achievement": judged})
    anna.sends(visit, note)
    assert refusal(anna, edited(note, 1, signing=signing())) is ProblemCode.BAD_PAYLOAD
    rests = {"achievement": judged, "evidence_seen": [{"id": "1", "what": "Books of Year 4"}]}
    signed = edited(note, 1, answers=rests, signing=signing())
    assert [each.status for each in anna.sends(signed)] == [APPLIED]
