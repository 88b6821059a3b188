"""The press: draws a signed note or record and puts the cryptographic signatures on it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sia_desktop.documents.case_record import printed_record
from sia_desktop.documents.draw_mark import draw_late_mark
from sia_desktop.documents.draw_note import draw_form, draw_note
from sia_desktop.documents.note_of_visit import RESPONSES, head_box, printed_note
from sia_desktop.documents.printed_note import DrawnMark, TypedMark
from sia_desktop.domain.case_record import CaseRecord
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.domain.framework import Framework
from sia_desktop.domain.mark import Mark
from sia_desktop.domain.note_of_visit import NoteOfVisit
from sia_desktop.security.pades import SigningIdentity, check_in_date, sign_as_adviser, witness_head_mark
from sia_desktop.services.ports import Frameworks
from sia_desktop.services.print_record import Around


class Press:
    """Implements `NotePress` and `RecordPress` with ReportLab's pages and PAdES signatures."""

    def __init__(
        self,
        frameworks: Frameworks,
        identity: Callable[[str], SigningIdentity],
        certificate: Callable[[], bytes],
        fonts: Path,
    ) -> None:
        """Take where forms and fonts come from, and how a passphrase becomes a signing identity."""
        self._frameworks = frameworks
        self._identity = identity
        self._certificate = certificate
        self._fonts = fonts

    def drawn(self, note: NoteOfVisit) -> bytes:
        """The page before any signature: the same note always gives the same bytes."""
        form = self._frameworks.pinned(note.pack, note.pack_version).form(note.form)
        return draw_note(printed_note(note, form), self._fonts)

    def check_may_sign(self, at: datetime) -> None:
        """Refuse, before a word is locked, a moment at which nobody would trust the signature."""
        check_in_date(self._certificate(), at)

    def signed_pdf(self, note: NoteOfVisit, passphrase: str) -> bytes:
        """The adviser's certifying signature first, then the witness to the headteacher's mark, if made."""
        if note.signing is None or note.head_mark is None:
            raise RuleBroken("Only a signed note has a PDF.")
        identity = self._identity(passphrase)
        facts = note.signing.facts
        signed = sign_as_adviser(
            self.drawn(note),
            identity,
            name=facts["adviser_name"],
            at=note.signing.mark.at,
            reason=f"Note of visit, version {note.version}",
            location=facts["council_name"],
        )
        if not note.head_mark.is_signature:
            return signed
        return witness_head_mark(
            signed,
            identity,
            head_name=note.head_mark.name,
            at=note.signing.mark.at,
            location=facts["council_name"],
        )

    def signed_record(
        self, record: CaseRecord, framework: Framework, around: Around, mark: Mark, passphrase: str
    ) -> bytes:
        """The record as it prints, sealed for the step it took last: the seal names record and step."""
        flow = framework.flow_of(record.form)
        step = record.moves[-1].move
        label = next((move.label for move in flow.moves if move.code == step), step) if flow else step
        form = framework.form(record.form).label
        return sign_as_adviser(
            draw_form(printed_record(record, framework, around, mark), self._fonts),
            self._identity(passphrase),
            name=mark.name,
            at=mark.at,
            reason=f"{form}: {label}. Record {record.id}, step {len(record.moves)}",
            location=around.council_name,
        )

    def with_later_mark(self, pdf: bytes, mark: Mark, note: NoteOfVisit, passphrase: str) -> bytes:
        """The same file with the headteacher's later mark added to its end."""
        if note.signing is None or mark.response is None:
            raise RuleBroken("Only a signed note takes a later mark.")
        box = head_box(mark)
        if not isinstance(box.mark, DrawnMark | TypedMark):
            raise RuleBroken("Draw or type the headteacher's signature.")
        said = [f"{mark.name}, {mark.role}", *box.lines, RESPONSES[mark.response]]
        said += [f"Comment: {mark.comment}"] if mark.comment else []
        return witness_head_mark(
            pdf,
            self._identity(passphrase),
            head_name=mark.name,
            at=mark.at,
            location=note.signing.facts["council_name"],
            appearance=draw_late_mark(box.mark, tuple(said), mark.at, self._fonts),
        )
