"""Evidence between two desktops and a real central: kept once, encrypted, resumed, seen by who may."""

import os
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from sia_desktop.documents.evidence_file import EvidenceFiles
from sia_desktop.domain.attachment import Sensitivity
from sia_desktop.domain.ids import Urn
from sia_desktop.services.attach_evidence import AttachEvidence, attach_evidence
from sia_desktop.services.queries.evidence import AskFile, ask_file
from sia_desktop.sync.transport import PIECE
from tests.helpers.stage import Stage
from tests.helpers.two_desktops import BadLine, Desktop

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def attaches(
    desktop: Desktop, note: UUID, urn: int, content: bytes, folder: Path, name: str = "books.pdf"
) -> UUID:
    path = folder / name
    path.write_bytes(content)
    command = AttachEvidence(path, "note_of_visit", str(note), Urn(urn), Sensitivity.PUPILS)
    attach_evidence(command, desktop.uow, EvidenceFiles(), lambda: NOON)
    return command.attachment_id


@pytest.fixture
def pdf() -> bytes:
    """More than two pieces, of bytes that do not compress."""
    return b"%PDF-1.7 planted words " + os.urandom(2 * PIECE + 4096)


def test_evidence_of_a_draft_reaches_the_line_manager_with_the_same_bytes(
    either_stage: Stage, tmp_path: Path, pdf: bytes
) -> None:
    anna, helen, urn = either_stage.anna, either_stage.helen, either_stage.urns[0]
    note = anna.logs_visit(urn, focus="Books")
    file = attaches(anna, note, urn, pdf, tmp_path)

    report = anna.syncs_well()
    helen.syncs_well()

    assert report.files_sent == 1
    kept = ask_file(AskFile(file), helen.uow)
    assert kept.content == pdf
    assert kept.attachment.sensitivity == "pupils"
    with helen.uow as uow:
        assert uow.attachments.of_record("note_of_visit", note) == ()  # evidence is not the signed PDF
        assert [each.id for each in uow.attachments.evidence(Urn(urn))] == [file]


def test_nothing_of_it_is_readable_on_the_laptop(stage: Stage, tmp_path: Path, pdf: bytes) -> None:
    anna, urn = stage.anna, stage.urns[0]
    note = anna.logs_visit(urn)
    attaches(anna, note, urn, pdf, tmp_path)
    (tmp_path / "books.pdf").unlink()
    anna.close()
    for path in anna.enrolled.path.parent.iterdir():
        if path.is_file() and path.name.startswith("anna"):
            assert b"planted words" not in path.read_bytes()
    anna.starts_again()


def test_the_same_file_twice_is_one_and_on_two_records_is_kept_once(
    stage: Stage, tmp_path: Path, pdf: bytes
) -> None:
    anna, urn = stage.anna, stage.urns[0]
    first, second = anna.logs_visit(urn), anna.logs_visit(urn)
    attaches(anna, first, urn, pdf, tmp_path)
    attaches(anna, first, urn, pdf, tmp_path, "again.pdf")
    attaches(anna, second, urn, pdf, tmp_path)

    report = anna.syncs_well()

    assert report.files_sent == 1
    assert anna.parked() == []
    with anna.uow as uow:
        assert len(uow.attachments.evidence(Urn(urn))) == 2
    with anna.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM file_content").fetchone()[0] == 1


def test_a_colleague_attaches_to_a_signed_note_of_a_shared_school(
    stage: Stage, tmp_path: Path, pdf: bytes
) -> None:
    anna, ben, urn = stage.anna, stage.ben, stage.urns[0]
    note = anna.logs_visit(urn, focus="Signed")
    anna.signs(note)
    stage.sync_until_quiet()
    file = attaches(ben, note, urn, pdf, tmp_path)
    stage.sync_until_quiet()
    assert ben.parked() == []
    assert ask_file(AskFile(file), anna.uow).content == pdf


def test_evidence_goes_with_its_school(stage: Stage, tmp_path: Path, pdf: bytes) -> None:
    anna, urn = stage.anna, stage.urns[4]
    stage.hall.gives("anna", urn)
    anna.syncs_well()
    note = anna.logs_visit(urn)
    attaches(anna, note, urn, pdf, tmp_path)
    anna.syncs_well()
    stage.hall.takes("anna", urn)
    anna.syncs_well()
    with anna.uow as uow:
        assert uow.attachments.evidence() == ()
    with anna.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM file_content").fetchone()[0] == 0


def test_a_broken_upload_goes_on_and_is_said_to_wait_until_central_has_it(
    stage: Stage, tmp_path: Path, pdf: bytes
) -> None:
    anna, urn = stage.anna, stage.urns[0]
    note = anna.logs_visit(urn)
    attaches(anna, note, urn, pdf, tmp_path)
    assert anna.syncs(line=BadLine(["", "request"])).trouble is not None
    assert anna.syncs_well().files_sent == 1
