"""How this laptop stays signed in: its tokens, its lease, and the unlock code on its way to central."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sia_desktop.domain.lease import Lease, lease_after_contact
from sia_desktop.storage.engine import Store
from sia_desktop.storage.queries.sync_state import UNSENT

if TYPE_CHECKING:  # the lease is asked at every start, the messages are not
    from sia_contract.signing_in import Holding, TokenAnswer

EARLY: Final = timedelta(seconds=60)
"""How long before its end an access token is no longer used."""


class SignedIn:
    """The row of the encrypted store that keeps it; every method is one transaction."""

    def __init__(self, store: Store) -> None:
        """Work on this store."""
        self._store = store

    def begin(self, refresh_token: str, lease_days: int, codes: Sequence[str], now: datetime) -> None:
        """The laptop was enrolled just now."""
        at = now.isoformat()
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO signed_in VALUES (1, ?, '', '', 0, ?, ?, ?, '', '', ?)",
                (refresh_token, lease_days, at, at, " ".join(codes)),
            )

    def refresh_token(self) -> str:
        """The token for the next pair; empty where the person has to sign in again."""
        return str(self._one("refresh_token", ""))

    def access_token(self, now: datetime) -> str:
        """The token for a request; empty where the next pair is wanted first."""
        until = self._one("access_until", "")
        if not until or now >= datetime.fromisoformat(until) - EARLY:
            return ""
        return str(self._one("access_token", ""))

    def hands_over(self) -> bool:
        """True once central said that the adviser of this laptop left."""
        return bool(self._one("hands_over", False))

    def keep(self, answer: "TokenAnswer", now: datetime) -> None:
        """Keep the next pair, and begin the lease again; on disk before the old pair is forgotten."""
        lease = lease_after_contact(answer.lease_days, answer.at, now)
        until = now + timedelta(seconds=answer.access_seconds)
        values = {
            "refresh_token": answer.refresh_token.get_secret_value(),
            "access_token": answer.access_token.get_secret_value(),
            "access_until": until.isoformat(),
            "hands_over": answer.hands_over,
            "lease_days": lease.days,
            "contact_at": lease.contact_at.isoformat(),
            "seen_at": lease.seen_at.isoformat(),
        }
        if answer.recovery_codes:
            values["recovery_codes"] = " ".join(answer.recovery_codes)
        with self._store.writing() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO signed_in VALUES (1, '', '', '', 0, ?, ?, ?, '', '', '')",
                (lease.days, values["contact_at"], values["seen_at"]),
            )
            columns = ", ".join(f"{name} = ?" for name in values)
            connection.execute(f"UPDATE signed_in SET {columns}", tuple(values.values()))  # noqa: S608 - our names

    def forget_access(self) -> None:
        """Central would not take the access token: ask for the next pair before the next request."""
        self._write("access_until = ''")

    def lease(self, now: datetime) -> Lease | None:
        """The lease, after remembering that it is as late as this; None on a laptop of an older version."""
        with self._store.reading() as connection:
            row = connection.execute("SELECT lease_days, contact_at, seen_at FROM signed_in").fetchone()
        if row is None:
            return None
        lease = Lease(row[0], datetime.fromisoformat(row[1]), datetime.fromisoformat(row[2]))
        if now > lease.seen_at + EARLY:
            self._write("seen_at = ?", now.isoformat())
        return lease

    def recovery_key(self) -> str:
        """The public half of the council's recovery key that an unlock code was made for; empty before."""
        return str(self._one("recovery_key", ""))

    def keep_recovery_key(self, recovery_key: str) -> None:
        """An unlock code was made for this key of the council."""
        self._write("recovery_key = ?", recovery_key)

    def recovery_codes(self) -> tuple[str, ...]:
        """Codes of a new second factor that nobody has said yet are kept elsewhere."""
        return tuple(str(self._one("recovery_codes", "")).split())

    def forget_recovery_codes(self) -> None:
        """Their owner has them: they are nowhere on this laptop any more."""
        self._write("recovery_codes = ''")

    def wrapped_unlock(self) -> str | None:
        """The unlock code that central has not got yet."""
        return self._one("wrapped_unlock", "") or None

    def keep_wrapped_unlock(self, wrapped: str) -> None:
        """Send this with the next request for tokens; empty once it was sent."""
        self._write("wrapped_unlock = ?", wrapped)

    def holding(self) -> "Holding":
        """What this laptop holds, as counts."""
        from sia_contract.signing_in import Holding

        with self._store.reading() as connection:
            kinds = dict(connection.execute("SELECT kind, count(*) FROM central_copy GROUP BY kind"))
            (unsent,) = connection.execute(f"SELECT count(*) FROM ({UNSENT})").fetchone()  # noqa: S608
            cursor = connection.execute("SELECT cursor FROM sync_progress").fetchone()
        return Holding(records=kinds, cursor=cursor[0] if cursor else 0, unsent=unsent)

    def _one(self, column: str, otherwise: Any) -> Any:
        with self._store.reading() as connection:
            row = connection.execute(f"SELECT {column} FROM signed_in").fetchone()  # noqa: S608 - our names
        return row[0] if row else otherwise

    def _write(self, what: str, *values: object) -> None:
        with self._store.writing() as connection:
            connection.execute(f"UPDATE signed_in SET {what}", values)  # noqa: S608 - our names
