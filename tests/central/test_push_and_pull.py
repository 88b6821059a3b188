"""A visit and its note travel from one laptop to another, each change judged by itself."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection

from sia_central.services.publish import publish
from sia_central.services.pull import PAGE
from sia_central.storage.engine import write
from sia_central.storage.records import number_records
from sia_contract.changes import Change, OutcomeStatus
from sia_contract.kinds import RECORD_KINDS
from sia_contract.problems import ProblemCode
from tests.central.laptop import NOON, VISITED_ON, Laptop, change, edited, note_id, signing
from tests.helpers.a_central import ACentral

APPLIED, ALREADY = OutcomeStatus.APPLIED, OutcomeStatus.ALREADY
CLASH, REFUSED = OutcomeStatus.CLASH, OutcomeStatus.REFUSED


@pytest.fixture
def anna(central: ACentral) -> Laptop:
    """The adviser's laptop, up to date."""
    return Laptop.of(central, central.adviser).syncs()


@pytest.fixture
def otto(central: ACentral) -> Laptop:
    """The laptop of an adviser without a caseload."""
    return Laptop.of(central, central.other).syncs()


@pytest.fixture
def urn(central: ACentral) -> int:
    """One of Anna's schools."""
    return central.urns[0]


def refusal(laptop: Laptop, *changes: Change) -> ProblemCode:
    """Why the last of these changes was refused; those before it are taken in."""
    *before, last = laptop.sends(*changes)
    assert {each.status for each in before} <= {APPLIED}
    assert last.status is REFUSED
    assert last.problem
    assert last.problem.sentence.endswith(".")
    return last.problem.code


def act(laptop: Laptop, about: Change, **other: Any) -> Change:
    """That a note was given to its recipients."""
    payload = {
        "act": "provided",
        "record_kind": about.kind,
        "record_id": about.id,
        "urn": about.payload["urn"],
        "on": VISITED_ON.isoformat(),
        "at": NOON.isoformat(),
        "by": str(laptop.me.person_id),
    }
    return change("act", str(uuid4()), payload | other)


def attachment(laptop: Laptop, about: Change, **other: Any) -> Change:
    """The record of a note's PDF."""
    payload = {
        "record_kind": about.kind,
        "record_id": about.id,
        "urn": about.payload["urn"],
        "purpose": "signed_pdf",
        "sha256": "a" * 64,
        "size": 10,
        "media_type": "application/pdf",
        "file_name": "note.pdf",
        "made_at": NOON.isoformat(),
        "made_by": str(laptop.me.person_id),
    }
    return change("attachment", str(uuid4()), payload | other)


# --- what travels -------------------------------------------------------------------------------------


def test_a_visit_and_its_note_reach_the_line_manager(central: ACentral, anna: Laptop, urn: int) -> None:
    assert set(anna.held("school")) == {str(each) for each in central.urns}
    visit = anna.visit(urn)
    outcomes = anna.sends(visit, anna.note(visit))
    assert [each.status for each in outcomes] == [APPLIED, APPLIED]
    lena = Laptop.of(central, central.lead).syncs()
    assert set(lena.held("visit")) == {visit.id}
    assert lena.held("note_of_visit")[note_id(visit)].payload["answers"] == {"focus": "Reading in year 4"}
    assert lena.held("note_of_visit")[note_id(visit)].changed_by == anna.me.person_id
    assert {name for record in lena.held("person").values() if (name := record.payload["name"])} == {
        "Anna Adviser",
        "Lena Lead",
        "Otto Other",
    }
    assert lena.counts == {kind: len(lena.held(kind)) for kind in lena.counts} == anna.syncs().counts


def test_a_stranger_receives_nothing_of_a_school(central: ACentral, anna: Laptop, otto: Laptop) -> None:
    anna.sends(anna.visit(central.urns[0]))
    assert otto.syncs().counts == {"person": 3}


def test_the_head_of_education_reads_every_school(central: ACentral, urn: int) -> None:
    head = central.add("Hana Head", "head_of_education")
    anna = Laptop.of(central, central.adviser)
    visit = anna.visit(urn)
    anna.sends(visit, anna.note(visit))
    hana = Laptop.of(central, head).syncs()
    assert len(hana.held("school")) == 61
    assert set(hana.held("note_of_visit")) == {note_id(visit)}
    assert refusal(hana, hana.visit(urn)) is ProblemCode.NOT_ALLOWED


