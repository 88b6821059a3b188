"""One visit, end to end: from an empty central to a note that County Hall and the line manager have."""

import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.ids import Urn, note_id
from sia_desktop.domain.mark import MarkWay, Response
from sia_desktop.security.verify_pdf import verify_pdf
from sia_desktop.services.log_visit import LogVisit
from sia_desktop.services.progress import silent
from sia_desktop.services.provide_note import Copy, ProvideNote
from sia_desktop.services.queries.caseload import AskCaseload
from sia_desktop.services.queries.facts import SendState
from sia_desktop.services.queries.note_page import AskNote, AskPdf
from sia_desktop.services.queries.school_page import AskSchool
from sia_desktop.services.queries.today import AskToday
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.save_note_draft import SaveNoteDraft
from sia_desktop.services.sign_note import SignNote
from sia_desktop.services.supersede_note import SupersedeNote
from sia_desktop.services.void_visit import VoidVisit
from tests.helpers.county_hall import CountyHall
from tests.helpers.laptops import PASSPHRASE, VISITED_ON, WORDS, Laptop, sign_together

LATE = "The laptop was in repair."


def test_one_visit_from_empty_central_to_county_hall(
    county_hall: CountyHall, laptops: Callable[[str], Laptop], tmp_path: Path
) -> None:
    priya, morgan = laptops("priya"), laptops("morgan")

    with county_hall.serving() as address:
        priya.is_enrolled_at(address, "priya@reading.example")

    # Today and Caseload, offline from here on.
    priya.is_unlocked()
    caseload = priya.sees(AskCaseload())
    assert len(caseload.rows) == 61
    assert priya.sees(AskToday()).not_categorised == 61
    urn = caseload.rows[0].school.urn

    # A visit is logged, and its note says when it is due and why.
    visit = LogVisit(urn, VISITED_ON, "keeping_in_touch")
    note = note_id(visit.visit_id, 1)
    priya.does(visit)
    priya.does(SaveNoteDraft(note, WORDS))
    page = priya.sees(AskNote(note))
    assert page.due.sentence == (
        "Friday 10 April 2026: five working days after Wednesday 1 April; "
        "Good Friday, the weekend and Easter Monday do not count"
    )

    # Signed in the school; from now on immutable.
    sign_together(priya, note)
    with pytest.raises(RuleBroken, match="signed"):
        priya.does(SaveNoteDraft(note, {"focus": "Other words"}))
    with pytest.raises(RuleBroken, match="signed"):
        priya.does(VoidVisit(visit.visit_id, "wrong school"))
    pdf = priya.sees(AskPdf(note))

    # The PDF: two signatures, trusted under the council's root and no other.
    root = tmp_path / "root.pem"
    county_hall.runs("root", "--out", str(root))
    verdict = verify_pdf(pdf, [root.read_bytes()], datetime.now(UTC))
    assert verdict.unchanged_and_trusted, verdict.sentences
    assert len(verdict.signatures) == 2
    assert not verify_pdf(pdf, [], datetime.now(UTC)).unchanged_and_trusted

    # Signed alone is not provided: the clock stops when a copy is given.
    assert priya.sees(AskNote(note)).provided is None
    copy = tmp_path / "copy.pdf"
    with pytest.raises(RuleBroken, match="Friday 10 April 2026 the last day"):
        priya.does(ProvideNote(note, Copy.FILE, copy, ("Headteacher",)))
    assert not copy.exists()
    priya.does(ProvideNote(note, Copy.FILE, copy, ("Headteacher",), late_reason=LATE))
    assert copy.read_bytes() == pdf
    page = priya.sees(AskNote(note))
    assert page.provided is not None
    assert page.provided.on == page.day
    assert page.sync.state is SendState.WAITING
    assert not priya.desk.sync.run(silent).is_complete
    assert priya.sees(AskNote(note)).sync.state is not SendState.ACCEPTED

    # Back online: County Hall has it, with a receipt; the line manager reads the same words and bytes.
    with county_hall.serving():
        priya.syncs()
        page = priya.sees(AskNote(note))
        assert page.sync.state is SendState.ACCEPTED
        assert page.sync.receipt
        morgan.is_enrolled_at(address, "morgan@reading.example")
        read = morgan.sees(AskNote(note))
        assert read.note == page.note
        assert not read.may_write
        stamped = priya.sees(AskPdf(note))
        assert stamped.startswith(pdf)
        assert hashlib.sha256(morgan.sees(AskPdf(note))).digest() == hashlib.sha256(stamped).digest()
        assert page.trusted_at == read.trusted_at is not None
        later = verify_pdf(stamped, [root.read_bytes()], datetime.now(UTC) + timedelta(days=3 * 365))
        assert later.unchanged_and_trusted, later.sentences
        priya.syncs()
        assert priya.sees(AskPdf(note)) == stamped
        with pytest.raises(RuleBroken, match="Priya Adviser"):
            morgan.does(SaveNoteDraft(note, {"focus": "Other words"}))
        history = morgan.sees(AskSchool(urn)).history
        assert [(line.note.note_id, line.late_reason) for line in history] == [(note, LATE)]


