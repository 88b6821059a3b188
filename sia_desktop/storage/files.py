"""Files inside the encrypted database, by hash: never a file of their own on the disk."""

from sqlmodel import Session

from sia_desktop.storage.tables.attachment import FileContentRow, StoredFileRow


class StoredFiles:
    """The files of one open transaction."""

    def __init__(self, session: Session) -> None:
        """Work in this transaction."""
        self._session = session

    def keep(self, sha256: str, content: bytes, *, is_confirmed: bool) -> None:
        """Keep the bytes once; `is_confirmed` when central is known to have them."""
        row = self._session.get(StoredFileRow, sha256)
        if row is None:
            self._session.add(StoredFileRow(sha256=sha256, size=len(content), is_confirmed=is_confirmed))
            self._session.flush()
            self._session.add(FileContentRow(sha256=sha256, content=content))
        elif is_confirmed:
            row.is_confirmed = True

    def content(self, sha256: str) -> bytes | None:
        """The bytes, or None if they are not here."""
        row = self._session.get(FileContentRow, sha256)
        return row.content if row else None
