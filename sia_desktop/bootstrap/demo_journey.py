"""The demonstration without a display: the same journey, through the real widgets, with a picture of each."""

import json
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QFileDialog

from sia_contract.resources import resources
from sia_desktop.bootstrap.demo_central import ADVISER, LEAD, PASSPHRASE, DemoCentral, DemoStopped
from sia_desktop.bootstrap.demo_screen import Screen
from sia_desktop.domain.when import day_in_england
from sia_desktop.services.queries.caseload import AskCaseload
from sia_desktop.services.queries.facts import SendState
from sia_desktop.services.queries.note_page import AskNote, AskPdf, NotePage
from sia_desktop.ui.app import make_app

FRIDAY: Final = 5
WRITTEN: Final = {
    "self_evaluation": "Leaders report that reading is taught to one sequence in every class.",
    "people_met": "Headteacher and English lead",
    "focus": "How far the reading sequence is in place, and what pupils remember of it.",
    "evidence_seen": "Reading journals of two year groups, and time in four classrooms.",
    "achievement": "Books show reading journals used each week, and pupils read aloud from matched books.",
    "validation": "What was seen agrees with the account given by leaders.",
}


def drive(output: Path, central: DemoCentral, address: str) -> int:
    """Do the journey on two laptops; 0 only if the note reached central and the PDF verified."""
    app, _ = make_app(sys.argv[:1], resources(), "light", 100)
    priya = Screen(output, "priya")
    note_id = _write_sign_and_give(priya, address)
    page: NotePage = priya.asks(AskNote(note_id))
    if page.sync.state is not SendState.ACCEPTED:
        raise DemoStopped(f"Central has not accepted the note: it is {page.sync.state.value}.")
    pdf = priya.asks(AskPdf(note_id))
    priya.shuts()
    morgan = Screen(output, "morgan")
    _read(morgan, address, note_id, pdf)
    morgan.shuts()
    app.processEvents()
    status = _verify(output)
    print(f"\nReceipt from central: {page.sync.receipt}")
    print(
        f"Signed PDF, the council's root and {priya.taken + morgan.taken} pictures are in {output.resolve()}"
    )
    return status


def _write_sign_and_give(priya: Screen, address: str) -> UUID:
    priya.enrols(address, ADVISER)
    priya.picture("today")
    priya.goes("caseload")
    priya.picture("caseload")
    urn = priya.asks(AskCaseload()).rows[0].school.urn
    priya.goes("school", urn=urn)
    priya.picture("school")
    note_id = _log_visit(priya, urn)
    _write(priya)
    priya.picture("note")
    priya.page.header.due.why.click()
    priya.picture("why-this-date")
    priya.clicks("Close")
    priya.clicks("Check and sign")
    priya.waits(lambda: priya.page.view == "check")
    priya.picture("check-and-sign")
    _headteacher_signs(priya, note_id)
    _adviser_signs(priya, note_id)
    _give(priya, note_id)
    priya.goes("sync")
    priya.picture("sync-accepted")
    return note_id


def _log_visit(priya: Screen, urn: int) -> UUID:
    priya.goes("school", urn=urn, log_visit=True)
    dialog = priya.finds("LogVisitDialog")
    dialog.on.show_day(_last_weekday(priya))
    dialog.type.choose("monitoring")
    priya.picture("log-a-visit")
    logged: list[UUID] = []
    dialog.logged.connect(logged.append)
    dialog.button.click()
    priya.waits(lambda: priya.code == "visit" and priya.page.view == "text")
    return logged[0]


def _last_weekday(priya: Screen) -> date:
    """A day on which a school was open before today, near enough for a demonstration."""
    day = day_in_england(priya.window.tools.now()) - timedelta(days=1)
    while day.isoweekday() > FRIDAY:
        day -= timedelta(days=1)
    return day