def test_a_visit_logged_by_mistake_is_voided_and_a_signed_note_is_corrected_by_its_next_version(
    county_hall: CountyHall, laptops: Callable[[str], Laptop]
) -> None:
    priya, morgan = laptops("priya"), laptops("morgan")
    with county_hall.serving() as address:
        priya.is_enrolled_at(address, "priya@reading.example")
        urn = priya.sees(AskCaseload()).rows[1].school.urn

        # Logged to the wrong day, then again to the right one.
        mistake = LogVisit(urn, date(2026, 3, 31), "monitoring")
        priya.does(mistake)
        priya.does(VoidVisit(mistake.visit_id, "Logged to the wrong day."))
        with pytest.raises(RuleBroken, match="voided"):
            priya.does(SaveNoteDraft(note_id(mistake.visit_id, 1), WORDS))
        visit = LogVisit(urn, VISITED_ON, "monitoring")
        first, second = note_id(visit.visit_id, 1), note_id(visit.visit_id, 2)
        priya.does(visit)
        priya.does(SaveNoteDraft(first, WORDS))

        # A change of any word after the headteacher's mark voids it, and says so.
        page = priya.sees(AskNote(first))
        priya.does(
            RecordHeadMark(
                first,
                page.note.digest,
                MarkWay.TYPED,
                "Headteacher (demonstration)",
                "Headteacher",
                Response.ACCURATE,
                typed="Headteacher (demonstration)",
            )
        )
        priya.does(SaveNoteDraft(first, {"focus": "How the reading sequence is taught in Year 2."}))
        changed = priya.sees(AskNote(first)).note
        assert not changed.head_mark_stands
        with pytest.raises(RuleBroken, match="no longer stands"):
            priya.does(SignNote(first, changed.digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Adviser"))
        sign_together(priya, first)

        # The correction is version 2, with its own signatures; version 1 stays as it was.
        before = priya.sees(AskPdf(first))
        priya.does(SupersedeNote(first, "The year group was left out."))
        priya.does(SaveNoteDraft(second, {"evidence_seen": "Books from Year 2 and a walk through lessons."}))
        sign_together(priya, second)
        assert priya.sees(AskPdf(first)) == before
        page = priya.sees(AskNote(second))
        assert (page.note.version, page.note.supersedes) == (2, first)
        priya.syncs()

        morgan.is_enrolled_at(address, "morgan@reading.example")
        history = morgan.sees(AskSchool(Urn(urn))).history
        assert [(line.note.note_id, line.note.is_voided) for line in history] == [
            (second, False),
            (note_id(mistake.visit_id, 1), True),
        ]
