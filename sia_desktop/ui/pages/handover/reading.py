"""The note as the headteacher reads it: only this note, in large type, every word that will be printed."""

from PySide6.QtCore import Qt

from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.handover.words import note_lines
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.words import Words

_WIDE, _MARGIN = 680, 28


class Reading(Scrolling):
    """Scrolls with the keyboard; each paragraph is its own words for a screen reader."""

    def __init__(self) -> None:
        super().__init__("surface", margin=_MARGIN, spacing=0)
        self._page: NotePage | None = None
        self.centre(_WIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ring", "inside")
        theme().changed.connect(self._write)

    def show_note(self, page: NotePage) -> None:
        """Show this note and no other."""
        self._page = page
        self._write()
        self.verticalScrollBar().setValue(0)
        self.setAccessibleName(f"{page.form.label}, {page.school.name}")

    @property
    def words(self) -> str:
        """Everything shown."""
        return "\n".join(each.text() for each in self.findChildren(Words))

    def _write(self) -> None:
        if self._page is None:
            return
        held = self.fresh_column()
        for line in note_lines(self._page):
            words = Words(line.words, line.role, line.colour, wrap=True, strong=line.strong)
            words.setMaximumWidth(theme().px(_WIDE))
            held.addSpacing(line.before)
            held.addWidget(words)
            held.addSpacing(line.after)
        held.addStretch(1)
