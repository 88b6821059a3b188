"""What may be attached, known by its content; a photograph loses where it was taken."""

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from sia_desktop.documents.evidence_file import EvidenceFiles, prepare
from sia_desktop.domain.attachment import LARGEST
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken

GPS, LATITUDE, MAKE, ORIENTATION = 0x8825, 2, 0x010F, 0x0112


def photograph(kept: str = "JPEG") -> bytes:
    """Taken somewhere, with a camera of some make, held on its side."""
    notes = Image.Exif()
    notes[MAKE], notes[ORIENTATION] = "A camera maker", 6
    notes.get_ifd(GPS)[LATITUDE] = (51.0, 27.0, 18.0)
    out = io.BytesIO()
    Image.effect_noise((64, 48), 40).convert("RGB").save(out, kept, exif=notes)
    return out.getvalue()


@pytest.mark.parametrize("kept", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_keeps_its_picture_and_loses_its_place_and_camera(kept: str) -> None:
    before = photograph(kept)
    with Image.open(io.BytesIO(before)) as image:
        assert image.getexif().get_ifd(GPS)
        pixels = image.convert("RGB").tobytes()

    prepared = prepare("IMG_0001.pdf", before)

    assert prepared.was_stripped
    assert b"A camera maker" not in prepared.content
    with Image.open(io.BytesIO(prepared.content)) as image:
        assert not image.getexif().get_ifd(GPS)
        assert image.getexif().get(ORIENTATION) == 6
        assert image.convert("RGB").tobytes() == pixels or kept == "WEBP"


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in ("[Content_Types].xml", *names):
            parts.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("plan.exe", b"%PDF-1.7 and so on", "plan.pdf"),
        ("books.png", photograph(), "books.jpg"),
        ("data", office("xl/workbook.xml"), "data.xlsx"),
        ("letter.pdf", office("word/document.xml"), "letter.docx"),
        ("notes.exe", "Walked through Year 4 – calm".encode(), "notes.txt"),
        ("marks.csv", b"year,count\n4,29\n", "marks.csv"),
    ],
)
def test_a_file_is_what_is_in_it_not_what_it_is_called(name: str, content: bytes, kept_as: str) -> None:
    assert prepare(name, content).name == kept_as


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 a program", "not of a kind that can be attached"),
        (b"", "is empty"),
        (office("word/document.xml", "word/vbaProject.bin"), "macros"),
        (b"PK\x03\x04 a broken archive", "not of a kind"),
        (photograph()[:200], "damaged"),
    ],
)
def test_what_is_not_taken_is_said_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        prepare("looks-fine.pdf", content)


def test_a_file_over_the_limit_is_not_even_read(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(RuleBroken, match="a file may have 25"):
        EvidenceFiles().read(large)
    with pytest.raises(OutsideTrouble, match="cannot be read"):
        EvidenceFiles().read(tmp_path / "gone.pdf")
