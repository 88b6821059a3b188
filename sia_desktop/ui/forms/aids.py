"""What helps while any form is written: spelling, earlier words and jots."""

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from sia_desktop.domain.earlier_words import EarlierWords
from sia_desktop.domain.jots import evidence_section
from sia_desktop.services.queries.section_history import AskSectionHistory
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.forms.history import HistoryDialog
from sia_desktop.ui.forms.jotting import Jotting
from sia_desktop.ui.forms.rich.editor import RichTextEdit
from sia_desktop.ui.forms.spelling.marks import SpellingMarks
from sia_desktop.ui.forms.spelling.speller import Speller
from sia_desktop.ui.forms.spelling.stepping import Stepping
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.confirm import tell
from sia_desktop.ui.widgets.popover import Popover


class Aids(QObject):
    """Lives as long as the fields it helps with."""

    def __init__(self, editing: Editing, tools: PageTools, kind: str, record_id: UUID):
        super().__init__(editing)
        self._editing, self._tools, self._kind, self._record_id = editing, tools, kind, record_id
        self.speller = Speller(tools, self)
        self.stepping = Stepping(self.speller, lambda: editing.long_texts, self)
        self._marks: dict[RichTextEdit, SpellingMarks] = {}
        self.history: HistoryDialog | None = None
        self.jotting: Jotting | None = None
        self._popover: Popover | None = None
        editing.went_to.connect(self._mark)
        self.add("spell-check", "Spelling (F7)", "F7", self.next_word)
        self.add("history", "Earlier words (Ctrl+Shift+H)", "Ctrl+Shift+H", self.show_history)
        if evidence_section(editing.form) is not None:
            self._jots = self.add("notebook-pen", "Quick jot (Ctrl+J)", "Ctrl+J", self.jot)

    def next_word(self) -> None:
        """F7: the next word that is in no list."""
        here = self._editing.tools.field
        self.stepping.next_word(
            here,
            lambda: self._say("Spelling", "Every word of this form is in the dictionary or in your words."),
        )

    def show_history(self) -> None:
        """How the section with the keyboard stood before."""
        section = self._editing.outline.current
        if not section:
            return

        def show(states: tuple[EarlierWords, ...]) -> None:
            label = self._editing.form.section(section).label
            self.history = HistoryDialog(
                label,
                states,
                self._tools.today,
                lambda answer: self._editing.rewrite(section, answer),
                self._editing.window(),
            )
            self.history.open()

        self._tools.questions.ask(AskSectionHistory(self._kind, self._record_id, section), self, show)

    def jot(self) -> None:
        """Ctrl+J: lines with their time; again, and it is put away."""
        if self._editing.is_locked or evidence_section(self._editing.form) is None:
            return
        if self.jotting is not None:
            self._put_away()
            return
        jotting = Jotting(self._editing.jots, lambda: self._tools.now().isoformat(timespec="seconds"))
        jotting.jotted.connect(self._editing.write_jots)
        jotting.dropped.connect(self._drop)
        self.jotting = jotting
        self._popover = Popover(self._jots, jotting, "Quick jots")
        self._popover.closed.connect(self._forget)
        self._popover.open()
        jotting.line.setFocus()

    def _drop(self) -> None:
        self._put_away()
        self._editing.drop_jots()

    def _put_away(self) -> None:
        if self._popover is not None:
            self._popover.close_it()

    def _forget(self) -> None:
        self.jotting = self._popover = None

    def _mark(self, field: object) -> None:
        """Wrong words are underlined in a field from when it is first gone to."""
        if isinstance(field, RichTextEdit) and not field.isReadOnly() and field not in self._marks:
            self._marks[field] = SpellingMarks(field, self.speller)

    def _say(self, title: str, sentence: str) -> None:
        tell(self._editing.window(), title, sentence)

    def add(self, icon: str, name: str, keys: str, act: Callable[[], None]) -> Button:
        """One more help, as a button over the text and by its keys."""
        button = Button("", Variant.QUIET, icon=icon, small=True, name=name, press=act)
        self._editing.tools.add(button)
        here = Qt.ShortcutContext.WindowShortcut
        QShortcut(QKeySequence(keys), self._editing, context=here).activated.connect(act)
        return button
