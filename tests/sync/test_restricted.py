"""A safeguarding concern beside a note: read by those named for it, and in nothing that is shared."""

from contextlib import closing
from dataclasses import replace
from uuid import UUID

import pypdfium2
import pytest

from sia_contract.resources import resources
from sia_desktop.documents.case_record import printed_record
from sia_desktop.documents.draw_note import draw_note
from sia_desktop.documents.note_of_visit import printed_note
from sia_desktop.domain.about import About
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.services.open_case_record import OpenCaseRecord, open_case_record
from sia_desktop.services.print_record import Around
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import NOON, Desktop, enrols
from tests.sync.test_casework import SHELF, at, writes

FACTS = ("school_name", "council_name", "council_full_name", "adviser_role", "category", "due_heading")
LATER_FACTS = ("due_explained", "produced_on", "demonstration", "register_as_at")
WORDS = "nobody fetches them from the gate"


def concern(desktop: Desktop, note: UUID) -> UUID:
    """A concern is written beside a note."""
    kept = desktop.note(note)
    command = OpenCaseRecord("safeguarding_record", Urn(kept.urn), About("visit", str(kept.visit_id)))
    open_case_record(command, desktop.uow, SHELF, lambda: NOON)
    writes(desktop, command.record_id, concern=f"A pupil said that {WORDS}.")
    return command.record_id


def test_a_concern_reaches_those_named_for_it_and_nobody_else(stage: Stage) -> None:
    anna, helen = stage.anna, stage.helen
    stage.hall.employs("dora", "director")
    with closing(
        Desktop("dora", enrols("dora", anna.enrolled.path.parent, anna.address), anna.address)
    ) as dora:
        note = anna.logs_visit(stage.urns[0], focus="Phonics in Year 1")
        record = concern(anna, note)
        open_record = OpenCaseRecord(
            "categorisation", Urn(stage.urns[0]), About("school", str(stage.urns[0]))
        )
        open_case_record(open_record, anna.uow, SHELF, lambda: NOON)
        stage.sync_until_quiet()
        dora.syncs_well()

        assert at(helen, record).answers["concern"] == f"A pupil said that {WORDS}."
        assert at(helen, record).compartment == "safeguarding_record"
        assert dora.has("case_record", open_record.record_id)  # the director reads the others
        assert not dora.has("case_record", record)
        assert WORDS not in dora.all_words()


def test_a_concern_is_in_no_note_and_on_no_paper(stage: Stage) -> None:
    anna = stage.anna
    note = anna.logs_visit(stage.urns[0], focus="Phonics in Year 1")
    record = concern(anna, note)
    anna.signs(note)
    signed, kept = anna.note(note), at(anna, record)
    framework = SHELF.pinned("reading", "2016.1")
    assert signed.signing is not None
    facts = dict.fromkeys((*FACTS, *LATER_FACTS), "") | {"adviser_name": "Anna"}
    signed = replace(signed, signing=replace(signed.signing, facts=facts))
    drawn = draw_note(printed_note(signed, framework.form("note_of_visit")), resources() / "fonts")
    pages = pypdfium2.PdfDocument(drawn)
    words = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "Phonics in Year 1" in words
    assert WORDS not in words
    assert WORDS.encode() not in drawn
    assert WORDS not in str(signed.answers)
    around = Around("Blagdon", "Reading", "Reading Borough Council", {}, is_demonstration=True, at=NOON)
    with pytest.raises(RuleBroken, match="never printed or shared"):
        printed_record(kept, framework, around)
