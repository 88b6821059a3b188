"""An Autosave for each record that was opened: words that could not be kept wait here for their record."""

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.ui.forms.autosave import Autosave
from sia_desktop.ui.page_tools import PageTools


class Savers(QObject):
    """Makes and remembers them; `changed` carries the record whose words stand otherwise now."""

    changed = Signal(object)

    def __init__(
        self, tools: PageTools, to_keep: Callable[[UUID, Mapping[str, Json]], object], parent: QObject
    ) -> None:
        """`to_keep` makes the command that keeps these sections of this record."""
        super().__init__(parent)
        self._tools, self._to_keep = tools, to_keep
        self._of_record: dict[UUID, Autosave] = {}

    def of(self, record_id: UUID) -> Autosave:
        """The record's own, made when first wanted."""
        if record_id not in self._of_record:
            self._of_record[record_id] = self._make(record_id)
        return self._of_record[record_id]

    def flush(self) -> None:
        """Send off everything that is not kept yet."""
        for saver in self._of_record.values():
            saver.flush()

    def _make(self, record_id: UUID) -> Autosave:
        def send(
            answers: Mapping[str, Json],
            done: Callable[[Changed], None],
            on_trouble: Callable[[BaseException], None],
        ) -> None:
            def hit(trouble: BaseException) -> None:
                if not isinstance(trouble, RuleBroken | OutsideTrouble):
                    self._tools.tasks.tell(trouble, self)
                on_trouble(trouble)

            self._tools.commands.send(self._to_keep(record_id, answers), self, done, hit)

        saver = Autosave(send, self._tools.now, parent=self)
        saver.changed.connect(lambda: self.changed.emit(record_id))
        return saver
