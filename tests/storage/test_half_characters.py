"""Half a character in a note or a file's name: the save holds, and with it every other word."""

import json
from pathlib import Path

import pytest

from sia_desktop.bootstrap.build import utc_now
from sia_desktop.documents.evidence_file import EvidenceFiles
from sia_desktop.domain.attachment import Sensitivity
from sia_desktop.services.attach_evidence import AttachEvidence, attach_evidence
from sia_desktop.services.do import Do
from sia_desktop.services.save_note_draft import SaveNoteDraft, save_note_draft
from sia_desktop.services.supersede_note import SupersedeNote, supersede_note
from sia_desktop.storage.engine import Store
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.a_desk import a_laptop
from tests.helpers.samples import a_note, a_visit, annas_laptop, signed


@pytest.fixture
def anna(store: Store) -> Store:
    """Anna's laptop."""
    store.enrol(annas_laptop())
    return store


def test_a_draft_with_half_a_character_is_kept_signed_and_sent(anna: Store, sync: SyncStore) -> None:
    visit = a_visit()
    note = a_note(visit, impact="Reading improved")
    with StoredUnitOfWork(anna) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.commit()
    do = Do(
        {
            SaveNoteDraft: lambda command: save_note_draft(command, StoredUnitOfWork(anna), utc_now),
            SupersedeNote: lambda command: supersede_note(command, StoredUnitOfWork(anna)),
        }
    )
    do(SaveNoteDraft(note.id, {"next_steps": "Coach \ud83d the maths lead", "met": ["A head\udc00"]}))
    with StoredUnitOfWork(anna) as uow:
        written = uow.notes.get(note.id)
        uow.notes.save(signed(written))
        uow.commit()
    assert written.answers == {
        "impact": "Reading improved",
        "next_steps": "Coach � the maths lead",
        "met": ["A head�"],
    }
    do(SupersedeNote(note.id, "The year \ud83d was wrong"))
    for change in sync.seal(50):
        json.dumps(change.payload, ensure_ascii=False).encode()


def test_a_file_whose_name_a_foreign_disk_spoiled_is_kept(tmp_path: Path) -> None:
    laptop = a_laptop()
    note = next(iter(laptop.store.notes.kept.values()))
    path = tmp_path / "plan\udce9.txt"
    path.write_text("The school's own plan")
    command = AttachEvidence(path, "note_of_visit", str(note.id), note.urn, Sensitivity.NOBODY)
    do = Do(
        {AttachEvidence: lambda asked: attach_evidence(asked, laptop.store, EvidenceFiles(), laptop.clock)}
    )
    do(command)
    assert [each.file_name for each in laptop.store.attachments.evidence(note.urn)] == ["plan�.txt"]
