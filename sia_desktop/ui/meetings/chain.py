"""The chain of a proposed day as lines, with the verdict under it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.services.queries.meeting_plan import ProposedDay
from sia_desktop.ui.meetings.words import chain_lines, verdict
from sia_desktop.ui.widgets.banner import Banner, Icon
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.words import Words

LINES = 6
"""As many as any council's meeting has papers, with one to spare."""


class Chain(QWidget):
    """By when each paper is due; said again whenever another day is proposed."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._lines = [(Icon("calendar-clock"), Words("", "body", wrap=True)) for _ in range(LINES)]
        self._holders: list[QWidget] = []
        self.verdict = Banner(Tone.INFO, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for icon, words in self._lines:
            holder = QWidget()
            across = QHBoxLayout(holder)
            across.setContentsMargins(0, 0, 0, 0)
            across.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            across.addWidget(words, 1)
            holder.hide()
            self._holders.append(holder)
            layout.addWidget(holder)
        layout.addWidget(self.verdict)
        self.verdict.hide()

    @property
    def words(self) -> tuple[str, ...]:
        """What stands in the lines."""
        shown = zip(self._lines, self._holders, strict=True)
        return tuple(words.text() for (_, words), holder in shown if not holder.isHidden())

    def show_day(self, proposed: ProposedDay, today: date) -> None:
        """Another day is proposed."""
        lines = chain_lines(proposed, today)
        for n, holder in enumerate(self._holders):
            holder.setVisible(n < len(lines))
            if n < len(lines):
                self._lines[n][0].become(lines[n].icon, lines[n].colour)
                self._lines[n][1].say(lines[n].words)
        tone, sentence = verdict(proposed)
        self.verdict.say(tone, sentence)
        self.verdict.show()
        self.setAccessibleName(f"{'. '.join(line.words for line in lines)}. {sentence}")
