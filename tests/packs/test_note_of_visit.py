"""Whatever the council and the type of visit, the note asks for what every adviser must record."""

import pytest

from sia_contract.resources import resources
from sia_desktop.domain.completeness import shown_sections
from sia_desktop.domain.framework import SectionKind
from sia_desktop.frameworks.shelf import Shelf

PACKS = (
    ("reading", "2016.1"),
    ("oxfordshire", "2013.1"),
    ("staffordshire", "2006.1"),
    ("oldham", "2017.1"),
    ("tri-borough", "2013.1"),
)
ALWAYS = {
    "self_evaluation": SectionKind.LONG_TEXT,
    "previous_actions": SectionKind.ACTIONS,
    "started_at": SectionKind.TIME,
    "finished_at": SectionKind.TIME,
    "people_met": SectionKind.PEOPLE,
    "evidence_seen": SectionKind.EVIDENCE,
    "validation": SectionKind.LONG_TEXT,
    "agreed_actions": SectionKind.ACTIONS,
    "oral_feedback": SectionKind.SHORT_TEXT,
    "next_meeting": SectionKind.DATE,
    "distribution": SectionKind.DISTRIBUTION,
}
SHELF = Shelf(resources())


@pytest.mark.parametrize(("pack", "version"), PACKS)
def test_every_type_of_visit_has_what_the_note_must_hold(pack: str, version: str) -> None:
    form = SHELF.pinned(pack, version).form("note_of_visit")
    for visit_type in form.section("visit_type").choices:
        shown = {each.code: each for each in shown_sections(form, {"visit_type": visit_type.code})}
        assert {code: shown[code].kind for code in ALWAYS if code in shown} == ALWAYS, visit_type.code
        assert shown["previous_actions"].carries == "agreed_actions"
        if visit_type.code == "paired":
            assert shown["paired_with"].kind is SectionKind.PEOPLE
    days = [form.section(code).kind for code in ("days_on_site", "days_off_site")]
    assert days == [SectionKind.DAYS, SectionKind.DAYS]


@pytest.mark.parametrize(("pack", "version"), PACKS)
def test_what_may_not_stand_in_the_note_has_a_restricted_form_beside_it(pack: str, version: str) -> None:
    framework = SHELF.pinned(pack, version)
    beside = [form for form in framework.forms if form.about == "visit" and form.is_restricted]
    assert [form.code for form in beside] == ["safeguarding_record"]
    assert all(section.restricted for section in beside[0].sections)
