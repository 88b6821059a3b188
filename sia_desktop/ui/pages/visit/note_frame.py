"""What stands over and under the sections: why the note is only read, what it corrects, how to void it."""

from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sia_desktop.services.queries.facts import SendState
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.ui.pages.visit.words import sync_sentence, why_read_only
from sia_desktop.ui.returning import ReturnedBanner
from sia_desktop.ui.theme import theme
from sia_desktop.ui.when_words import plural
from sia_desktop.ui.widgets.banner import Banner
from sia_desktop.ui.widgets.buttons import Button, Variant
from sia_desktop.ui.widgets.card import row
from sia_desktop.ui.widgets.painting import Tone
from sia_desktop.ui.widgets.reasoned import Reasoned
from sia_desktop.ui.widgets.states import ReadOnlyStrip
from sia_desktop.ui.widgets.words import Words

CLASHED: Final = "You and a colleague changed the same words of this note. Both versions are kept."


class Top(QWidget):
    """Over the first section; nothing for a plain draft."""

    clash_wanted = Signal(object)
    """The id of the clash to settle."""

    def __init__(self) -> None:
        super().__init__()
        self.strip = ReadOnlyStrip("")
        self.returned = ReturnedBanner()
        self._corrects = Banner(Tone.INFO, "", icon="file-pen")
        self.refused = Banner(Tone.DANGER, "")
        self._clashes: tuple[UUID, ...] = ()
        self.clash = Banner(
            Tone.WARNING, CLASHED, lead=" ", icon="git-compare", act="Settle",
            press=lambda: self.clash_wanted.emit(self._clashes[0]),
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.l, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(self.clash)
        layout.addWidget(self.returned)
        layout.addWidget(self.strip)
        layout.addWidget(self.refused)
        layout.addWidget(self._corrects)

    def show_note(self, page: NotePage) -> None:
        """Say what the reader has to know first."""
        note = page.note
        self.strip.setVisible(not page.may_write)
        if not page.may_write:
            self.strip.say(why_read_only(page))
        self._corrects.setVisible(bool(note.correction_reason))
        self._corrects.say(Tone.INFO, f"Corrects version {note.version - 1}: {note.correction_reason}")
        is_refused = page.sync.state is SendState.REFUSED
        self.refused.setVisible(is_refused)
        if is_refused:
            self.refused.say(
                Tone.DANGER, sync_sentence(page.sync), lead="The council has not taken this note"
            )
        self.returned.show_returned(page.returned)
        self._clashes = page.clashes
        self.clash.setVisible(bool(page.clashes))
        self.clash.say(
            Tone.WARNING, CLASHED, lead=plural(len(page.clashes), "clash to settle", "clashes to settle")
        )
        is_plain = page.may_write and not note.correction_reason and not is_refused
        self.setVisible(not is_plain or bool(page.clashes) or page.returned is not None)


class Foot(QWidget):
    """Under the last section: evidence, and the way out for a visit logged by mistake."""

    void_wanted = Signal(str)
    """The reason."""
    attach_wanted = Signal()
    evidence_wanted = Signal(str)
    """The school whose evidence is to be looked at."""

    def __init__(self) -> None:
        super().__init__()
        self._school = ""
        self.files = Words("", "body", "text_2", wrap=True)
        self.attach = Button("Attach evidence…", icon="paperclip", press=self.attach_wanted.emit)
        self.attach.setToolTip("Ctrl+E, or drop a file anywhere on the note")
        self.look = Button(
            "Look at it",
            Variant.LINK,
            icon="arrow-right",
            press=lambda: self.evidence_wanted.emit(self._school),
        )
        self.void = Reasoned(
            "Void this visit", "ban", "Why it does not count", "Void this visit",
            hint="for example: logged to the wrong school",
        )  # fmt: skip
        self.void.given.connect(self.void_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme().space.xl, 0, 0)
        layout.setSpacing(theme().space.s)
        layout.addWidget(Words("Evidence", "section"))
        layout.addWidget(self.files)
        layout.addWidget(row(self.attach, self.look))
        self._voiding = QWidget()
        inside = QVBoxLayout(self._voiding)
        inside.setContentsMargins(0, theme().space.l, 0, 0)
        inside.setSpacing(theme().space.s)
        words = "Logged to the wrong school or day? Until its note is signed, a visit can be struck out."
        inside.addWidget(Words(words, "body", "text_2", wrap=True))
        inside.addWidget(self.void)
        layout.addWidget(self._voiding)

    def _look(self) -> None:
        self.evidence_wanted.emit(self._school)

    def show_note(self, page: NotePage) -> None:
        """What is attached; only a first version can still be voided."""
        self._school = page.school.name
        names = ", ".join(each.file_name for each in page.evidence)
        self.files.say(names or "No photograph or document is attached. Ctrl+E attaches one.")
        self.look.setVisible(bool(page.evidence))
        self._voiding.setVisible(page.may_write and page.note.version == 1)
