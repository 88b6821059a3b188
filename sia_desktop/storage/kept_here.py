"""The drawers of what stays on this laptop and never goes to central."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from sia_desktop.domain.earlier_words import EarlierWords
from sia_desktop.domain.note_of_visit import Json
from sia_desktop.storage.tables.kept_here import EarlierWordsRow, OwnWordRow

BURST = timedelta(minutes=2)
"""What is rewritten again within this time is one rewriting."""
MOST = 50
"""Of one section; the oldest go first."""


class StoredOwnWords:
    """Words the writer added to the dictionary."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def all(self) -> frozenset[str]:
        """Every one."""
        return frozenset(self._session.exec(select(OwnWordRow.word)))

    def add(self, word: str) -> None:
        """Keep it; one that is there already stays."""
        if self._session.get(OwnWordRow, word) is None:
            self._session.add(OwnWordRow(word=word))


class StoredEarlierWords:
    """How sections stood before they were rewritten."""

    def __init__(self, session: Session) -> None:
        """Work in this session."""
        self._session = session

    def of_section(self, kind: str, record_id: str, section: str) -> tuple[EarlierWords, ...]:
        """The latest first."""
        rows = self._rows(kind, record_id, section)
        return tuple(EarlierWords(datetime.fromisoformat(row.at), row.answer) for row in rows)

    def keep(self, kind: str, record_id: str, before: Mapping[str, Json], at: datetime) -> None:
        """Keep how these sections stood, unless that was done moments ago; the oldest give way."""
        for section, answer in before.items():
            rows = self._rows(kind, record_id, section)
            if rows and at - datetime.fromisoformat(rows[0].at) < BURST:
                rows[0].at = at.isoformat()
                continue
            for row in rows[MOST - 1 :]:
                self._session.delete(row)
            self._session.add(
                EarlierWordsRow(
                    record_kind=kind, record_id=record_id, section=section, at=at.isoformat(), answer=answer
                )
            )

    def forget(self, kind: str, record_id: str) -> None:
        """The record's words are fixed, or it leaves this laptop."""
        table = EarlierWordsRow
        chosen = (col(table.record_kind) == kind) & (col(table.record_id) == record_id)
        self._session.exec(delete(table).where(chosen))

    def _rows(self, kind: str, record_id: str, section: str) -> list[EarlierWordsRow]:
        table = EarlierWordsRow
        of_section = select(table).where(
            table.record_kind == kind, table.record_id == record_id, table.section == section
        )
        return list(self._session.exec(of_section.order_by(col(table.position).desc())))
