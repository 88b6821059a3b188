"""Over the first section of a record: why it is only read, or why it came back."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.services.queries.record_page import RecordPage
from sia_desktop.ui.returning import ReturnedBanner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.states import ReadOnlyStrip


class Top(QWidget):
    """Over the first section: why it is only read, or why it came back."""

    def __init__(self) -> None:
        super().__init__()
        self.strip, self.returned = ReadOnlyStrip(""), Banner(Tone.WARNING, "", icon="undo-2")
        self.for_correction = ReturnedBanner()
        self.restricted = Banner(
            Tone.NEUTRAL,
            "Read only by those whom the framework names. It is never printed, and never part of a note.",
            icon="lock",
            lead="Restricted",
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.l, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(self.restricted)
        layout.addWidget(self.for_correction)
        layout.addWidget(self.strip)
        layout.addWidget(self.returned)

    def show_record(self, page: RecordPage) -> None:
        """A step that sent the words back says why, unless the return says it already."""
        last = page.history[-1] if page.history else None
        came_back = last is not None and last.returns and page.returned is None
        is_restricted = page.form.is_restricted
        self.restricted.setVisible(is_restricted)
        self.strip.setVisible(bool(page.why_not_write))
        self.strip.say(page.why_not_write)
        self.returned.setVisible(came_back)
        if last is not None and came_back:
            self.returned.say(Tone.WARNING, last.reason, lead=f"{last.label}, {last.by_name}")
        self.for_correction.show_returned(page.returned)
        is_returned = came_back or page.returned is not None
        self.setVisible(is_restricted or bool(page.why_not_write) or is_returned)
