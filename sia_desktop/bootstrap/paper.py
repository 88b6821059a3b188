"""Copies on this computer's disk."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sia_desktop.domain.attachment import PreparedFile
from sia_desktop.domain.calendar_entry import CalendarEntry


class Evidence:
    """Implements `EvidenceFiles`; its tools are imported when the first file is attached."""

    def read(self, path: Path) -> PreparedFile:
        """The file known by its content."""
        from sia_desktop.documents.evidence_file import EvidenceFiles

        return EvidenceFiles().read(path)


class OnDisk:
    """Implements `Paper`; its tools are imported when the first copy is given."""

    def write_file(self, target: Path, content: bytes) -> None:
        """Write the file whole or not at all."""
        from sia_desktop.documents.paper import write_file

        write_file(target, content)

    def mail_draft(self, *, to: tuple[str, ...], subject: str, body: str, name: str, pdf: bytes) -> bytes:
        """An unsent message with the PDF attached."""
        from sia_desktop.documents.paper import mail_draft

        return mail_draft(to=to, subject=subject, body=body, name=name, pdf=pdf)

    def calendar(self, entries: Sequence[CalendarEntry], at: datetime) -> bytes:
        """A calendar file."""
        from sia_desktop.documents.calendar_file import calendar_file

        return calendar_file(entries, at)
