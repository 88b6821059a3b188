"""The headteacher's view: this note and nothing else, until the adviser takes the laptop back."""

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.mark import MarkWay
from sia_desktop.services.confirm_passphrase import ConfirmPassphrase
from sia_desktop.services.queries.note_page import AskNote, NotePage
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.record_later_mark import RecordLaterMark
from sia_desktop.ui.main_window import pane
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.handover.hand_back import HandBack, Thanks
from sia_desktop.ui.pages.handover.reading import Reading
from sia_desktop.ui.pages.handover.response import Given, ResponseForm
from sia_desktop.ui.pages.handover.top_bar import TopBar
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.scrolling import Scrolling

_PANEL, _PANEL_NARROW = 452, 396
_ROOMY = 1180
LARGER = (100, 125, 150)


class HandoverPage(QWidget):
    """Holds navigation while it is open; only the adviser's passphrase lets go."""

    def __init__(self, tools: PageTools):
        super().__init__()
        self._tools = tools
        self._note_id: UUID | None = None
        self._page: NotePage | None = None
        self._to_witness: RecordHeadMark | None = None
        self.setProperty("ground", "surface")
        self.bar = TopBar(is_demonstration=tools.is_demonstration)
        self.reading = Reading()
        self.response, self.thanks, self.hand_back = ResponseForm(), Thanks(), HandBack()
        self._faces = QStackedWidget()
        for face in (self.response, self.thanks, self.hand_back):
            self._faces.addWidget(face)
        self._panel = Scrolling("window", margin=24)
        self._panel.column.addWidget(self._faces)
        self._panel.column.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.reading, 1)
        across.addWidget(self._panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addLayout(across, 1)
        pane(self.bar, "Larger text, and back to the adviser")
        pane(self.reading, "The note")
        pane(self._panel, "Your response")
        self._connect()

    @property
    def title(self) -> str:
        """The page's name; names no other school."""
        return "Note of visit for your school"

    @property
    def face(self) -> QWidget:
        """Which of the panel's faces is shown."""
        return self._faces.currentWidget() or self.response

    def open(self, *, note_id: UUID | str, **_: Any) -> None:
        """Come to the front and hold the laptop: from here nothing else can be reached."""
        self._note_id, self._page, self._to_witness = UUID(str(note_id)), None, None
        self.response.setEnabled(False)
        self._tools.navigation.hold(True)
        self._tools.questions.ask(AskNote(self._note_id), self, self._hear, self._hit)

    def leave(self) -> None:
        """The passphrase was right, or the laptop was locked: nothing of it stays on the screen."""
        self.hand_back.passphrase.clear()
        self._set_text(self._tools.look().text_size)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads nowhere but back to the note."""
        if event.key() == Qt.Key.Key_Escape and self.face is self.hand_back:
            self._stay()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The response keeps its width; the note takes the rest."""
        super().resizeEvent(event)
        is_roomy = self.width() >= theme().px(_ROOMY)
        self._panel.setFixedWidth(theme().px(_PANEL if is_roomy else _PANEL_NARROW))

    def _hear(self, page: NotePage) -> None:
        self._page = page
        self.bar.show_note(page)
        self.reading.show_note(page)
        self.response.setEnabled(True)
        self.response.start(page)
        self._show(self.response)
        self.reading.setFocus()

    def _hit(self, trouble: BaseException) -> None:
        """A note that cannot be read is not handed over."""
        self._tools.navigation.hold(False)
        self._tools.tasks.tell(trouble, self)
        self._tools.navigation.back()

    def _take(self, given: Given) -> None:
        assert self._page is not None
        note = self._page.note
        mark = RecordHeadMark(
            note_id=note.id,
            digest=note.digest,
            way=given.way,
            name=given.name,
            role=given.role,
            response=given.response,
            comment=given.comment,
            strokes=given.strokes,
            shape=given.shape,
            typed=given.typed,
            reason=given.reason,
        )
        if not note.is_signed:
            self._record(mark)
        elif given.way is MarkWay.DEFERRED:
            self._thank(given.way)
        else:
            self._ask_witness(mark)

    def _record(self, mark: RecordHeadMark) -> None:
        def done(_: Changed) -> None:
            self.response.busy(False)
            self._thank(mark.way)

        def hit(trouble: BaseException) -> None:
            self.response.busy(False)
            self.response.say_trouble(self._sentence(trouble))

        self.response.busy(True)
        self._tools.commands.send(mark, self, done, hit)

    def _ask_witness(self, mark: RecordHeadMark) -> None:
        """Under a signed note the adviser's key witnesses the mark, so the laptop changes hands first."""
        assert self._page is not None
        missing = _missing_in(mark)
        if missing:
            self.response.say_trouble(missing)
            return
        self._to_witness = mark
        self._show(self.hand_back)
        self.hand_back.start(self._page.author.name, is_witnessing=True)

    def _thank(self, way: MarkWay) -> None:
        assert self._page is not None
        self._show(self.thanks)
        self.thanks.start(way, self._page.author.name)

    def _ask_back(self) -> None:
        if self._page is not None and self.face is not self.hand_back:
            self._to_witness = None
            self._show(self.hand_back)
            self.hand_back.start(self._page.author.name, is_witnessing=False)

    def _stay(self) -> None:
        self._to_witness = None
        self._show(self.response)
        self.response.act.setFocus()

    def _try(self, passphrase: str) -> None:
        command: object = ConfirmPassphrase(passphrase)
        if self._to_witness is not None:
            command = RecordLaterMark(self._to_witness, passphrase)
        self._tools.commands.send(command, self, lambda _: self._let_go(), self._refuse)

    def _refuse(self, trouble: BaseException) -> None:
        self.hand_back.refuse(self._sentence(trouble))

    def _let_go(self) -> None:
        """Back to the note, at what comes next for the adviser."""
        assert self._page is not None
        self._tools.navigation.hold(False)
        self._tools.navigation.go(
            "visit",
            note_id=self._page.note.id,
            view="copies" if self._page.note.is_signed else "check",
            copy_to=self.thanks.address.text().strip(),
        )
        self.thanks.address.clear()

    def _sentence(self, trouble: BaseException) -> str:
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tools.tasks.tell(trouble, self)
        return sentence_for(trouble)

    def _show(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        self._panel.verticalScrollBar().setValue(0)

    def _larger(self) -> None:
        """One step larger, and round again to the adviser's own size."""
        own = self._tools.look().text_size
        steps = sorted({own, *(step for step in LARGER if step >= own)})
        self._set_text(next((step for step in steps if step > theme().text_size), own))

    def _set_text(self, size: int) -> None:
        if size != theme().text_size:
            theme().choose(theme().choice, size)

    def _connect(self) -> None:
        self.bar.larger_wanted.connect(self._larger)
        self.bar.return_wanted.connect(self._ask_back)
        self.response.given.connect(self._take)
        self.thanks.return_wanted.connect(self._ask_back)
        self.thanks.change_wanted.connect(self._stay)
        self.hand_back.stay_wanted.connect(self._stay)
        self.hand_back.passphrase_given.connect(self._try)


def _missing_in(mark: RecordHeadMark) -> str:
    """What a signature under a signed note still wants, before the laptop changes hands."""
    if mark.response is None:
        return "Choose whether the facts are accurate or something is to be corrected."
    if not mark.name:
        return "Give the name of the person who signs."
    if mark.way is MarkWay.DRAWN and sum(len(stroke) for stroke in mark.strokes) < 2:
        return "Nothing has been drawn. Draw a signature, or choose “Type name”."
    if mark.way is MarkWay.TYPED and not mark.typed:
        return "Type the name to sign with."
    return ""
