"""The note of one visit: written, checked, signed, given."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.about import About
from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.open_case_record import OpenCaseRecord
from sia_desktop.services.pdf_of_note import pdf_name
from sia_desktop.services.queries.note_page import AskNote, NotePage
from sia_desktop.services.save_note_draft import SaveNoteDraft
from sia_desktop.ui.attaching import AttachedTo, attach, dropped_files
from sia_desktop.ui.explain import explain
from sia_desktop.ui.forms.aids import Aids
from sia_desktop.ui.forms.around import around_of
from sia_desktop.ui.forms.autosave import Autosave
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.savers import Savers
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.visit.acts import Acts, OpenOutside, open_with_the_system
from sia_desktop.ui.pages.visit.check import Check
from sia_desktop.ui.pages.visit.note_frame import Foot, Top
from sia_desktop.ui.pages.visit.note_header import CHECK, COPIES, TEXT, NoteHeader
from sia_desktop.ui.pages.visit.paper import Paper
from sia_desktop.ui.pages.visit.signed_view import SignedView
from sia_desktop.ui.pages.visit.words import title_of, touches
from sia_desktop.ui.returning import KEY, Returning
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.signature import Signed
from sia_desktop.ui.widgets.states import ErrorState, LoadingRows


class VisitPage(QWidget):
    """One note. What is typed goes to its Autosave; whatever else is done is a command."""

    def __init__(self, tools: PageTools, open_outside: OpenOutside = open_with_the_system):
        super().__init__()
        self._tools = tools
        self._note_id: UUID | None = None
        self._page: NotePage | None = None
        self._editing: Editing | None = None
        self._view, self._copy_to = "", ""
        self.setProperty("ground", "window")
        self.setAcceptDrops(True)
        self.header = NoteHeader(is_demonstration=tools.is_demonstration)
        self.check, self.signed = Check(), SignedView()
        self.top, self.foot = Top(), Foot()
        self._savers = Savers(tools, SaveNoteDraft, self)
        self._acts = Acts(tools, self, open_outside)
        self.returning = Returning(tools.commands, self, self.header.returning, lambda: self.autosave.flush())
        self._paper = Paper(tools, self.signed.preview, self)
        self._loading, self._error = LoadingRows(), Scrolling()
        self._stack = QStackedWidget()
        for state in (self._loading, self._error, self.check, self.signed):
            self._stack.addWidget(state)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self._connect()
        self._bind_keys()

    @property
    def title(self) -> str:
        """The page's name, for the window."""
        return title_of(self._page) if self._page else "Note of visit"

    @property
    def agreed_in(self) -> tuple[Urn | None, About | None]:
        """Where an action agreed now belongs: this visit, once its note is read."""
        if self._page is None:
            return None, None
        return self._page.note.urn, About("visit", str(self._page.note.visit_id))

    @property
    def is_shown(self) -> bool:
        """True once the note has been read and stands on the screen."""
        return self._page is not None

    @property
    def editing(self) -> Editing:
        """The fields; there once the note has been read."""
        assert self._editing is not None
        return self._editing

    @property
    def autosave(self) -> Autosave:
        """What keeps the open note's words."""
        assert self._note_id is not None
        if self._editing is not None:
            self._editing.settle()
        return self._savers.of(self._note_id)

    @property
    def view(self) -> str:
        """Which of its three faces the page shows."""
        return self._view

    def open(self, *, note_id: UUID | str, view: str = "", copy_to: str = "", **_: Any) -> None:
        """Come to the front with this note; opening changes nothing. `copy_to` is offered as an address."""
        wanted = UUID(str(note_id))
        if wanted != self._note_id:
            self._put_away()
            self._note_id = wanted
        self._view, self._copy_to = view, copy_to
        self._ask()

    def leave(self) -> None:
        """Another page comes to the front, or the window closes: what was typed is sent off to be kept."""
        if self._editing is not None:
            self._editing.settle()
        self._savers.flush()
        self.check.passphrase.clear()

    def _ask(self) -> None:
        if self._note_id is not None:
            self._tools.questions.ask(AskNote(self._note_id), self, self._hear, self._hit)

    def _hear(self, page: NotePage) -> None:
        if page.note.id != self._note_id:
            return
        self._page = page
        unsaved, is_new = self.autosave.unsaved, False
        if self._editing is None:
            self._build(page)
            self.editing.restore(unsaved)
            is_new = True
        self.editing.lock(not page.may_write)
        self.editing.show_answers(page.note.answers, self.autosave.unsaved if not is_new else unsaved)
        self.top.show_note(page)
        self.foot.show_note(page)
        self.header.show_note(page)
        self.returning.show_work(
            "note_of_visit", page.note.id, page.form, page.returned, may_return=page.may_return
        )
        self.header.saved.say(self.autosave)
        self.signed.show_note(page, pdf_name(page.note))
        self.signed.give.fill_address(self._copy_to)
        self._choose_view()
        if self.isVisible():
            self._tools.navigation.retitled.emit(self.title)
        if is_new and self._view == TEXT:
            self.editing.start()

    def _hit(self, trouble: BaseException) -> None:
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tools.tasks.tell(trouble, self)
        self._error.fresh_column().addWidget(ErrorState(sentence_for(trouble), self._ask))
        self._stack.setCurrentWidget(self._error)

    def _build(self, page: NotePage) -> None:
        around = around_of(page.help, self._tools, page.calendar)
        self.top, self.foot = Top(), Foot()
        self.foot.void_wanted.connect(self._void)
        self.foot.attach_wanted.connect(self._attach)
        self.foot.evidence_wanted.connect(lambda school: self._tools.navigation.go("evidence", school=school))
        self.top.clash_wanted.connect(lambda clash: self._tools.navigation.go("clash", clash_id=clash))
        self._editing = Editing(page.form, around, self.top, self.foot, facts=page.help.facts)
        self.aids = Aids(self._editing, self._tools, "note_of_visit", page.note.id)
        if page.beside is not None and page.may_write:
            label = page.beside.label
            name = f"{label}: a record of its own, never in this note (Ctrl+Alt+S)"
            self.aids.add("shield-alert", name, "Ctrl+Alt+S", self._open_beside)
        self._editing.typed.connect(self._type)
        self._stack.addWidget(self._editing)

    def _open_beside(self) -> None:
        """What may not stand in the note has a record of its own, which is begun or opened again."""
        assert self._page is not None
        note, form = self._page.note, self._page.beside
        if form is None:
            return
        opened = OpenCaseRecord(form.code, note.urn, About("visit", str(note.visit_id)))
        self._tools.commands.send(
            opened, self, lambda _: self._tools.navigation.go("record", record_id=opened.record_id)
        )

    def _put_away(self) -> None:
        """Make room for another note; nothing of this one stays on the screen."""
        self.leave()
        self.check.clear()
        self.signed.clear()
        self._paper.forget()
        self._page = None
        self._stack.setCurrentWidget(self._loading)
        if self._editing is not None:
            self._stack.removeWidget(self._editing)
            self._editing.deleteLater()
            self._editing = None

    def _choose_view(self) -> None:
        """Text while it is written, check when asked for, copies once it is signed."""
        assert self._page is not None
        if self._page.note.is_signed:
            self._show(TEXT if self._view == TEXT else COPIES)
        else:
            self._show(CHECK if self._view == CHECK and self._page.may_write else TEXT)

    def _show(self, view: str) -> None:
        assert self._page is not None
        page, self._view = self._page, view
        self.check.show_note(page, self._as_typed(), self.editing.problems)
        shown = {TEXT: self.editing, CHECK: self.check, COPIES: self.signed}[view]
        is_new = self._stack.currentWidget() is not shown
        self._stack.setCurrentWidget(shown)
        self._escape.setEnabled(view == CHECK)  # elsewhere Esc belongs to the open action
        self.header.show_acts(page, view)
        if view == COPIES:
            self._paper.show(page)
        if is_new and view == CHECK:
            self.check.start()

    def _as_typed(self) -> NoteOfVisit:
        """The note with the words on the screen, as a signature would bind them."""
        assert self._page is not None
        note = self._page.note
        return note if note.is_signed else replace(note, answers=dict(self.editing.answers))

    def _type(self, section: str, answer: Any) -> None:
        self.autosave.typed(section, answer)

    def _say_saved(self, note_id: UUID) -> None:
        if note_id == self._note_id:
            self.header.saved.say(self.autosave)

    def _ask_if_mine(self, changed: Changed) -> None:
        if self._page is not None and self.isVisible() and touches(changed, self._page):
            self._ask()

    def _confirm_saved(self) -> None:
        self.autosave.flush()
        self.header.saved.confirm()

    def _hand_over(self) -> None:
        if self._page is not None and self._page.is_mine:
            self._tools.navigation.go("handover", note_id=self._page.note.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the note."""
        if self._page is not None and dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """As Ctrl+E, with the file chosen."""
        for path in dropped_files(event.mimeData())[:1]:
            self._attach(path)

    def _attach(self, path: Path | None = None) -> None:
        if self._page is not None:
            note = self._page.note
            attach(self._tools, AttachedTo("note_of_visit", str(note.id), note.urn), self, path)

    def _to_check(self) -> None:
        if self._page is not None and self._page.may_write:
            self.autosave.flush()
            self._show(CHECK)

    def _to_text(self) -> None:
        if self._page is not None:
            self._show(TEXT)

    def _to_copies(self) -> None:
        if self._page is not None and self._page.note.is_signed:
            self._show(COPIES)

    def _go_to_problem(self, section: str) -> None:
        self._to_text()
        self.editing.go_to_problem(section)

    def _next_problem(self, step: int) -> None:
        if self._page is not None and self.editing.problems:
            self._to_text()
            self.editing.next_problem(step)

    def _add_action(self) -> None:
        if self._page is not None and self._page.may_write:
            self._to_text()
            self.editing.add_action()

    def _leave_for_later(self) -> None:
        self.autosave.flush()
        self._acts.leave_for_later(self._as_typed(), self.check)

    def _sign(self, given: Signed) -> None:
        self.autosave.flush()
        self._acts.sign(self._as_typed(), given, self.check, self._ask)

    def _void(self, reason: str) -> None:
        if self._page is not None:
            self._acts.void(self._page, reason, self.foot.void)

    def _explain(self) -> None:
        if self._page is not None:
            explain(self.header.due.why, self._page.due)

    def _go_to_school(self) -> None:
        if self._page is not None:
            self._tools.navigation.go("school", urn=self._page.note.urn)

    def _go_to_version(self, note_id: UUID) -> None:
        self._tools.navigation.go("visit", note_id=note_id)

    def _connect(self) -> None:
        signed, check = self.signed, self.check
        self._tools.commands.changed.connect(self._ask_if_mine)
        self._savers.changed.connect(self._say_saved)
        self.header.school_wanted.connect(self._go_to_school)
        self.header.handover_wanted.connect(self._hand_over)
        self.header.check_wanted.connect(self._to_check)
        self.header.text_wanted.connect(self._to_text)
        self.header.copies_wanted.connect(self._to_copies)
        self.header.return_wanted.connect(self.returning.act)
        self.header.due.why_wanted.connect(lambda _: self._explain())
        check.problem_chosen.connect(self._go_to_problem)
        check.handover_wanted.connect(self._hand_over)
        check.later_wanted.connect(self._leave_for_later)
        check.signed.connect(self._sign)
        check.back_wanted.connect(self._to_text)
        signed.handover_wanted.connect(self._hand_over)
        signed.version_wanted.connect(self._go_to_version)
        signed.pdf_wanted.connect(lambda words: self._acts.make_pdf(self._as_typed(), words, signed))
        signed.give.wanted.connect(lambda wanted: self._acts.give(self._as_typed(), wanted, signed.give))
        signed.correct.given.connect(
            lambda why: self._acts.correct(self._as_typed(), why, signed.correct, self._go_to_version)
        )
        pane(self.header, "Head of the note")

    def _bind_keys(self) -> None:
        self._key("Ctrl+S", self._confirm_saved)
        self._key("Ctrl+E", self._attach)
        self._key("Ctrl+Return", self._to_check)
        self._key("Ctrl+Enter", self._to_check)
        self._key("Ctrl+Shift+W", self._explain)
        self._key("Ctrl+P", self._to_copies)
        self._key(KEY, self.returning.act)
        self._key("F8", lambda: self._next_problem(1))
        self._key("Shift+F8", lambda: self._next_problem(-1))
        self._key("Ctrl+.", self._add_action)
        self._key("Ctrl+Shift+N", self._add_action)
        self._escape = self._key("Esc", self._to_text)

    def _key(self, keys: str, act: Callable[[], object]) -> QShortcut:
        """Works wherever on this page the keyboard is, once there is a note."""
        here = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(QKeySequence(keys), self, context=here)
        shortcut.activated.connect(lambda: act() if self._page is not None else None)
        return shortcut
