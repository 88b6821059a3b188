"""The signed note: its PDF, and what comes next: give it, have it marked, correct it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sia_desktop.domain.mark import MarkWay
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.visit.give_copy import GiveCopy
from sia_desktop.ui.pages.visit.words import (
    later_mark_words,
    mark_words,
    provided_words,
    sync_chip,
    sync_sentence,
)
from sia_desktop.ui.preview import Preview
from sia_desktop.ui.returning import ReturnedBanner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.trusted_words import trusted_words
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.chip import Chip
from sia_desktop.ui.widgets.painting import ChipWords, Tone
from sia_desktop.ui.widgets.passphrase import Passphrase
from sia_desktop.ui.widgets.reasoned import Reasoned
from sia_desktop.ui.widgets.scrolling import Scrolling
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words

_SIDE = 376
_SIDE_NARROW = 320


class SignedView(QWidget):
    """The paper in the middle, the acts at the side."""

    handover_wanted = Signal()
    pdf_wanted = Signal(str)
    """The passphrase: make the PDF that is still waiting."""
    version_wanted = Signal(object)
    """The id of another version."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.preview = Preview()
        self.give = GiveCopy()
        self.correct = Reasoned(
            "Correct this note", "file-pen", "Why it is corrected", "Start the next version",
            hint="printed on the next version",
        )  # fmt: skip
        self._banner, self.returned = Banner(Tone.INFO, ""), ReturnedBanner()
        self._side = Scrolling(margin=16, spacing=12)
        for card in (self._waiting_card(), self.give, self._head_card(), self._sync_card(), self._versions()):
            self._side.column.addWidget(card)
        self._side.column.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(24, 12, 24, 0)
        top.setSpacing(theme().space.s)
        top.addWidget(self.returned)
        top.addWidget(self._banner)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.preview, 1)
        across.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(across, 1)
        self.setProperty("ground", "window")

    def show_note(self, page: NotePage, file_name: str) -> None:
        """Show how the signed note stands."""
        has_pdf = bool(page.attachments)
        tone = Tone.SUCCESS if page.provided else Tone.WARNING
        self.returned.show_returned(page.returned)
        self._banner.say(tone, provided_words(page))
        self._waiting.setVisible(page.is_mine and not has_pdf)
        self.give.setVisible(page.is_mine and has_pdf)
        self.give.show_note(page, file_name)
        self._show_head(page, has_pdf=has_pdf)
        self._sync_chip.show_state(sync_chip(page.sync))
        self._sync_words.say(sync_sentence(page.sync))
        self._trusted.say(
            "triangle-alert" if page.pdf_fault else "clock", *trusted_words(page.trusted_at, page.pdf_fault)
        )
        self._trusted.setVisible(has_pdf)
        self._show_versions(page)

    def clear(self) -> None:
        """Nothing typed for one note stays for the next."""
        self.correct.clear()
        self._passphrase.clear()
        self.give.clear()

    def say_pdf_trouble(self, sentence: str) -> None:
        """Why the PDF could not be made."""
        self._passphrase.fault(sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side keeps its width; the paper takes the rest."""
        super().resizeEvent(event)
        is_roomy = self.width() >= theme().px(1100)
        self._side.setFixedWidth(theme().px(_SIDE if is_roomy else _SIDE_NARROW))

    def _waiting_card(self) -> Card:
        self._waiting = Card("The PDF is waiting")
        words = "The note is signed, but its PDF could not be made then. Your passphrase makes it now."
        self._passphrase = Passphrase()
        self._make = Button("Make the PDF now", Variant.PRIMARY, icon="stamp", press=self._ask_for_pdf)
        self._passphrase.confirmed.connect(self._ask_for_pdf)
        self._waiting.body.addWidget(Words(words, "body", "text_2", wrap=True))
        self._waiting.body.addWidget(self._passphrase)
        self._waiting.body.addWidget(self._make)
        return self._waiting

    def _head_card(self) -> Card:
        card = Card("The headteacher")
        self._head_state = Stated()
        self._head_now = Button("Let them sign now", icon="users", press=self.handover_wanted.emit)
        card.body.addWidget(self._head_state)
        card.body.addWidget(self._head_now, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _sync_card(self) -> Card:
        card = Card("At the council")
        self._sync_chip = Chip(ChipWords(""))
        self._sync_words = Words("", "body", "text_2", wrap=True)
        card.body.addWidget(self._sync_chip)
        card.body.addWidget(self._sync_words)
        self._trusted = Stated()
        card.body.addWidget(self._trusted)
        return card

    def _versions(self) -> Card:
        card = Card("Versions")
        self._version_words = Words("", "body", "text_2", wrap=True)
        self._newer = Button("", Variant.LINK, icon="arrow-right")
        self._older = Button("", Variant.LINK, icon="history")
        self._newer.clicked.connect(lambda: self.version_wanted.emit(self._newer_id))
        self._older.clicked.connect(lambda: self.version_wanted.emit(self._older_id))
        card.body.addWidget(self._version_words)
        card.body.addWidget(self._newer, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self._older, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addWidget(self.correct)
        return card

    def _show_head(self, page: NotePage, *, has_pdf: bool) -> None:
        later, mark = page.head_signed_later, page.note.head_mark
        if later is not None:
            self._head_state.say("circle-check", later_mark_words(later), Tone.SUCCESS)
        elif mark is not None:
            self._head_state.say(*mark_words(mark))
        is_open = mark is not None and mark.way is MarkWay.DEFERRED and later is None
        self._head_now.setVisible(is_open and page.is_mine and has_pdf)

    def _show_versions(self, page: NotePage) -> None:
        at = page.versions.index(page.note.id)
        newest = at == len(page.versions) - 1
        self._newer_id = None if newest else page.versions[-1]
        self._older_id = page.versions[at - 1] if at else None
        reason = page.note.correction_reason
        replaced = "" if newest else f" It was replaced by version {len(page.versions)}."
        why = f" It corrects version {page.note.version - 1}: {reason}" if reason else ""
        self._version_words.say(f"This is version {page.note.version}.{why}{replaced}")
        self._newer.setText(f"Go to version {len(page.versions)}")
        self._newer.setVisible(self._newer_id is not None)
        self._older.setText(f"Go to version {page.note.version - 1}")
        self._older.setVisible(self._older_id is not None)
        self.correct.setVisible(newest and page.is_mine)

    def _ask_for_pdf(self) -> None:
        if not self._passphrase.text:
            self._passphrase.fault("Type your passphrase: it opens your signing key.")
            return
        self._passphrase.fault("")
        self.pdf_wanted.emit(self._passphrase.text)
