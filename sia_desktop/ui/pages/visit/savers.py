"""An Autosave for each note that was opened: words that could not be kept wait here for their note."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.services.save_note_draft import SaveNoteDraft
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.visit.autosave import Autosave


class Savers(QObject):
    """Makes and remembers them; `changed` carries the note whose words stand otherwise now."""

    changed = Signal(object)

    def __init__(self, tools: PageTools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._of_note: dict[UUID, Autosave] = {}

    def of(self, note_id: UUID) -> Autosave:
        """The note's own, made when first wanted."""
        if note_id not in self._of_note:
            self._of_note[note_id] = self._make(note_id)
        return self._of_note[note_id]

    def flush(self) -> None:
        """Send off everything that is not kept yet."""
        for saver in self._of_note.values():
            saver.flush()

    def _make(self, note_id: UUID) -> Autosave:
        def send(
            answers: Mapping[str, Json],
            done: Callable[[Changed], None],
            on_trouble: Callable[[BaseException], None],
        ) -> None:
            def hit(trouble: BaseException) -> None:
                if not isinstance(trouble, RuleBroken | OutsideTrouble):
                    self._tools.tasks.tell(trouble, self)
                on_trouble(trouble)

            self._tools.commands.send(SaveNoteDraft(note_id, answers), self, done, hit)

        saver = Autosave(send, self._tools.now, parent=self)
        saver.changed.connect(lambda: self.changed.emit(note_id))
        return saver
