"""Giving the signed note to its recipients: the act that stops the clock."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.domain.answers import lines
from sia_desktop.domain.framework import SectionKind
from sia_desktop.services.provide_note import Copy
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.visit.words import recipient_words
from sia_desktop.ui.theme import theme
from sia_desktop.ui.widgets.buttons import Button, CheckBox, Variant
from sia_desktop.ui.widgets.card import Card
from sia_desktop.ui.widgets.labelled_field import FaultLine, LabelledField, TextField
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.save_as import ask_where
from sia_desktop.ui.widgets.stated import Stated
from sia_desktop.ui.widgets.words import Words

DISTRIBUTION = "distribution"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A copy to be given: how, where to, and to whom."""

    way: Copy
    target: Path
    recipients: tuple[str, ...]
    addresses: tuple[str, ...]
    late_reason: str = ""


class GiveCopy(Card):
    """Who it is for, and the two ways of giving it."""

    wanted = Signal(object)  # a Wanted

    def __init__(self, parent: QWidget | None = None):
        super().__init__("Give a copy", parent=parent)
        self._name = ""
        self._offered: tuple[str, ...] = ()
        self.boxes: dict[str, CheckBox] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().space.xs)
        self._addresses = TextField(placeholder="name@school.example")
        self.late_reason = TextField()
        self._late = LabelledField(
            "Why it is late", self.late_reason, hint="your line manager reads it; it is on no copy"
        )
        self._late.hide()
        self._fault = FaultLine()
        self.save = Button(
            "Save a copy…", Variant.PRIMARY, icon="download", press=lambda: self._ask(Copy.FILE)
        )
        self.mail = Button("Mail draft…", icon="mail", press=lambda: self._ask(Copy.MAIL_DRAFT))
        self.body.addWidget(Words("For", "caption_strong"))
        self.body.addLayout(self._list)
        self.body.addWidget(self._late)
        self.body.addWidget(self.save)
        self.body.addSpacing(theme().space.s)
        self.body.addWidget(LabelledField("E-mail addresses", self._addresses, hint="commas between"))
        self.body.addWidget(self.mail)
        self.body.addWidget(self._fault)
        self._given = Stated()
        self._given.hide()
        self.body.addWidget(self._given)
        note = "Your mail program opens the draft and you send it. What you give is recorded with its day."
        self.body.addWidget(Words(note, "caption", "text_2", wrap=True))

    def show_note(self, page: NotePage, file_name: str) -> None:
        """Offer the note's recipients, all ticked; ask why, where the last day has passed."""
        self._name = file_name
        self._late.setVisible(page.asks_why_late)
        offered = (
            *(recipient_words(code, page.working_for.council_full_name) for code in page.form.recipients),
            *_others(page),
        )
        if offered == self._offered:
            return
        self._offered = offered
        for box in self.boxes.values():
            self._list.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.boxes = {words: CheckBox(words) for words in dict.fromkeys(offered)}
        for box in self.boxes.values():
            box.setChecked(True)
            self._list.addWidget(box)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses typed."""
        written = self._addresses.text().replace(";", ",").split(",")
        return tuple(address.strip() for address in written if address.strip())

    def fill_address(self, address: str) -> None:
        """The headteacher asked for a copy to this address."""
        if address and address not in self._addresses.text():
            before = self._addresses.text().strip()
            self._addresses.setText(f"{before}, {address}" if before else address)

    def say_trouble(self, sentence: str) -> None:
        """Why no copy was given; empty when there is nothing to say."""
        self._fault.say(sentence)

    def say_given(self, wanted: Wanted) -> None:
        """A copy lies where it was wanted."""
        self.say_trouble("")
        self.late_reason.clear()
        self._given.say("circle-check", f"Written: {wanted.target.name}", Tone.SUCCESS)
        self._given.show()

    def clear(self) -> None:
        """Nothing typed for one note stays for the next."""
        self._addresses.clear()
        self.late_reason.clear()
        self._late.fault("")
        self._given.hide()
        self.say_trouble("")
        self.busy(False)

    def busy(self, is_busy: bool) -> None:
        """A copy is being written."""
        self.save.setEnabled(not is_busy)
        self.mail.setEnabled(not is_busy)

    def _ask(self, way: Copy) -> None:
        recipients = tuple(words for words, box in self.boxes.items() if box.isChecked())
        addresses = self.addresses
        if not recipients:
            self.say_trouble("Tick who the copy is for.")
            return
        if way is Copy.MAIL_DRAFT and not all("@" in address for address in addresses or ("",)):
            self.say_trouble("Type the addresses the draft goes to, such as office@school.example.")
            self._addresses.setFocus()
            return
        reason = self.late_reason.text().strip() if self._late.isVisible() else ""
        if self._late.isVisible() and not reason:
            self._late.fault("Its last day has passed. Write why it is given late.")
            self.late_reason.setFocus()
            return
        self._late.fault("")
        self.say_trouble("")
        is_file = way is Copy.FILE
        name = self._name if is_file else f"{Path(self._name).stem}.eml"
        kind = "PDF (*.pdf)" if is_file else "Mail draft (*.eml)"
        title = "Save a copy of the signed note" if is_file else "Save the mail draft"

        def chosen(target: Path) -> None:
            self.wanted.emit(Wanted(way, target, recipients, addresses, reason))

        ask_where(self, title, name, kind, chosen)


def _others(page: NotePage) -> tuple[str, ...]:
    """Whoever the note itself says it goes to, besides the pack's own recipients."""
    return tuple(
        name
        for section in page.form.sections
        if section.kind is SectionKind.DISTRIBUTION or section.code == DISTRIBUTION
        for name in lines(page.note.answers.get(section.code))
    )