def test_a_role_that_reads_schools_may_not_read_notes(central: ACentral, urn: int) -> None:
    director = central.add("Dora Director", "director")
    anna = Laptop.of(central, central.adviser)
    visit = anna.visit(urn)
    anna.sends(visit, anna.note(visit))
    dora = Laptop.of(central, director).syncs()
    assert set(dora.held("visit")) == {visit.id}
    assert not dora.held("note_of_visit")


def test_pages_end_where_the_next_begins(central: ACentral, anna: Laptop, urn: int) -> None:
    visits = [anna.visit(urn) for _ in range(PAGE)]

    def keep(connection: Connection) -> None:
        keys = [
            publish(connection, central.council, ("visit", each.id), each.payload, None, NOON)
            for each in visits
        ]
        number_records(connection, central.council, keys)

    write(central.store.engine, keep)
    lena = Laptop.of(central, central.lead)
    first = lena.ask()
    assert first.more
    assert first.counts is None
    assert len(first.page) == PAGE
    lena.syncs()
    assert lena.counts["visit"] == len(lena.held("visit")) == PAGE
    assert lena.counts["school"] == 61


def test_nothing_new_is_an_empty_page_with_counts(anna: Laptop) -> None:
    cursor = anna.cursor
    answer = anna.ask()
    assert (answer.page, answer.next_cursor, answer.more) == ((), cursor, False)
    assert answer.counts == anna.counts


def test_a_cursor_from_before_central_was_restored_begins_again(anna: Laptop) -> None:
    held = anna.records
    anna.records, anna.cursor = {}, 2**70
    assert anna.syncs().records == held


# --- sent twice, sent late ----------------------------------------------------------------------------


