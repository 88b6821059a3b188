"""Pictures of the note's pages: `python -m tests.ui.visit_pictures FOLDER [LOOK...]`, also with SCALE=1.5."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", os.environ.get("SCALE", "1"))

from sia_contract.resources import resources
from sia_desktop.domain.mark import MarkWay
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow
from sia_desktop.ui.widgets.popover import Popover
from tests.ui.pictures import LOOKS, SIZES, settle, unlock
from tests.ui.visit_stage import COMPLETE, a_note, a_signed_note, a_window, head_mark_of

SCRAWL = (
    ((0.16, 0.68), (0.2, 0.3), (0.24, 0.28), (0.22, 0.5), (0.19, 0.68), (0.26, 0.5), (0.33, 0.45)),
    ((0.36, 0.6), (0.44, 0.55), (0.5, 0.3), (0.48, 0.6), (0.56, 0.55), (0.62, 0.62), (0.75, 0.55)),
)


def writing(window: DesktopWindow) -> Iterator[str]:
    """The editor and what is reached from it."""
    page = window.navigation.page("visit")
    page.editing.go_to("achievement")
    yield "04-editor"
    page._explain()
    yield "05-why"
    for one in window.findChildren(Popover):
        one.close_it()
    page.editing.next_problem(1)
    yield "04-problem"
    page._add_action()
    yield "04-action"
    page._to_check()
    yield "07-check-missing"


def main() -> None:
    """Every look and size."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[2:])
    _app, theme = make_app([], resources())
    scale = os.environ["QT_SCALE_FACTOR"]
    text = int(os.environ.get("TEXT", "100"))
    for look in LOOKS:
        if only and look not in only:
            continue
        for width, height in SIZES:
            theme.choose(look, text)

            def snap(window: DesktopWindow, name: str, tag: str = f"{look}-{width}-x{scale}-t{text}") -> None:
                settle()
                window.grab().save(str(folder / f"{name}-{tag}.png"))

            def show(window: DesktopWindow, size: tuple[int, int] = (width, height)) -> None:
                window.resize(*size)
                window.show()
                window.activateWindow()
                unlock(window)

            laptop, note = a_note()
            window = a_window(laptop, look)
            show(window)
            window.navigation.go("visit", note_id=note.id)
            settle(900)
            for name in writing(window):
                snap(window, name)
            window.close()
            window.shut()

            laptop, note = a_note(COMPLETE)
            window = a_window(laptop, look)
            show(window)
            window.navigation.go("handover", note_id=note.id)
            settle()
            page = window.navigation.page("handover")
            page.response.accurate.setChecked(True)
            page.response.signature.pad.show_strokes(SCRAWL)
            page.response.act.setFocus()
            snap(window, "06-handover")
            page.response.signature.ways.choose("declined")
            snap(window, "06-decline")
            page._ask_back()
            snap(window, "06-return")
            window.close()
            window.shut()

            laptop, note = a_note(COMPLETE)
            from dataclasses import replace

            laptop.store.notes.save(replace(note, head_mark=head_mark_of(note)))
            window = a_window(laptop, look)
            show(window)
            window.navigation.go("visit", note_id=note.id, view="check")
            settle()
            window.navigation.page("visit").check.signature.pad.show_strokes(SCRAWL)
            snap(window, "07-check")
            window.close()
            window.shut()

            laptop, note = a_signed_note(MarkWay.DEFERRED)
            window = a_window(laptop, look)
            show(window)
            window.navigation.go("visit", note_id=note.id)
            settle(600)
            snap(window, "10-signed")
            window.navigation.page("visit")._to_text()
            snap(window, "10-words")
            window.close()
            window.shut()


if __name__ == "__main__":
    main()
