"""The table of record kinds: one opinion, read by both sides."""

from uuid import UUID

import pytest

from sia_contract.kinds import RECORD_KINDS, MergeRule, derived_id, urn_of
from sia_contract.messages import Message
from sia_contract.payloads.note_of_visit import NoteOfVisitPayload


def test_what_central_owns_no_laptop_changes() -> None:
    owned = {code for code, kind in RECORD_KINDS.items() if kind.merge is MergeRule.CENTRAL_ONLY}
    assert owned == {"school", "person", "caseload_assignment"}


def test_what_is_done_is_never_edited() -> None:
    fixed = {code for code, kind in RECORD_KINDS.items() if kind.merge is MergeRule.NEVER_EDITED}
    assert fixed == {"attachment", "act", "category_decision", "framework_choice", "calendar"}


@pytest.mark.parametrize("code", RECORD_KINDS)
def test_every_kind_is_whole(code: str) -> None:
    kind = RECORD_KINDS[code]
    assert kind.code == code
    assert issubclass(kind.payload, Message)
    assert kind.is_scoped == ("urn" in kind.payload.model_fields)
    assert set(kind.words) <= set(kind.payload.model_fields)


def test_only_people_and_what_is_settled_for_everybody_belong_to_no_school() -> None:
    shared = {code for code, kind in RECORD_KINDS.items() if not kind.is_scoped}
    assert shared == {"person", "framework_choice", "calendar"}
    assert urn_of("person", {"name": "Ida Invented"}) is None
    assert urn_of("visit", {"urn": 123456}) == 123456
    assert urn_of("case_record", {"urn": None}) is None


def test_a_note_is_locked_once_it_is_signed() -> None:
    locked = RECORD_KINDS["note_of_visit"].locked
    assert locked({"signing": None}) is None
    assert "next version" in str(locked({"signing": {"mark": {}}}))


def test_a_record_is_closed_at_the_end_of_its_flow_and_a_decision_at_once() -> None:
    closed = RECORD_KINDS["case_record"].locked
    assert closed({"is_closed": False, "is_locked": True}) is None
    assert "closed" in str(closed({"is_closed": True}))
    assert "stands already" in str(RECORD_KINDS["category_decision"].locked({}))


def test_what_two_people_start_at_once_gets_one_id() -> None:
    visit = UUID("00000000-0000-4000-8000-000000000001")
    first = derived_id(visit, "note_of_visit", 1)
    assert first == derived_id(str(visit), "note_of_visit", "1")
    assert first == UUID("0ae1d2fb-4071-5e5c-836e-ba383b307017")
    assert first != derived_id(visit, "note_of_visit", 2)


def test_the_table_cannot_be_altered() -> None:
    with pytest.raises(TypeError):
        RECORD_KINDS["visit"] = RECORD_KINDS["act"]  # type: ignore[index]  # that is what is tried
    assert RECORD_KINDS["note_of_visit"].payload is NoteOfVisitPayload
