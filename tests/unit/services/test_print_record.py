"""A record of any form is looked at, and written to a file, as it stands; a restricted one is neither."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sia_contract.resources import resources
from sia_desktop.bootstrap.paper import OnDisk
from sia_desktop.bootstrap.printer import FormPrinter
from sia_desktop.documents.case_record import printed_record
from sia_desktop.documents.printed_note import Fact
from sia_desktop.domain.about import About
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.people import Person
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.services.fix_meeting import FixMeeting
from sia_desktop.services.print_record import (
    AskRecordPdf,
    PrintRecord,
    around_of,
    ask_record_pdf,
    print_record,
)
from tests.documents.accessible_pdf import faults
from tests.helpers.a_desk import a_laptop
from tests.helpers.plausible_answers import ADVISER, AT, a_record, all_answers

SHELF = Shelf(resources())
PRINTER = FormPrinter(resources() / "fonts")


def test_what_is_seen_is_what_is_written(tmp_path: Path) -> None:
    store = a_laptop().store
    store.people.kept[ADVISER] = Person(ADVISER, "Priya Nair", "adviser", None, True)
    framework = SHELF.current("reading", AT.date())
    form = framework.form("raising_achievement_plan")
    (urn, *_) = store.schools.kept
    record = replace(a_record(framework, form, all_answers(form)), urn=urn)
    store.case_records.save(record)
    pdf = ask_record_pdf(AskRecordPdf(record.id), store, SHELF, PRINTER, lambda: AT)
    assert faults(pdf, is_to_sign=False) == []
    target = tmp_path / "plan.pdf"
    changed = print_record(PrintRecord(record.id, target), store, SHELF, PRINTER, OnDisk(), lambda: AT)
    assert target.read_bytes() == pdf
    assert not changed.kinds
    assert store.case_records.get(record.id) == record


def test_an_agenda_says_when_the_meeting_is_and_is_no_draft() -> None:
    laptop = a_laptop()
    store = laptop.store
    framework = SHELF.current("reading", AT.date())
    form = framework.form("rap_agenda")
    fixed = FixMeeting(laptop.urn_of("Micklands"), "rap_meeting", date(2026, 7, 1), starts_at="14:00")
    laptop.desk.do(fixed)
    about = About("meeting", str(fixed.meeting_id))
    empty = replace(a_record(framework, form, {}), urn=laptop.urn_of("Micklands"), about=about)
    record = replace(empty, answers=all_answers(form))
    page = printed_record(record, framework, around_of(record, store, AT))
    assert Fact("Meeting", "Wed 1 Jul 2026, 14:00") in page.right_facts
    assert not page.is_draft, "it goes through no steps, so nothing else could ever finish it"
    assert printed_record(empty, framework, around_of(empty, store, AT)).is_draft


def test_a_record_in_a_compartment_is_never_printed(tmp_path: Path) -> None:
    store = a_laptop().store
    framework = SHELF.current("reading", AT.date())
    form = framework.form("raising_achievement_plan")
    (urn, *_) = store.schools.kept
    record = replace(a_record(framework, form, {}), urn=urn, compartment="safeguarding")
    store.case_records.save(record)
    target = tmp_path / "plan.pdf"
    with pytest.raises(RuleBroken, match="never printed"):
        print_record(PrintRecord(record.id, target), store, SHELF, PRINTER, OnDisk(), lambda: AT)
    assert not target.exists()