def _write(priya: Screen) -> None:
    editing = priya.page.editing
    for section, words in WRITTEN.items():
        editing.go_to(section)
        priya.types(editing.editor(section).first, words)
    editing.add_action()
    form = next(card.form for card in editing.editor("agreed_actions").cards if card.is_open)
    priya.types(form.what, "Share the spring reading check by pupil group")
    priya.types(form.who, "English lead")
    form.next_meeting.click()
    priya.types(form.success, "Governors have seen it by the next meeting")
    editing.go_to("focus")
    priya.waits(lambda: not priya.page.autosave.unsaved)


def _headteacher_signs(priya: Screen, note_id: UUID) -> None:
    priya.page.check.handover_wanted.emit()
    priya.waits(lambda: priya.code == "handover" and priya.page.response.isEnabled())
    response = priya.page.response
    response.accurate.click()
    response.name.clear()
    priya.types(response.name, "Headteacher (demonstration)")
    priya.types(response.comment, "Thank you; this is a fair account.")
    priya.draws(response.signature.pad)
    priya.picture("headteacher")
    response.act.click()
    priya.waits(lambda: priya.page.face is priya.page.thanks)
    priya.picture("headteacher-thanks")
    priya.page.bar.return_wanted.emit()
    priya.waits(lambda: priya.page.face is priya.page.hand_back)
    priya.picture("headteacher-hand-back")
    priya.page.hand_back.passphrase_given.emit(PASSPHRASE)
    priya.waits(lambda: priya.code == "visit" and priya.asks(AskNote(note_id)).note.head_mark_stands)


def _adviser_signs(priya: Screen, note_id: UUID) -> None:
    priya.waits(lambda: priya.page.view == "check")
    check = priya.page.check
    check.signature.ways.choose("typed")
    priya.types(check.signature.name_field.field, "Priya Nair")
    priya.types(check.passphrase.field, PASSPHRASE)
    priya.picture("adviser-signs")
    check.sign.click()
    priya.waits(lambda: bool(priya.asks(AskNote(note_id)).attachments) and priya.page.view == "copies")
    priya.rests()
    priya.picture("signed")


def _give(priya: Screen, note_id: UUID) -> None:
    give = priya.page.signed.give
    give.save.click()
    dialog = priya.finds("QFileDialog")
    assert isinstance(dialog, QFileDialog)
    target = (priya.output / "note-of-visit.pdf").resolve()
    dialog.setDirectory(str(target.parent))
    dialog.selectFile(str(target))
    dialog.fileSelected.emit(str(target))
    dialog.close()
    priya.waits(lambda: priya.asks(AskNote(note_id)).provided is not None)
    priya.window.tools.sync_now()
    priya.waits(lambda: priya.asks(AskNote(note_id)).sync.state is SendState.ACCEPTED)
    priya.waits(lambda: not priya.window.tools.syncing.is_running)
    priya.rests()
    priya.picture("provided")


def _read(morgan: Screen, address: str, note_id: UUID, pdf: bytes) -> None:
    """The line manager's own laptop: the same note, read-only, with the same bytes."""
    morgan.enrols(address, LEAD)
    morgan.goes("visit", note_id=note_id)
    morgan.waits(lambda: morgan.page.view == "copies")
    morgan.rests()
    morgan.picture("line-manager-reads")
    page: NotePage = morgan.asks(AskNote(note_id))
    if page.may_write or morgan.asks(AskPdf(note_id)) != pdf:
        raise DemoStopped("The line manager's laptop does not hold the same note. Nothing can be shown.")


def _verify(output: Path) -> int:
    from sia_desktop.bootstrap.build import utc_now
    from sia_desktop.security.verdict import Role, exit_status, to_json
    from sia_desktop.security.verify_pdf import verify_pdf

    root = (output / "council-root.pem").read_bytes()
    verdict = verify_pdf((output / "note-of-visit.pdf").read_bytes(), [root], utc_now())
    (output / "verify.json").write_text(to_json(verdict), "utf-8")
    print("\n".join(("", "sia-desktop verify note-of-visit.pdf --root council-root.pem", *verdict.sentences)))
    signatures = json.loads(to_json(verdict))["signatures"]
    signed = [each for each in signatures if each["role"] != Role.TIME]
    return exit_status(verdict) if len(signed) == 2 else 1
