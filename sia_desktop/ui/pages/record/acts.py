"""What is done with a record besides writing it: its steps, taken, signed or approved."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.services.move_case_record import ApproveMove, MoveCaseRecord
from sia_desktop.services.queries.record_page import AskRecord, RecordPage
from sia_desktop.services.sign_step import SignStep
from sia_desktop.ui.attaching import AttachedTo, attach
from sia_desktop.ui.forms.editing import Editing
from sia_desktop.ui.page_tools import PageTools
from sia_desktop.ui.pages.record.write_down import WrittenDown
from sia_desktop.ui.trouble import sentence_for
from sia_desktop.ui.widgets.signature import Signed


class Acts:
    """Sends steps for a page; `hear` shows how the record stands, `say` why a step was not taken."""

    def __init__(
        self,
        tools: PageTools,
        owner: QWidget,
        hear: Callable[[RecordPage], None],
        say: Callable[[str], None],
    ) -> None:
        self._tools, self._owner, self._hear, self._say = tools, owner, hear, say

    def move(self, page: RecordPage, move: str, reason: str) -> None:
        """The step is taken; a reason for a late one is for the line manager."""
        late = reason if _is_late(page, move) else ""
        self._send(page, MoveCaseRecord(page.record.id, move, reason=reason, late_reason=late))

    def write_down(self, page: RecordPage, move: str, given: WrittenDown) -> None:
        """Somebody outside took the step; a reason for a late one is for the line manager."""
        is_late = _is_late(page, move, given.on)
        command = MoveCaseRecord(
            page.record.id,
            move,
            on=given.on,
            reason="" if is_late else given.reason,
            recorded_for=given.role,
            recorded_name=given.name,
            late_reason=given.reason if is_late else "",
        )
        self._send(page, command)

    def approve(self, page: RecordPage, move: str, given: WrittenDown | None = None) -> None:
        """The step may be taken by whoever takes it; somebody outside may have said so."""
        outside = (given.on, given.reason, given.role, given.name) if given else ()
        self._send(page, ApproveMove(page.record.id, move, *outside))

    def sign(self, page: RecordPage, move: str, reason: str, given: Signed) -> None:
        """The step is signed under the words on the screen, once what was typed is on the disk."""
        late = reason if _is_late(page, move) else ""

        def sign(kept: RecordPage) -> None:
            self._hear(kept)
            command = SignStep(
                kept.record.id,
                move,
                kept.record.digest,
                given.way,
                given.passphrase,
                strokes=given.strokes,
                shape=given.shape,
                typed=given.typed,
                reason=reason,
                late_reason=late,
            )
            self._send(kept, command)

        self._tools.questions.ask(AskRecord(page.record.id), self._owner, sign, self._refused)

    def attach(self, page: RecordPage, editing: Editing, path: Path | None = None) -> None:
        """A file is attached to the record, and named in its list of files, where its form has one."""
        urn = page.record.urn
        if urn is None or page.why_not_write:
            return
        about = AttachedTo("case_record", str(page.record.id), urn)
        dialog = attach(self._tools, about, self._owner, path)
        dialog.attached.connect(lambda sent: editing.add_file(str(sent.attachment_id), sent.path.name))

    def _send(self, page: RecordPage, command: object) -> None:
        def ask(_: object) -> None:
            self._tools.questions.ask(AskRecord(page.record.id), self._owner, self._hear, self._refused)

        self._tools.commands.send(command, self._owner, ask, self._refused)

    def _refused(self, trouble: BaseException) -> None:
        if not isinstance(trouble, RuleBroken | OutsideTrouble):
            self._tools.tasks.tell(trouble, self._owner)
        self._say(sentence_for(trouble))


def _is_late(page: RecordPage, move: str, on: date | None = None) -> bool:
    """Whether the step comes after its limit, today or on the day it happened."""
    missed = next((step.missed for step in page.steps if step.move.code == move), None)
    return missed is not None and (on is None or missed.due_on is None or on > missed.due_on)
