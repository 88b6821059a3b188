"""Keeps this laptop's certificate in date: central gives a new one for the same key before it ends."""

from datetime import datetime, timedelta
from typing import Final

from sia_desktop.sync.ports import SyncStore, Transport

EVERY: Final = timedelta(days=1)


class Renewals:
    """Asks central once a day, and in the first round after this laptop was unlocked."""

    def __init__(self, store: SyncStore, transport: Transport) -> None:
        self._store = store
        self._transport = transport
        self._asked_at: datetime | None = None

    def renew(self) -> None:
        """Keep what central hands out, where it is not what is kept already."""
        now = self._store.now()
        if self._asked_at is not None and abs(now - self._asked_at) < EVERY:
            return
        answer = self._transport.certificate()
        if self._store.certificate() != (answer.certificate_pem, answer.root_pem):
            self._store.keep_certificate(answer.certificate_pem, answer.root_pem)
        self._asked_at = now
