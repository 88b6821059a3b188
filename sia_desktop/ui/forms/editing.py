"""The note while it is written: outline, text and actions, and the keyboard's way between them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QTextEdit,
    QWidget,
)

from sia_desktop.domain.answers import Row, is_written, row_names, rows, text
from sia_desktop.domain.completeness import (
    NO_FACTS,
    Facts,
    Missing,
    evidence_items,
    missing,
    shown_sections,
)
from sia_desktop.domain.framework import Form, SectionKind
from sia_desktop.domain.jots import JOTS, evidence_section, jots_of, with_jots
from sia_desktop.domain.note_of_visit import Answers, Json
from sia_desktop.ui.forms.actions_pane import ActionsPane, ActionsStandIn
from sia_desktop.ui.forms.beside import Beside
from sia_desktop.ui.forms.outline import Outline, OutlineRow
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.rich.tools import TextTools
from sia_desktop.ui.forms.section_block import SectionBlock
from sia_desktop.ui.forms.sections.agreed import Agreed
from sia_desktop.ui.forms.sections.editor import Around, SectionEditor
from sia_desktop.ui.forms.sections.make import editor_for
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Rule
from sia_desktop.ui.widgets.card import column
from sia_desktop.ui.widgets.popover import is_popover_open
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.tab_order import edge_stop

_WIDEST = 16_777_215
_SOON = 60
"""Milliseconds after a letter until what it means for the form is worked out: the next may be on its way."""


class Editing(QWidget):
    """Everything that is written in one note; `typed` carries a section's code and its answer."""

    typed = Signal(str, object)
    went_to = Signal(object)
    """The field that the keyboard went to."""

    def __init__(
        self,
        form: Form,
        around: Around,
        top: QWidget,
        foot: QWidget,
        *,
        facts: Facts = NO_FACTS,
        sides: tuple[tuple[str, QWidget], ...] = (),
    ):
        """`top` and `foot` are the page’s own words over and under the sections; `sides` stand beside."""
        super().__init__()
        self._form, self._facts = form, facts
        around = replace(
            around, evidence=lambda: evidence_items(self._form, self._answers), rows_of=self._rows_of
        )
        self._pending = dict[str, None]()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.settle)
        self._answers: dict[str, Json] = {}
        self._faults: tuple[Missing, ...] = ()
        self._said: dict[str, tuple[Missing, ...]] = {}
        self._blocks: dict[str, SectionBlock] = {}
        self._pane: ActionsPane | None = None
        self._is_locked = False
        self.outline = Outline()
        self.column = Scrolling("surface", spacing=0)
        blocks = self._make_blocks(around)
        actions = (("Actions", self._pane),) if self._pane is not None else ()
        self.tools = TextTools()
        self._beside = Beside(
            column(self.tools, Rule(), self.column, spacing=0, stretch=False), (*sides, *actions)
        )
        edge = Rule()
        edge.setMinimumSize(1, 0)
        edge.setMaximumSize(1, _WIDEST)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.outline)
        across.addWidget(edge)
        across.addWidget(self._beside, 1)
        # Last, for Qt goes through all that is inside whatever is put into something else.
        self._lay_out((top, *blocks, foot))
        self.outline.chosen.connect(self.go_to)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # one is running
        pane(self.outline, "Sections")
        pane(self.tools, "Text tools")
        pane(self.column, "The text")
        if self._pane is not None:
            pane(self._pane, self._pane.editor.section.label)

    @property
    def problems(self) -> tuple[Missing, ...]:
        """What is missing in what stands on the screen."""
        self.settle()
        return self._faults

    @property
    def answers(self) -> Answers:
        """What stands on the screen."""
        self.settle()
        return self._answers

    @property
    def form(self) -> Form:
        """The form that is filled."""
        return self._form

    @property
    def is_locked(self) -> bool:
        """True while the words are only read."""
        return self._is_locked

    @property
    def long_texts(self) -> tuple[RichTextEdit, ...]:
        """Every long text that is shown, from top to bottom."""
        blocks = (block for block in self._blocks.values() if block.isVisibleTo(self))
        return tuple(field for block in blocks for field in block.editor.findChildren(RichTextEdit))

    @property
    def jots(self) -> tuple[Row, ...]:
        """Jots that wait to become evidence."""
        return jots_of(self.answers)

    def write_jots(self, jots: list[Json]) -> None:
        """They are kept with the record, like everything else that is typed."""
        self._answers[JOTS] = jots
        self.typed.emit(JOTS, jots)
        self._judge()

    def drop_jots(self) -> None:
        """Each becomes a row of the evidence, under its time."""
        section = evidence_section(self._form)
        if section is not None:
            self.rewrite(section.code, with_jots(self.answers.get(section.code), self.jots))
            self.write_jots([])
            self.go_to(section.code)

    def add_file(self, id_: str, name: str) -> None:
        """A file that was just attached stands in the form's list of files, where it has one."""
        section = next((each for each in self._form.sections if each.kind is SectionKind.FILES), None)
        if section is None:
            return
        kept = rows(self.answers.get(section.code))
        if not any(text(row.get("name")) == name for row in kept):
            self.rewrite(section.code, [*map(dict, kept), {"id": id_, "name": name}])
            self.go_to(section.code)

    def rewrite(self, section: str, answer: Json) -> None:
        """Put another answer into a section, as if it were typed."""
        if not self._is_locked:
            self._blocks[section].editor.show_answer(answer)
            self._pending[section] = None
            self.settle()

    def editor(self, section: str) -> SectionEditor:
        """The fields of one section."""
        return self._blocks[section].editor

    def show_answers(self, kept: Answers, unsaved: Mapping[str, Json]) -> None:
        """Show what is kept, except where words are unsaved or the person is typing."""
        self.settle()
        for code, block in self._blocks.items():
            if code in unsaved or self._has_keyboard(block.editor):
                continue
            block.editor.show_answer(kept.get(code))
        self._answers = {**kept, **unsaved}
        self._said.clear()
        self._judge()

    def restore(self, unsaved: Mapping[str, Json]) -> None:
        """Put words that could not be saved back into their fields, when the note is opened again."""
        for code, answer in unsaved.items():
            if code in self._blocks:
                self._blocks[code].editor.show_answer(answer)

    def lock(self, is_locked: bool, others: Collection[str] = ()) -> None:
        """Only to be read: everything, or the sections that others write."""
        self._is_locked = is_locked
        for code, block in self._blocks.items():
            block.editor.lock(is_locked or code in others)
        self.tools.setHidden(is_locked)
        self.outline.lock(is_locked)
        self._judge()

    def start(self) -> None:
        """The keyboard goes to the first field, unless somebody is busy over the page."""
        if is_popover_open(self.window()):
            return
        stops = (edge_stop(block) for block in self._blocks.values())
        if (first := next((stop for stop in stops if stop is not None), None)) is not None:
            first.setFocus()

    def go_to(self, section: str) -> None:
        """Bring a section into view and put the keyboard there."""
        editor = self._bring(section)
        editor.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def go_to_problem(self, section: str) -> None:
        """Bring a section into view and put the keyboard where something is missing."""
        self._bring(section).go_to_problem()

    def next_problem(self, step: int) -> None:
        """F8: the next section that needs something, round and round; with -1 the one before."""
        codes = [row.key for row in self.outline.rows.rows]
        faulty = {fault.section for fault in self._faults}
        if not faulty:
            return
        at = codes.index(self.outline.current) if self.outline.current in codes else -1
        if at < 0 and step < 0:
            at = 0
        for n in range(1, len(codes) + 1):
            code = codes[(at + step * n) % len(codes)]
            if code in faulty:
                self.go_to_problem(code)
                return

    def add_action(self) -> None:
        """Ctrl+.: a new action, wherever the keyboard is."""
        if self._pane is not None and not self._is_locked:
            self._show_pane()
            self._pane.editor.add()

    def _lay_out(self, parts: Iterable[QWidget]) -> None:
        into = self.column.column
        into.setContentsMargins(32, 0, 32, 32)
        for widget in parts:
            widget.setMaximumWidth(theme().px(theme().size.column_of_text_max))
            into.addWidget(widget)
        into.addStretch(1)

    def _make_blocks(self, around: Around) -> list[SectionBlock]:
        for section in self._form.sections:
            editor = editor_for(section, around)
            stand_in: QWidget | None = None
            if isinstance(editor, Agreed) and self._pane is None:
                self._pane = ActionsPane(editor)
                stand_in = ActionsStandIn(editor)
            editor.typed.connect(lambda code=section.code: self._hear(code))
            self._blocks[section.code] = SectionBlock(editor, stand_in)
            for field in editor.findChildren(QTextEdit):
                # After the layout: the line the cursor is on may be a new one.
                field.cursorPositionChanged.connect(
                    lambda field=field: QTimer.singleShot(0, field, lambda: self._keep_in_sight(field))
                )
        return list(self._blocks.values())

    def _rows_of(self, section: str) -> tuple[str, ...]:
        """What each row of a list is called, by its first part."""
        return row_names(self._form.section(section), self._answers.get(section))

    def settle(self) -> None:
        """Take in what was typed since the last letter was painted; on the way out, at once."""
        self._soon.stop()
        pending, self._pending = self._pending, {}
        for code in pending:
            answer = self._blocks[code].editor.answer
            self._answers[code] = answer
            self._said.pop(code, None)
            self.typed.emit(code, answer)
        if pending:
            self._judge()

    def _hear(self, code: str) -> None:
        """The letter is painted first; what it means for the form is worked out right after."""
        self._pending[code] = None
        if not self._soon.isActive():
            self._soon.start()

    def _judge(self) -> None:
        """Heading, outline and counter say alike what is missing; a locked note lacks nothing."""
        self._faults = () if self._is_locked else missing(self._form, self._answers, self._facts)
        by_section: dict[str, tuple[Missing, ...]] = {}
        for fault in self._faults:
            by_section[fault.section] = (*by_section.get(fault.section, ()), fault)
        rows = []
        shown = shown_sections(self._form, self._answers, self._facts)
        for section in self._form.sections:
            block = self._blocks[section.code]
            if block.isHidden() is (section in shown):
                block.setVisible(section in shown)
        for section in shown:
            faults = by_section.get(section.code, ())
            if self._said.get(section.code) != faults:
                self._said[section.code] = faults
                self._blocks[section.code].show_problems(faults)
            written = is_written(section, self._answers.get(section.code))
            problem = " ".join(fault.sentence for fault in faults)
            rows.append(OutlineRow(section.code, section.label, written, problem))
        self.outline.show_rows(rows, len(self._faults))
        if self._pane is not None:
            self._beside.count_at(self._pane, str(self._pane.editor.count or ""))

    def _bring(self, section: str) -> SectionEditor:
        block = self._blocks[section]
        self.outline.point_to(section)
        if self._pane is not None and block.editor is self._pane.editor:
            self._show_pane()
        else:
            self._beside.bring()
        # After the layout has settled: a section may just have grown.
        QTimer.singleShot(0, self, lambda: self._scroll_to(block))
        return block.editor

    def _scroll_to(self, block: SectionBlock) -> None:
        bar = self.column.verticalScrollBar()
        top, bottom = block.y(), block.y() + block.height()
        if top < bar.value() or bottom > bar.value() + self.column.viewport().height():
            bar.setValue(top)

    def _follow(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is None or not shiboken6.isValid(self) or not self.isVisible():
            return
        if self._pane is not None and self._pane.isAncestorOf(new):
            # After the layout: the action may just have opened.
            QTimer.singleShot(0, new, partial(self._pane.bring, new))
        self.tools.follow(new)
        self.went_to.emit(new)
        for code, block in self._blocks.items():
            if block.isAncestorOf(new) or block.editor.isAncestorOf(new):
                self.outline.point_to(code)
                if isinstance(new, QTextEdit):
                    self._keep_in_sight(new)
                elif block.isAncestorOf(new):
                    self.column.ensureWidgetVisible(new, 0, 40)
                return

    def _keep_in_sight(self, field: QTextEdit) -> None:
        """Fields grow with their words, so it is the column that scrolls after the cursor."""
        inside = self.column.widget()
        if inside is None or not field.hasFocus() or not inside.isAncestorOf(field):
            return
        at = field.viewport().mapTo(inside, field.cursorRect().center())
        self.column.ensureVisible(at.x(), at.y(), 0, theme().px(60))

    def _has_keyboard(self, editor: SectionEditor) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and not self._is_locked and editor.isAncestorOf(focus)

    def _show_pane(self) -> None:
        self._beside.bring(self._pane)
