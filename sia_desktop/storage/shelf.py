"""Records of every kind in one open transaction, as the wire spells them."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import JsonValue
from sqlmodel import Session

from sia_contract.kinds import RECORD_KINDS, MergeRule, urn_of
from sia_contract.messages import Message
from sia_desktop.domain.errors import RuleBroken
from sia_desktop.storage.outbox import Outbox
from sia_desktop.storage.tables import ROWS
from sia_desktop.storage.tables.sync_tables import CentralCopyRow

Json = dict[str, JsonValue]
M = TypeVar("M", bound=Message)


class Shelf:
    """Finds, keeps and removes records; keeping an edit queues it in the same transaction.

    A record says what central knows of it, and what was sealed of it, for as long as it says just that.
    """

    def __init__(self, session: Session) -> None:
        """Work in this transaction."""
        self._session = session
        self.outbox = Outbox(session)

    def find(self, kind: str, record_id: str) -> Json | None:
        """The record, or None."""
        row = self._session.get(ROWS[kind], record_id)
        return row.payload() if row else None

    def find_as(self, shape: type[M], kind: str, record_id: str) -> M | None:
        """The record in the shape of its payload, or None."""
        found = self.find(kind, record_id)
        return shape.model_validate(found) if found is not None else None

    def put(self, kind: str, record_id: str, payload: Mapping[str, JsonValue]) -> None:
        """Write the record, queueing nothing; what it said is kept apart if it is known or sealed so."""
        table = ROWS[kind]
        row = self._session.get(table, record_id)
        if row is None:
            self._keep_base(kind, record_id, {})  # here it said nothing
            self._session.add(table(id=record_id, **table.columns(payload)))
            return
        becomes = table.columns(payload).items()
        changed = {field: value for field, value in becomes if getattr(row, field) != value}
        if changed:
            self._keep_base(kind, record_id, row.payload())
            self.outbox.keep_sealed(kind, record_id, row.payload())
        for field, value in changed.items():
            setattr(row, field, value)

    def remove(self, kind: str, record_id: str) -> None:
        """Take the record away."""
        row = self._session.get(ROWS[kind], record_id)
        if row is not None:
            self.outbox.keep_sealed(kind, record_id, row.payload())
            self._session.delete(row)

    def save(self, kind: str, record_id: str, message: Message) -> None:
        """Keep an edit made here and queue it; what is already kept so queues nothing."""
        payload: Json = message.model_dump(mode="json")
        kept = self.find(kind, record_id)
        # Compared as messages: a field that came with a later program is no edit.
        if kept is not None and type(message).model_validate(kept) == message:
            return
        if kept is not None:
            _refuse_change(kind, kept)
        self.put(kind, record_id, payload)
        self.outbox.queue(kind, record_id, urn_of(kind, payload))

    def _keep_base(self, kind: str, record_id: str, payload: Json) -> None:
        """A record that says what central knows is its own base copy; from now on one is kept apart."""
        copy = self._session.get(CentralCopyRow, (kind, record_id))
        if copy is not None and copy.payload is None:
            copy.payload = payload


def _refuse_change(kind: str, kept: Json) -> None:
    """The domain refuses first; this holds whatever a caller forgot."""
    rules = RECORD_KINDS[kind]
    if sentence := rules.locked(kept):
        raise RuleBroken(sentence)
    if rules.merge is not MergeRule.BY_FIELD:
        raise RuleBroken("This record is never edited once it is made. Add another one instead.")
