"""The drawers of what hangs on a record: its files and the acts done with it."""

import hashlib
from uuid import UUID

from sqlmodel import Session, col, select

from sia_contract.payloads.act import ActPayload
from sia_contract.payloads.attachment import AttachmentPayload
from sia_desktop.domain.act import Act
from sia_desktop.domain.attachment import EVIDENCE, Attachment
from sia_desktop.domain.errors import OutsideTrouble, RuleBroken
from sia_desktop.domain.ids import Urn
from sia_desktop.storage.files import StoredFiles
from sia_desktop.storage.mapping.act import act_of, act_payload
from sia_desktop.storage.mapping.attachment import attachment_of, attachment_payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.act import ActRow
from sia_desktop.storage.tables.attachment import AttachmentRow, StoredFileRow


class StoredAttachments:
    """What is known of files, and their bytes."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session
        self._files = StoredFiles(session)

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Attachment, ...]:
        """Its signed PDFs, oldest first."""
        table = AttachmentRow
        chosen = select(table).where(table.record_id == str(record_id), table.record_kind == record_kind)
        rows = self._session.exec(chosen.order_by(col(table.made_at), col(table.id)))
        return tuple(_read(row) for row in rows if row.purpose != EVIDENCE)

    def evidence(self, urn: Urn | None = None) -> tuple[Attachment, ...]:
        """What was attached at one school, or at all, the latest first."""
        table = AttachmentRow
        chosen = select(table).where(table.purpose == EVIDENCE)
        if urn is not None:
            chosen = chosen.where(table.urn == urn)
        rows = self._session.exec(chosen.order_by(col(table.made_at).desc(), col(table.id)))
        return tuple(_read(row) for row in rows)

    def get(self, attachment_id: UUID) -> Attachment:
        """The file's description; raises `RuleBroken` if it is not on this laptop."""
        row = self._session.get(AttachmentRow, str(attachment_id))
        if row is None:
            raise RuleBroken("That file is not on this laptop: its school may have left it.")
        return _read(row)

    def is_here(self, attachment: Attachment) -> bool:
        """True once its bytes have arrived."""
        return self._session.get(StoredFileRow, attachment.sha256) is not None

    def add(self, attachment: Attachment, content: bytes) -> None:
        """Keep the file and its description, and queue both for sync, in this transaction."""
        if hashlib.sha256(content).hexdigest() != attachment.sha256 or len(content) != attachment.size:
            raise ValueError("an attachment's hash and size are those of its bytes")
        self._files.keep(attachment.sha256, content, is_confirmed=False)
        self._shelf.save("attachment", str(attachment.id), attachment_payload(attachment))

    def content(self, attachment: Attachment) -> bytes:
        """The bytes; raises `OutsideTrouble` if they have not arrived yet."""
        content = self._files.content(attachment.sha256)
        if content is None:
            raise OutsideTrouble(
                f"“{attachment.file_name}” has not arrived on this laptop yet. "
                "Sync while you are online and open it again."
            )
        return content


def _read(row: AttachmentRow) -> Attachment:
    return attachment_of(row.id, AttachmentPayload.model_validate(row.payload()))


class StoredActs:
    """Dated acts, never edited."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Act, ...]:
        """What was done with it, oldest first."""
        table = ActRow
        chosen = select(table).where(table.record_id == str(record_id), table.record_kind == record_kind)
        rows = self._session.exec(chosen.order_by(col(table.on), col(table.at), col(table.id)))
        return tuple(act_of(row.id, ActPayload.model_validate(row.payload())) for row in rows)

    def add(self, act: Act) -> None:
        """Keep it, and queue it for sync, in this transaction."""
        self._shelf.save("act", str(act.id), act_payload(act))
