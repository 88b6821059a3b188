"""A record signed by its adviser and by their manager: the same stamped files on both laptops."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.security.verify_pdf import verify_pdf
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.print_record import AskRecordPdf, PrintRecord
from sia_desktop.services.queries.pathway import about_school
from sia_desktop.services.queries.record_page import AskRecord, RecordPage
from sia_desktop.services.sign_step import SignStep
from tests.documents.accessible_pdf import faults
from tests.helpers.county_hall import CountyHall
from tests.helpers.laptops import INK, PASSPHRASE, Laptop
from tests.helpers.meadowside import MEADOWSIDE, with_meadowside

WORDS: dict[str, Json] = {
    "priorities": "Writing in Years 4 to 6.",
    "success_criteria": "Disadvantaged pupils in Year 5 write as well as others nationally.",
    "criteria_explained": "2026-05-20",
}


def a_hall(folder: Path) -> CountyHall:
    """Reading's central, with a made-up school."""
    hall = CountyHall(folder / "central")
    hall.runs("init", "--council", "reading", "--demonstration")
    hall.runs("import-schools", str(with_meadowside(folder)), "--as-at", "2026-06-02")
    hall.employs("Morgan Lead", "morgan@reading.example", "strategic_lead")
    hall.employs("Priya Adviser", "priya@reading.example", "adviser", reports_to="morgan@reading.example")
    hall.runs("assign", "--email", "priya@reading.example", "--urn", str(MEADOWSIDE), "--on", "2026-01-05")
    return hall


def page_of(laptop: Laptop, record_id: UUID) -> RecordPage:
    """The record as this laptop shows it."""
    page: RecordPage = laptop.sees(AskRecord(record_id))
    return page


def test_a_record_signed_here_and_agreed_there_is_the_same_stamped_file_on_both(
    tmp_path: Path, laptops: Callable[[str], Laptop]
) -> None:
    priya, morgan = laptops("priya"), laptops("morgan")
    hall, root = a_hall(tmp_path), tmp_path / "root.pem"
    hall.runs("root", "--out", str(root))
    with hall.serving() as address:
        for each in (priya, morgan):
            each.is_enrolled_at(address, f"{each.folder.name}@reading.example")
        begun = OpenCaseRecord("raising_achievement_plan", MEADOWSIDE, about_school(MEADOWSIDE))
        plan = begun.record_id
        priya.does(begun)
        priya.does(AnswerSection(plan, WORDS))
        digest = page_of(priya, plan).record.digest
        priya.does(SignStep(plan, "agree", digest, MarkWay.TYPED, PASSPHRASE, typed="Priya Adviser"))
        priya.syncs()
        morgan.syncs()
        seen = page_of(morgan, plan)
        assert seen.state_label == "Agreed by the adviser"
        assert seen.record.digest == digest
        morgan.does(SignStep(plan, "agree_finally", digest, MarkWay.DRAWN, PASSPHRASE, strokes=INK))
        for each in (morgan, priya, morgan):
            each.syncs()

    theirs, mine = page_of(morgan, plan), page_of(priya, plan)
    assert theirs.signed == mine.signed
    assert [(each.label, each.by_name) for each in mine.signed] == [
        ("Agree the plan", "Morgan Lead"),
        ("Agree the draft", "Priya Adviser"),
    ]
    for copy in mine.signed:
        assert copy.stands
        assert (copy.fault, copy.trusted_at is not None) == ("", True)
        pdf: bytes = priya.sees(AskRecordPdf(plan, copy.sha256))
        assert morgan.sees(AskRecordPdf(plan, copy.sha256)) == pdf
        assert faults(pdf) == []
        verdict = verify_pdf(pdf, [root.read_bytes()], datetime.now(UTC))
        assert verdict.unchanged_and_trusted, verdict.sentences
        target = tmp_path / "copy.pdf"
        morgan.does(PrintRecord(plan, target, copy.sha256))
        assert target.read_bytes() == pdf

    priya.does(AnswerSection(plan, {"priorities": "Writing in Years 3 to 6."}))
    assert not any(each.stands for each in page_of(priya, plan).signed)
