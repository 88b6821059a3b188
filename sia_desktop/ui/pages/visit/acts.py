"""What is done with a note besides writing it; the trouble of each act is said beside what was pressed."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from sia_desktop.domain.changes import Changed
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import note_id
from sia_desktop.domain.mark import MarkWay
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.services.make_pdf import MakePdf
from sia_desktop.services.provide_note import Copy, ProvideNote
from sia_desktop.services.queries.note_page import NotePage
from sia_desktop.services.record_head_mark import RecordHeadMark
from sia_desktop.services.sign_note import SignNote
from sia_desktop.services.supersede_note import SupersedeNote
from sia_desktop.services.void_visit import VoidVisit
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.visit.check import Check
from sia_desktop.ui.pages.visit.give_copy import GiveCopy, Wanted
from sia_desktop.ui.pages.visit.signed_view import SignedView
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.confirm import confirm
from sia_desktop.ui.widgets.reasoned import Reasoned
from sia_desktop.ui.widgets.signature import Signed

OpenOutside = Callable[[Path], object]


def open_with_the_system(file: Path) -> None:
    """The system's own program for this kind of file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


class Acts:
    """Sends commands for a page; `note` is always the words as they stand on the screen."""

    def __init__(self, tools: PageTools, owner: QWidget, open_outside: OpenOutside) -> None:
        self._tools, self._owner, self._open_outside = tools, owner, open_outside

    def leave_for_later(self, note: NoteOfVisit, check: Check) -> None:
        """The headteacher's part is left for later."""
        self._send(RecordHeadMark(note.id, note.digest, MarkWay.DEFERRED), check.say_trouble)

    def sign(self, note: NoteOfVisit, given: Signed, check: Check, then: Callable[[], None]) -> None:
        """The adviser signs; the passphrase leaves the screen whatever comes of it."""
        check.busy(True)
        command = SignNote(
            note.id,
            note.digest,
            given.way,
            given.passphrase,
            strokes=given.strokes,
            shape=given.shape,
            typed=given.typed,
        )

        def refused(sentence: str) -> None:
            check.busy(False)
            check.passphrase.clear()
            check.say_trouble(sentence)

        def done(_: Changed) -> None:
            check.clear()
            then()

        self._send(command, refused, done)

    def give(self, note: NoteOfVisit, wanted: Wanted, give: GiveCopy) -> None:
        """A copy is written and recorded; a mail draft is then opened by the system."""
        give.busy(True)
        command = ProvideNote(
            note.id, wanted.way, wanted.target, wanted.recipients, wanted.addresses, wanted.late_reason
        )

        def refused(sentence: str) -> None:
            give.busy(False)
            give.say_trouble(sentence)

        def done(_: Changed) -> None:
            give.busy(False)
            give.say_given(wanted)
            if wanted.way is Copy.MAIL_DRAFT:
                self._open_outside(wanted.target)

        self._send(command, refused, done)

    def make_pdf(self, note: NoteOfVisit, passphrase: str, signed: SignedView) -> None:
        """The PDF that was waiting is made."""
        self._send(MakePdf(note.id, passphrase), signed.say_pdf_trouble, lambda _: signed.clear())

    def correct(self, note: NoteOfVisit, reason: str, asked: Reasoned, then: Callable[[UUID], None]) -> None:
        """The next version begins."""

        def done(_: Changed) -> None:
            asked.clear()
            then(note_id(note.visit_id, note.version + 1))

        self._send(SupersedeNote(note.id, reason), asked.say_trouble, done)

    def void(self, page: NotePage, reason: str, asked: Reasoned) -> None:
        """The visit is struck out, after one question: it cannot be undone."""
        confirm(
            self._owner,
            "Void this visit?",
            f"The visit to {page.school.name} and its note no longer count. "
            "Both stay on the record with your reason; they cannot be brought back.",
            "Void this visit",
            lambda: self._send(VoidVisit(page.visit.id, reason), asked.say_trouble),
        )

    def _send(
        self, command: object, refused: Callable[[str], None], done: Callable[[Changed], None] | None = None
    ) -> None:
        def hit(trouble: BaseException) -> None:
            if not isinstance(trouble, RuleBroken | OutsideTrouble):
                self._tools.tasks.tell(trouble, self._owner)
            refused(sentence_for(trouble))

        self._tools.commands.send(command, self._owner, done, hit)
