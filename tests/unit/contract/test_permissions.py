"""Who may do what, by relation."""

from sia_contract.load_pack import load_pack
from sia_contract.permissions import Action, Relation, is_above, may
from sia_contract.resources import resources

READING = load_pack(resources() / "frameworks" / "reading" / "2016-12-13")
ROLES = {role.code: role for role in READING.roles}
ADVISER, LEAD, HEAD = ROLES["adviser"], ROLES["strategic_lead"], ROLES["head_of_education"]


def test_an_adviser_works_on_the_own_caseload_only() -> None:
    for action in (Action.LOG_VISIT, Action.SIGN_NOTE, Action.PROVIDE_NOTE, Action.READ_NOTE):
        assert may(ADVISER, action, Relation.OWN_CASELOAD)
        for relation in (Relation.LINE, Relation.COUNCIL, Relation.STRANGER):
            assert not may(ADVISER, action, relation)


def test_a_line_manager_reads_the_lines_notes_and_signs_none() -> None:
    assert may(LEAD, Action.READ_NOTE, Relation.LINE)
    assert not may(LEAD, Action.SIGN_NOTE, Relation.LINE)
    assert not may(LEAD, Action.READ_NOTE, Relation.COUNCIL)


def test_what_holds_for_the_council_holds_for_narrower_relations() -> None:
    for relation in (Relation.OWN_CASELOAD, Relation.LINE, Relation.COUNCIL):
        assert may(HEAD, Action.DECIDE_CATEGORY, relation)


def test_a_stranger_may_nothing() -> None:
    assert not any(may(role, action, Relation.STRANGER) for role in READING.roles for action in Action)


def test_lines_reach_through_others_and_end() -> None:
    lines = {role.code: role.reports_to for role in READING.roles}
    assert is_above("head_of_education", "adviser", lines)
    assert not is_above("adviser", "strategic_lead", lines)
    assert is_above("a", "b", {"a": "b", "b": "a"})
    assert not is_above("c", "b", {"a": "b", "b": "a"})
