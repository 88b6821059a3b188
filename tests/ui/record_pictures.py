"""Pictures of a record with every kind of section: `python -m tests.ui.record_pictures FOLDER [LOOK...]`.

Again with SCALE=1.25 for a laptop at 125 %; with TALL=1 the whole form stands in one picture.
"""

import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", os.environ.get("SCALE", "1"))

from PySide6.QtWidgets import QApplication

from sia_contract.resources import resources
from sia_desktop.domain.about import About
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.framework import Choice, Column, Form, FormSection, Framework, SectionKind
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import Answers
from sia_desktop.frameworks.shelf import Shelf
from sia_desktop.ui.app import make_app
from tests.helpers.a_desk import ME, Laptop, a_laptop
from tests.helpers.plausible_answers import all_answers
from tests.ui.pictures import LOOKS, settle, unlock
from tests.ui.pictures import a_window as window_over

DEMONSTRATION = Urn(999901)
_GUIDANCE = "Say what was seen before what is thought of it; the school’s own words come first."
_CHOICES = (
    Choice("light", "Light touch"),
    Choice("additional", "Additional support"),
    Choice("high", "High support"),
)
_COLUMNS = (
    Column("what", "Milestone", SectionKind.SHORT_TEXT, required=True),
    Column("by", "By", SectionKind.DATE),
    Column("rag", "Rating", SectionKind.RAG),
    Column("seen", "Evidence", SectionKind.LONG_TEXT),
)


def _section(kind: SectionKind) -> FormSection:
    label = kind.value.replace("_", " ").capitalize()
    choices = _CHOICES if kind in (SectionKind.CHOICE, SectionKind.CHOICES, SectionKind.CHECKLIST) else ()
    columns = _COLUMNS if kind is SectionKind.TABLE else ()
    return FormSection(kind.value, label, kind, _GUIDANCE, True, choices, columns)


EVERY_KIND = Form(
    "every_kind",
    "A form with every kind of section",
    (
        *(_section(kind) for kind in SectionKind),
        replace(
            _section(SectionKind.TABLE),
            code="grid",
            label="Table with rows of its own",
            rows=(Choice("standards", "Standards"), Choice("attendance", "Attendance")),
        ),
        replace(
            _section(SectionKind.ACTIONS),
            code="carried",
            label="Previous actions",
            carries=SectionKind.ACTIONS,
        ),
        replace(_section(SectionKind.LONG_TEXT), code="again", label="Written again", repeated=True),
    ),
    about="school",
)


class WithEveryKind(Shelf):
    """The real packs; Reading's has one form more."""

    def pinned(self, code: str, version: str) -> Framework:
        """The pack as it is, and the form."""
        found = super().pinned(code, version)
        return replace(found, forms=(*found.forms, EVERY_KIND))


def a_filled_laptop(answers: Answers) -> tuple[Laptop, CaseRecord]:
    """A laptop on which one such record lies, about a demonstration school."""
    laptop = a_laptop(with_visits=False)
    laptop.frameworks = WithEveryKind(resources())
    one = next(iter(laptop.store.schools.kept.values()))
    laptop.store.schools.kept[DEMONSTRATION] = replace(
        one, urn=DEMONSTRATION, name="Riverbank Primary School (demonstration)"
    )
    mine = laptop.store.assignments.kept[0]
    laptop.store.assignments.kept.append(replace(mine, id=uuid4(), urn=DEMONSTRATION))
    record = CaseRecord(
        uuid4(),
        DEMONSTRATION,
        EVERY_KIND.code,
        "reading",
        "2016.1",
        About("school", str(DEMONSTRATION)),
        ME,
        date(2026, 5, 20),
        answers=answers,
    )
    laptop.store.case_records.kept[record.id] = record
    return laptop, record


def main() -> None:
    """Empty and filled, from top to bottom."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    only = set(sys.argv[2:])
    _app, theme = make_app([], resources())
    scale = float(os.environ["QT_SCALE_FACTOR"])
    size = (round(1366 / scale), 5200 if os.environ.get("TALL") else round(768 / scale))
    for look in LOOKS:
        if only and look not in only:
            continue
        theme.choose(look)
        for state, answers in (("empty", {}), ("filled", all_answers(EVERY_KIND))):
            laptop, record = a_filled_laptop(answers)
            window = window_over(laptop, look)
            window.resize(*size)
            window.show()
            window.activateWindow()
            unlock(window)
            window.navigation.go("record", record_id=record.id)
            page = window.navigation.page("record")
            while not page.is_shown:
                settle()
            settle(600)
            bar = page.editing.column.verticalScrollBar()
            for n, top in enumerate(range(0, bar.maximum() + bar.pageStep(), bar.pageStep())):
                bar.setValue(top)
                settle()
                window.grab().save(str(folder / f"record-{state}-{look}-x{scale:g}-{n:02}.png"))
            window.close()
            window.shut()
    QApplication.processEvents()


if __name__ == "__main__":
    main()
