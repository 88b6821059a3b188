"""Photographs and documents as evidence: what they really are, and without the place they were taken."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, UnidentifiedImageError

from sia_desktop.domain.attachment import LARGEST, PreparedFile
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken

_WORDS: Final = "application/vnd.openxmlformats-officedocument"
_OFFICE: Final = {
    "word/": (f"{_WORDS}.wordprocessingml.document", ".docx"),
    "xl/": (f"{_WORDS}.spreadsheetml.sheet", ".xlsx"),
    "ppt/": (f"{_WORDS}.presentationml.presentation", ".pptx"),
}
_IMAGES: Final = {
    "JPEG": ("image/jpeg", ".jpg"),
    "PNG": ("image/png", ".png"),
    "WEBP": ("image/webp", ".webp"),
}
_ORIENTATION: Final = 0x0112
_SCAN: Final = 0xDA
_APP2: Final = 0xE2
_NOTES: Final = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})
"""Segments of a JPEG that hold notes; APP0 and APP14 say how its colours are to be read."""
ALLOWED: Final = "PDF, JPEG, PNG, WebP, Word, Excel, PowerPoint and plain text"


class EvidenceFiles:
    """Reads a file and says what is in it; its name decides nothing."""

    def read(self, path: Path) -> PreparedFile:
        """The file ready to be kept; raises `RuleBroken` if it is too large or of a kind not taken."""
        try:
            size = path.stat().st_size
            if size > LARGEST:
                megabytes, most = size / 1024 / 1024, LARGEST // 1024 // 1024
                raise RuleBroken(
                    f"“{path.name}” has {megabytes:.1f} MB; a file may have {most}. "
                    "Make it smaller, for example by fewer pages or a smaller picture, and attach that."
                )
            content = path.read_bytes()
        except OSError as trouble:
            raise OutsideTrouble(
                f"“{path.name}” cannot be read ({trouble.strerror}). Nothing was attached; choose it again."
            ) from trouble
        return prepare(path.name, content)


def prepare(name: str, content: bytes) -> PreparedFile:
    """Know it by its content; photographs lose where and with what they were taken."""
    if not content:
        raise RuleBroken(f"“{name}” is empty. Choose another file.")
    for look in _LOOKS:
        found = look(name, content)
        if found is not None:
            return found
    raise RuleBroken(
        f"“{name}” is not of a kind that can be attached, whatever its name says. {ALLOWED} can; "
        "save it as one of these, for example as a PDF."
    )


def _pdf(name: str, content: bytes) -> PreparedFile | None:
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return PreparedFile(_named(name, ".pdf"), content, "application/pdf")
    return None


def _image(name: str, content: bytes) -> PreparedFile | None:
    try:
        with Image.open(io.BytesIO(content), formats=list(_IMAGES)) as image:
            media_type, ending = _IMAGES[str(image.format)]
            return PreparedFile(_named(name, ending), _bare(image, content), media_type, was_stripped=True)
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        raise RuleBroken(
            f"“{name}” is a damaged or far too large picture. Save it again, then attach it."
        ) from fault


def _bare(image: Image.Image, content: bytes) -> bytes:
    """The same picture, every point of it, with no notes in it but which way up it is."""
    notes = Image.Exif()
    if (up := image.getexif().get(_ORIENTATION)) is not None:
        notes[_ORIENTATION] = up
    image.load()
    if image.format == "JPEG":
        bare = _without_notes(content, notes.tobytes())
        with Image.open(io.BytesIO(bare), formats=["JPEG"]) as again:
            again.load()
        return bare
    kept, out = str(image.format), io.BytesIO()
    colours = image.info.get("icc_profile")
    image.info = {}
    image.save(out, kept, exif=notes, icc_profile=colours, lossless=True)
    return out.getvalue()


def _without_notes(jpeg: bytes, notes: bytes) -> bytes:
    """Leave out every segment of notes (EXIF, XMP, IPTC, comments) and whatever stands behind the picture."""
    head = b"\xff\xe1" + (len(notes) + 2).to_bytes(2) + notes
    kept, at = [jpeg[:2], head], 2
    while jpeg[at : at + 1] == b"\xff" and jpeg[at + 1] != _SCAN:
        size = 2 + int.from_bytes(jpeg[at + 2 : at + 4])
        segment = jpeg[at : at + size]
        is_colours = segment[1] == _APP2 and segment[4:].startswith(b"ICC_PROFILE")
        if segment[1] not in _NOTES or is_colours:
            kept.append(segment)
        at += size
    end = jpeg.find(b"\xff\xd9", at)
    return b"".join([*kept, jpeg[at : end + 2 if end >= 0 else len(jpeg)]])


def _office(name: str, content: bytes) -> PreparedFile | None:
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
    except zipfile.BadZipFile:
        return None
    if "[Content_Types].xml" not in names:
        return None
    if any(each.lower().endswith("vbaproject.bin") for each in names):
        raise RuleBroken(
            f"“{name}” has macros in it, which are never taken. Save it without them, then attach it."
        )
    for folder, (media_type, ending) in _OFFICE.items():
        if any(each.startswith(folder) for each in names):
            return PreparedFile(_named(name, ending), content, media_type)
    return None


def _text(name: str, content: bytes) -> PreparedFile | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if any(not sign.isprintable() and sign not in "\r\n\t\f" for sign in text):
        return None
    ending = ".csv" if name.lower().endswith(".csv") else ".txt"
    return PreparedFile(_named(name, ending), content, "text/plain")


_LOOKS: Final[tuple[Callable[[str, bytes], PreparedFile | None], ...]] = (_pdf, _image, _office, _text)


def _named(name: str, ending: str) -> str:
    """The name it came with, ending as what it is."""
    stem = Path(name).stem.strip() or "file"
    return f"{stem[:80]}{ending}"
