"""Nothing written can be read on the disk without the key; and the search itself finds what is there."""

import bz2
import gzip
import lzma
import zipfile
import zlib
from pathlib import Path

import pytest

from sia_desktop.storage.backup import back_up
from sia_desktop.storage.engine import Store
from sia_desktop.storage.sync_store import SyncStore
from sia_desktop.storage.unit_of_work import StoredUnitOfWork
from tests.helpers.planted_words import find_planted
from tests.helpers.samples import (
    a_file,
    a_note,
    a_person_record,
    a_school_record,
    a_visit,
    annas_laptop,
    provided,
    signed,
)
from tests.storage.conftest import KEY

SCHOOL = "Plantagenet Primary School"
TYPED = "The heron by the weir stood perfectly still"


def test_a_schools_name_and_a_typed_sentence_are_nowhere_on_the_disk(
    store: Store, sync: SyncStore, tmp_path: Path
) -> None:
    store.enrol(annas_laptop())
    sync.apply_page([a_school_record(name=SCHOOL), a_person_record()], 2)
    visit = a_visit()
    note = signed(a_note(visit, self_evaluation=TYPED * 50))
    pdf = b"%PDF-1.7 " + zlib.compress(TYPED.encode() * 100)
    with StoredUnitOfWork(store) as uow:
        uow.visits.save(visit)
        uow.notes.save(note)
        uow.attachments.add(a_file(note, pdf), pdf)
        uow.acts.add(provided(note))
        uow.commit()
    sync.seal(50)
    back_up(store.path, KEY, "test")
    assert (tmp_path / "caseload.db-wal").stat().st_size > 0
    assert find_planted(tmp_path, [SCHOOL, TYPED]) == []
    store.close()
    assert find_planted(tmp_path, [SCHOOL, TYPED]) == []


def test_the_search_finds_words_however_they_are_packed(tmp_path: Path) -> None:
    words = TYPED.encode()
    (tmp_path / "raw").write_bytes(b"before " + words)
    (tmp_path / "utf16").write_bytes(TYPED.encode("utf-16"))
    (tmp_path / "zlib").write_bytes(b"some header" + zlib.compress(words * 3) + b"more")
    (tmp_path / "gzip").write_bytes(gzip.compress(words))
    (tmp_path / "bzip2").write_bytes(bz2.compress(words))
    (tmp_path / "xz").write_bytes(lzma.compress(words))
    (tmp_path / "twice").write_bytes(gzip.compress(zlib.compress(TYPED.encode("utf-16-be") * 2)))
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", words * 2)
    found = find_planted(tmp_path, [TYPED])
    assert {line.split(" ")[0] for line in found} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("header", "kind"),
    [(b"SQLite format 3\0", "SQLite file"), (b"%PDF-1.7", "PDF"), (b"\x28\xb5\x2f\xfd", "zstd file")],
)
def test_the_search_knows_plain_files(tmp_path: Path, header: bytes, kind: str) -> None:
    (tmp_path / "plain").write_bytes(header + b"rest")
    assert find_planted(tmp_path, [TYPED]) == [f"plain is a plain {kind}"]


def test_the_search_reads_file_names_too(tmp_path: Path) -> None:
    (tmp_path / f"{SCHOOL}.txt").write_bytes(b"")
    assert find_planted(tmp_path, [SCHOOL]) == [f"the name of {SCHOOL}.txt holds “{SCHOOL}”"]
