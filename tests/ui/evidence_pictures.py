"""Pictures of Evidence: `python -m tests.ui.evidence_pictures FOLDER`, also with TEXT."""

import os
import sys
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sia_contract.resources import resources
from sia_desktop.documents.evidence_file import prepare
from sia_desktop.domain.attachment import EVIDENCE, Attachment
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.ui.app import make_app
from sia_desktop.ui.attaching import AttachedTo, attach
from sia_desktop.ui.desktop import DesktopWindow
from tests.documents.test_evidence_file import office, photograph
from tests.helpers.a_desk import ME, Laptop
from tests.ui.pictures import LOOKS, settle, unlock
from tests.ui.visit_stage import AT, COMPLETE, a_note, a_window

FILES = (
    ("Books from Year 4.jpg", photograph(), "nobody"),
    ("Reading check by group.xlsx", office("xl/workbook.xml"), "pupils"),
    ("Learning walk.txt", b"Walked through four lessons.", "nobody"),
)


def add_files(laptop: Laptop, note: NoteOfVisit) -> list[UUID]:
    """Three kinds of file."""
    for number, (name, content, told) in enumerate(FILES):
        ready = prepare(name, content)
        laptop.store.attachments.add(
            Attachment(
                uuid4(), "note_of_visit", str(note.id), note.urn, EVIDENCE, f"{number:064x}",
                len(ready.content), ready.media_type, ready.name,
                AT - timedelta(minutes=20 * number), ME, sensitivity=told,
            ),
            ready.content,
        )  # fmt: skip
    return [each.id for each in laptop.store.attachments.kept]


def main() -> None:
    """Every look."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    _app, theme = make_app([], resources())
    text = int(os.environ.get("TEXT", "100"))
    for look in LOOKS if text == 100 else LOOKS[:1]:
        theme.choose(look, text)
        laptop, note = a_note(COMPLETE)
        files = add_files(laptop, note)
        window = a_window(laptop, look)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        unlock(window)

        def snap(name: str, window: DesktopWindow = window, tag: str = f"{look}-t{text}") -> None:
            settle(400)
            window.grab().save(str(folder / f"{name}-{tag}.png"))

        window.navigation.go("evidence")
        snap("evidence")
        window.navigation.page("evidence").look_at(files[0])
        snap("evidence-picture")
        window.navigation.go("visit", note_id=note.id)
        settle(600)
        page = window.navigation.page("visit")
        about = AttachedTo("note_of_visit", str(note.id), note.urn)
        shown = attach(page._tools, about, page, Path("Books from Year 4.jpg"))
        settle(300)
        shown.grab().save(str(folder / f"attach-{look}-t{text}.png"))
        shown.reject()
        window.close()
        window.shut()


if __name__ == "__main__":
    main()
