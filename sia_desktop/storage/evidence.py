"""The drawers of what hangs on a record: its files and the acts done with it."""

import hashlib
from uuid import UUID

from sqlmodel import Session, col, select

from sia_contract.payloads.act import ActPayload
from sia_contract.payloads.attachment import AttachmentPayload
from sia_desktop.domain.act import Act
from sia_desktop.domain.attachment import Attachment
from sia_desktop.domain.errors import OutsideTrouble
from sia_desktop.storage.files import StoredFiles
from sia_desktop.storage.mapping.act import act_of, act_payload
from sia_desktop.storage.mapping.attachment import attachment_of, attachment_payload
from sia_desktop.storage.shelf import Shelf
from sia_desktop.storage.tables.act import ActRow
from sia_desktop.storage.tables.attachment import AttachmentRow


class StoredAttachments:
    """What is known of files, and their bytes."""

    def __init__(self, shelf: Shelf, session: Session) -> None:
        """Look on this shelf."""
        self._shelf = shelf
        self._session = session
        self._files = StoredFiles(session)

    def of_record(self, record_kind: str, record_id: UUID) -> tuple[Attachment, ...]:
        """Its files, oldest first."""
        table = AttachmentRow
        chosen = select(table).where(table.record_id == str(record_id), table.record_kind == record_kind)
        rows = self._session.exec(chosen.order_by(col(table.made_at), col(table.id)))
        return tuple(attachment_of(row.id, AttachmentPayload.model_validate(row.payload())) for row in rows)

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
