"""Pictures of an inspection and its casework: `python -m tests.ui.casework_pictures FOLDER`, or TEXT=125."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QWidget

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.inspection import Inspection
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.answer_section import AnswerSection
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.ui.app import make_app
from sia_desktop.ui.desktop import DesktopWindow
from tests.helpers.a_desk import Laptop
from tests.ui.oxfordshire_stage import (
    DAY,
    IMPROVEMENTS,
    SCHOOL,
    demonstration_laptop,
    entry,
    inspected,
    stands_at,
)
from tests.ui.pictures import LOOKS, a_window, settle, unlock

Snap = Callable[[str, QWidget | None], None]


def scenes(window: DesktopWindow, laptop: Laptop, inspection: Inspection, snap: Snap) -> None:
    """One screen after another."""
    window.navigation.go("inspections")
    snap("inspections", None)
    page = window.navigation.page("inspections")
    page.rung.click()
    page.dialog.school.choose(str(SCHOOL))
    page.dialog.school.picked.emit(page.dialog.school.code)
    snap("rung", page.dialog)
    page.dialog.reject()
    window.navigation.go("inspection", inspection_id=inspection.id)
    snap("inspection", None)
    card = replace(inspection, scale="ofsted-2025-11", overall="", areas={"inclusion": "needs_attention"})
    laptop.store.inspections.kept[card.id] = card
    window.navigation.go("inspection", inspection_id=card.id)
    snap("report-card", None)
    if window.navigation.page("inspection").count.isVisible():
        window.navigation.page("inspection").count.click()
        snap("report-card-counts-as", window.navigation.page("inspection").dialog)
        window.navigation.page("inspection").dialog.reject()
    laptop.store.inspections.kept[inspection.id] = inspection
    begun = OpenCaseRecord("post_inspection_record", SCHOOL, About("inspection", str(inspection.id)))
    laptop.desk.do(begun)
    window.navigation.go("record", record_id=begun.record_id)
    snap("post-inspection-record", None)
    page = window.navigation.page("record")
    page.editing.go_to("actions")
    snap("post-inspection-actions", None)
    begun = OpenCaseRecord("school_improvement_record", SCHOOL, About("school", str(SCHOOL)))
    laptop.desk.do(begun)
    entries: Json = [
        entry(IMPROVEMENTS[0].text, DAY - timedelta(days=40)),
        entry(IMPROVEMENTS[1].text, DAY - timedelta(days=21), "Two subject leaders, and their plans."),
        entry(IMPROVEMENTS[0].text, DAY - timedelta(days=3), "Four lessons; pupils’ books in Year 6."),
    ]
    laptop.desk.do(AnswerSection(begun.record_id, {"progress": entries}))
    stands_at(laptop, "high", DAY - timedelta(days=50))
    window.navigation.go("record", record_id=begun.record_id)
    settle(900)
    page.editing.go_to("progress")
    snap("improvement-record", None)


def main() -> None:
    """Every look."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    _app, theme = make_app([], resources())
    text = int(os.environ.get("TEXT", "100"))
    for look in sys.argv[2:] or (LOOKS if text == 100 else LOOKS[:1]):
        theme.choose(look, text)
        laptop = demonstration_laptop(os.environ.get("ROLE", "adviser"))
        inspection = inspected(laptop)
        window = a_window(laptop, look)
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        unlock(window)

        def snap(
            name: str, part: QWidget | None, window: DesktopWindow = window, tag: str = f"{look}-t{text}"
        ) -> None:
            settle(int(os.environ.get("PAUSE", "900")))
            (part or window).grab().save(str(folder / f"{name}-{tag}.png"))

        scenes(window, laptop, inspection, snap)
        window.close()
        window.shut()


if __name__ == "__main__":
    main()
