"""What was added to a running record stands; what is still being written may change."""

from sia_contract.only_added import touched_entries

ADDED = {"id": "1", "what": "Visited", "who": "Priya", "at": "2026-05-20T10:00:00+00:00"}
DRAFT = {"id": "2", "what": "half writ"}


def test_an_added_entry_is_neither_changed_nor_taken_out() -> None:
    was = {"progress": [ADDED]}
    assert touched_entries(was, {"progress": [{**ADDED, "what": "Rang"}]}) == ("progress",)
    assert touched_entries(was, {"progress": []}) == ("progress",)
    assert touched_entries(was, {}) == ("progress",)


def test_entries_are_added_in_any_place_and_drafts_may_go() -> None:
    was = {"progress": [ADDED, DRAFT], "actions": [{"id": "3", "what": "Spelling"}]}
    assert touched_entries(was, {"progress": [DRAFT | {"what": "x"}, ADDED], "actions": []}) == ()
