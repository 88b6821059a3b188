"""Our side of "open_form" and "keystroke": a form of a pack, opened filled, and written in."""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import shiboken6
from PySide6.QtWidgets import QApplication, QWidget

from bench.floors import keystroke
from bench.floors.form import CHOICES, GUIDANCE, TIMES, WORDS
from bench.measure import Side
from sia_contract.resources import resources
from sia_desktop.domain.framework import Choice, Column, Form, FormSection, SectionKind
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.app import dress, make_app
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.sections.editor import Around, Days

_OFFERED: Final = tuple(Choice(words.lower(), words) for words in CHOICES)
_COLUMNS: Final = (
    Column("what", "What", SectionKind.SHORT_TEXT),
    Column("by", "By", SectionKind.DATE),
    Column("rating", "Rating", SectionKind.CHOICE, choices=_OFFERED),
)
_LINE: Final = "Improve the teaching of early reading"
_ROW: Final = {"what": "Milestone", "by": "2026-06-11", "rating": _OFFERED[0].code}
_TEN: Final[tuple[tuple[SectionKind, Json], ...]] = (
    (SectionKind.LONG_TEXT, WORDS),
    (SectionKind.SHORT_TEXT, _LINE),
    (SectionKind.CHOICE, _OFFERED[0].code),
    (SectionKind.LONG_TEXT, WORDS),
    (SectionKind.DATE, "2026-05-20"),
    (SectionKind.YES_NO, "yes"),
    (SectionKind.CHOICES, [each.code for each in _OFFERED[:2]]),
    (SectionKind.JUDGEMENT, {"seen": WORDS, "judgement": WORDS, "evidence": []}),
    (SectionKind.TABLE, [{"id": f"row{n}", **_ROW} for n in range(3)]),
    (SectionKind.LONG_TEXT, WORDS),
)


def an_app(_: Path) -> None:
    """One application for both sides, dressed as the program is."""
    app = QApplication.instance()
    if app is None:
        make_app(["bench"], resources(), "light")
    elif isinstance(app, QApplication):
        dress(app, resources(), "light")


def forty_sections() -> tuple[Form, dict[str, Json]]:
    """The form, and what stands in it."""
    sections, answers = list[FormSection](), dict[str, Json]()
    for number, (kind, answer) in enumerate(_TEN * TIMES):
        code = f"section{number}"
        offered = _OFFERED if kind in (SectionKind.CHOICE, SectionKind.CHOICES) else ()
        columns = _COLUMNS if kind is SectionKind.TABLE else ()
        sections.append(FormSection(code, f"Section {number + 1}", kind, GUIDANCE, True, offered, columns))
        answers[code] = answer
    return Form("forty", "A form of forty sections", tuple(sections)), answers


def open_form(_: Path) -> None:
    """Until the first picture of it is there."""
    form, answers = forty_sections()
    editing = _editing(form)
    editing.show_answers(answers, {})
    editing.resize(1366, 768)
    editing.show()
    editing.grab()
    shiboken6.delete(editing)


def _editing(form: Form) -> Editing:
    days = Days(lambda: date(2026, 5, 20), lambda day, count: day + timedelta(count))
    return Editing(form, Around(days), QWidget(), QWidget())


def two_fields(folder: Path) -> tuple[Side, Side]:
    """The first section of the form with 5,000 words in it, its spelling not marked, and a bare field."""
    an_app(folder)
    form, answers = forty_sections()
    editing = _editing(form)
    editing.show_answers({**answers, "section0": keystroke.WORDS}, {})
    editing.resize(1366, 768)
    editing.show()
    (field, *_) = editing.long_texts
    return keystroke.type_into(field), keystroke.bare_field()