def test_sending_twice_does_no_harm(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    (first,) = anna.sends(visit)
    (again,) = anna.sends(visit)
    assert again == first.model_copy(update={"status": ALREADY})
    assert first.receipt
    assert len(first.receipt) == 14


def test_one_request_may_hold_a_change_twice(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    assert [each.status for each in anna.sends(visit, visit)] == [APPLIED, ALREADY]


def test_a_sealed_change_must_come_back_as_it_was(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    anna.sends(visit)
    altered = visit.model_copy(update={"payload": visit.payload | {"visit_type": "other"}})
    assert refusal(anna, altered) is ProblemCode.BAD_REQUEST


def test_an_edit_on_an_old_base_clashes_and_shows_theirs(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit)
    anna.sends(visit, note, edited(note, 1, answers={"focus": "Phonics"}))
    (outcome,) = anna.sends(edited(note, 1, answers={"focus": "Governance"}))
    assert (outcome.status, outcome.revision, outcome.receipt) == (CLASH, 2, None)
    assert outcome.theirs is not None
    assert outcome.theirs["answers"] == {"focus": "Phonics"}
    (merged,) = anna.sends(edited(note, 2, answers={"focus": "Phonics and governance"}))
    assert (merged.status, merged.revision) == (APPLIED, 3)


def test_the_same_content_from_two_laptops_is_no_clash(central: ACentral, anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    (first,) = anna.sends(visit)
    other = Laptop.of(central, central.adviser)
    (again,) = other.sends(change("visit", visit.id, visit.payload))
    assert (again.status, again.revision, again.receipt) == (ALREADY, 1, first.receipt)


def test_two_laptops_that_begin_one_note_meet_in_one_record(
    central: ACentral, anna: Laptop, urn: int
) -> None:
    visit = anna.visit(urn)
    anna.sends(visit, anna.note(visit))
    other = Laptop.of(central, central.adviser)
    (outcome,) = other.sends(other.note(visit, answers={"focus": "Something else"}))
    assert (outcome.status, outcome.revision) == (CLASH, 1)


def test_one_bad_change_spoils_no_other(anna: Laptop, urn: int) -> None:
    bad = change("visit", str(uuid4()), {"urn": urn})
    first, second = anna.visit(urn), anna.visit(urn)
    assert [each.status for each in anna.sends(first, bad, second)] == [APPLIED, REFUSED, APPLIED]
    assert set(anna.syncs().held("visit")) == {first.id, second.id}


# --- what is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "payload", "code"),
    [
        ("unheard_of", {}, ProblemCode.UNKNOWN_KIND),
        ("school", {}, ProblemCode.NOT_ALLOWED),
        ("category_decision", {}, ProblemCode.BAD_PAYLOAD),
        ("caseload_assignment", {}, ProblemCode.NOT_ALLOWED),
        ("person", {}, ProblemCode.NOT_ALLOWED),
        ("visit", {"unknown": 1}, ProblemCode.BAD_PAYLOAD),
    ],
)
def test_what_a_laptop_may_not_send(
    anna: Laptop, kind: str, payload: dict[str, Any], code: ProblemCode
) -> None:
    assert refusal(anna, change(kind, str(uuid4()), payload)) is code


@pytest.mark.parametrize("id_", ["12", "\0", "A" * 36, "6E5B13FD-3A92-4D96-9E25-E4035B52D4C9"])
def test_an_id_that_no_laptop_makes_is_refused(anna: Laptop, urn: int, id_: str) -> None:
    assert refusal(anna, change("visit", id_, anna.visit(urn).payload)) is ProblemCode.BAD_PAYLOAD


def test_a_refusal_names_the_field_and_never_what_was_written(anna: Laptop, urn: int) -> None:
    (outcome,) = anna.sends(anna.visit(urn, visited_on="a private sentence"))
    assert outcome.problem
    assert "visited_on" in outcome.problem.sentence
    assert "private" not in outcome.problem.sentence


def test_a_visit_to_a_school_off_the_caseload_is_refused(otto: Laptop, urn: int) -> None:
    assert refusal(otto, otto.visit(urn)) is ProblemCode.NOT_ALLOWED


def test_a_line_manager_reads_and_does_not_write(central: ACentral, anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit)
    anna.sends(visit, note)
    lena = Laptop.of(central, central.lead).syncs()
    assert refusal(lena, edited(note, 1, answers={})) is ProblemCode.NOT_ALLOWED
    assert refusal(lena, lena.visit(urn)) is ProblemCode.NOT_ALLOWED


def test_a_stranger_does_not_even_learn_that_a_record_is_there(anna: Laptop, otto: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    anna.sends(visit)
    guessed = edited(visit, 0, adviser_id=str(otto.me.person_id))
    missing = edited(otto.visit(urn), 0)
    answers = [otto.sends(each)[0].problem for each in (guessed, missing)]
    assert answers[0]
    assert answers[1]
    assert answers[0].code is answers[1].code is ProblemCode.NOT_ALLOWED
    assert answers[0].sentence == answers[1].sentence


def test_nobody_writes_in_another_name(central: ACentral, anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    lena = str(central.lead.person_id)
    assert refusal(anna, anna.visit(urn, adviser_id=lena)) is ProblemCode.NOT_ALLOWED
    assert refusal(anna, visit, anna.note(visit, author_id=lena)) is ProblemCode.NOT_ALLOWED


def test_a_record_never_passes_to_another_school(central: ACentral, anna: Laptop) -> None:
    visit = anna.visit(central.urns[0])
    assert refusal(anna, visit, edited(visit, 1, urn=central.urns[1])) is ProblemCode.BAD_PAYLOAD


def test_an_edit_of_what_central_never_had_is_refused(anna: Laptop, urn: int) -> None:
    assert refusal(anna, edited(anna.visit(urn), 3)) is ProblemCode.NOT_FOUND


def test_a_notes_id_follows_from_its_visit_and_version(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    stray = change("note_of_visit", str(uuid4()), anna.note(visit).payload)
    assert refusal(anna, visit, stray) is ProblemCode.BAD_PAYLOAD


def test_a_note_needs_its_visit(anna: Laptop, urn: int) -> None:
    assert refusal(anna, anna.note(anna.visit(urn))) is ProblemCode.NOT_FOUND


def test_a_number_that_is_none_is_refused(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    anna.sends(visit)
    note = anna.note(visit).model_dump_json().replace('"Reading in year 4"', "NaN")
    answer = anna.post('{"protocol": 2, "cursor": 0, "changes": [' + note + "]}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["outcomes"][0]["problem"]["code"] == "bad_payload"


# --- signed, corrected, voided ------------------------------------------------------------------------


def test_a_signed_note_never_changes(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit, signing=signing())
    assert refusal(anna, visit, note, edited(note, 1, answers={})) is ProblemCode.LOCKED
    assert refusal(anna, edited(note, 1, signing=None)) is ProblemCode.LOCKED
    locked = RECORD_KINDS["note_of_visit"].locked(note.payload)
    assert locked


def test_a_signed_note_is_corrected_by_its_next_version(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    first = anna.note(visit)
    second = anna.note(visit, 2, supersedes=first.id, correction_reason="A date was wrong.")
    assert refusal(anna, visit, first, second) is ProblemCode.LOCKED
    (signed,) = anna.sends(edited(first, 1, signing=signing()))
    assert signed.status is APPLIED
    unexplained = anna.note(visit, 2, supersedes=first.id, correction_reason=" ")
    assert refusal(anna, unexplained) is ProblemCode.BAD_PAYLOAD
    (taken,) = anna.sends(second)
    assert taken.status is APPLIED


def test_a_first_version_corrects_nothing(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    assert refusal(anna, visit, anna.note(visit, supersedes=str(uuid4()))) is ProblemCode.BAD_PAYLOAD


def voided(laptop: Laptop, **other: Any) -> dict[str, Any]:
    """A reason for a visit that does not count."""
    return {"reason": "Wrong day", "at": NOON.isoformat(), "by": str(laptop.me.person_id)} | other


def test_a_visit_can_be_voided_until_its_note_is_signed(central: ACentral, anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit)
    (_, _, gone) = anna.sends(visit, note, edited(visit, 1, voided=voided(anna)))
    assert gone.status is APPLIED
    assert refusal(anna, edited(visit, 2)) is ProblemCode.LOCKED
    assert refusal(anna, edited(note, 1, signing=signing())) is ProblemCode.LOCKED
    other = anna.visit(urn)
    signed = anna.note(other, signing=signing())
    assert refusal(anna, other, signed, edited(other, 1, voided=voided(anna))) is ProblemCode.LOCKED


def test_a_visit_is_voided_in_ones_own_name(central: ACentral, anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    foreign = voided(anna, by=str(central.lead.person_id))
    assert refusal(anna, visit, edited(visit, 1, voided=foreign)) is ProblemCode.NOT_ALLOWED


# --- files and acts -----------------------------------------------------------------------------------


def test_acts_and_files_belong_to_a_signed_note_of_the_same_school(central: ACentral, anna: Laptop) -> None:
    visit = anna.visit(central.urns[0])
    note = anna.note(visit)
    assert refusal(anna, visit, note, act(anna, note)) is ProblemCode.BAD_PAYLOAD
    anna.sends(edited(note, 1, signing=signing()))
    outcomes = anna.sends(act(anna, note), attachment(anna, note))
    assert [each.status for each in outcomes] == [APPLIED, APPLIED]
    for make in (act, attachment):
        assert refusal(anna, make(anna, note, urn=central.urns[1])) is ProblemCode.NOT_FOUND
        assert refusal(anna, make(anna, note, record_id=str(uuid4()))) is ProblemCode.NOT_FOUND
        assert refusal(anna, make(anna, note, record_id="\0")) is ProblemCode.BAD_PAYLOAD
        assert refusal(anna, make(anna, note, record_kind="unheard_of")) is ProblemCode.NOT_FOUND


def test_what_is_never_edited_stays_as_it_was(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit, signing=signing())
    given = act(anna, note)
    assert refusal(anna, visit, note, given, edited(given, 1, on="2026-04-02")) is ProblemCode.LOCKED
    (same,) = anna.sends(change("act", given.id, given.payload))
    assert same.status is ALREADY


def test_a_file_over_the_limit_is_refused_in_words(anna: Laptop, urn: int) -> None:
    visit = anna.visit(urn)
    note = anna.note(visit, signing=signing())
    too_large = attachment(anna, note, size=25 * 1024 * 1024 + 1)
    assert refusal(anna, visit, note, too_large) is ProblemCode.TOO_LARGE
