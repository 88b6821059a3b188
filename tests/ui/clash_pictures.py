"""Pictures of Clashes: `python -m tests.ui.clash_pictures FOLDER`, also with SCALE and TEXT."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", os.environ.get("SCALE", "1"))

from sia_contract.resources import resources
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow
from tests.ui.clash_stage import with_clashes
from tests.ui.pictures import LOOKS, settle, unlock
from tests.ui.visit_stage import a_window


def main() -> None:
    """Every look."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[2:])
    _app, theme = make_app([], resources())
    text = int(os.environ.get("TEXT", "100"))
    for look in LOOKS:
        if only and look not in only:
            continue
        theme.choose(look, text)
        laptop, note = with_clashes()
        window = a_window(laptop, look)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        unlock(window)

        def snap(name: str, window: DesktopWindow = window, tag: str = f"{look}-t{text}") -> None:
            settle(350)
            window.grab().save(str(folder / f"{name}-{tag}.png"))

        snap("today")
        window.navigation.go("clashes")
        snap("clashes")
        first = next(iter(laptop.store.clashes.kept))
        window.navigation.go("clash", clash_id=first)
        settle(350)
        page = window.navigation.page("clash")
        page.blocks[0].mine.setChecked(True)
        page.reason.setText("Agreed by telephone with Helen on 10 June.")
        page.settle.setFocus()
        snap("clash")
        page.blocks[0].write_both()
        snap("clash-both")
        window.navigation.go("visit", note_id=note.id)
        snap("note")
        window.close()
        window.shut()


if __name__ == "__main__":
    main()
